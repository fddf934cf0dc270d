import { later, momentAt, wall, works } from "./plain-clock.ts";

/** Limits and the moments of a ladder's rungs once more, every day walked (CONTRACT: Time). Nothing is shared with what it checks. */

const ZONE = "Europe/London";
const REGION = "england";
export const ESCALATE_AT = "12:00";
export const DIGEST_AT = "08:30";
const MINUTE = 60_000;
/** What the planner, who comes once a minute, finds within this time has happened at its own moment. */
export const IN_TIME = 2 * MINUTE;

/** A due date as it was said. */
export interface PlainDue {
  day: string;
  time: string | null;
}

export const dayOf = (at: Date): string => wall(at, ZONE).slice(0, 10);
export const latest = (a: Date, b: Date): Date => (a > b ? a : b);
export const inTime = (moment: Date, now: Date): Date => (now.getTime() - moment.getTime() <= IN_TIME ? moment : now);

function workingDaysOn(day: string, count: number): string {
  let on = day;
  for (let left = count; left > 0; ) {
    on = later(on, 1);
    if (works(on, REGION)) left -= 1;
  }
  return on;
}

const counts = (limit: string): number => Number.parseInt(limit, 10);
export const isWorkingDays = (limit: string): boolean => limit.endsWith("wd");
export const plus = (at: Date, limit: string): Date =>
  new Date(at.getTime() + counts(limit) * (limit.endsWith("h") ? 60 : 1) * MINUTE);

/** `1wd` from a moment is the same wall time on the next working day. */
export function limitOf(at: Date, within: string): Date {
  if (!isWorkingDays(within)) return plus(at, within);
  const [day = "", time = ""] = wall(at, ZONE).split(" ");
  return momentAt(workingDaysOn(day, counts(within)), time, ZONE);
}

/** The first moment at which a due date has passed. */
export const duePassed = ({ day, time }: PlainDue): Date =>
  time === null ? momentAt(later(day, 1), "00:00", ZONE) : momentAt(day, time, ZONE);

/** A rung in working days opens at the provider's hour of that day; in hours and minutes at that minute, round the clock. */
export function rungMoment(after: string, counted: PlainDue | Date): Date {
  if (!isWorkingDays(after)) return plus(counted instanceof Date ? counted : duePassed(counted), after);
  const from = counted instanceof Date ? dayOf(counted) : counted.day;
  return momentAt(workingDaysOn(from, counts(after)), ESCALATE_AT, ZONE);
}

/** The first of the day's such times after a moment, on a working day or on any. */
export function nextAt(time: string, after: Date, isDay: (day: string) => boolean): Date {
  for (let day = dayOf(after); ; day = later(day, 1)) {
    const at = momentAt(day, time, ZONE);
    if (at > after && isDay(day)) return at;
  }
}
export const workingDay = (day: string): boolean => works(day, REGION);
export const anyDay = (): boolean => true;
