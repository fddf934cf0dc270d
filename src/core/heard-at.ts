import type { Action } from "./action.ts";
import { dueInstant } from "./due.ts";
import type { Recipient } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import { outOfQuiet, quietHoursOf, whenHeard, zoneOf } from "./quiet-time.ts";

/** Within a day of its due time an action is urgent, before it and after. One that is due on a day as a whole never is. */
const URGENT_MS = 86_400_000;

export const isUrgent = ({ due }: Action, at: Date): boolean =>
  due !== null && due.time !== null && Math.abs(dueInstant(due).getTime() - at.getTime()) <= URGENT_MS;

/**
 * When somebody hears of an action what has to be said at a moment: urgent ones, and cases being stabilised, wait for no working day. Quiet
 * hours hold for them too.
 */
export function heardAt(at: Date, { personId }: Recipient, { action, file, calendar }: ActionView): Date {
  const person = file.people[personId];
  if (!person) return at;
  if (file.stabilising || isUrgent(action, at)) return outOfQuiet(at, quietHoursOf(person, file), zoneOf(person, file));
  return whenHeard(at, person, file, calendar);
}
