import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { climb, type EscalationView } from "../../src/core/climb.ts";
import type { Escalation, Happening } from "../../src/core/escalation.ts";
import { aCaseFile, aMapRole, anAction, due, london, PEOPLE, to } from "../support/builders.ts";
import {
  aClimbStep,
  afterThat,
  anEscalation,
  anEscalationView,
  anOpenedStep,
  aThresholdView,
  OPENED,
  theSecondStep,
} from "../support/builders-escalation.ts";

/** As A1 of the housing scenario is by then. */
const overdue = (action: Partial<Action> = {}): Action =>
  anAction({ due: due("2027-03-25"), escalation: "00000000-0000-4000-8000-00000000e001", ...action });

const view = (escalation: Partial<Escalation> = {}, file: Partial<CaseFile> = {}, action: Partial<Action> = {}): EscalationView =>
  anEscalationView(escalation, { file, action: overdue(action) });

/** `step 1 Commissioner (not-acknowledged) connie at 2027-04-01T11:00` */
function words(happening: Happening): string {
  const at = happening.at.slice(0, 16);
  switch (happening.kind) {
    case "step": {
      const { place, role, personId, because, heardBy } = happening.step;
      return `${at} step ${place} ${role ?? personId} (${because}) ${heardBy?.personId ?? "nobody"}`;
    }
    case "heard":
      return `${at} heard by ${happening.to.personId}`;
    case "lead-told":
      return `${at} lead ${happening.to?.personId ?? "nobody"}${happening.first ? " for the first time" : ""}`;
    case "closed":
      return `${at} closed: ${happening.because}`;
    default:
      return `${at} ${happening.kind}`;
  }
}

/** Everything that a clock which looks whenever it has to finds, until a moment. */
function until(end: Date, from: EscalationView, start = OPENED): string[] {
  const found: string[] = [];
  let now = start;
  let { escalation } = from;
  for (let looks = 0; looks < 200; looks += 1) {
    const { happenings, next } = climb({ ...from, escalation }, now);
    found.push(...happenings.map(words));
    escalation = happenings.length > 0 ? afterThat(escalation, ...happenings) : escalation;
    if (next === null || next > end) return found;
    now = next;
  }
  throw new Error("the clock never came to an end");
}

const EASTER_MONDAY_AFTER = london("2027-04-08", "23:00");

