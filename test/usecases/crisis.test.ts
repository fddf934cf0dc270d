import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Escalation } from "../../src/core/escalation.ts";
import { watchesOf } from "../../src/store/thresholds.ts";
import { london } from "../support/builders.ts";
import { clockTo } from "../support/escalating.ts";
import { agreed, aRiskWorld, incident } from "../support/risk-world.ts";
import type { World } from "../support/world.ts";

/** Scenario 3, from the first incident to the review of the thresholds, each step at its own time. */
let world: World;
beforeAll(async () => {
  world = await aRiskWorld();
  await agreed(world);
  await clockTo(world, london("2027-06-14", "12:00"));
  await world.forget();
});
afterAll(() => world.close());

const heard = async (to: string): Promise<string> => {
  await world.deliver();
  return world.heardBy(to).join("\n\n");
};
const escalation = async (number: number): Promise<Escalation> => {
  const found = await world.db.escalation.findFirstOrThrow({ where: { number } });
  return found.body as unknown as Escalation;
};
const watched = async () => {
  const { id } = await world.db.case.findFirstOrThrow({ where: { ref: "C-032" } });
  return ((await watchesOf(world.db, [id])).get(id) ?? []).map(({ rule, since }) => `${rule.ref} since ${since.toISOString()}`);
};

