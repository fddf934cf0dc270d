import { describe, expect, it } from "vitest";
import { elapsedWords, spanLabel } from "../../src/core/elapsed.ts";
import type { Escalation, Happening } from "../../src/core/escalation.ts";
import { coveredThen, decisionTime, gapsOf, timelineOf } from "../../src/core/escalation-report.ts";
import { namedInReports, withNamesOf } from "../../src/core/report-names.ts";
import { aCaseFile, anAction, london, to } from "../support/builders.ts";
import {
  anEscalation,
  anEscalationView,
  anOpenedStep,
  aThresholdEscalation,
  CROSSED,
  OPENED,
  theSecondStep,
} from "../support/builders-escalation.ts";

const iso = (day: string, time: string): string => london(day, time).toISOString();
const LATER = london("2027-04-07", "09:00");
const decision = (at: string): Escalation["decision"] => ({
  verdict: { what: "declined" },
  ...{ by: "hassan", role: "Housing team manager", coverFor: null, at, why: "it cannot wait" },
});
const gaps = (escalation: Partial<Escalation>, now = LATER, action = anAction()) =>
  gapsOf({ view: anEscalationView(escalation, { action }), happenings: [] }, now).map((gap) => {
    const what = gap.kind === "unaccepted" ? gap.from : `${gap.step.role} from ${gap.step.at}`;
    const until = gap.kind === "unreached" ? "" : ` to ${gap.until}`;
    return `${gap.kind} ${what}${until}: ${gap.ending.kind}`;
  });
const acknowledged = (at: string) => ({ by: "hassan", at, coverFor: null });

describe("how soon an escalation was decided", () => {
  it("is told from its opening, against the limit that it was given first", () => {
    const at = iso("2027-06-17", "14:20");
    const decided = aThresholdEscalation({ state: "decided", decision: decision(at) });

    expect(decisionTime(decided, LATER)).toEqual({
      ...{ how: "decided", from: CROSSED, until: new Date(at), late: false },
      limit: { within: "2h", stops: "decision" },
    });
    expect(decisionTime({ ...decided, decision: decision(iso("2027-06-17", "15:56")) }, LATER).late).toBe(true);
    expect(decisionTime({ ...decided, decision: decision(iso("2027-06-17", "15:55")) }, LATER).late).toBe(false);
  });

  it("is told as far as it goes where it is open, or needed none", () => {
    expect(decisionTime(anEscalation(), LATER)).toMatchObject({ how: "open", from: OPENED, until: LATER, late: true });
    const closed = { at: iso("2027-03-31", "15:00"), because: "complete" as const, by: "priya", note: null };
    expect(decisionTime(anEscalation({ state: "closed", closed }), LATER)).toMatchObject({
      how: "closed",
      until: new Date(closed.at),
      late: false,
    });
  });

  it.each<[number, string]>([
    [0, "0 minutes"],
    [59, "0 minutes"],
    [60, "1 minute"],
    [25 * 60, "25 minutes"],
    [60 * 60, "1 hour"],
    [65 * 60, "1 hour 5 minutes"],
    [47 * 3600, "47 hours"],
    [48 * 3600, "2 days"],
    [(6 * 24 + 4) * 3600 + 1800, "6 days 4 hours"],
  ])("is told in words: %i seconds", (seconds, words) => {
    expect(elapsedWords(OPENED, new Date(OPENED.getTime() + seconds * 1000))).toBe(words);
  });

  it("says a day again only where it is another", () => {
    expect(spanLabel(CROSSED, london("2027-06-17", "19:05"), "Europe/London")).toBe("from Thu 17 June 2027, 13:55 to 19:05");
    expect(spanLabel(CROSSED, london("2027-06-18", "19:05"), "Europe/London")).toBe(
      "from Thu 17 June 2027, 13:55 to Fri 18 June 2027, 19:05",
    );
  });
});

