import { outcomeCard } from "../../src/cards/outcome.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { Escalation, Happening } from "../../src/core/escalation.ts";
import { coveredThen, type EscalationReport, type ReportPart } from "../../src/core/escalation-report.ts";
import type { Message } from "../../src/core/outcome.ts";
import { namedInReports, withNamesOf } from "../../src/core/report-names.ts";
import { anAction, london, to } from "./builders.ts";
import {
  aClimbStep,
  afterThat,
  anEscalation,
  anEscalationView,
  anOpenedStep,
  aThresholdEscalation,
  aThresholdView,
  CROSSED,
  OPENED,
  theSecondStep,
} from "./builders-escalation.ts";
import type { Sample } from "./sample-cards.ts";

/** Two escalations from their first minute to their last, as a report tells them. */

const iso = (day: string, time: string): string => london(day, time).toISOString();

/** An escalation made of what happened to it, with that. */
function part(view: EscalationView, { steps, ...begun }: Escalation, more: Happening[]): ReportPart {
  const opened: Happening = { kind: "opened", at: begun.openedAt, begun };
  const happenings = [opened, ...steps.map((step): Happening => ({ kind: "step", at: step.at, step })), ...more];
  const [, ...rest] = happenings;
  const first: Escalation = { ...begun, version: 1, state: "open", steps: [], decision: null, closed: null, leadTold: null };
  return { view: { ...view, escalation: afterThat(first, ...rest) }, happenings };
}

/** Hassan does not answer, Connie does so late, and Hassan decides at last. */
export const housingPart = (): ReportPart => {
  const escalation = anEscalation({ number: 2, steps: [anOpenedStep(), theSecondStep()] });
  const decision = {
    verdict: { what: "new-date" as const, to: { day: "2027-04-09", time: null } },
    ...{ by: "hassan", role: "Housing team manager", coverFor: null, at: iso("2027-04-06", "16:30"), why: "surveyor illness" },
  };
  return part(anEscalationView(), escalation, [
    { kind: "heard", at: iso("2027-04-02", "08:30"), to: to("harriet", "connie", "2027-04-05") },
    { kind: "acknowledged", at: iso("2027-04-06", "15:00"), by: "connie", role: "Commissioner", coverFor: null },
    {
      kind: "joined",
      at: iso("2027-04-06", "15:30"),
      fact: { kind: "by-hand", at: iso("2027-04-06", "15:30"), by: "carl", why: "the leak is back", due: null },
    },
    { kind: "decided", at: decision.at, decision },
  ]);
};

/** C-031/E2, T2: decided within its limit. */
const clusterPart = (): ReportPart => {
  const decision = {
    verdict: {
      what: "stabilisation" as const,
      lead: "dana",
      cover: "owen",
      dailyAt: "16:30",
      stepDown: "5 full days without an incident",
    },
    ...{
      by: "dana",
      role: "Service manager",
      coverFor: null,
      at: iso("2027-06-17", "14:20"),
      why: "three incidents in four days",
    },
  };
  return part(aThresholdView(), aThresholdEscalation(), [{ kind: "decided", at: decision.at, decision }]);
};

/** C-031/E3, T3, in its thread: Mo's team has not acknowledged A4. */
const gapPart = (): ReportPart => {
  const action = anAction({
    caseRef: "C-031",
    number: 4,
    status: "open",
    owner: "mo",
    acceptedAt: london("2027-06-17", "19:05"),
  });
  const escalation = aThresholdEscalation({
    ...{ id: "00000000-0000-4000-8000-00000000e003", number: 3, threadId: aThresholdEscalation().id, asks: "action" },
    ...{
      actionId: action.id,
      actionNumber: 4,
      rule: { kind: "threshold", version: 2, ref: "T3" },
      openedAt: iso("2027-06-17", "18:20"),
    },
    ladder: [aClimbStep({ role: "Commissioner", within: "4h", after: null, stops: "decision" })],
    facts: [{ kind: "unacknowledged", at: iso("2027-06-17", "18:20"), since: iso("2027-06-17", "14:20"), rule: "T3" }],
    steps: [
      anOpenedStep({
        ...{ role: "Commissioner", stops: "decision", heardBy: to("connie") },
        ...{ at: iso("2027-06-17", "18:20"), limit: iso("2027-06-17", "22:20") },
      }),
    ],
  });
  return part(aThresholdView({}, { action }), escalation, [
    { kind: "acknowledged", at: iso("2027-06-17", "18:45"), by: "connie", role: "Commissioner", coverFor: null },
    { kind: "closed", at: iso("2027-06-17", "19:05"), because: "accepted", by: "mo", note: "review booked Fri 18 June 11:30" },
  ]);
};

