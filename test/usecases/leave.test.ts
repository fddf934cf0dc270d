import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, drafted, handedIn, opened, type Seen, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at(NOW));
afterEach(() => world.db.leave.deleteMany());

const leaveOf = (personId: string) =>
  world.db.leave.findMany({
    where: { personId },
    select: { from: true, until: true, coverId: true },
    orderBy: { from: "asc" },
  });
const entries = (actor: string, verb = "take-leave") =>
  world.db.auditEntry.findMany({ where: { verb, actor }, orderBy: { seq: "asc" } });
const isSilent = ({ answer }: Seen): boolean => Object.values(answer).every((part) => part === null);

/** Carl's, in Zoe's case. */
async function carlsAction(): Promise<string> {
  const ref = await drafted(world, 'Carl by 30 April visit the family evidence "note"', "zoe", "C-031");
  await world.say("zoe", "dm", `confirm ${ref}`);
  await world.say("carl", "dm", `accept ${ref}`);
  return ref;
}

const APRIL = "leave from 19 April to 30 April";
const DAYS = { from: "2027-04-19", until: "2027-04-30" };

describe("mdt leave", () => {
  it("keeps the days and the cover, and says them", async () => {
    const { text } = await world.mdt("harriet", "C-CASE", `${APRIL} cover @Hassan`);

    expect(text).toContain("Saved: you are away from Mon 19 April 2027 to Fri 30 April 2027.");
    expect(text).toContain("cover: Hassan");
    expect(text).toContain("Please tell Hassan yourself");
    expect(text).not.toContain("nobody stands in");
    expect(await leaveOf("harriet")).toEqual([{ ...DAYS, coverId: "hassan" }]);
    expect((await entries("harriet")).at(-1)).toMatchObject({
      result: "done",
      caseRef: null,
      before: { leave: [] },
      after: { leave: [{ ...DAYS, cover: "hassan" }] },
    });
    expect((await world.mdt("harriet", "dm", "leave")).text).toContain("Mon 19 April 2027 to Fri 30 April 2027");
  });

  it("shows that there is none", async () => {
    expect((await world.mdt("hassan", "dm", "leave")).text).toContain("No leave of yours is known here.");
  });

  it.each([
    ["a mention", "<@slack/T0001/U-HASSAN>", "hassan"],
    ["a name", "Hassan", "hassan"],
    ["a role of the map", '"Community safety officer"', "carl"],
    ["somebody picked in a form", "person:tom", "tom"],
  ])("takes %s for the cover", async (_, who, coverId) => {
    await world.mdt("harriet", "dm", `${APRIL} cover ${who}`);

    expect(await leaveOf("harriet")).toEqual([{ ...DAYS, coverId }]);
  });

  it.each([
    ["from 30 April to 19 April", "the last day comes before the first."],
    ["from 10 March 2027 to 19 March", "Wed 10 March 2027 has passed."],
    ["from 19 April 2027 to 19 April 2028", "leave may be up to a year."],
    ["from 31 April to 3 May", "The date “31 April” does not exist."],
    ["from soonish to 3 May", "No date was understood."],
    ["from 19 April 10:00 to 30 April", "leave is in whole days. Leave the time out."],
    ["from 19 April to 30 April cover me", "you cannot stand in for yourself."],
    ["from 19 April to 30 April cover Meera", "Meera is outside chat and would not hear of it."],
    ["from 19 April to 30 April cover Nobody", "nobody of that name is known on your cases."],
    // Known here, and on no case of Harriet's.
    ["from 19 April to 30 April cover Zoe", "nobody of that name is known on your cases."],
    ["from 19 April to 30 April cover <@slack/T0001/U-MALLORY>", "nobody of that name is known on your cases."],
  ])("does not take %s", async (words, message) => {
    const { text } = await world.mdt("harriet", "dm", `leave ${words}`);

    expect(text).toContain("Not saved: ");
    expect(text).toContain(message);
    expect(await leaveOf("harriet")).toEqual([]);
  });

  it("may begin today, last a day, and last a year", async () => {
    for (const [words, days] of [
      ["from today to today", { from: "2027-03-11", until: "2027-03-11" }],
      ["from 1 April 2027 to 31 March 2028", { from: "2027-04-01", until: "2028-03-31" }],
    ] as const) {
      expect((await world.mdt("harriet", "dm", `leave ${words}`)).text).toContain("Saved: you are away");
      expect(await leaveOf("harriet")).toContainEqual({ ...days, coverId: null });
    }
  });

  it("is in place of an earlier one on the same days, and says so", async () => {
    await world.mdt("harriet", "dm", APRIL);
    await world.mdt("harriet", "dm", "leave from 1 June to 4 June");
    const { text } = await world.mdt("harriet", "dm", "leave from 26 April to 7 May cover Hassan");

    expect(text).toContain("It takes the place of your leave from Mon 19 April 2027 to Fri 30 April 2027.");
    expect(await leaveOf("harriet")).toEqual([
      { from: "2027-04-26", until: "2027-05-07", coverId: "hassan" },
      { from: "2027-06-01", until: "2027-06-04", coverId: null },
    ]);
  });

  it("opens its form where days are missing, with what was understood and whom one could name", async () => {
    const { answer } = await world.mdt("harriet", "dm", "leave from 19 April");
    const inputs = Object.fromEntries((answer.form?.content.body ?? []).filter(({ id }) => id).map((input) => [input.id, input]));

    expect(answer.form?.template).toBe("form-take-leave");
    expect(inputs.date?.value).toBe("2027-04-19");
    expect(inputs.until).not.toHaveProperty("value");
    const offered = ((inputs.who?.choices ?? []) as { value: string }[]).map(({ value }) => value);
    expect(offered).toEqual(expect.arrayContaining(["person:hassan", "person:tom"]));
    for (const nobody of ["person:harriet", "person:meera", "person:una", "person:zoe"]) expect(offered).not.toContain(nobody);
  });

  it("takes a filled form, and says which input is wrong", async () => {
    const filled = { do: "take-leave", date: "2027-04-19", until: "2027-04-30", who: "person:hassan" } as const;
    const wrong = await world.press("harriet", "dm", { ...filled, until: "2027-04-18" }, { canOpenForms: false });
    expect(wrong.answer.wrong).toEqual({ field: "until", message: "Not saved: the last day comes before the first." });

    await world.press("harriet", "dm", filled, { canOpenForms: false });
    expect(await leaveOf("harriet")).toEqual([{ ...DAYS, coverId: "hassan" }]);
  });

  it("keeps nothing of what must not be shared", async () => {
    expect((await world.mdt("priya", "dm", `${APRIL} cover Example Person`)).text).toContain("a protected name");
    expect(await leaveOf("priya")).toEqual([]);
  });
});

