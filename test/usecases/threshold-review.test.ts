import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Escalation } from "../../src/core/escalation.ts";
import type { Rule, Signatory } from "../../src/core/threshold.ts";
import { rulesInWords } from "../../src/core/threshold-words.ts";
import { auditAgenda } from "../../src/usecases/audit-agenda.ts";
import { london } from "../support/builders.ts";
import { agendaOf, planAt } from "../support/planning.ts";
import { AGREED, AGREEMENT, agree, agreed, aRiskWorld, incident, T1, T2, T3, T4, unrecorded } from "../support/risk-world.ts";
import type { World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aRiskWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await unrecorded(world);
  world.at(AGREEMENT);
  await agreed(world);
});

const I1 = london("2027-06-14", "21:40");
const I2 = london("2027-06-15", "22:15");
const CLOSES = london("2027-06-22", "22:15");
const MORNING = london("2027-06-23", "08:30");

/** Dana records her review of E1. */
const reviewed = () => world.mdt("dana", "dm", "review C-032/E1 keep watching; evening routine adjusted");
const caseId = async () => (await world.db.case.findFirstOrThrow({ where: { ref: "C-032" } })).id;
const cluster = () => world.db.cluster.findFirstOrThrow();
const review = () => world.db.thresholdReview.findFirst();
const mdt = async (person: string, words: string) => (await world.mdt(person, "dm", words)).text;
const draftNow = async () => {
  const found = await world.db.threshold.findFirst({ where: { agreedAt: null } });
  return (
    found && {
      version: found.version,
      rules: rulesInWords(found.rules as unknown as Rule[]),
      why: found.why,
      asked: (found.signatories as unknown as Signatory[]).map(({ personId }) => personId),
    }
  );
};

/** T1 crossed and reviewed, and no incident since. */
async function over(): Promise<void> {
  await incident(world, I1);
  await incident(world, I2);
  await reviewed();
  await planAt(world, CLOSES);
}

describe("a cluster", () => {
  it("stands on the agenda at its end, which each incident moves", async () => {
    await incident(world, I1);
    await incident(world, I2);
    await reviewed();
    await planAt(world, I2);
    expect(await agendaOf(world, "threshold", await caseId())).toEqual(CLOSES);

    await incident(world, london("2027-06-16", "09:00"), "missing injury none");
    await planAt(world, london("2027-06-16", "09:00"));
    expect(await agendaOf(world, "threshold", await caseId())).toEqual(london("2027-06-23", "09:00"));
  });

  it("ends there, once, and whoever leads is asked in their morning for a review in five working days", async () => {
    await over();
    await planAt(world, CLOSES);
    await planAt(world, london("2027-06-23", "08:29"));
    await world.deliver();
    expect(world.heardBy("dana").filter((text) => text.includes("review of the thresholds"))).toEqual([]);
    await planAt(world, MORNING);
    await planAt(world, MORNING);
    await world.deliver();

    expect((await cluster()).closedAt).toEqual(CLOSES);
    expect(await review()).toMatchObject({ owner: "dana", version: 1, dueDay: "2027-06-29", decision: null });
    const asked = world.sent.filter(({ to, text }) => to === "dana" && text.includes("review of the thresholds"));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.text).toContain("C-032 · review of the thresholds\nDue Tue 29 June 2027");
    expect(asked[0]?.text).toContain("T1 by I1 and I2");
    const card = asked[0]?.card;
    expect(card?.content.actions?.map(({ title }) => title)).toEqual(["Keep", "Change", "Retire"]);
    const [one] = (await world.db.escalation.findMany()).map(({ body }) => body as unknown as Escalation);
    expect(one).toMatchObject({ state: "decided", closed: { because: "cluster-over", at: CLOSES.toISOString() } });
  });

  it("waits for what is not decided yet", async () => {
    await incident(world, I1);
    await incident(world, I2);
    await planAt(world, CLOSES);
    await planAt(world, london("2027-06-25", "10:00"));
    expect((await cluster()).closedAt).toBeNull();

    world.at(london("2027-06-25", "10:05"));
    await reviewed();
    await planAt(world, london("2027-06-25", "10:06"));
    expect((await cluster()).closedAt).toEqual(london("2027-06-25", "10:06"));
    expect(await review()).toMatchObject({ dueDay: "2027-07-02" });
  });

  it("is another, with another review, where incidents begin anew", async () => {
    await over();
    await incident(world, london("2027-07-10", "10:00"), "self-harm injury minor");

    expect(await world.db.cluster.count({ where: { closedAt: null } })).toBe(1);
    expect(await world.db.cluster.count()).toBe(2);
  });

  it("that is lost from the agenda is put back by the auditor", async () => {
    await incident(world, I1);
    await incident(world, I2);
    await reviewed();
    await planAt(world, I2);
    await world.db.$executeRaw`DELETE FROM agenda WHERE kind = 'threshold'`;
    await auditAgenda(world.deps, I2);
    expect(await agendaOf(world, "threshold", await caseId())).toEqual(new Date(0));

    await planAt(world, CLOSES);
    expect((await cluster()).closedAt).toEqual(CLOSES);
  });

  it("ends once where two planners come at it", async () => {
    await incident(world, I1);
    await incident(world, I2);
    await reviewed();
    world.at(CLOSES);
    await Promise.all([planAt(world, CLOSES), planAt(world, CLOSES)]);
    await planAt(world, MORNING);

    expect(await world.db.thresholdReview.count()).toBe(1);
    expect(await world.db.notice.count({ where: { kind: "threshold-review" } })).toBe(1);
  });
});

