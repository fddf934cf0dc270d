import {
  duePassed,
  ESCALATE_AT,
  IN_TIME,
  isWorkingDays,
  latest,
  nextAt,
  type PlainDue,
  plus,
  rungMoment,
  workingDay,
} from "./plain-limit.ts";
import { isOwners, type PlainAction, type PlainFact, type PlainWorld } from "./plain-world.ts";

/** What an action is taken up the ladder for, and when that is gone. */

/** What the ladder will be climbed for, if it still holds then. Each is taken up once. */
export function comingOf({ action, ladder, ladderSince, taken }: PlainWorld): PlainWorld["coming"] {
  const { due, since, asked, runs } = action;
  const matters = [
    isOwners(action) && {
      ...{ cause: "overdue" as const, key: `${due.day} ${due.time} ${runs?.toISOString()}`, from: duePassed(due) },
      ...{ fact: { kind: "overdue" as const, due }, counted: due },
    },
    action.status === "blocked" && {
      ...{ cause: "blocked" as const, key: since.toISOString(), from: since },
      ...{ fact: { kind: "blocked" as const, since }, counted: since },
    },
    asked &&
      isOwners(action) && {
        ...{ cause: "request" as const, key: asked.toISOString(), from: asked },
        ...{ fact: { kind: "request" as const, since: asked }, counted: asked },
      },
  ];
  return matters.flatMap((matter) => {
    const first = matter && ladder[matter.cause][0]?.after;
    if (!matter || !first || taken[matter.cause] === matter.key) return [];
    // The clock stood still, or nobody had agreed on a ladder yet: what would have come before is late: it comes at the next hour, and what is in hours is counted anew.
    const holds = latest(latest(matter.from, runs ?? matter.from), ladderSince);
    const on = rungMoment(first, matter.counted);
    const isLate = on.getTime() < holds.getTime() - IN_TIME;
    const at = !isLate ? on : isWorkingDays(first) ? nextAt(ESCALATE_AT, holds, workingDay) : plus(holds, first);
    return [{ ...matter, at }];
  });
}

/** Whether something that an escalation is about is no longer so. */
export function isGone(fact: PlainFact, action: PlainAction): boolean {
  if (action.status === "complete") return true;
  const isSameDue = (due: PlainDue) => due.day === action.due.day && due.time === action.due.time;
  switch (fact.kind) {
    case "overdue":
      return !isSameDue(fact.due) || !isOwners(action);
    case "by-hand":
      return !isSameDue(fact.due);
    case "blocked":
      return action.status !== "blocked" || action.since.getTime() !== fact.since.getTime();
    case "request":
      return action.asked?.getTime() !== fact.since.getTime();
    case "crossed":
      return false;
  }
}
