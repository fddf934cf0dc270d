import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Rule, Signatory } from "../../src/core/threshold.ts";
import { rulesInWords } from "../../src/core/threshold-words.ts";
import { london } from "../support/builders.ts";
import { AGREED, AGREEMENT, agree, agreed, aRiskWorld, draft, T1, T2, T3, T4 } from "../support/risk-world.ts";
import type { World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aRiskWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.threshold.deleteMany();
  await world.db.notice.deleteMany();
  world.at(AGREEMENT);
  world.sent.length = 0;
});

const trailOf = async (verb: string) =>
  (await world.db.auditEntry.findMany({ where: { verb, caseRef: "C-032" }, orderBy: { seq: "asc" } })).map(
    ({ actor, result }) => `${actor} ${result}`,
  );
const versions = () => world.db.threshold.findMany({ orderBy: { version: "asc" } });
const latest = async () => {
  const last = (await versions()).at(-1);
  if (!last) throw new Error("there is no version");
  const signatories = last.signatories as unknown as Signatory[];
  return {
    ...{ version: last.version, revision: last.revision, why: last.why, inForce: last.agreedAt },
    rules: rulesInWords(last.rules as unknown as Rule[]),
    asked: signatories.map(({ personId }) => personId),
    agreed: signatories.filter((each) => each.agreed !== null).map(({ personId }) => personId),
  };
};
const mdt = async (person: string, words: string) => (await world.mdt(person, "dm", words)).text;
const buttons = (to: string) =>
  world.sent.filter((each) => each.to === to).flatMap(({ card }) => (card.content.actions ?? []).map(({ title }) => title));

describe("a first version", () => {
  it("is drafted in a form that asks for the rules, and for who agrees", async () => {
    const { answer } = await world.mdt("dana", "dm", "threshold C-032 draft");

    expect(answer.form?.template).toBe("form-threshold-draft");
  });

  it("needs those who stand behind the roles that decide, and the lead", async () => {
    await draft(world, AGREED);

    expect(await latest()).toMatchObject({
      version: 1,
      revision: 1,
      asked: ["dana", "connie", "olu"],
      agreed: [],
      inForce: null,
    });
  });

  it("leaves out who cannot agree in chat, and does not take them where they are named", async () => {
    await draft(world, "T1: any missing: review by GP within 1wd");
    expect((await latest()).asked).toEqual(["dana"]);

    expect(await mdt("dana", "threshold C-032 signed by Dana and Gita")).toContain("Gita is outside chat and cannot agree here.");
    expect(await mdt("dana", "threshold C-032 signed by Dana and Harriet")).toContain("Nobody of that name or role is on C-032");
    expect((await latest()).asked).toEqual(["dana"]);
  });

  it("takes mentions, names and roles for those who agree", async () => {
    await draft(world, AGREED);
    await mdt("dana", "threshold C-032 signed by <@slack/T0001/U-DANA>, Mo and Commissioner");

    expect(await latest()).toMatchObject({ revision: 2, asked: ["dana", "mo", "connie"] });
  });

  it("names the line that is wrong, with an example, and keeps nothing", async () => {
    const { answer } = await draft(world, `${T1}\nT2: 3 self-harm: review by Commissioner within 1wd`);

    expect(answer.wrong).toEqual({ field: "text", message: "Not saved: T2: “3 self-harm” needs its days: in 7d." });
    expect(await versions()).toEqual([]);
    expect(await mdt("dana", "threshold C-032 T1: two self-harm: review by Commissioner within 1wd")).toContain(
      "Try: mdt threshold C-032 T1: 2 self-harm without injury in 7d: review by Service manager within 1wd because",
    );
  });

  it.each([
    ["sam", "Only the lead or cover can do this. Nothing has changed."],
    ["connie", "Only the lead or cover can do this. Nothing has changed."],
    ["harriet", "You do not have access to this case. Ask the lead professional."],
  ])("is not drafted by %s, and the attempt is kept", async (person, said) => {
    const before = (await trailOf("threshold-draft")).length;

    expect(await mdt(person, `threshold C-032 ${T1} because I say so`)).toBe(said);
    expect((await trailOf("threshold-draft")).slice(before)).toEqual([`${person} refused`]);
    expect(await versions()).toEqual([]);
  });

  it("may be drafted by who covers the lead", async () => {
    await mdt("owen", `threshold C-032 ${T1}`);

    expect(await latest()).toMatchObject({ rules: T1, asked: ["dana"] });
    const entry = await world.db.auditEntry.findFirst({ where: { verb: "threshold-draft" }, orderBy: { seq: "desc" } });
    expect(entry).toMatchObject({ actor: "owen", coverFor: "dana" });
  });

  it("does not keep a name that must not be written", async () => {
    const { answer } = await draft(world, T1, { reason: "Robin Example was hurt" });

    expect(answer.wrong?.field).toBe("reason");
    expect(await versions()).toEqual([]);
  });
});

