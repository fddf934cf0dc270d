import type { EscalationView } from "../core/climb.ts";
import { CLOSED_WORDS, verdictWords } from "../core/decide-escalation.ts";
import { dateLabel, dueLabel, momentLabel } from "../core/due.ts";
import { type Escalation, type EscalationDecision, fullEscalationRef } from "../core/escalation.ts";
import { nameAndRole } from "../core/now-true.ts";
import { wallTime } from "../core/wall-time.ts";
import { aboutOf } from "./escalation-facts.ts";
import { readsReasons, WITHHELD } from "./escalation-reading.ts";
import { nameOnly } from "./person-view.ts";
import { type CardContext, zoneOf } from "./telling.ts";

/** How an escalation ended: who decided, in what role, when and why, and what happens next; or why nobody has to. */
export function endedLines(context: CardContext, view: EscalationView): string[] {
  const { decision, closed } = view.escalation;
  const over = closed ? closedLines(context, view, closed) : [];
  return decision ? [...decisionLines(context, view, decision), ...nextLines(view, decision), ...over] : over;
}

export function closedLines(
  context: CardContext,
  view: EscalationView,
  { because, note, by }: Pick<NonNullable<Escalation["closed"]>, "because" | "note" | "by">,
): string[] {
  const noted = note === null ? [] : readsReasons(context, view) ? [note] : [WITHHELD];
  // Its question was decided: what is over are the incidents that led to it.
  if (because === "stepped-down")
    return [`Stabilisation has ended${by === null ? "" : `, by ${nameAndRole(view.file, by)}`}.`, ...noted];
  if (because === "cluster-over") return ["No incident has followed. This matter is closed.", ...noted];
  return [`No decision is needed any more: ${CLOSED_WORDS[because]}.`, ...noted];
}

/** `Approved by Housing team manager (Hassan), Wed 31 March 2027, 12:40: new date Tue 6 April 2027.` */
export function decisionLines(context: CardContext, view: EscalationView, decision: EscalationDecision): string[] {
  const { file } = view;
  const { verdict, role, by, coverFor, at, why } = decision;
  const zone = zoneOf(context, file);
  const when = momentLabel(new Date(at), zone);
  const place = role === "Lead" ? "the lead" : role;
  const who = `${place} (${nameOnly(file, by)}${coverFor === null ? "" : `, as cover for ${nameOnly(file, coverFor)}`})`;
  const reasons = readsReasons(context, view);
  switch (verdict.what) {
    case "new-date":
    case "new-owner":
      return [`Approved by ${who}, ${when}: ${verdictWords(verdict, file)}.`, ...(reasons ? [`Because: ${why}`] : [WITHHELD])];
    case "declined":
      return [`Declined by ${who}, ${when}.`, ...(reasons ? [`Because: ${why}`] : [WITHHELD])];
    case "reviewed":
      return [`Reviewed by ${who}, ${when}.`, ...(reasons ? [`Recorded: ${why}`] : [WITHHELD])];
    case "stabilisation": {
      const { day, time } = wallTime(new Date(at), zone);
      const cover = coverFor === null ? [] : [`Decided by ${nameOnly(file, by)}, as cover for ${nameOnly(file, coverFor)}.`];
      return [`Approved by ${place}, ${dateLabel(day)}, ${time}`, ...cover, ...(reasons ? [`Because: ${why}`] : [WITHHELD])];
    }
  }
}

/** What happens next. */
export function nextLines({ escalation, action, file }: EscalationView, { verdict }: EscalationDecision): string[] {
  const about = aboutOf(escalation);
  switch (verdict.what) {
    case "new-date":
      return [
        action?.owner ? `${nameOnly(file, action.owner)} goes on with ${about}. Nobody else is asked.` : "Nobody else is asked.",
      ];
    case "new-owner": {
      const isAsked = action?.owner === verdict.to && action.status === "proposed";
      return [
        isAsked
          ? `${nameOnly(file, verdict.to)} is asked to accept ${about}.`
          : `${nameOnly(file, verdict.to)} owns ${about} from now on.`,
      ];
    }
    case "declined":
      if (escalation.asks === "stabilisation") return ["Stabilisation does not start. New incidents are counted as before."];
      return [`${about} stays as it is${action?.due ? `, due ${dueLabel(action.due)}` : ""}. Nobody else is asked.`];
    case "reviewed":
      return ["Nobody else is asked."];
    case "stabilisation":
      return [
        `Stabilisation has started. ${nameOnly(file, verdict.lead)} leads, and ${nameOnly(file, verdict.cover)} is cover.`,
        `Daily update at ${verdict.dailyAt}. It ends by decision: ${verdict.stepDown}`,
        ...(escalation.closed ? [] : [`To end it: mdt stabilise ${fullEscalationRef(escalation)} end because …`]),
      ];
  }
}
