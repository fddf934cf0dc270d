import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LadderStep } from "../../src/core/ladder.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { agreedLadder } from "../../src/store/ladders.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, type Seen, type World } from "../support/world.ts";

let world: World;
let caseId: string;
beforeAll(async () => {
  world = await aWorld();
  caseId = (await world.db.case.findFirstOrThrow({ where: { ref: "C-014" } })).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(NOW);
  await world.db.ladder.deleteMany();
  await world.db.notice.deleteMany();
});

const OFFICER = "overdue 2wd: Housing officer, acknowledge within 1wd";
const SAFETY = "overdue 4wd: Community safety officer, acknowledge within 4h, may approve, decline";
const step = (overrides: Partial<LadderStep>): LadderStep => ({
  ...{ on: "overdue", after: "2wd", role: "Housing officer", acknowledgeWithin: "1wd" },
  mayDecide: ["approve", "decline", "pass-on"],
  ...overrides,
});
const versions = () => world.db.ladder.findMany({ where: { caseId }, orderBy: { version: "asc" } });
const entries = async () =>
  (await world.db.auditEntry.findMany({ where: { verb: "change-ladder" }, orderBy: { seq: "asc" } })).slice(known);
let known = 0;
beforeEach(async () => {
  known = await world.db.auditEntry.count({ where: { verb: "change-ladder" } });
});
const change = (person: string, words: string, gesture = {}): Promise<Seen> =>
  world.mdt(person, "dm", `ladder C-014 ${words}`, gesture);
const buttons = ({ answer }: Seen) => (answer.tell?.content.actions ?? []).map(({ title }) => title);

describe("the ladder of a case", () => {
  it("is shown to everybody on the case, with whom each step reaches today", async () => {
    await change("priya", `${OFFICER}; ${SAFETY} because it was agreed on Monday`);
    const seen = await world.mdt("carl", "C-CASE", "ladder");

    expect(seen.text).toContain("C-014 · Ladder, version 1\nIn force since Thu 11 March 2027, 14:20");
    expect(seen.text).toContain("1. After 2 working days: Housing officer\nHarriet (Housing officer, Quayside Homes)");
    expect(seen.text).toContain("Acknowledge within 4 hours. May approve or decline.");
    expect(seen.text).toContain("Agreed by Priya (Service manager). Because: it was agreed on Monday.");
    expect(buttons(seen)).toEqual([]);
  });

  it("is shown as it was, by its version", async () => {
    await change("priya", `${OFFICER} because it was agreed on Monday`);
    world.at(new Date("2027-03-12T09:00:00Z"));
    await change("priya", `${SAFETY} because housing has changed`);
    const seen = await world.mdt("priya", "dm", "ladder C-014 v1");

    expect(seen.text).toContain("In force from Thu 11 March 2027, 14:20 to Fri 12 March 2027, 09:00");
    expect(seen.text).toContain("1. After 2 working days: Housing officer\nAcknowledge");
    expect(buttons(seen)).toEqual(["Show what is in force"]);
    expect(buttons(await world.mdt("priya", "dm", "ladder C-014"))).toEqual(["Change", "Show version 1"]);
    expect((await world.mdt("priya", "dm", "ladder C-014 v3")).text).toContain("There is no version 3 of the ladder of C-014.");
  });

  it("is said not to be there where none was agreed", async () => {
    const seen = await world.mdt("priya", "dm", "ladder C-014");

    expect(seen.text).toContain("None has been agreed: nobody hears when an action stays overdue.");
    expect(buttons(seen)).toEqual(["Change"]);
  });

  it("is nobody's to know of who is not on the case", async () => {
    const refusal = "You do not have access to this case. Ask the lead professional.";

    expect((await world.mdt("zoe", "dm", "ladder C-014")).text).toBe(refusal);
    expect((await world.mdt("zoe", "dm", "ladder C-099")).text).toBe(refusal);
    expect((await change("zoe", `${OFFICER} because I say so`)).text).toBe(refusal);
    expect(await versions()).toEqual([]);
  });
});

