import { type Action, fullRef } from "../core/action.ts";
import { actingNow } from "../core/decide-away.ts";
import { dateLabel, dueLabel, dueStanding, momentLabel, standingWords } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { neverConfirmed } from "../core/visible.ts";
import { type CardContext, todayOf, zoneOf } from "./telling.ts";

/** Between the parts of a line, everywhere. */
export const joinParts = (parts: readonly (string | null)[]): string => parts.filter((part) => part).join(" · ");

export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Line two of a card: the status word, then the date that matters. `Open · overdue by 1 working day · was due Thu 25 March 2027`. */
export function statusLine(context: CardContext, view: ActionView): string {
  const { action, file } = view;
  const moment = (instant: Date | null | undefined) => (instant ? momentLabel(instant, zoneOf(context, file)) : null);
  switch (action.status) {
    case "draft":
      return joinParts(["Draft", action.due && `due ${dueLabel(action.due)}`]);
    case "proposed":
    case "open":
    case "blocked":
      return capitalised(
        joinParts([action.status, unheard(action), ...dueParts(context, view), withCover(context, view), escalated(action)]),
      );
    case "evidence submitted":
      return joinParts(["Evidence submitted", moment(action.latestEvidence?.at)]);
    case "complete":
    case "not achieved":
    case "cancelled":
      return joinParts([capitalised(action.status), moment(action.closedAt)]);
  }
}

/** What a mixed room may read: reference, role of the owner, date, status. Nothing that says why. */
export function roomLine(context: CardContext, view: ActionView): string {
  const { action, file } = view;
  if (neverConfirmed(action)) return joinParts([fullRef(action), action.status]);
  const role = action.ownerRole ?? (action.owner ? file.people[action.owner]?.role : null);
  const standing = standingOf(context, view);
  return joinParts([
    fullRef(action),
    role ?? null,
    action.due && `due ${dueLabel(action.due)}`,
    standing ? `${action.status}, ${standing}` : action.status,
  ]);
}

/** The owner's clock runs: evidence stops it. */
const isRunning = (action: Action): boolean =>
  action.status === "proposed" || action.status === "open" || action.status === "blocked";

export const unheard = (action: Action): string | null => (action.notYetHeard ? "not yet heard" : null);

/** A word beside the status, as long as somebody is asked to decide. A mixed room does not read which action it is. */
export const escalated = (action: Action): string | null =>
  action.escalation !== null && isRunning(action) ? "escalated" : null;

/** `With cover since 20 April 2027`: somebody acts for an owner outside chat who is away; null where nobody does. */
export function withCover(context: CardContext, { action, file }: ActionView): string | null {
  const acting = isRunning(action) ? actingNow(action, file, todayOf(context, { file })) : null;
  return acting && `With cover since ${dateLabel(acting.since)}`;
}

/** `due soon (2 working days)`, `overdue by 1 working day`; "" where the date says enough. */
export function standingOf({ now }: CardContext, { action, calendar }: ActionView): string {
  if (!action.due || !isRunning(action)) return "";
  const standing = dueStanding(action.due, now, calendar);
  switch (standing.kind) {
    case "on track":
      return "";
    // Its time, if it has one, stands in the date beside it.
    case "due today":
      return "due today";
    case "due soon":
    case "overdue":
      return standingWords(standing);
  }
}

/**
 * Beside the words and never instead of them: how full the circle is says how near the date is, without colour. Screen readers pass over
 * it or call it a circle; either way the words follow.
 */
const MARKS: [RegExp, string][] = [
  [/^overdue/, "●"],
  [/^due today/, "◐"],
  [/^due soon/, "○"],
];

/** `● overdue by 1 working day`, for lists that are looked over; "" where the date says enough. */
export function markedStanding(context: CardContext, view: ActionView): string {
  const standing = standingOf(context, view);
  const mark = MARKS.find(([words]) => words.test(standing))?.[1];
  return mark ? `${mark} ${standing}` : standing;
}

/** The standing and the date, the date once. */
function dueParts(context: CardContext, view: ActionView): (string | null)[] {
  const { due } = view.action;
  if (!due) return [];
  const standing = standingOf(context, view);
  if (standing.includes(dueLabel(due))) return [standing];
  return [standing, `${standing.startsWith("overdue") ? "was due" : "due"} ${dueLabel(due)}`];
}