describe("agreement", () => {
  it("is asked of each signatory by a card with the rules and one button", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await world.deliver();

    expect(buttons("mo")).toEqual(["Agree v1"]);
    expect(world.heardBy("mo")[0]).toContain(T2);
    expect(world.heardBy("olu")).toEqual([]);
    expect(world.sent.filter(({ to }) => to.startsWith("C-"))).toEqual([]);
  });

  it("is offered to whoever drafted it in the answer alone, not by a message as well", async () => {
    const { answer } = await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await world.deliver();

    expect(answer.tell?.content.actions?.map(({ title }) => title)).toContain("Agree v1");
    expect(world.heardBy("dana")).toEqual([]);
    expect(world.heardBy("connie")).toHaveLength(1);
  });

  it("of everybody puts the version in force from that moment, and all hear of it", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await agree(world, "dana", 1, 1);
    world.at(london("2027-05-05", "10:20"));
    expect((await agree(world, "mo", 1, 1)).text).toContain("You have agreed to version 1. It waits for Connie.");
    world.at(london("2027-05-05", "10:40"));
    expect((await agree(world, "connie", 1, 1)).text).toContain("Everybody has agreed: version 1 is in force from now on.");

    expect(await latest()).toMatchObject({ inForce: london("2027-05-05", "10:40"), agreed: ["dana", "mo", "connie"] });
    await world.deliver();
    const told = "Version 1 of the thresholds of C-032 is in force from now on.";
    for (const person of ["dana", "mo", "olu"]) expect(world.heardBy(person).join("\n")).toContain(told);
    // Connie was the last, and has just read so.
    expect(world.heardBy("connie").join("\n")).not.toContain(told);
    expect(await trailOf("threshold-in-force")).toContain("connie done");
  });

  it("may be typed", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });

    expect(await mdt("mo", "threshold C-032 agree v1")).toContain("You have agreed to version 1.");
  });

  it.each(["olu", "owen", "sam"])(
    "is not given by %s, who is none of them, nor in another's place, and the attempt is kept",
    async (who) => {
      await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
      const before = (await trailOf("threshold-agree")).length;

      expect((await agree(world, who, 1, 1)).text).toBe(
        "Only Service manager, Mental health team lead or Commissioner, each in person, can do this. Nothing has changed.",
      );
      expect((await latest()).agreed).toEqual([]);
      expect((await trailOf("threshold-agree")).slice(before)).toEqual([`${who} refused`]);
    },
  );

  it("is not given by somebody who is not on the case, whatever their button says", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });

    expect((await agree(world, "harriet", 1, 1)).text).toBe("You do not have access to this case. Ask the lead professional.");
    const forged = await world.press("mo", "dm", { do: "threshold-agree", case: "C-032", version: -1 } as never);
    expect(forged.text).toContain("That button is no longer in use.");
    expect((await agree(world, "mo", 7, 1)).text).toContain("There is no version 7 of the thresholds of C-032.");
    expect((await latest()).agreed).toEqual([]);
  });

  it("that is not asked any more can no longer be pressed; nor can it be once the version is in force", async () => {
    const shown = (who: string) => world.sent.filter(({ to, how }) => to === who && how === "update").at(-1);
    const offers = (who: string) => (shown(who)?.card.content.actions ?? []).map(({ title }) => title);
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await world.deliver();
    await mdt("dana", "threshold C-032 signed by Dana and Mo");
    await world.deliver();

    expect(shown("connie")?.text).toContain("Your agreement to version 1 is no longer asked.");
    expect(offers("connie")).toEqual([]);
    expect(shown("mo")?.text).toContain("The draft has changed since you were asked: this is revision 2.");
    expect(offers("mo")).toEqual(["Agree v1"]);
    expect(world.heardBy("dana")).toEqual([]);

    await mdt("mo", "threshold C-032 agree v1");
    await world.deliver();
    expect(shown("mo")?.text).toContain("You have agreed to version 1.");
    expect(offers("mo")).toEqual([]);

    await agree(world, "dana", 1, 2);
    await world.deliver();
    for (const who of ["mo", "connie"]) expect(shown(who)?.text).toContain("version 1 is in force.");
  });

  it("is forgotten where the draft changes, and a press on the older card shows the new one", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await agree(world, "mo", 1, 1);
    await draft(world, `${T1}\n${T2}`, { signatories: "Dana, Mo and Connie" });
    const seen = await agree(world, "mo", 1, 1);

    expect(await latest()).toMatchObject({ revision: 2, agreed: [] });
    expect(seen.text).toContain("The draft has changed since that card. Please read revision 2 before you agree.");
    expect(seen.answer.replace?.content.actions?.map(({ title }) => title)).toEqual(["Agree v1"]);
    await world.deliver();
    // Of the two that waited, only the later is said.
    expect(world.heardBy("mo").filter((text) => text.includes("say whether you agree"))).toHaveLength(1);
  });

  it("pressed twice counts once, and delivered twice too", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    const press = { pressed: { conversation: "D-MO", message: "m1", readBy: "one" as const }, delivery: "mo:1" };
    const command = { do: "threshold-agree" as const, case: "C-032", version: 1, revision: 1 };
    const before = (await trailOf("threshold-agree")).length;
    await world.press("mo", "dm", command, press);
    const again = await world.press("mo", "dm", command, press);
    const anew = await agree(world, "mo", 1, 1);

    expect(again.text).toContain("Agreed by Mo (Mental health team lead) on Wed 5 May 2027, 10:00.");
    expect(anew.text).toContain("You agreed to version 1 on Wed 5 May 2027, 10:00.");
    expect((await trailOf("threshold-agree")).slice(before)).toEqual(["mo done"]);
  });

  it("of two at the same moment counts both, and one of them is the last", async () => {
    await draft(world, AGREED, { signatories: "Dana, Mo and Connie" });
    await agree(world, "dana", 1, 1);
    const before = (await trailOf("threshold-in-force")).length;
    const [mo, connie] = await Promise.all([agree(world, "mo", 1, 1), agree(world, "connie", 1, 1)]);

    expect([mo?.text, connie?.text].filter((text) => text?.includes("Everybody has agreed"))).toHaveLength(1);
    expect((await latest()).agreed).toEqual(["dana", "mo", "connie"]);
    expect((await trailOf("threshold-in-force")).length - before).toBe(1);
  });

  it("to a draft that changes at the same moment is to one or the other, never to what was not read", async () => {
    await draft(world, AGREED, { signatories: "Dana" });
    await Promise.all([agree(world, "dana", 1, 1), draft(world, T1, { signatories: "Dana" })]);
    const now = await latest();

    if (now.inForce) expect(now).toMatchObject({ revision: 1, rules: AGREED });
    else expect(now).toMatchObject({ agreed: [], rules: T1 });
  });
});

