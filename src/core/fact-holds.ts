import { type Action, isOwners } from "./action.ts";
import type { ClosedBecause, Escalation, Fact } from "./escalation.ts";

/** Why an escalation about an action needs no decision any more, or null as long as one of its facts holds. */
export function nothingLeft({ facts }: Pick<Escalation, "facts">, action: Action): ClosedBecause | null {
  let last: ClosedBecause | null = null;
  for (const fact of facts) {
    const gone = whyGone(fact, action);
    if (gone === null) return null;
    last = gone;
  }
  return last;
}

function whyGone(fact: Fact, action: Action): ClosedBecause | null {
  const ended = ENDED[action.status];
  if (ended) return ended;
  switch (fact.kind) {
    case "overdue":
      if (!isSameDue(fact.due, action.due)) return "re-planned";
      return isOwners(action.status) ? null : "evidence";
    case "blocked":
      if (action.status === "evidence submitted") return "evidence";
      return action.status === "blocked" && action.statusSince.toISOString() === fact.since ? null : "unblocked";
    case "request":
      return action.askedSince?.toISOString() === fact.since ? null : "request-settled";
    case "by-hand":
      return isSameDue(fact.due, action.due) ? null : "re-planned";
    case "unacknowledged":
      return action.status === "proposed" && action.statusSince.toISOString() === fact.since ? null : "accepted";
    case "incidents":
    case "incident":
      return null;
  }
}

/** A draft has been sent back: there is nobody who could be late. */
const ENDED: Partial<Record<Action["status"], ClosedBecause>> = {
  complete: "complete",
  "not achieved": "not-achieved",
  cancelled: "cancelled",
  draft: "draft-again",
};

export const isSameDue = (
  a: { day: string; time: string | null } | null,
  b: { day: string; time: string | null } | null,
): boolean => (a === null || b === null ? a === b : a.day === b.day && a.time === b.time);