describe("silence climbs", () => {
  it("exactly at the limit, then to the lead, and each working morning again", () => {
    expect(until(EASTER_MONDAY_AFTER, view())).toEqual([
      "2027-04-01T11:00 step 1 Commissioner (not-acknowledged) connie",
      "2027-04-02T11:00 lead priya for the first time",
      "2027-04-05T07:30 lead priya",
      "2027-04-06T07:30 lead priya",
      "2027-04-07T07:30 lead priya",
      "2027-04-08T07:30 lead priya",
    ]);
  });

  it("not a minute before, and at its own moment where the planner comes a little later", () => {
    expect(climb(view(), new Date(london("2027-04-01", "12:00").getTime() - 1)).happenings).toEqual([]);
    const late = climb(view(), new Date(london("2027-04-01", "12:00").getTime() + 59_000));
    expect(late.happenings.map(words)).toEqual(["2027-04-01T11:00 step 1 Commissioner (not-acknowledged) connie"]);
  });

  it("to nobody while it is acknowledged, until the next step's own time", () => {
    const acknowledged = anOpenedStep({
      acknowledged: { by: "hassan", at: london("2027-03-31", "15:00").toISOString(), coverFor: null },
    });
    expect(until(london("2027-04-02", "12:30"), view({ steps: [acknowledged] }))).toEqual([
      // Four working days after the due day.
      "2027-04-02T11:00 step 1 Commissioner (still-undecided) connie",
    ]);
  });

  it("where it was asked late, by an outage or by passing on, not before its own limit for having been acknowledged", () => {
    const back = london("2027-04-06", "09:17");
    const asked = { at: back.toISOString(), limit: london("2027-04-07", "09:17").toISOString() };
    const seen = { by: "hassan", at: london("2027-04-06", "09:40").toISOString(), coverFor: null };
    const end = london("2027-04-07", "10:00");
    const late = view({ openedAt: asked.at, steps: [anOpenedStep({ ...asked, acknowledged: seen })] });
    expect(until(end, late, back)).toEqual(["2027-04-07T08:17 step 1 Commissioner (still-undecided) connie"]);
    const unseen = view({ openedAt: asked.at, steps: [anOpenedStep(asked)] });
    expect(until(end, unseen, back)).toEqual(["2027-04-07T08:17 step 1 Commissioner (not-acknowledged) connie"]);
  });

  it("where the last step is acknowledged, to the lead on the morning after its limit", () => {
    const connie = theSecondStep({
      acknowledged: { by: "connie", at: london("2027-04-01", "13:00").toISOString(), coverFor: null },
    });
    expect(
      until(london("2027-04-07", "09:00"), view({ steps: [anOpenedStep(), connie] }), london("2027-04-01", "13:00")),
    ).toEqual(["2027-04-07T07:30 lead priya for the first time"]);
  });

  it("with the whole limit from its opening after an outage, so that nobody is skipped", () => {
    const back = london("2027-04-06", "09:17");
    const { happenings } = climb(view(), back);
    expect(happenings.map(words)).toEqual(["2027-04-06T08:17 step 1 Commissioner (not-acknowledged) connie"]);
    const [connie] = happenings;
    expect(connie?.kind === "step" && connie.step.limit).toBe(london("2027-04-07", "09:17").toISOString());
  });

  it("past a step that nobody can be reached for at once, and says so", () => {
    const map = [aMapRole("Housing team manager", "meera"), aMapRole("Commissioner", "connie")];
    const opened = view({ steps: [], version: 1 }, { map });
    expect(climb(opened, OPENED).happenings.map(words)).toEqual([
      "2027-03-31T11:00 step 0 Housing team manager (first) nobody",
      "2027-03-31T11:00 step 1 Commissioner (nobody-reachable) connie",
    ]);
  });

  it("past nobody for whom somebody may act at any time: cover without dates is asked where the person cannot be reached", () => {
    const cover = [{ personId: "tom", from: null, until: null }];
    const map = [aMapRole("Housing team manager", "meera", { cover }), aMapRole("Commissioner", "connie")];
    const file = { map: [...map, aMapRole("Service manager", "priya", { cover })] };
    expect(climb(view({ steps: [], version: 1 }, file), OPENED).happenings.map(words)).toEqual([
      "2027-03-31T11:00 step 0 Housing team manager (first) tom",
    ]);
    const left = {
      ...file,
      team: aCaseFile().team.map((line) => (line.personId === "priya" ? { ...line, until: "2027-03-30" } : line)),
    };
    const lead = view({ ladder: [aClimbStep()], steps: [anOpenedStep()] }, left);
    expect(climb(lead, london("2027-04-01", "12:00")).happenings.map(words)).toContain(
      "2027-04-01T11:00 lead tom for the first time",
    );
  });

  it("past a role that is not on the partner map, and to the lead where nobody is left", () => {
    const opened = view({ steps: [], version: 1 }, { map: [aMapRole("Service manager", "priya", { signsOff: ["evidence"] })] });
    expect(climb(opened, OPENED).happenings.map(words)).toEqual([
      "2027-03-31T11:00 step 0 Housing team manager (first) nobody",
      "2027-03-31T11:00 step 1 Commissioner (nobody-reachable) nobody",
      "2027-03-31T11:00 lead priya for the first time",
    ]);
  });

  it("at once where whoever was asked has left the case since", () => {
    const team = Object.keys(PEOPLE).map((personId) => ({
      personId,
      level: "care" as const,
      from: null,
      until: personId === "hassan" ? "2027-03-31" : null,
    }));
    expect(climb(view({}, { team }), london("2027-04-01", "08:30")).happenings.map(words)).toEqual([
      "2027-04-01T07:30 step 1 Commissioner (nobody-reachable) connie",
    ]);
  });

  it("to the lead at once where whoever was asked last has left, whether they had seen it or not", () => {
    const team = aCaseFile().team.map((line) => (line.personId === "hassan" ? { ...line, until: "2027-03-31" } : line));
    const morning = london("2027-04-01", "08:30");
    const seen = { by: "hassan", at: london("2027-03-31", "15:00").toISOString(), coverFor: null };
    for (const acknowledged of [null, seen]) {
      const last = view({ ladder: [aClimbStep()], steps: [anOpenedStep({ acknowledged })] }, { team });
      expect(climb(last, morning).happenings.map(words)).toEqual(["2027-04-01T07:30 lead priya for the first time"]);
    }
  });

  it("lets cover hear from the morning on which it begins, with the limit as it was", () => {
    const map = [
      aMapRole("Housing team manager", "hassan", { cover: [{ personId: "tom", from: "2027-04-01", until: "2027-04-09" }] }),
      aMapRole("Commissioner", "connie"),
    ];
    expect(until(london("2027-04-01", "13:00"), view({}, { map }))).toEqual([
      "2027-04-01T07:30 heard by tom",
      "2027-04-01T11:00 step 1 Commissioner (not-acknowledged) connie",
    ]);
  });

  it("on every day while the case is being stabilised", () => {
    expect(until(london("2027-04-05", "09:00"), view({}, { stabilising: true }))).toEqual([
      "2027-04-01T11:00 step 1 Commissioner (not-acknowledged) connie",
      "2027-04-02T11:00 lead priya for the first time",
      "2027-04-03T07:30 lead priya",
      "2027-04-04T07:30 lead priya",
      "2027-04-05T07:30 lead priya",
    ]);
  });

  it("on a step that asks for nothing less than a decision also where it was acknowledged", () => {
    const steps = [
      {
        role: "Service manager",
        personId: null,
        within: "2h",
        stops: "decision" as const,
        after: null,
        mayDecide: ["approve" as const],
      },
      {
        role: "Operations director",
        personId: null,
        within: "2h",
        stops: "decision" as const,
        after: null,
        mayDecide: ["approve" as const],
      },
    ];
    const asked = aThresholdView({ ladder: steps });
    const at = london("2027-06-17", "14:00").toISOString();
    const acknowledged = afterThat(asked.escalation, {
      kind: "acknowledged",
      at,
      by: "dana",
      role: "Service manager",
      coverFor: null,
    });
    expect(climb({ ...asked, escalation: acknowledged }, london("2027-06-17", "15:55")).happenings.map(words)).toEqual([
      "2027-06-17T14:55 step 1 Operations director (not-decided) olu",
    ]);
  });

  it("no further once it is decided or closed", () => {
    expect(climb(view({ state: "decided" }), london("2027-04-30", "12:00"))).toEqual({ happenings: [], next: null });
    expect(climb(view({ state: "closed" }), london("2027-04-30", "12:00"))).toEqual({ happenings: [], next: null });
  });
});

