import { describe, expect, it } from "vitest";
import { respond } from "../../src/core/cluster.ts";
import type { Escalation } from "../../src/core/escalation.ts";
import type { Fired } from "../../src/core/firing.ts";
import { closesAfter, isIncidentRule, thresholdSteps } from "../../src/core/threshold.ts";
import { readRules } from "../../src/core/threshold-words.ts";
import { aCaseFile, london } from "../support/builders.ts";
import { aThresholdEscalation } from "../support/builders-escalation.ts";

const read = readRules(
  [
    "T1: 2 self-harm in 7d: review by Service manager within 1wd",
    "T2: 3 self-harm in 7d: stabilisation decision by Service manager within 2h",
    "T5: 2 missing in 30d: stabilisation decision by Commissioner within 2h",
  ].join("\n"),
  aCaseFile(),
);
if ("wrong" in read) throw new Error(read.wrong);
const { rules } = read;

const fired = (ref: string, ...incidents: string[]): Fired => {
  const rule = rules.find((each) => each.ref === ref);
  if (!rule || !isIncidentRule(rule)) throw new Error(`no rule ${ref}`);
  return { rule, incidents, key: incidents.join("+") };
};
const AT = london("2027-06-17", "13:55").toISOString();

const review = (overrides: Partial<Escalation> = {}) =>
  aThresholdEscalation({ id: "e1", number: 1, asks: "review", inRooms: false, ...overrides });
const stabilisation = (overrides: Partial<Escalation> = {}) => aThresholdEscalation({ id: "e2", number: 2, ...overrides });
const decided = (what: "declined" | "reviewed" | "stabilisation"): Partial<Escalation> => ({
  state: "decided",
  decision: {
    ...{ by: "dana", role: "Service manager", coverFor: null, at: AT, why: "because" },
    verdict: what === "stabilisation" ? { what, lead: "dana", cover: "owen", dailyAt: "16:30", stepDown: "5 days" } : { what },
  },
});

/** In short: `T1 > joins E1`, `T2 > opens`. */
function became(some: Fired[], escalations: Escalation[]): string[] {
  const { joins, opens, takenUp } = respond(some, "I9", AT, escalations);
  return [
    ...joins.map(
      ({ escalation, facts }) => `E${escalation.number}: ${facts.map((fact) => ("rule" in fact ? fact.rule : "I9")).join(", ")}`,
    ),
    ...(opens
      ? [`${opens.asks} by ${opens.fired.map(({ rule }) => rule.ref).join(", ")}${opens.threadId ? ` in ${opens.threadId}` : ""}`]
      : []),
    ...takenUp.map(({ number }) => `taken up: E${number}`),
  ];
}

describe("what an incident makes of the matters of its cluster", () => {
  it.each<[string, Fired[], Escalation[], string[]]>([
    ["nothing where nothing is crossed and nothing is spoken of", [], [], []],
    ["a review", [fired("T1", "I8", "I9")], [], ["review by T1"]],
    ["no second review while one is asked", [fired("T1", "I8", "I9")], [review()], ["E1: T1"]],
    ["another review after one was recorded", [fired("T1", "I8", "I9")], [review(decided("reviewed"))], ["review by T1"]],
    [
      "stabilisation, which takes up a review",
      [fired("T2", "I7", "I8", "I9")],
      [review()],
      ["stabilisation by T2", "taken up: E1"],
    ],
    ["one question where two rules ask it", [fired("T2", "I7", "I8", "I9"), fired("T5", "I9")], [], ["stabilisation by T2, T5"]],
    [
      "one question where a review is crossed beside it",
      [fired("T1", "I8", "I9"), fired("T2", "I7", "I8", "I9")],
      [],
      ["stabilisation by T2, T1"],
    ],
    ["one more fact in an open thread", [], [stabilisation()], ["E2: I9"]],
    [
      "facts in an open thread, whatever is crossed",
      [fired("T1", "I8", "I9"), fired("T5", "I9")],
      [stabilisation()],
      ["E2: I9, T5, T1"],
    ],
    [
      "facts in the thread once stabilisation was started",
      [fired("T2", "I7", "I8", "I9")],
      [stabilisation(decided("stabilisation"))],
      ["E2: I9, T2"],
    ],
    ["one more fact in a thread that was declined", [], [stabilisation(decided("declined"))], ["E2: I9"]],
    [
      "a review beside a thread that was declined",
      [fired("T1", "I8", "I9")],
      [stabilisation(decided("declined"))],
      ["E2: I9", "review by T1"],
    ],
    [
      "a new question in the thread that was declined",
      [fired("T2", "I7", "I8", "I9")],
      [stabilisation(decided("declined"))],
      ["stabilisation by T2 in e2"],
    ],
    [
      "a new question in the first thread where the second was declined too",
      [fired("T2", "I9")],
      [stabilisation(decided("declined")), stabilisation({ ...decided("declined"), id: "e3", number: 3, threadId: "e2" })],
      ["stabilisation by T2 in e2"],
    ],
    ["no more in a matter that was closed", [fired("T1", "I8", "I9")], [review({ state: "closed" })], ["review by T1"]],
  ])("is %s", (_, some, escalations, expected) => {
    expect(became(some, escalations)).toEqual(expected);
  });
});

describe("the end of a cluster", () => {
  it("is the longest window after its last incident, and never sooner for one that was recorded late", () => {
    const at = london("2027-06-10", "09:00");

    expect(closesAfter(null, at, rules, "Europe/London")).toEqual(london("2027-07-10", "09:00"));
    expect(closesAfter(london("2027-07-20", "09:00"), at, rules, "Europe/London")).toEqual(london("2027-07-20", "09:00"));
    expect(closesAfter(null, at, [], "Europe/London")).toEqual(london("2027-06-17", "09:00"));
  });

  it("keeps the time on the wall where the clocks change", () => {
    expect(closesAfter(null, london("2027-03-25", "09:00"), rules.slice(0, 1), "Europe/London")).toEqual(
      london("2027-04-01", "09:00"),
    );
  });
});

describe("whom a threshold asks", () => {
  it("are its own deciders, then the roles of the ladder that are not among them, each once", () => {
    const step = (role: string, on: "overdue" | "blocked" = "overdue") => ({
      ...{ on, after: "2wd", role, acknowledgeWithin: "1wd", mayDecide: ["approve" as const] },
    });
    const ladder = {
      ...{ version: 1, since: new Date(0), escalateAt: "12:00" },
      steps: [step("service  MANAGER"), step("Commissioner"), step("Commissioner"), step("Practice manager", "blocked")],
    };
    const steps = thresholdSteps({ deciders: [{ role: "Service manager", within: "2h" }] }, ladder);

    expect(steps.map(({ role, within, stops, after }) => [role, within, stops, after])).toEqual([
      ["Service manager", "2h", "decision", null],
      ["Commissioner", "1wd", "decision", null],
    ]);
    expect(thresholdSteps({ deciders: [] }, undefined)).toEqual([]);
  });
});
