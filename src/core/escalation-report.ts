import { max } from "date-fns/max";
import type { EscalationView } from "./climb.ts";
import type { ClimbStep, ClosedBecause, Escalation, Happening, Instant, OpenedStep } from "./escalation.ts";
import type { Message } from "./outcome.ts";

/** An escalation, and everything that happened to it, in order. */
export interface ReportPart {
  view: EscalationView;
  happenings: Happening[];
}

/** All that is told of one escalation: it, and what was spoken of in its thread. */
export interface EscalationReport {
  parts: [ReportPart, ...ReportPart[]];
  /** What people are called by their own organisation, whatever else of them is told. */
  titles: Record<string, string>;
  messages: Message[];
  /** The versions that are in force by now. */
  inForce: { ladder: number | null; threshold: number | null };
  /** The escalation in whose thread it is spoken of: `E1`. */
  spokenIn: string | null;
  /** The other escalations of the case, the latest first, and how many there are beyond them. */
  others: { refs: string[]; more: number };
}

/** How soon it was decided, or ended otherwise, and the limit that it was given first. */
export interface DecisionTime {
  how: "decided" | "closed" | "open";
  from: Date;
  until: Date;
  limit: Pick<ClimbStep, "within" | "stops"> | null;
  late: boolean;
}

export function decisionTime({ openedAt, decision, closed, ladder, steps }: Escalation, now: Date): DecisionTime {
  const end = decision?.at ?? closed?.at;
  const until = end === undefined ? now : new Date(end);
  const [first] = ladder;
  const limit = steps[0]?.limit;
  return {
    how: decision ? "decided" : closed ? "closed" : "open",
    from: new Date(openedAt),
    until: max([until, new Date(openedAt)]),
    limit: first ? { within: first.within, stops: first.stops } : null,
    late: limit !== undefined && until > new Date(limit),
  };
}

/** How a wait came to its end. */
export type Ending =
  | { kind: "acknowledged" | "accepted" | "decided"; by: string | null; coverFor: string | null }
  | { kind: "went-on"; to: OpenedStep }
  | { kind: "passed-on"; by: string | null; to: OpenedStep }
  | { kind: "closed"; because: ClosedBecause }
  | { kind: "open"; leadTold: boolean };

/** Where nobody answered as long as somebody should have. */
export type Gap =
  /** Nobody has accepted an action: what the escalation is about. */
  | { kind: "unaccepted"; from: Instant; until: Instant; ending: Ending }
  /** A step was not answered by its limit. */
  | { kind: "unanswered"; step: OpenedStep; until: Instant; ending: Ending }
  /** There was nobody to ask. */
  | { kind: "unreached"; step: OpenedStep; ending: Ending };

/** Every gap of an escalation, in order. What still lasts, lasts until now. */
export function gapsOf({ view: { escalation, action } }: ReportPart, now: Date): Gap[] {
  const accepted = action?.acceptedAt?.toISOString() ?? null;
  const facts = escalation.facts.flatMap((fact): Gap[] => {
    if (fact.kind !== "unacknowledged") return [];
    return [{ kind: "unaccepted", from: fact.since, ...endOfFact(escalation, fact.since, accepted, now) }];
  });
  return [...facts, ...escalation.steps.flatMap((_, i) => stepGap(escalation, i, now))];
}

function endOfFact(
  { decision, closed, leadTold }: Escalation,
  since: Instant,
  accepted: Instant | null,
  now: Date,
): { until: Instant; ending: Ending } {
  if (closed?.because === "accepted") return { until: closed.at, ending: { kind: "accepted", by: closed.by, coverFor: null } };
  if (accepted !== null && accepted > since) return { until: accepted, ending: { kind: "accepted", by: null, coverFor: null } };
  if (decision) return { until: decision.at, ending: { kind: "decided", by: decision.by, coverFor: decision.coverFor } };
  if (closed) return { until: closed.at, ending: { kind: "closed", because: closed.because } };
  return { until: now.toISOString(), ending: { kind: "open", leadTold: leadTold !== null } };
}

function stepGap(escalation: Escalation, place: number, now: Date): Gap[] {
  const { steps, leadTold } = escalation;
  const step = steps[place];
  if (!step) return [];
  const end = endingsOf(escalation, step, steps[place + 1]).toSorted((a, b) => a.at.localeCompare(b.at))[0];
  const ending: Ending = end?.ending ?? { kind: "open", leadTold: leadTold !== null };
  if (step.heardBy === null) return [{ kind: "unreached", step, ending }];
  if (!end) return now.toISOString() > step.limit ? [{ kind: "unanswered", step, until: now.toISOString(), ending }] : [];
  // At its limit, to the minute, it goes on.
  const silent = ending.kind === "went-on" && (ending.to.because === "not-acknowledged" || ending.to.because === "not-decided");
  return silent || end.at > step.limit ? [{ kind: "unanswered", step, until: end.at, ending }] : [];
}

/** Everything that could have ended the wait of a step. */
function endingsOf(
  { decision, closed }: Escalation,
  step: OpenedStep,
  next: OpenedStep | undefined,
): { at: Instant; ending: Ending }[] {
  const { acknowledged, stops } = step;
  return [
    ...(acknowledged && stops === "acknowledge"
      ? [{ at: acknowledged.at, ending: { kind: "acknowledged" as const, by: acknowledged.by, coverFor: acknowledged.coverFor } }]
      : []),
    ...(next
      ? [
          {
            at: next.at,
            ending:
              next.because === "passed-on"
                ? { kind: "passed-on" as const, by: next.passedBy, to: next }
                : { kind: "went-on" as const, to: next },
          },
        ]
      : []),
    ...(decision
      ? [{ at: decision.at, ending: { kind: "decided" as const, by: decision.by, coverFor: decision.coverFor } }]
      : []),
    ...(closed ? [{ at: closed.at, ending: { kind: "closed" as const, because: closed.because } }] : []),
  ];
}

/** Everything that happened, in the order of its moments; what happened at the same one as it was stored. */
export const timelineOf = (parts: readonly ReportPart[]): { part: ReportPart; happening: Happening }[] =>
  parts
    .flatMap((part) => part.happenings.map((happening) => ({ part, happening })))
    .toSorted((a, b) => a.happening.at.localeCompare(b.happening.at));

/** Who stood in for whom, as far as it is written in what happened. */
export const coveredThen = (parts: readonly ReportPart[]): Map<string, string> =>
  new Map(parts.flatMap(({ happenings }) => happenings.flatMap(standIn)));

function standIn(happening: Happening): [string, string][] {
  switch (happening.kind) {
    case "acknowledged":
      return coverOf(happening.by, happening.coverFor);
    case "decided":
      return coverOf(happening.decision.by, happening.decision.coverFor);
    case "step":
      return happening.step.heardBy ? coverOf(happening.step.heardBy.personId, happening.step.heardBy.coverFor) : [];
    case "heard":
      return coverOf(happening.to.personId, happening.to.coverFor);
    case "opened":
    case "joined":
    case "lead-told":
    case "closed":
      return [];
  }
}

const coverOf = (by: string, coverFor: string | null): [string, string][] => (coverFor === null ? [] : [[by, coverFor]]);