describe("a mental-health crisis", () => {
  it("3.1: the second incident asks Dana for a review, by a message to her alone", async () => {
    await clockTo(world, london("2027-06-14", "21:40"));
    await incident(world, london("2027-06-14", "21:40"));
    await clockTo(world, london("2027-06-15", "22:15"));
    await world.forget();
    await incident(world, london("2027-06-15", "22:15"));

    expect(await heard("dana")).toContain("Dana, please review this by Wed 16 June 2027, 22:15.");
    expect(world.sent.filter(({ to }) => to !== "dana")).toEqual([]);
    expect(world.sent.every(({ text }) => !text.toLowerCase().includes("self-harm"))).toBe(true);
    expect(await watched()).toEqual([]);

    await clockTo(world, london("2027-06-16", "11:00"));
    await world.mdt("dana", "dm", "review C-032/E1 keep watching; evening routine adjusted");
    expect(await escalation(1)).toMatchObject({ state: "decided", decision: { verdict: { what: "reviewed" } } });
  });

  it("3.1: the third opens a thread in the case's room, and asks for a decision by 15:55", async () => {
    await clockTo(world, london("2027-06-17", "13:55"));
    await world.forget();
    await incident(world, london("2027-06-17", "13:55"), "self-harm injury none [exploitation]");
    const room = await heard("C-RISK");

    expect(room).toContain("Threshold T2, version 1");
    expect(room).toContain("3 incidents: I1, I2, I3");
    expect(room).toContain("by Thu 17 June 2027, 15:55");
    expect(room).toContain("If someone is in immediate danger, call 999. This service does not alert emergency services.");
    expect(world.heardBy("C-MIXED")).toEqual(["C-032: escalation opened. See the case space."]);
    expect(world.sent.every(({ text }) => !/self-harm|exploitation/i.test(text))).toBe(true);
    expect(await watched()).toEqual(["T3 since 2027-06-17T12:55:00.000Z", "T4 since 2027-06-17T12:55:00.000Z"]);
  });

  it("3.2: Dana starts stabilisation, once", async () => {
    world.at(london("2027-06-17", "14:20"));
    const start = {
      ...{ do: "stabilise" as const, ref: "C-032/E2", who: "person:dana", cover: "person:owen", reason: "three in a week" },
      ...{ dailyAt: "16:30", stepDown: "5 full calendar days with no incident" },
    };
    await world.press("dana", "dm", start);
    await world.press("dana", "dm", start);

    expect(await escalation(2)).toMatchObject({ state: "decided", decision: { by: "dana", verdict: { what: "stabilisation" } } });
    expect(await watched()).toHaveLength(2);
  });

  it("3.3: four hours after S1 was asked for and not accepted, Connie is asked, in the same thread", async () => {
    world.at(london("2027-06-17", "14:20"));
    await world.say("dana", "dm", 'assign C-032 Mo due 24h urgent mental health review evidence "review record reference"');
    await world.say("dana", "dm", "confirm C-032/A1");
    await clockTo(world, london("2027-06-17", "18:19"));
    await world.forget();
    expect(await world.db.escalation.count()).toBe(2);
    await clockTo(world, london("2027-06-17", "18:20"));

    expect(await escalation(3)).toMatchObject({
      ...{ asks: "action", cause: "threshold", rule: { kind: "threshold", version: 1, ref: "T3" }, state: "open" },
      threadId: (await escalation(2)).id,
      facts: [{ kind: "unacknowledged", since: london("2027-06-17", "14:20").toISOString() }],
    });
    expect(await heard("connie")).toContain("C-032/E3");
    expect(
      world.sent
        .filter(({ to, thread }) => to === "C-RISK" && thread)
        .map(({ text }) => text)
        .join("\n"),
    ).toContain("Connie");
    expect(await world.db.firing.findFirst({ where: { rule: "T3" } })).toMatchObject({ facts: { action: "A1" } });

    world.at(london("2027-06-17", "19:05"));
    await world.say("mo", "dm", "accept C-032/A1");
    expect(await escalation(3)).toMatchObject({ state: "closed", closed: { because: "accepted" } });
  });

  it("3.3: S1 is done before it is overdue, so nobody is asked about that", async () => {
    await clockTo(world, london("2027-06-18", "12:15"));
    await world.say("mo", "dm", "evidence C-032/A1 review record reference, plan summary");
    await world.say("dana", "dm", "sign-off C-032/A1");
    await clockTo(world, london("2027-06-18", "18:30"));

    expect(await world.db.escalation.count()).toBe(3);
  });

  it("3.4: the next incident joins the thread, and no second one opens", async () => {
    await clockTo(world, london("2027-06-19", "23:10"));
    await world.forget();
    await incident(world, london("2027-06-19", "23:10"));
    await world.deliver();

    expect(await world.db.escalation.count()).toBe(3);
    expect(world.sent.filter(({ how, to }) => how === "send" && to === "C-RISK").every(({ thread }) => thread)).toBe(true);
    expect(world.sent.filter(({ how, to, text }) => how === "send" && to === "dana" && text.includes("C-032/E2"))).toHaveLength(
      1,
    );
  });

  it("3.5: stabilisation ends by decision, not because days have passed; then the thresholds are to be reviewed", async () => {
    await clockTo(world, london("2027-06-26", "23:10"));
    expect(await world.db.thresholdReview.count()).toBe(0);
    const end = "stabilise C-032/E2 end because seven clear days, and everything critical is done";
    await world.mdt("mo", "dm", end);
    await world.mdt("dana", "dm", "stabilise C-032/E2 end");
    await clockTo(world, london("2027-06-26", "23:20"));
    expect(await escalation(2)).toMatchObject({ closed: null });

    await world.mdt("dana", "dm", end);
    await world.mdt("dana", "dm", end);
    expect(await escalation(2)).toMatchObject({ state: "decided", closed: { because: "stepped-down", by: "dana" } });
    await clockTo(world, london("2027-06-26", "23:21"));
    expect(await world.db.thresholdReview.findFirst()).toMatchObject({ owner: "dana", dueDay: "2027-07-02" });
    expect(
      world.sent
        .filter(({ to, thread }) => to === "C-RISK" && thread)
        .map(({ text }) => text)
        .join("\n\n"),
    ).toContain("Stabilisation has ended");
    expect(await watched()).toEqual([]);
  });

  it("3.5: they are agreed to anew, and what was decided by the old ones stays so", async () => {
    world.at(london("2027-06-28", "10:00"));
    await world.mdt("dana", "dm", "threshold C-032 review");
    const rule = "T1: 2 self-harm without injury in 10d: review by Service manager within 1wd";
    const { answer } = await world.mdt("dana", "dm", "threshold C-032 review change because 7 days were too few");
    const form = answer.form?.content;
    const text = String(form?.body.find(({ id }) => id === "text")?.value).replace(/^T1.*$/m, rule);
    const data = form?.actions?.[0]?.data as Record<string, unknown>;
    await world.press("dana", "dm", { ...data, text, reason: "7 days were too few" } as never);
    for (const person of ["dana", "mo", "connie"]) await world.mdt(person, "dm", "threshold C-032 agree v2");

    expect(await world.db.threshold.findFirst({ where: { version: 2 } })).toMatchObject({
      agreedAt: london("2027-06-28", "10:00"),
    });
    expect(await world.db.thresholdReview.findFirst()).toMatchObject({ decision: "change" });
    expect((await escalation(2)).rule).toEqual({ kind: "threshold", version: 1, ref: "T2" });
    expect((await world.mdt("mo", "dm", "threshold C-032 v1")).text).toContain("in 7d: review by Service manager");
  });
});