describe("a review", () => {
  beforeEach(async () => {
    await over();
    await planAt(world, MORNING);
    await world.forget();
  });
  const press = (decision: "keep" | "change" | "retire", more = {}, person = "dana") =>
    review().then((found) =>
      world.press(person, "dm", { do: "threshold-review", case: "C-032", review: found?.id, decision, ...more }),
    );

  it("is spoken of again on its day, and once the working day after", async () => {
    for (const day of ["2027-06-28", "2027-06-29", "2027-06-30", "2027-07-01", "2027-07-02"]) {
      await planAt(world, london(day, "08:30"));
      await world.deliver();
    }
    const said = world.heardBy("dana").filter((text) => text.includes("review of the thresholds"));

    expect(said).toHaveLength(2);
    expect(said[0]).toContain("The review is due today.");
    expect(said[1]).toContain("The review was due on Tue 29 June 2027 and has not been decided.");
    expect(await agendaOf(world, "threshold", await caseId())).toBeNull();
  });

  it("is spoken of to whoever leads the case by then", async () => {
    await world.db.membership.updateMany({ where: { personId: "dana" }, data: { until: "2027-06-27" } });
    await world.db.case.updateMany({ where: { ref: "C-032" }, data: { leadId: "owen" } });
    await planAt(world, london("2027-06-29", "08:30"));
    await world.deliver();
    await world.db.membership.updateMany({ where: { personId: "dana" }, data: { until: null } });
    await world.db.case.updateMany({ where: { ref: "C-032" }, data: { leadId: "dana" } });

    expect(world.heardBy("owen").join("\n")).toContain("The review is due today.");
    expect(world.heardBy("dana").join("\n")).not.toContain("The review is due today.");
  });

  it("is not, once it is decided", async () => {
    await press("keep", { reason: "they came at the right time" });
    await planAt(world, london("2027-06-29", "08:30"));
    await world.deliver();

    expect(world.heardBy("dana").filter((text) => text.includes("is due today"))).toEqual([]);
    expect(await agendaOf(world, "threshold", await caseId())).toBeUndefined();
  });

  it("keep asks why, and has the same rules agreed to again by the same people", async () => {
    expect((await press("keep")).answer.form?.template).toBe("form-threshold-keep");
    const { text } = await press("keep", { reason: "they came at the right time" });

    expect(text).toContain("Against the version in force, the thresholds are the same.");
    expect(await draftNow()).toEqual({
      version: 2,
      rules: AGREED,
      why: "they came at the right time",
      asked: ["dana", "mo", "connie"],
    });
    expect(await review()).toMatchObject({ decision: "keep", decidedBy: "dana", why: "they came at the right time" });
    await world.deliver();
    expect(world.heardBy("mo")[0]).toContain("Please read version 2 of the thresholds of C-032");
    for (const person of ["dana", "mo", "connie"]) await agree(world, person, 2);
    expect(await mdt("dana", "threshold C-032")).toContain("Version 2 in force");
  });

  it("keep, and the draft changed after it, asks why again and keeps the word of the review", async () => {
    await press("keep", { reason: "they came at the right time" });
    await agree(world, "mo", 2);
    const asked = await world.mdt("dana", "dm", "threshold C-032 without T2");
    expect(asked.answer.form?.template).toBe("form-threshold-draft");
    expect(await draftNow()).toMatchObject({ rules: AGREED, why: "they came at the right time" });

    await mdt("dana", "threshold C-032 without T2 because it has no use");
    expect(await draftNow()).toEqual({
      ...{ version: 2, rules: T1, why: "it has no use (after the review: kept)", asked: ["dana", "mo", "connie"] },
    });
    expect(await mdt("dana", "threshold C-032")).toContain("Because: it has no use (after the review: kept)");
    expect(await mdt("dana", "threshold C-032")).toContain("Not yet agreed by Dana (Service manager), Mo");
    expect(await review()).toMatchObject({ decision: "keep", why: "they came at the right time" });
    for (const person of ["dana", "mo", "connie"]) await agree(world, person, 2);
    await mdt(
      "dana",
      "threshold C-032 T3: request unacknowledged 6h: escalation to Commissioner within 4h because 4 are too few",
    );
    expect(await draftNow()).toMatchObject({ version: 3, why: "4 are too few" });
  });

  it("change opens the draft, and is decided by it", async () => {
    const { answer } = await press("change");
    expect(answer.form?.template).toBe("form-threshold-draft");
    const opened = answer.form?.content.actions?.[0]?.data as {
      review: string;
      from: string;
      do: "threshold-draft";
      case: string;
    };
    expect(opened).toMatchObject({ do: "threshold-draft", from: "1.0" });
    await world.press("dana", "dm", {
      ...opened,
      text: AGREED.replace("in 7d: review", "in 10d: review"),
      reason: "2 in 10 days",
    });

    expect(await draftNow()).toMatchObject({ version: 2, why: "2 in 10 days" });
    expect(await review()).toMatchObject({ decision: "change", why: "2 in 10 days" });
  });

  it("retire asks which, those that were crossed ticked, and drafts without them and what goes with them", async () => {
    const { answer } = await press("retire");
    expect(answer.form?.template).toBe("form-threshold-retire");
    expect(answer.form?.content.body.find(({ id }) => id === "without")).toMatchObject({ value: "T1", isMultiSelect: true });
    await press("retire", { reason: "the person has moved", without: "T2" });

    expect(await draftNow()).toMatchObject({ version: 2, rules: T1 });
    expect(await review()).toMatchObject({ decision: "retire" });
  });

  it("may be typed: retire drafts without what was crossed", async () => {
    await mdt("owen", "threshold C-032 review retire because the person has moved");

    expect(await draftNow()).toMatchObject({ rules: [T2, T3, T4].join("\n") });
    expect(await review()).toMatchObject({ decision: "retire", decidedBy: "owen" });
  });

  it("is shown in typed words, and says when none waits", async () => {
    expect(await mdt("dana", "threshold C-032 review")).toContain("Due Tue 29 June 2027");
    await press("keep", { reason: "they came at the right time" });

    expect(await mdt("dana", "threshold C-032 review")).toContain("No review of the thresholds of C-032 waits to be decided.");
  });

  it.each(["mo", "sam", "olu"])("is not decided by %s, and the attempt is kept", async (person) => {
    expect((await press("keep", { reason: "no" }, person)).text).toBe("Only the lead or cover can do this. Nothing has changed.");
    expect(await review()).toMatchObject({ decision: null });
    expect(await world.db.auditEntry.findFirst({ orderBy: { seq: "desc" } })).toMatchObject({
      ...{ actor: person, verb: "threshold-review", result: "refused" },
    });
  });

  it("pressed twice, delivered twice and by two at once is decided once", async () => {
    await Promise.all([
      press("keep", { reason: "they came at the right time" }),
      press("keep", { reason: "they came at the right time" }),
      press("retire", { reason: "no use", without: "T4" }, "owen"),
    ]);
    const { text } = await press("keep", { reason: "once more" });

    expect(await world.db.threshold.count({ where: { agreedAt: null } })).toBe(1);
    expect(text).toContain("This review has been decided.");
    expect(
      await world.db.auditEntry.count({
        where: { verb: "threshold-review", result: "done", after: { path: ["review"], equals: (await review())?.id ?? "" } },
      }),
    ).toBe(1);
  });

  it("does not put a version in the place of one that is being agreed", async () => {
    await mdt("dana", "threshold C-032 without T4 because it has no use");

    expect((await press("keep", { reason: "as they are" })).text).toContain("Version 2 is being agreed already.");
    expect(await review()).toMatchObject({ decision: null });
  });
});
