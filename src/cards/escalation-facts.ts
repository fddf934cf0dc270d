import type { EscalationView } from "../core/climb.ts";
import { dueLabel, dueStanding, momentLabel, standingWords, timeLabel } from "../core/due.ts";
import { type Escalation, type Fact, fullEscalationRef, type Instant } from "../core/escalation.ts";
import type { LadderCause } from "../core/ladder.ts";
import { limitWords } from "../core/limit.ts";
import { nameAndRole } from "../core/now-true.ts";
import { dayOf } from "../core/working-day.ts";
import { readsCategories, readsReasons } from "./escalation-reading.ts";
import { capitalised } from "./status-line.ts";
import { type CardContext, zoneOf } from "./telling.ts";

/** What an escalation is about, in sentences that state facts and blame nobody. */

/** `C-014/E1 · Escalation of A1: Pipe lagging`, `C-031/E1 · Threshold T2 crossed`. */
export function escalationTitle({ escalation, action }: EscalationView): string {
  const ref = fullEscalationRef(escalation);
  if (escalation.rule?.kind === "threshold") return `${ref} · Threshold ${escalation.rule.ref} crossed`;
  const words = action?.text ? `: ${action.text}` : "";
  return `${ref} · Escalation of ${aboutOf(escalation)}${words}`;
}

/** `A1`; of no action, the case. */
export const aboutOf = ({ actionNumber, caseRef }: Escalation): string => (actionNumber === null ? caseRef : `A${actionNumber}`);

/** A fact as it stands now, or as it was once it is past. No full stop: it stands among the facts, too. */
export function factWords(context: CardContext, view: EscalationView, fact: Fact, category: string | null = null): string {
  const { escalation, file } = view;
  const about = aboutOf(escalation);
  const zone = zoneOf(context, file);
  switch (fact.kind) {
    case "overdue":
      return `${overdueWords(context, view, fact)}${countedWords(context, view, fact)}`;
    case "blocked":
      return `${about} ${escalation.state === "open" ? "has been" : "was"} blocked since ${momentLabel(new Date(fact.since), zone)}`;
    case "request":
      return `A new ${fact.asked === "extension" ? "date" : "owner"} for ${about} was asked for on ${momentLabel(new Date(fact.since), zone)}`;
    case "by-hand": {
      const who = `${nameAndRole(file, fact.by)} asks for a decision on ${about}`;
      return readsReasons(context, view) ? `${who}: ${fact.why}` : who;
    }
    case "unacknowledged":
      return `${about} not acknowledged since ${sinceLabel(context, view, fact.since)}${countedWords(context, view, fact)}`;
    case "incidents": {
      const { length } = fact.incidents;
      const kind = category !== null && readsCategories(context, view) ? `, ${category}` : "";
      return `${length === 1 ? "1 incident" : `${length} incidents`}${kind}: ${fact.incidents.join(", ")}`;
    }
    case "incident":
      return `One more incident: ${fact.incident}`;
  }
}

/** `A1 is overdue by 2 working days, due Thu 25 March 2027`. It counts on while it is open. */
function overdueWords(
  { now }: CardContext,
  { escalation, calendar }: EscalationView,
  fact: Extract<Fact, { kind: "overdue" }>,
): string {
  const isOpen = escalation.state === "open";
  const due = { ...fact.due, timeZone: calendar.timeZone };
  const words = standingWords(dueStanding(due, isOpen ? now : new Date(fact.at), calendar));
  const date = words.includes(dueLabel(due)) ? "" : `, due ${dueLabel(due)}`;
  return `${aboutOf(escalation)} ${isOpen ? "is" : "was"} ${words}${date}`;
}

/** A rule that holds during a matter counts from when that began. */
const countedWords = (context: CardContext, view: EscalationView, { counted }: { counted?: Instant }): string =>
  counted === undefined ? "" : `, counted from ${sinceLabel(context, view, counted)}`;

/** `14:20` on the same day, the date with it on another. */
function sinceLabel(context: CardContext, { file }: EscalationView, since: Instant): string {
  const zone = zoneOf(context, file);
  const at = new Date(since);
  return dayOf(at, zone) === dayOf(context.now, zone) ? timeLabel(at, zone) : momentLabel(at, zone);
}

/** What has joined since it opened, a line each; incidents together. */
export function joinedLines(context: CardContext, view: EscalationView): string[] {
  const [, ...joined] = view.escalation.facts;
  const incidents = joined.flatMap((fact) => (fact.kind === "incident" ? [fact.incident] : []));
  const others = joined.filter(({ kind }) => kind !== "incident").map((fact) => `${joinedWords(context, view, fact)}.`);
  if (incidents.length === 0) return others;
  const word = incidents.length === 1 ? "One more incident" : `${incidents.length} more incidents`;
  return [...others, `${word} since: ${incidents.join(", ")}.`];
}

/** With the rule that took it up, where that is another. */
export function joinedWords(context: CardContext, view: EscalationView, fact: Fact): string {
  const own = view.escalation.rule?.kind === "threshold" ? view.escalation.rule.ref : null;
  const rule = "rule" in fact && fact.rule !== null && fact.rule !== own ? `Threshold ${fact.rule}: ` : "";
  return `${rule}${capitalised(factWords(context, view, fact))}`;
}

const COUNTED_FROM: Record<LadderCause, string> = {
  overdue: "after the due date",
  blocked: "after it was blocked",
  request: "after the request",
};

/** `Ladder, version 1: 2 working days after the due date`; null where a case has no rule. */
export function ruleWords({ rule, ladder, cause }: Escalation): string | null {
  if (rule === null) return null;
  if (rule.kind === "threshold") return `Threshold ${rule.ref}, version ${rule.version}`;
  const version = `Ladder, version ${rule.version}`;
  if (cause === "by-hand") return `${version}: escalated by hand`;
  const after = ladder[0]?.after;
  return after && cause !== "threshold" ? `${version}: ${limitWords(after)} ${COUNTED_FROM[cause]}` : version;
}