describe("a cover named for leave", () => {
  it("stands in where they are on the case themselves, and gets into no other", async () => {
    await carlsAction();
    await opened(world, "Carl");
    const { text } = await world.mdt("carl", "dm", `${APRIL} cover @Hassan`);

    expect(text).toContain("In C-031 nobody stands in for you: ask Zoe, who leads it, to name cover on the partner map.");
    expect(text).not.toContain("In C-014");
    world.at(new Date("2027-04-20T08:00:00Z"));
    expect((await world.say("hassan", "dm", "list C-031")).text).toMatch(/^You do not have access/);
  });

  it("is missed by the lead of a case with live actions, who hears of it once", async () => {
    const ref = await carlsAction();
    await world.forget();
    await world.mdt("carl", "dm", `${APRIL} cover @Hassan`);
    await world.deliver();

    const [heard = "", ...more] = world.heardBy("zoe");
    expect(heard).toContain("C-031 · Carl will be away");
    expect(heard).toContain("Mon 19 April 2027 to Fri 30 April 2027");
    expect(heard).toContain("nobody stands in for them");
    expect(heard).not.toContain("visit the family");
    expect(more).toEqual([]);
    expect(world.heardBy("priya")).toEqual([]);
    expect((await world.say("zoe", "dm", `history ${ref}`)).text).not.toContain("leave");
  });

  it("is not missed any more, where the leave was taken back before the lead heard", async () => {
    await carlsAction();
    await world.forget();
    await world.mdt("carl", "dm", APRIL);
    await world.mdt("carl", "dm", "leave cancel");
    await world.deliver();

    expect(world.heardBy("zoe")).toEqual([]);
    const newest = await world.db.notice.findFirst({
      where: { kind: "leave-uncovered", personId: "zoe" },
      orderBy: { seq: "desc" },
    });
    expect(newest).toMatchObject({ state: "skipped", reason: "the leave is over or was taken back" });
  });

  it("does not sign off what they may not read, is not offered to, and the signer is told so at once", async () => {
    const ref = await handedIn(world);
    const { text } = await world.mdt("priya", "dm", "leave from 11 March to 12 March cover @Carl");
    expect(text).toContain("In C-014 Carl cannot sign off for you: they may not read all of the evidence; Tom is asked instead.");

    const shown = await world.say("carl", "dm", `show ${ref}`);
    expect(JSON.stringify(shown.answer.tell?.content)).not.toContain("sign-off");
    expect((await world.say("carl", "dm", `sign-off ${ref}`)).text).toContain(
      "Only a signer (Service manager), the lead or cover",
    );
    expect((await world.action(ref)).status).toBe("evidence submitted");
    expect((await world.say("tom", "dm", `sign-off ${ref}`)).text).toContain("signed off");
  });

  it("hears once that they stand in, when, and in which cases that they are on; on none, they do not, and that is said", async () => {
    await opened(world, "Carl");
    await carlsAction();
    await world.forget();
    await world.mdt("carl", "dm", `${APRIL} cover @Hassan`);
    await world.deliver();
    expect(world.heardBy("hassan")).toEqual([
      expect.stringContaining("Carl will be away: Mon 19 April 2027 to Fri 30 April 2027. You stand in for them in C-014."),
    ]);

    const { text } = await world.mdt("harriet", "dm", `${APRIL} cover <@slack/T0001/U-ZOE>`);
    expect(text).toContain("Zoe is on none of your cases, so nobody stands in for you:");
    expect(text).not.toContain("Please tell Zoe");
    const { text: inMay } = await world.mdt("harriet", "dm", "leave from 3 May to 7 May cover <@slack/T0001/U-ZOE>");
    expect(inMay).toContain("Zoe is on none of your cases, so they do not stand in for you.");
    expect(inMay).toContain("In C-014 Hassan stands in for you, by the partner map.");
    await world.forget();
    await world.deliver();
    expect(world.heardBy("zoe")).toEqual([]);
  });

  it("named later is made known to the lead who had heard that there was nobody", async () => {
    await opened(world);
    await world.mdt("harriet", "dm", APRIL);
    await world.forget();
    await world.mdt("harriet", "dm", `${APRIL} cover @Hassan`);
    await world.deliver();

    expect(world.heardBy("priya").filter((text) => text.includes("away"))).toEqual([
      expect.stringContaining(
        "Harriet will be away: Mon 19 April 2027 to Fri 30 April 2027. Hassan stands in for them in C-014.",
      ),
    ]);
  });

  it("may be the map's for some of the days", async () => {
    await opened(world);
    const { text } = await world.mdt("harriet", "dm", "leave from 10 May to 21 May");

    expect(text).toContain("In C-014 nobody stands in for you on some of these days: ask Priya, who leads it");
  });

  it("is for the lead to have named, where the lead is away", async () => {
    expect((await world.mdt("zoe", "dm", APRIL)).text).toContain("In C-031 nobody stands in for you. You lead it:");
  });
});