describe("what it was for is gone", () => {
  const NEXT_DAY = london("2027-04-01", "09:00");
  it.each([
    ["the action is complete", { status: "complete" }, "complete"],
    ["it has a new date", { due: due("2027-04-06") }, "re-planned"],
    ["evidence was submitted", { status: "evidence submitted" }, "evidence"],
    ["it is a draft again", { status: "draft" }, "draft-again"],
    ["it was cancelled", { status: "cancelled" }, "cancelled"],
  ] as const)("%s", (_, action, because) => {
    expect(climb(view({}, {}, action), NEXT_DAY).happenings.map(words)).toEqual([`2027-04-01T08:00 closed: ${because}`]);
  });

  it("only with all of its facts: unblocked, it may still be overdue", () => {
    const since = london("2027-03-29", "10:00").toISOString();
    const facts = [...anEscalation().facts, { kind: "blocked" as const, at: since, since }];
    expect(climb(view({ facts }, {}, { status: "open" }), NEXT_DAY).happenings).toEqual([]);
    expect(climb(view({ facts: facts.slice(1) }, {}, { status: "open" }), NEXT_DAY).happenings.map(words)).toEqual([
      "2027-04-01T08:00 closed: unblocked",
    ]);
  });

  it("with an acceptance, where silence was the matter", () => {
    const since = london("2027-06-17", "14:20");
    const fact = { kind: "unacknowledged" as const, at: since.toISOString(), since: since.toISOString(), rule: "T3" };
    expect(climb(view({ facts: [fact] }, {}, { status: "proposed", statusSince: since }), OPENED).happenings).toEqual([]);
    expect(climb(view({ facts: [fact] }, {}, { status: "open" }), OPENED).happenings.map(words)).toEqual([
      "2027-03-31T11:00 closed: accepted",
    ]);
  });
});

it("passes on to somebody with a limit of their own, and climbs on from there", () => {
  const passed = anOpenedStep({
    ...{
      place: null,
      role: null,
      personId: "carl",
      because: "passed-on",
      passedBy: "hassan",
      why: "Carl agreed the spend",
      heardBy: to("carl"),
    },
    ...{ at: london("2027-03-31", "16:00").toISOString(), limit: london("2027-04-01", "16:00").toISOString() },
  });
  expect(until(london("2027-04-01", "17:00"), view({ steps: [anOpenedStep(), passed] }), london("2027-03-31", "16:00"))).toEqual([
    "2027-04-01T15:00 step 1 Commissioner (not-acknowledged) connie",
  ]);
});