describe("a later version", () => {
  beforeEach(async () => {
    await agreed(world);
    world.at(london("2027-07-01", "09:00"));
  });

  it("needs a reason, begins with what is in force, and is agreed by the same people", async () => {
    const { answer } = await world.mdt(
      "dana",
      "dm",
      "threshold C-032 T1: 2 self-harm without injury in 10d: review by Service manager within 1wd",
    );
    expect(answer.form?.template).toBe("form-threshold-draft");

    await mdt(
      "dana",
      "threshold C-032 T1: 2 self-harm without injury in 10d: review by Service manager within 1wd because 7 were too few",
    );
    expect(await latest()).toMatchObject({
      ...{ version: 2, revision: 1, why: "7 were too few", asked: ["dana", "mo", "connie"], inForce: null },
      rules: AGREED.replace("in 7d: review", "in 10d: review"),
    });
  });

  it("asks also whoever stands behind a role that decides only now, if they are in chat", async () => {
    await mdt(
      "dana",
      "threshold C-032 T4: action overdue 1wd: escalation to Mental health team lead within 1wd then GP within 1wd because new",
    );

    // Olu stood behind T4 before and was not asked; Gita is outside chat.
    expect((await latest()).asked).toEqual(["dana", "mo", "connie"]);

    await world.db.threshold.deleteMany();
    await draft(world, T1);
    await agree(world, "dana", 1);
    await mdt("dana", `threshold C-032 ${T3.replace(" during T2", "")} because it is needed`);
    expect((await latest()).asked).toEqual(["dana", "connie"]);
  });

  it("may be drafted by any who agreed to the one in force", async () => {
    await mdt("connie", "threshold C-032 without T4 because it has no use");

    expect(await latest()).toMatchObject({ version: 2, rules: [T1, T2, T3].join("\n") });
  });

  it("takes away with a rule those that go with it", async () => {
    await mdt("dana", "threshold C-032 without T2 because stabilisation is over");

    expect((await latest()).rules).toBe(T1);
  });

  it("leaves the one in force readable, and what was before it", async () => {
    await mdt("dana", "threshold C-032 without T4 because it has no use");
    const shown = await mdt("dana", "threshold C-032");
    expect(shown).toContain("Version 1 in force · version 2 being agreed");
    expect(shown).toContain("Against the version in force, gone: T4.");

    for (const person of ["dana", "mo", "connie"]) await agree(world, person, 2);
    expect(await mdt("dana", "threshold C-032")).toContain(
      "Version 1 · in force from Wed 5 May 2027, 10:00 to Thu 1 July 2027, 09:00.",
    );
    const first = await mdt("dana", "threshold C-032 v1");
    expect(first).toContain(T4);
    expect(first).toContain("Agreed by Mo (Mental health team lead) on Wed 5 May 2027, 10:00.");
    expect(await mdt("dana", "threshold C-032 v3")).toContain("There is no version 3 of the thresholds of C-032.");
  });

  it("in a form that was opened before somebody else's change is not saved over it", async () => {
    const form = { do: "threshold-draft" as const, case: "C-032", text: T1, reason: "simpler", from: "1.0" };
    await mdt("connie", "threshold C-032 without T4 because it has no use");
    const { answer } = await world.press("dana", "dm", form);

    expect(answer.wrong?.message).toBe(
      "Not saved: the draft has changed since you opened this. It is at revision 1 by now: read it first.",
    );
    expect((await latest()).rules).toBe([T1, T2, T3].join("\n"));
  });

  it("drafted by two at the same moment keeps both changes", async () => {
    await Promise.all([
      mdt("connie", "threshold C-032 without T4 because it has no use"),
      mdt("dana", "threshold C-032 T5: any missing: review by Service manager within 1wd because it happens"),
    ]);

    expect(await latest()).toMatchObject({
      version: 2,
      revision: 2,
      rules: [T1, T2, T3, "T5: any missing: review by Service manager within 1wd"].join("\n"),
    });
  });

  it("that says nothing new is none", async () => {
    await mdt("dana", "threshold C-032 without T4 because it has no use");

    expect(await mdt("dana", "threshold C-032 without T4 because it has no use")).toContain("there is no threshold T4");
    expect(await mdt("dana", "threshold C-032 signed by Dana, Mo and Connie")).toContain("nothing is different from the draft");
    expect((await latest()).revision).toBe(1);
  });
});

describe("what crosses the thresholds", () => {
  it("is shown at care level and to who agrees; to others only that they are there", async () => {
    await agreed(world);

    expect(await mdt("sam", "threshold C-032")).toContain(T1);
    expect(await mdt("mo", "threshold C-032")).toContain(T1);
    const val = await mdt("val", "threshold C-032");
    expect(val).not.toContain("self-harm");
    expect(val).toContain("T1, T2, T3, T4");
    expect(await mdt("harriet", "threshold C-032")).toBe("You do not have access to this case. Ask the lead professional.");
  });
});
