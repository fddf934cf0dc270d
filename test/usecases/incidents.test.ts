import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Escalation } from "../../src/core/escalation.ts";
import { london } from "../support/builders.ts";
import { AGREED, AGREEMENT, agree, agreed, aRiskWorld, draft, incident, T1, unrecorded } from "../support/risk-world.ts";
import type { World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aRiskWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await unrecorded(world);
  world.at(AGREEMENT);
  world.sent.length = 0;
});

const escalations = async (): Promise<Escalation[]> =>
  (await world.db.escalation.findMany({ orderBy: { number: "asc" } })).map(({ body }) => body as unknown as Escalation);
const fired = async () =>
  (await world.db.firing.findMany({ orderBy: [{ at: "asc" }, { rule: "asc" }] })).map(
    ({ rule, key, version }) => `${rule} v${version} by ${key}`,
  );
const mdt = async (person: string, words: string) => (await world.mdt(person, "dm", words)).text;
const asked = async (kind: string) =>
  (await world.db.notice.findMany({ where: { kind }, orderBy: { seq: "asc" } })).map(
    ({ personId, placeId }) => personId ?? (placeId && "room"),
  );

const I1 = london("2027-06-14", "21:40");
const I2 = london("2027-06-15", "22:15");
const I3 = london("2027-06-17", "13:55");
const I4 = london("2027-06-19", "23:10");

describe("the scenario's cluster", () => {
  beforeEach(() => agreed(world));

  it("crosses T1 at the second incident: Dana alone is asked for a review until the next working day", async () => {
    expect((await incident(world, I1)).text).toContain("No threshold is crossed by it.");
    const { text } = await incident(world, I2);
    const [review] = await escalations();

    expect(text).toContain("I2 recorded");
    expect(text).toContain("T1, version 1, is crossed by I1 and I2.");
    expect(text).toContain("is asked to review it by Wed 16 June 2027, 22:15: C-032/E1.");
    expect(review).toMatchObject({
      ...{ number: 1, cause: "threshold", asks: "review", inRooms: false, threadId: null, actionId: null },
      rule: { kind: "threshold", version: 1, ref: "T1" },
      facts: [{ kind: "incidents", rule: "T1", incidents: ["I1", "I2"] }],
    });
    expect(review?.steps.map(({ role, limit, heardBy }) => [role, limit, heardBy?.personId])).toEqual([
      ["Service manager", london("2027-06-16", "22:15").toISOString(), "dana"],
    ]);
    expect(await asked("escalation")).toEqual(["dana"]);
    expect(await asked("escalation-thread")).toEqual([]);
  });

  it("crosses T2 at the third: a thread in the case's rooms, a decision within two hours, and the review taken up", async () => {
    await incident(world, I1);
    await incident(world, I2);
    const { text } = await incident(world, I3, "self-harm injury none [exploitation]");
    const [review, t2] = await escalations();

    expect(text).toContain("Self-harm · injury: none · possible exploitation concern");
    expect(text).toContain("T2, version 1, is crossed by I1, I2 and I3.");
    expect(t2).toMatchObject({
      ...{ number: 2, asks: "stabilisation", inRooms: true, threadId: null, state: "open" },
      rule: { kind: "threshold", version: 1, ref: "T2" },
      facts: [{ kind: "incidents", rule: "T2", incidents: ["I1", "I2", "I3"] }],
    });
    expect(t2?.steps[0]).toMatchObject({ limit: london("2027-06-17", "15:55").toISOString(), stops: "decision" });
    expect(t2?.ladder.map(({ role, within, stops }) => [role, within, stops])).toEqual([
      ["Service manager", "2h", "decision"],
      ["Commissioner", "1wd", "decision"],
      ["Operations director", "1wd", "decision"],
    ]);
    expect(review).toMatchObject({ state: "closed", closed: { because: "taken-up" } });
    expect(await asked("escalation-thread")).toEqual(["room", "room"]);
    const [cluster] = await world.db.cluster.findMany();
    expect(cluster).toMatchObject({
      version: 1,
      openedAt: I2,
      threadId: t2?.id,
      closesAt: london("2027-06-24", "13:55"),
      closedAt: null,
    });
    expect(await fired()).toEqual(["T1 v1 by I1+I2", "T2 v1 by I1+I2+I3"]);
  });

  it("goes on in its thread with the fourth, and no second one opens", async () => {
    for (const at of [I1, I2, I3]) await incident(world, at);
    const { text } = await incident(world, I4);
    const all = await escalations();

    expect(all).toHaveLength(2);
    expect(all[1]?.facts).toEqual([
      { kind: "incidents", at: I3.toISOString(), rule: "T2", incidents: ["I1", "I2", "I3"] },
      { kind: "incident", at: I4.toISOString(), incident: "I4" },
      { kind: "incidents", at: I4.toISOString(), rule: "T1", incidents: ["I3", "I4"] },
    ]);
    expect(text).toContain("T1, version 1, is crossed by I3 and I4. It was added to C-032/E2.");
    expect((await world.db.cluster.findFirst())?.closesAt).toEqual(london("2027-06-26", "23:10"));
  });

  it("opens at once where somebody is hurt, and says nothing of it in a mixed room", async () => {
    await incident(world, I1, "self-harm injury minor");
    const [t2] = await escalations();

    expect(t2).toMatchObject({ number: 1, asks: "stabilisation", facts: [{ rule: "T2", incidents: ["I1"] }] });
    for (const { body } of await world.db.notice.findMany({ where: { placeId: { not: null } } }))
      expect(JSON.stringify(body)).not.toMatch(/self-harm|minor/);
  });

  it("holds what was recorded before a version was agreed to that version", async () => {
    await incident(world, I1);
    await incident(world, I2);
    await draft(world, T1.replace("2 self-harm", "5 self-harm"), { reason: "too often" });
    for (const person of ["dana", "mo", "connie"]) await agree(world, person, 2);
    await incident(world, I3);

    expect((await escalations()).map(({ rule, state }) => [rule, state])).toEqual([
      [{ kind: "threshold", version: 1, ref: "T1" }, "open"],
    ]);
    expect((await world.db.cluster.findFirst())?.version).toBe(1);
  });
});