describe("a ladder is changed", () => {
  it("by the lead, with a reason; the change is a version of its own, and in the trail", async () => {
    const { text } = await change("priya", `${OFFICER}; ${SAFETY} because housing has a new manager`);

    expect(text).toContain("Saved.\nEscalations that are open keep the steps that they opened with.");
    const steps = [
      step({}),
      step({ after: "4wd", role: "Community safety officer", acknowledgeWithin: "4h", mayDecide: ["approve", "decline"] }),
    ];
    expect(await versions()).toMatchObject([{ version: 1, by: "priya", why: "housing has a new manager", at: NOW, steps }]);
    await change("priya", `${OFFICER} because the council left`);
    expect(await versions()).toHaveLength(2);
    expect(await entries()).toMatchObject([
      {
        ...{ actor: "priya", result: "done", caseRef: "C-014", coverFor: null, why: "housing has a new manager" },
        before: { version: 0, steps: [] },
        after: { version: 1, steps },
      },
      { before: { version: 1, steps }, after: { version: 2, steps: [step({})] } },
    ]);
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });

  it("by whoever covers the lead, in whose place the trail says", async () => {
    expect((await change("tom", `${OFFICER} because Priya is away`)).text).toContain("Saved.");
    expect(await entries()).toMatchObject([{ actor: "tom", coverFor: "priya" }]);
  });

  it("and the lead hears of it where cover did it, and whoever is on it only now, and the rooms", async () => {
    await change("priya", `${OFFICER} because it was agreed`);
    await world.deliver();
    await world.forget();
    await change("tom", `${OFFICER}; ${SAFETY} because Priya is away`);
    await world.deliver();

    expect(world.sent.map(({ to }) => to).toSorted()).toEqual(["C-CASE", "C-STAFF", "carl", "priya"]);
    expect(world.heardBy("priya")[0]).toContain("The ladder of C-014 has changed: version 2 is in force.");
    expect(world.heardBy("priya")[0]).not.toContain("You are on it");
    expect(world.heardBy("carl")[0]).toContain("You are on it from now on, for Community safety officer.");
    expect(world.heardBy("C-CASE")).toEqual(["C-014: the ladder has changed, version 2. mdt ladder C-014 shows it."]);
    await world.forget();

    await change("tom", `${SAFETY} because Priya is away`);
    await change("priya", `${SAFETY}; request 1wd: Community safety officer, acknowledge within 1wd because it lacked`);
    await world.deliver();
    // Of two changes in a row a room reads the last; whoever made one is not told of it.
    expect(world.sent.map(({ to }) => to).toSorted()).toEqual(["C-CASE", "C-STAFF", "priya"]);
    expect(world.heardBy("priya")[0]).toContain("The ladder of C-014 has changed: version 4 is in force.");
  });

  it("by nobody else: the attempt is refused, naming the role, and logged", async () => {
    const { text } = await change("kit", `${OFFICER} because I say so`);

    expect(text).toBe("Only the lead or cover can do this. Nothing has changed.");
    expect((await change("harriet", "change")).text).toBe(text);
    expect(await versions()).toEqual([]);
    expect(await entries()).toMatchObject([
      { actor: "kit", result: "refused", caseRef: "C-014", before: null, after: null },
      { actor: "harriet", result: "refused" },
    ]);
  });

  it("with a form that holds what is in force, a step a line", async () => {
    await change("priya", `${OFFICER}; ${SAFETY} because it was agreed`);
    const { answer } = await change("priya", "change");

    expect(answer.form?.content.body.find(({ id }) => id === "text")?.value).toBe(`${OFFICER}\n${SAFETY}`);
    expect(answer.form?.content.actions?.[0]?.data).toEqual({ do: "change-ladder", case: "C-014", seen: 1 });
  });

  it("with a form where the reason is missing, keeping the steps that were written", async () => {
    const { answer } = await change("priya", OFFICER);

    expect(answer.form?.content.body.find(({ id }) => id === "text")?.value).toBe(OFFICER);
    expect(await versions()).toEqual([]);
    expect((await change("priya", OFFICER, { canOpenForms: false })).text).toContain(
      "Try: mdt ladder C-014 overdue 2wd: Housing team manager, acknowledge within 1wd because",
    );
  });

  it.each(["", ", acknowledge within 1wd because housing has changed"])(
    "naming a time that cannot be read, whatever else is lacking (%s)",
    async (more) => {
      const { text } = await change("priya", `overdue 2 wombats: Housing officer${more}`);

      expect(text).toContain("Not saved: line 1 (overdue 2 wombats: Housing officer");
      expect(text).toContain("the time “2 wombats” cannot be read");
      expect(await versions()).toEqual([]);
    },
  );

  it("naming the line that is wrong, and nothing is kept", async () => {
    const filled = {
      do: "change-ladder",
      case: "C-014",
      seen: 0,
      text: `${OFFICER}\noverdue 4wd: Comissioner, acknowledge within 1wd`,
      reason: "agreed",
    } as const;
    const { answer } = await world.press("priya", "dm", filled, { canOpenForms: false });

    expect(answer.wrong).toEqual({
      field: "text",
      message: expect.stringContaining(
        "Not saved: line 2 (overdue 4wd: Comissioner, acknowledge within 1wd): “Comissioner” is not a role on the partner map.",
      ),
    });
    expect(await versions()).toEqual([]);
  });

  it("to what it is already not at all", async () => {
    await change("priya", `${OFFICER} because it was agreed`);

    expect((await change("priya", `${OFFICER} because it was agreed again`)).text).toContain(
      "Nothing has changed: version 1 says so already.",
    );
    expect(await versions()).toHaveLength(1);
  });

  it("once, however often the same delivery comes", async () => {
    const gesture = { delivery: "test:ladder-once" };
    await change("priya", `${OFFICER} because it was agreed`, gesture);
    const again = await change("priya", `${OFFICER} because it was agreed`, gesture);
    const filled = { do: "change-ladder", case: "C-014", seen: 1, text: SAFETY, reason: "agreed" } as const;
    for (const _ of [1, 2, 3]) await world.press("priya", "dm", filled, { delivery: "test:ladder-form", canOpenForms: false });

    expect(again.text).toBe("");
    expect((await versions()).map(({ version }) => version)).toEqual([1, 2]);
    expect(await entries()).toHaveLength(2);
  });

  it("not over what somebody else has changed meanwhile: they are named", async () => {
    const filled = { do: "change-ladder", case: "C-014", seen: 0, text: SAFETY, reason: "agreed" } as const;
    await change("tom", `${OFFICER} because it was agreed`);
    const { answer } = await world.press("priya", "dm", filled, { canOpenForms: false });

    expect(answer.wrong).toEqual({
      field: "text",
      message: "Not saved: the ladder was changed meanwhile by Tom (Team leader), to version 1. Look at mdt ladder C-014 first.",
    });
    expect(await versions()).toHaveLength(1);
  });

  it("by two at once one after the other, each a version, or the second is told", async () => {
    const filled = (text: string) => ({ do: "change-ladder", case: "C-014", seen: 0, text, reason: "agreed" }) as const;
    const seen = await Promise.all(
      ["priya", "tom", "priya", "tom"].map((person, i) =>
        world.press(person, "dm", filled(`overdue ${i + 1}wd: Housing officer, acknowledge within 1wd`), { canOpenForms: false }),
      ),
    );

    expect(seen.filter(({ text }) => text.includes("Saved."))).toHaveLength(1);
    expect(seen.filter(({ answer }) => answer.wrong?.message.includes("was changed meanwhile by"))).toHaveLength(3);
    expect(await versions()).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  it("without keeping what must not be shared", async () => {
    const { text } = await change("priya", `${OFFICER} because Example Person moved`);

    expect(text).toContain("Not saved: the text holds a protected name.");
    expect(await versions()).toEqual([]);
  });
});

describe("a ladder from the set-up file", () => {
  it("says so", async () => {
    await world.db.ladder.create({ data: { caseId, version: 1, at: NOW, steps: [{ ...step({}) }] } });

    expect(await agreedLadder(world.db, caseId)).toMatchObject({ version: 1, latest: 1, by: null, why: null, until: null });
    expect((await world.mdt("priya", "dm", "ladder C-014")).text).toContain("It came with the set-up file.");
  });
});