describe("mdt leave cancel", () => {
  it("takes the one leave back", async () => {
    await world.mdt("harriet", "dm", APRIL);
    const { text } = await world.mdt("harriet", "dm", "leave cancel");

    expect(text).toContain("Taken back: you are not away from Mon 19 April 2027 to Fri 30 April 2027.");
    expect(await leaveOf("harriet")).toEqual([]);
    expect((await entries("harriet", "cancel-leave")).at(-1)).toMatchObject({
      before: { leave: [{ ...DAYS, cover: null }] },
      after: { leave: [] },
    });
  });

  it("asks which, where there are several", async () => {
    await world.mdt("harriet", "dm", APRIL);
    await world.mdt("harriet", "dm", "leave from 1 June to 4 June");

    expect((await world.mdt("harriet", "dm", "leave cancel")).text).toContain("you have more than one leave");
    expect((await world.mdt("harriet", "dm", "leave cancel from 2 June")).text).toContain("Taken back");
    expect(await leaveOf("harriet")).toEqual([{ ...DAYS, coverId: null }]);
  });

  it("is a button beside each, and pressed on an old card changes nothing", async () => {
    const taken = await world.mdt("harriet", "dm", APRIL);
    const sent = JSON.stringify(taken.answer.tell?.content);
    const { leave } = JSON.parse(/\{"do":"cancel-leave","leave":"[^"]+"\}/.exec(sent)?.[0] ?? "{}") as { leave: string };
    await world.press("harriet", "dm", { do: "cancel-leave", leave });
    await world.mdt("harriet", "dm", "leave from 1 June to 4 June");
    const again = await world.press("harriet", "dm", { do: "cancel-leave", leave });

    expect(again.text).toContain("Nothing has changed: you have no such leave.");
    expect(await leaveOf("harriet")).toHaveLength(1);
  });

  it("takes back nobody else's", async () => {
    await world.mdt("harriet", "dm", APRIL);
    const { id } = await world.db.leave.findFirstOrThrow({ where: { personId: "harriet" } });

    expect((await world.press("priya", "dm", { do: "cancel-leave", leave: id })).text).toContain("you have no such leave");
    expect(await leaveOf("harriet")).toHaveLength(1);
  });
});

describe("the same at the same moment", () => {
  it("is one leave, and everybody is told the truth", async () => {
    const before = (await entries("tom")).length;
    const answers = await Promise.all([1, 2, 3].map(() => world.mdt("tom", "dm", `${APRIL} cover Priya`)));

    expect(answers.filter(({ text }) => text.includes("Saved: you are away"))).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes("You are down as away on those days already."))).toHaveLength(2);
    expect(await leaveOf("tom")).toHaveLength(1);
    expect(await entries("tom")).toHaveLength(before + 1);
  });

  it.each(["take-leave", "cancel-leave"] as const)("delivered twice has one effect and one answer: %s", async (verb) => {
    if (verb === "cancel-leave") await world.mdt("tom", "dm", APRIL);
    const words = verb === "take-leave" ? `${APRIL} cover Priya` : "leave cancel";
    const before = (await entries("tom", verb)).length;
    const say = () => world.mdt("tom", "dm", words, { delivery: `slack:command:${verb}` });
    const answers = [...(await Promise.all([say(), say()])), await say()];

    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(await entries("tom", verb)).toHaveLength(before + 1);
  });

  it("leaves a sound trail", async () => {
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