describe("where nobody answered", () => {
  const first = anOpenedStep();
  const span = `unanswered Housing team manager from ${first.at}`;

  it.each<[string, Partial<Escalation>, string[]]>([
    ["acknowledged in time", { steps: [anOpenedStep({ acknowledged: acknowledged(iso("2027-04-01", "12:00")) })] }, []],
    [
      "acknowledged a minute late",
      { steps: [anOpenedStep({ acknowledged: acknowledged(iso("2027-04-01", "12:01")) })] },
      [`${span} to ${iso("2027-04-01", "12:01")}: acknowledged`],
    ],
    ["decided in time", { state: "decided", decision: decision(iso("2027-04-01", "11:59")) }, []],
    [
      "decided late",
      { state: "decided", decision: decision(iso("2027-04-01", "12:30")) },
      [`${span} to ${iso("2027-04-01", "12:30")}: decided`],
    ],
    [
      "gone on at its limit",
      { steps: [first, theSecondStep({ acknowledged: acknowledged(iso("2027-04-01", "13:00")) })] },
      [`${span} to ${iso("2027-04-01", "12:00")}: went-on`],
    ],
    [
      "passed on in time",
      {
        steps: [
          first,
          theSecondStep({
            because: "passed-on",
            at: iso("2027-03-31", "13:00"),
            acknowledged: acknowledged(iso("2027-04-01", "13:00")),
          }),
        ],
      },
      [],
    ],
    [
      "acknowledged, and gone on undecided",
      {
        steps: [
          anOpenedStep({ acknowledged: acknowledged(iso("2027-03-31", "13:00")) }),
          theSecondStep({ because: "still-undecided", at: iso("2027-04-06", "12:00"), limit: iso("2027-04-08", "12:00") }),
        ],
      },
      [],
    ],
    [
      "closed in time",
      { state: "closed", closed: { at: iso("2027-03-31", "15:00"), because: "complete", by: "priya", note: null } },
      [],
    ],
    [
      "nobody could be reached",
      {
        steps: [
          anOpenedStep({ heardBy: null }),
          theSecondStep({ because: "nobody-reachable", at: first.at, acknowledged: acknowledged(first.at) }),
        ],
      },
      [`unreached Housing team manager from ${first.at}: went-on`],
    ],
    ["still nobody", {}, [`${span} to ${LATER.toISOString()}: open`]],
  ])("is told of a step: %s", (_, escalation, expected) => {
    expect(gaps(escalation)).toEqual(expected);
  });

  it("is nothing while there is time", () => {
    expect(gaps({}, london("2027-04-01", "12:00"))).toEqual([]);
  });

  it("counts a word that it was seen for nothing where a decision is asked for", () => {
    const step = anOpenedStep({ stops: "decision", acknowledged: acknowledged(iso("2027-03-31", "12:05")) });

    expect(gaps({ steps: [step], state: "decided", decision: decision(iso("2027-04-01", "14:00")) })).toEqual([
      `${span} to ${iso("2027-04-01", "14:00")}: decided`,
    ]);
  });

  it("is told of an action that nobody accepted, and how that ended", () => {
    const since = iso("2027-06-17", "14:20");
    const fact = { kind: "unacknowledged" as const, at: iso("2027-06-17", "18:20"), since, rule: "T3" };
    const about = { facts: [fact], steps: [] };
    const end = { at: iso("2027-06-17", "19:05"), by: "mo", note: null };
    const proposed = anAction({ status: "proposed", acceptedAt: null });

    expect(gaps({ ...about, state: "closed", closed: { ...end, because: "accepted" } })).toEqual([
      `unaccepted ${since} to ${end.at}: accepted`,
    ]);
    expect(gaps({ ...about, state: "closed", closed: { ...end, because: "cancelled" } }, LATER, proposed)).toEqual([
      `unaccepted ${since} to ${end.at}: closed`,
    ]);
    expect(gaps({ ...about, state: "decided", decision: decision(end.at) }, LATER, proposed)).toEqual([
      `unaccepted ${since} to ${end.at}: decided`,
    ]);
    const accepted = anAction({ acceptedAt: london("2027-06-17", "20:00") });
    expect(gaps({ ...about, state: "decided", decision: decision(end.at) }, LATER, accepted)).toEqual([
      `unaccepted ${since} to ${iso("2027-06-17", "20:00")}: accepted`,
    ]);
    expect(gaps(about, london("2027-06-18", "09:00"), proposed)).toEqual([
      `unaccepted ${since} to ${iso("2027-06-18", "09:00")}: open`,
    ]);
  });
});

describe("what happened", () => {
  it("is told in one order for all that was spoken of in a thread", () => {
    const at = (time: string): Happening => ({ kind: "lead-told", at: iso("2027-06-17", time), to: null, first: true });
    const part = (...times: string[]) => ({ view: anEscalationView(), happenings: times.map(at) });
    const told = timelineOf([part("13:55", "14:20", "19:00"), part("14:20", "18:20")]).map(({ happening }) => happening.at);

    expect(told).toEqual(["13:55", "14:20", "14:20", "18:20", "19:00"].map((time) => iso("2027-06-17", time)));
  });
});

describe("who is named in a report", () => {
  const file = aCaseFile({ leave: [{ personId: "connie", from: "2027-03-01", until: "2027-03-12", coverId: "carl" }] });
  const named = (roles: (string | null)[], covered?: Map<string, string>) => [...namedInReports(file, roles, covered)].toSorted();

  it("are the lead, the signers, and whoever holds or covers a role that was written down", () => {
    expect(named([])).toEqual(["priya"]);
    expect(named(["housing team MANAGER", null, "Director"])).toEqual(["hassan", "priya"]);
    expect(named(["Service manager"])).toEqual(["priya", "tom"]);
    expect(named(["Commissioner"])).toEqual(["carl", "connie", "priya"]);
  });

  it("is whoever stood in for them then", () => {
    const step = anOpenedStep({ heardBy: to("tom", "hassan") });
    const happenings: Happening[] = [
      { kind: "step", at: step.at, step },
      { kind: "acknowledged", at: step.at, by: "meera", role: "Practice manager", coverFor: "harriet" },
    ];
    const covered = coveredThen([{ view: anEscalationView(), happenings }]);

    expect(named(["Housing team manager"], covered)).toEqual(["hassan", "priya", "tom"]);
  });

  it("is nobody else: they go by their role, in their organisation", () => {
    const shown = withNamesOf(file, namedInReports(file, ["Housing team manager"]));

    expect(shown.people.hassan?.name).toBe("Hassan");
    expect(shown.people.harriet).toMatchObject({ id: "harriet", name: "Housing officer", role: "Quayside Homes" });
    expect(file.people.harriet?.name).toBe("Harriet");
  });
});
