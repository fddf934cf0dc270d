import { describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { EMERGENCY_LINE } from "../../src/cards/emergency.ts";
import { escalationCard, escalationMixedCard } from "../../src/cards/escalation.ts";
import { escalationLeadCard, escalationToldCard } from "../../src/cards/escalation-news.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { EscalationDecision, OpenedStep } from "../../src/core/escalation.ts";
import { anAction, anExtensionRequest, aReassignmentRequest, due, london, to } from "../support/builders.ts";
import {
  aClimbStep,
  anEscalationView,
  anOpenedStep,
  aThresholdView,
  CROSSED,
  OPENED,
  theSecondStep,
} from "../support/builders-escalation.ts";
import { ESCALATION_SAMPLES } from "../support/sample-escalation-cards.ts";

const room = { platform: "slack" as const, workspace: "T0001" };
const read = (view: EscalationView, reader = "hassan", now = OPENED) =>
  fallbackText(escalationCard({ now, reader, ...(reader === "" && { room }) }, view)).split("\n");
const buttonsOf = ({ content }: Card) => (content.actions ?? []).map(({ title }) => title);
const primaryOf = ({ content }: Card) =>
  (content.actions ?? []).filter(({ style }) => style === "positive").map(({ title }) => title);
const drawn = (view: EscalationView, reader = "", now = OPENED) =>
  escalationCard({ now, reader, ...(reader === "" && { room }) }, view);

const seen = (by = "hassan"): OpenedStep["acknowledged"] => ({
  by,
  at: london("2027-03-31", "12:20").toISOString(),
  coverFor: null,
});
const acknowledged = anEscalationView({ steps: [anOpenedStep({ acknowledged: seen() })] });
const climbed = anEscalationView({ steps: [anOpenedStep(), theSecondStep()] });
const decision: EscalationDecision = {
  verdict: { what: "new-date", to: { day: "2027-04-06", time: null } },
  ...{ by: "hassan", role: "Housing team manager", coverFor: null, at: london("2027-03-31", "12:40").toISOString() },
  why: "surveyor illness; replacement booked",
};
const decided = anEscalationView({ state: "decided", decision }, { action: anAction({ due: due("2027-04-06") }) });

describe("the card of an escalation", () => {
  it("states the fact, the rule, who decides by when, and what happens otherwise, in that order", () => {
    expect(read(anEscalationView()).filter((line) => /^(?:Fact|Rule|Decision by|Without an answer):/.test(line))).toEqual([
      "Fact: A1 is overdue by 2 working days, due Thu 25 March 2027",
      "Rule: Ladder, version 1: 2 working days after the due date",
      "Decision by: Hassan (Housing team manager) or cover, by Thu 1 April 2027, 12:00",
      "Without an answer: Commissioner, Connie, is asked next",
    ]);
  });

  it("asks the decider by first name, and rings them by a mention in a room", () => {
    expect(read(anEscalationView())[2]).toBe("Hassan, please acknowledge this or decide it by Thu 1 April 2027, 12:00.");
    expect(Object.keys(drawn(anEscalationView()).mentions)).toEqual(["hassan"]);
    expect(read(anEscalationView(), "")[2]).toContain("Hassan (Housing team manager, Quayside Homes), please acknowledge");
  });

  it("waits for a decision until the next step's own time, once it has been acknowledged", () => {
    const lines = read(acknowledged);
    expect(lines[1]).toContain("Open, step 1 of 2, acknowledged");
    expect(lines).toContain("Hassan, please decide this by Fri 2 April 2027, 12:00.");
    expect(lines).toContain("Acknowledged by Hassan (Housing team manager), Wed 31 March 2027, 12:20.");
  });

  it("passes over a step that nobody can hear when it says who is asked next", () => {
    const ladder = [aClimbStep(), aClimbStep({ role: "Practice manager" }), aClimbStep({ role: "Commissioner" })];
    expect(read(anEscalationView({ ladder })).join()).toContain("Without an answer: Commissioner, Connie, is asked next");
  });

  it("names the lead where the ladder ends, and where everybody was asked", () => {
    expect(read(climbed, "connie").join()).toContain("Without an answer: Priya, who leads the case, hears of it");
    const past = anEscalationView({
      steps: [anOpenedStep(), theSecondStep()],
      leadTold: london("2027-04-06", "12:00").toISOString(),
    });
    const card = escalationLeadCard({ now: london("2027-04-06", "12:00"), reader: "priya" }, past, []);
    expect(fallbackText(card)).toContain("Everybody on the ladder was asked, and nobody has decided.\nPriya, please decide this");
    expect(buttonsOf(card)).toEqual(["Acknowledge", "Approve new date", "Decline", "Pass on"]);
  });

  it("says in whose place it is read, once, also where its sender says so", () => {
    const view = anEscalationView({
      steps: [anOpenedStep({ role: "Service manager", heardBy: to("tom", "priya", "2027-04-02") })],
    });
    const why = ["You are cover for Priya until Fri 2 April 2027."];
    const card = escalationCard({ now: OPENED, reader: "tom" }, view, { why });
    expect(
      fallbackText(card)
        .split("\n")
        .filter((line) => line.startsWith("You are cover")),
    ).toEqual(why);
    expect(fallbackText(card)).toContain("Decision by: Tom (cover for Priya, Service manager), by");
  });

  it.each([
    [theSecondStep(), "Step 2 of the ladder, version 1: not acknowledged within 1 working day."],
    [theSecondStep({ because: "still-undecided" }), "Step 2 of the ladder, version 1: acknowledged, and not decided yet."],
    [
      theSecondStep({ because: "nobody-reachable" }),
      "Step 2 of the ladder, version 1: Housing team manager could not be reached.",
    ],
    [
      theSecondStep({
        ...{ place: null, role: null, personId: "connie", because: "passed-on", passedBy: "hassan", why: "it is her budget" },
      }),
      "Passed on by Hassan (Housing team manager): it is her budget",
    ],
  ])("says why its reader is asked: %#", (step, why) => {
    expect(read(anEscalationView({ steps: [anOpenedStep(), step] }), "connie")).toContain(why);
  });

  it("shows what was asked for, from when to when and why", () => {
    const lines = read(anEscalationView({}, { action: anAction({ request: anExtensionRequest() }) }));
    expect(lines).toContain("Harriet (Housing officer) asks for a new date: from Thu 25 March 2027 to Tue 6 April 2027.");
    expect(lines).toContain("Reason: surveyor illness; replacement booked");
  });

  it("adds what has joined, incidents on one line", () => {
    const at = CROSSED.toISOString();
    const facts = [
      { kind: "incidents" as const, at, rule: "T2", incidents: ["I1", "I2", "I3"] },
      ...["I4", "I5"].map((incident) => ({ kind: "incident" as const, at, incident })),
    ];
    expect(read(aThresholdView({ facts }), "dana", CROSSED)).toContain("2 more incidents since: I4, I5.");
  });
});

describe("once it is decided", () => {
  it("says who decided, in what role, when and why, with nothing to press", () => {
    const lines = read(decided, "");
    expect(lines).toContain("Approved by Housing team manager (Hassan), Wed 31 March 2027, 12:40: new date Tue 6 April 2027.");
    expect(lines).toContain("Because: surveyor illness; replacement booked");
    expect(lines.join()).not.toMatch(/Decision by|Without an answer|please/);
    for (const reader of ["", "hassan", "connie", "priya"]) expect(buttonsOf(drawn(decided, reader))).toEqual([]);
  });

  it("says of stabilisation what the partners agreed to read", () => {
    const verdict = { what: "stabilisation", lead: "dana", cover: "owen", dailyAt: "16:30", stepDown: "5 full days" } as const;
    const at = london("2027-06-17", "14:20").toISOString();
    const view = aThresholdView({
      state: "decided",
      decision: { ...decision, verdict, by: "dana", role: "Service manager", at },
    });
    expect(read(view, "", CROSSED)).toContain("Approved by Service manager, 17 June 2027, 14:20");
  });

  it("says why nobody has to decide any more", () => {
    const closed = { at: OPENED.toISOString(), because: "re-planned" as const, by: "priya", note: null };
    const lines = read(anEscalationView({ state: "closed", closed }), "");
    expect(lines[1]).toBe("Closed: the action has a new date");
    expect(lines).toContain("No decision is needed any more: the action has a new date.");
    expect(buttonsOf(drawn(anEscalationView({ state: "closed", closed })))).toEqual([]);
  });
});

describe("the buttons of an escalation", () => {
  const review = aThresholdView({ asks: "review" });

  it.each([
    ["an action", anEscalationView(), ["Acknowledge", "Approve new date", "Decline", "Pass on"]],
    [
      "an owner who wants to hand over",
      anEscalationView({}, { action: anAction({ request: aReassignmentRequest() }) }),
      ["Acknowledge", "Approve new owner", "Decline", "Pass on"],
    ],
    ["a review", review, ["Acknowledge", "Record review", "Pass on"]],
    ["stabilisation", aThresholdView(), ["Acknowledge", "Start stabilisation", "Decline", "Pass on"]],
  ])("fit what is asked: %s", (_what, view, labels) => {
    expect(buttonsOf(drawn(view))).toEqual(labels);
    expect(primaryOf(drawn(view))).toEqual(["Acknowledge"]);
  });

  it("begin with the decision once it has been acknowledged", () => {
    expect(buttonsOf(drawn(acknowledged))).toEqual(["Approve new date", "Decline", "Pass on"]);
    expect(primaryOf(drawn(acknowledged))).toEqual(["Approve new date"]);
  });

  it("are for those who may press them on a person's card, and for everybody in a room", () => {
    expect(buttonsOf(drawn(anEscalationView(), "hassan"))).toHaveLength(4);
    expect(buttonsOf(drawn(anEscalationView(), "carl"))).toEqual([]);
    expect(buttonsOf(drawn(anEscalationView(), ""))).toHaveLength(4);
  });

  it("leave nothing to acknowledge to whoever was asked before, and the decision still", () => {
    expect(buttonsOf(drawn(climbed, "hassan"))).toEqual(["Approve new date", "Decline", "Pass on"]);
    expect(buttonsOf(drawn(climbed, "connie"))[0]).toBe("Acknowledge");
  });

  it("leave out what the step was not given to decide", () => {
    const view = anEscalationView({ steps: [anOpenedStep({ mayDecide: ["pass-on"] })] });
    expect(buttonsOf(drawn(view, "hassan"))).toEqual(["Acknowledge", "Pass on"]);
    expect(buttonsOf(drawn(view, ""))).toEqual(["Acknowledge", "Pass on"]);
  });
});

describe("who reads what of an escalation", () => {
  const category = "self-harm";

  it("tells a room the threshold and the references, never what the incidents were", () => {
    const card = escalationCard({ now: CROSSED, reader: "", room }, aThresholdView(), { category });
    expect(fallbackText(card)).toContain("3 incidents: I1, I2, I3");
    expect(JSON.stringify(card)).not.toContain(category);
  });

  it.each([
    ["dana", true],
    ["connie", false],
    ["mo", false],
  ])("tells %s what they were: %s", (reader, reads) => {
    const view = aThresholdView();
    expect(fallbackText(escalationCard({ now: CROSSED, reader }, view, { category })).includes(category)).toBe(reads);
  });

  it("tells a mixed room that there is one, and nothing else", () => {
    const card = escalationMixedCard(anEscalationView());
    expect(fallbackText(card)).toBe("C-014: escalation opened. See the case space.");
    expect(card.mentions).toEqual({});
  });

  it("keeps to the reference where the action's words are not for the reader", () => {
    expect(read(anEscalationView({}, { action: anAction({ text: null }) }))[0]).toBe("C-014/E1 · Escalation of A1");
  });

  it("keeps reasons from whoever reads titles and dates alone, and gives them to whoever decides", () => {
    expect(read(decided, "carl")).toContain("Part of this is not shown at your level of access.");
    expect(read(decided, "carl").join()).not.toContain("surveyor illness");
    expect(read(decided, "hassan").join()).toContain("surveyor illness");
    const why = "SECRET";
    const byHand = anEscalationView({
      cause: "by-hand",
      facts: [{ kind: "by-hand", at: OPENED.toISOString(), by: "priya", why, due: null }],
    });
    expect(read(byHand, "carl").join()).not.toContain(why);
    expect(read(byHand, "hassan").join()).toContain(why);
  });

  it("gives no reasons to a decider whose level the action is above", () => {
    const restricted = { ...decided, action: anAction({ text: null, level: "restricted" }) };
    expect(read(restricted, "hassan").join()).not.toContain("surveyor illness");
  });
});

describe("the emergency line", () => {
  const RISK = /^(?:escalation-line-|form-)?threshold|^form-(?:stabilise|review|decline-escalation)$/;

  it("ends every card about a threshold", () => {
    const without = ESCALATION_SAMPLES.filter(({ name }) => RISK.test(name)).filter(
      ({ card }) => fallbackText(card()).split("\n").at(-1) !== EMERGENCY_LINE,
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it("ends every card of a case that is being stabilised, and no other", () => {
    expect(read(anEscalationView({}, { file: { stabilising: true } })).at(-1)).toBe(EMERGENCY_LINE);
    expect(read(anEscalationView())).not.toContain(EMERGENCY_LINE);
  });
});

describe("whoever is told of an escalation", () => {
  const told = escalationToldCard(
    { now: OPENED, reader: "harriet" },
    anEscalationView(),
    { kind: "opened", at: OPENED.toISOString(), begun: anEscalationView().escalation },
    [],
  );

  it("as owner hears who is asked what, and that the work goes on, with nothing to press", () => {
    expect(fallbackText(told)).toContain(
      "A1 was escalated to Housing team manager, Hassan. They are asked whether it gets a new date.",
    );
    expect(fallbackText(told)).toContain("Nothing changes for you until they decide.");
    expect(buttonsOf(told)).toEqual([]);
  });

  it("is blamed for nothing", () => {
    const words = ESCALATION_SAMPLES.map(({ card }) => fallbackText(card())).join("\n");
    expect(words).not.toMatch(/\b(?:fail|failed|ignored|neglect|fault|blame|should have|still has not)\b/i);
  });
});