describe("two incidents at one moment", () => {
  beforeEach(() => agreed(world));

  it("cross a threshold once", async () => {
    await incident(world, I1);
    world.at(I2);
    await Promise.all([
      world.mdt("sam", "dm", "incident C-032 self-harm at 22:14 injury none"),
      world.mdt("dana", "dm", "incident C-032 self-harm at 22:15 injury none"),
    ]);

    expect((await world.db.incident.findMany({ orderBy: { number: "asc" } })).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await escalations()).map(({ asks, state }) => [asks, state])).toEqual([
      ["review", "closed"],
      ["stabilisation", "open"],
    ]);
    expect(await fired()).toHaveLength(2);
    expect(await world.db.cluster.count()).toBe(1);
  });

  it("delivered twice are one", async () => {
    await incident(world, I1);
    world.at(I2);
    const words = "incident C-032 self-harm at 22:15 injury none";
    await Promise.all([1, 2].map(() => world.mdt("sam", "dm", words, { delivery: "slack:command:1" })));

    expect(await world.db.incident.count()).toBe(2);
    expect(await escalations()).toHaveLength(1);
  });

  it("sent twice from one form are one, though they come as two", async () => {
    world.at(I2);
    const filled = {
      do: "incident" as const,
      case: "C-032",
      category: "self-harm",
      date: "2027-06-15",
      time: "21:00",
      injury: "none",
    };
    const seen = await Promise.all([1, 2].map(() => world.press("sam", "dm", filled)));
    world.at(london("2027-06-15", "22:26"));
    await world.press("sam", "dm", filled);

    expect(seen.filter(({ text }) => text.includes("The same was recorded a moment ago: nothing was added."))).toHaveLength(1);
    expect(await world.db.incident.count()).toBe(2);
  });

  it("as many as come cross each threshold by each fact once", async () => {
    world.at(I2);
    await Promise.all(
      Array.from({ length: 9 }, (_, at) => world.mdt("sam", "dm", `incident C-032 self-harm at 22:0${at} injury none`)),
    );
    const facts = (await world.db.firing.findMany()).flatMap(({ rule, key }) => key.split("+").map((each) => `${rule} ${each}`));

    expect(new Set(facts).size).toBe(facts.length);
    expect((await escalations()).filter(({ state }) => state === "open")).toHaveLength(1);
    expect((await world.db.incident.findMany()).map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });
});

describe("an incident recorded late", () => {
  beforeEach(() => agreed(world));

  it("counts in the window that it lies in", async () => {
    await incident(world, london("2027-06-01", "10:00"));
    await incident(world, london("2027-06-12", "10:00"));
    expect(await escalations()).toEqual([]);
    world.at(london("2027-06-13", "09:00"));
    await mdt("sam", "incident C-032 self-harm 7 June at 10:00 injury none");

    expect(await fired()).toEqual(["T1 v1 by I1+I3"]);
    // It ends as its last window does.
    expect((await world.db.cluster.findFirst())?.closesAt).toEqual(london("2027-06-14", "10:00"));
  });
});

describe("a declined stabilisation", () => {
  beforeEach(() => agreed(world));

  it("is asked anew in the same thread by a further crossing; what crosses nothing is only added", async () => {
    for (const at of [I1, I2, I3]) await incident(world, at);
    await world.say("dana", "dm", "decline C-032/E2 because the plan in place holds");
    await incident(world, london("2027-06-18", "10:00"), "missing injury none");
    await incident(world, I4, "self-harm injury serious");
    const [, first, second] = await escalations();

    expect(first?.facts.at(-1)).toEqual({ kind: "incident", at: london("2027-06-18", "10:00").toISOString(), incident: "I4" });
    expect(second).toMatchObject({
      number: 3,
      asks: "stabilisation",
      threadId: first?.id,
      facts: [{ rule: "T2", incidents: ["I5"] }],
    });
    expect((await world.db.cluster.findFirst())?.threadId).toBe(first?.id);
  });
});