const message = (overrides: Partial<Message>): Message => ({
  ...{ at: OPENED, message: "escalation", to: "Hassan (Housing team manager)", state: "sent", room: null },
  ...{ sentAt: OPENED, times: 1, reason: null },
  ...overrides,
});

export function aReport(
  parts: [ReportPart, ...ReportPart[]],
  roles: string[],
  more: Partial<EscalationReport> = {},
): EscalationReport {
  const [{ view }] = parts;
  const file = withNamesOf(view.file, namedInReports(view.file, roles, coveredThen(parts)));
  const named = parts.map((each) => ({ ...each, view: { ...each.view, file } })) as [ReportPart, ...ReportPart[]];
  return {
    parts: named,
    titles: Object.fromEntries(Object.values(view.file.people).map(({ id, role }) => [id, role])),
    messages: [],
    inForce: { ladder: 1, threshold: null },
    spokenIn: null,
    others: { refs: [], more: 0 },
    ...more,
  };
}

const card = (report: EscalationReport, reader: string, now: Date) =>
  outcomeCard({ kind: "escalation-report", report }, { now, reader });

const housing = (): EscalationReport =>
  aReport([housingPart()], ["Housing team manager", "Commissioner"], {
    messages: [
      message({}),
      message({ message: "escalation-thread", to: null, room: { audience: "case", platform: "slack" } }),
      message({
        message: "escalation-told",
        to: "Housing officer (Quayside Homes)",
        state: "dead",
        sentAt: null,
        reason: "the platform did not answer for a day",
      }),
      message({ message: "escalation-card", times: 3 }),
      message({
        message: "escalation-line",
        to: null,
        room: { audience: "case", platform: "teams" },
        state: "waiting",
        sentAt: null,
      }),
    ],
    inForce: { ladder: 3, threshold: null },
    others: { refs: ["E4", "E1"], more: 2 },
  });
const crisis = (): EscalationReport =>
  aReport([clusterPart(), gapPart()], ["Service manager", "Commissioner"], {
    inForce: { ladder: null, threshold: 2 },
    messages: [message({ at: CROSSED, sentAt: CROSSED, to: "Dana (Service manager)" })],
  });

export const REPORT_SAMPLES: Sample[] = [
  { name: "escalation-report", card: () => card(housing(), "priya", london("2027-04-07", "09:00")) },
  { name: "escalation-report-withheld", card: () => card(housing(), "carl", london("2027-04-07", "09:00")) },
  { name: "escalation-report-thread", card: () => card(crisis(), "dana", london("2027-06-18", "09:00")) },
  {
    name: "escalation-report-open",
    card: () =>
      card(
        aReport(
          [
            part(
              anEscalationView(),
              anEscalation({
                cause: "by-hand",
                rule: null,
                facts: [{ kind: "by-hand", at: OPENED.toISOString(), by: "harriet", why: "no access", due: null }],
                steps: [
                  anOpenedStep({ heardBy: null }),
                  theSecondStep({ because: "nobody-reachable", at: OPENED.toISOString() }),
                ],
              }),
              [],
            ),
          ],
          ["Commissioner"],
          { spokenIn: "E4" },
        ),
        "priya",
        london("2027-04-07", "09:00"),
      ),
  },
];