describe("whoever records an incident", () => {
  it("fills in one form, or types it", async () => {
    world.at(I3);
    const { answer } = await world.mdt("sam", "dm", "incident C-032");
    expect(answer.form?.template).toBe("form-incident");
    const filled = {
      do: "incident" as const,
      case: "C-032",
      category: "self-harm",
      date: "2027-06-16",
      time: "21:00",
      injury: "none",
    };
    const seen = await world.press("sam", "dm", { ...filled, concerns: "exploitation,police", text: "calm by eleven" });

    expect(seen.text).toContain("I1 recorded\nC-032 · Wed 16 June 2027, 21:00");
    expect(seen.text).toContain("No thresholds are in force for C-032.");
    expect(seen.text).toContain("call 999");
    expect(await world.db.incident.findFirst()).toMatchObject({
      ...{ number: 1, category: "self-harm", injury: "none", concerns: ["exploitation", "police"], text: "calm by eleven" },
      ...{ recordedBy: "sam", recordedAt: I3, at: london("2027-06-16", "21:00") },
    });
  });

  it("is told in the form what is wrong", async () => {
    world.at(I3);
    const filled = {
      do: "incident" as const,
      case: "C-032",
      category: "self-harm",
      date: "2027-06-17",
      time: "14:00",
      injury: "none",
    };

    expect((await world.press("sam", "dm", filled)).answer.wrong).toEqual({
      field: "time",
      message: "Not saved: Thu 17 June 2027, 14:00 has not come yet. For a day before, write its date.",
    });
    expect(await mdt("sam", "incident C-032 self-harm at 13:00")).toContain(
      "Try: mdt incident C-032 self-harm at 21:40 injury none",
    );
  });

  it.each([
    ["mo", "Only people who see this case at care level or above can do this. Nothing has changed."],
    ["harriet", "You do not have access to this case. Ask the lead professional."],
  ])("sees the case at care level: %s does not", async (person, said) => {
    world.at(I3);

    expect(await mdt(person, "incident C-032 self-harm at 13:00 injury none")).toBe(said);
    expect(await world.db.incident.count()).toBe(0);
    expect(await world.db.auditEntry.findFirst({ where: { actor: person }, orderBy: { seq: "desc" } })).toMatchObject({
      ...{ verb: "incident", result: "refused", caseRef: "C-032" },
    });
  });

  it("uses the reference and not a name", async () => {
    world.at(I3);

    expect(await mdt("sam", "incident C-032 self-harm at 13:00 injury none Robin Example was upset")).toContain(
      "the text holds a protected name",
    );
    expect(await world.db.incident.count()).toBe(0);
  });
});

describe("the incidents of a case", () => {
  beforeEach(async () => {
    world.at(I3);
    await mdt("sam", "incident C-032 self-harm at 13:00 injury minor [exploitation] found in the garden");
    await mdt("dana", "incident C-032 missing yesterday at 20:00 injury none");
  });
  const reads = () => world.db.auditEntry.count({ where: { verb: "incidents", result: "done" } });

  it("are listed whole at restricted level, and that they were read is kept", async () => {
    const before = await reads();

    expect(await mdt("olu", "incidents C-032")).toBe(
      [
        "C-032 · incidents",
        "2 recorded",
        "I1 · Thu 17 June 2027, 13:00",
        "Self-harm · injury: minor · possible exploitation concern",
        "found in the garden",
        "I2 · Wed 16 June 2027, 20:00",
        "Missing · injury: none",
        "If someone is in immediate danger, call 999. This service does not alert emergency services.",
      ].join("\n"),
    );
    expect(await reads()).toBe(before + 1);
  });

  it("show at care level their reference and time, and the rest to whoever recorded them", async () => {
    const seen = await mdt("sam", "incidents C-032");

    expect(seen).toContain("found in the garden");
    expect(seen).toContain("I2 · Wed 16 June 2027, 20:00\nWhat happened is shown at restricted level");
    expect(seen).not.toContain("Missing");
    expect(await mdt("mo", "incidents C-032")).toContain("Only people who see this case at care level or above");
    expect(await mdt("harriet", "incidents C-032")).toBe("You do not have access to this case. Ask the lead professional.");
  });

  it("are read one by one with who recorded them", async () => {
    expect(await mdt("olu", "incidents C-032 I1")).toContain("Recorded by Sam on Thu 17 June 2027, 13:55.");
    expect(await mdt("olu", "incidents C-032 I9")).toContain("There is no I9 in C-032.");
  });

  it("keep their words out of the trail and out of every message", async () => {
    await agreed(world, AGREED);
    await mdt("sam", "incident C-032 self-harm at 13:00 injury minor found in the garden again");
    const kept = JSON.stringify(
      [await world.db.auditEntry.findMany(), await world.db.notice.findMany(), await world.db.escalationEvent.findMany()],
      (_, value) => (typeof value === "bigint" ? Number(value) : value),
    );

    expect(kept).not.toContain("garden");
  });
});
