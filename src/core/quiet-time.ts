import type { Person } from "./person.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addDays, type Calendar, type Day, isWorkingDay, weekdayOf } from "./working-day.ts";

/** The provider's habits, for whoever has none of their own; every case file tells them. */
export interface Rhythm {
  timeZone: string;
  /** `08:30` */
  digestTime: string;
  /** `20:00-07:00` */
  quietHours: string | null;
}

/** The zone that somebody reads the clock in. */
export const zoneOf = (person: Person, rhythm: Rhythm): string => person.timeZone ?? rhythm.timeZone;

export const quietHoursOf = (person: Person, rhythm: Rhythm): string | null => person.quietHours ?? rhythm.quietHours;

const MONDAY_TO_FRIDAY = "12345";

/**
 * Whether somebody works on that weekday. No case works at a weekend, so days without any of Monday to Friday would silence everything
 * for good: they count as not set.
 */
export function worksOn(person: Person, day: Day): boolean {
  const chosen = person.digest.weekdays ?? MONDAY_TO_FRIDAY;
  const weekdays = /[1-5]/.test(chosen) ? chosen : MONDAY_TO_FRIDAY;
  return weekdays.includes(String(weekdayOf(day) || 7));
}

/**
 * A moment in quiet hours moves to their end, never earlier; both by the clock on the wall, across midnight too. They begin with their
 * first minute and are over with their last.
 */
export function outOfQuiet(at: Date, quietHours: string | null, timeZone: string): Date {
  if (quietHours === null) return at;
  const { day, time } = wallTime(at, timeZone);
  const end = quietEnd(quietHours, time);
  if (end === null) return at;
  const moved = instantAt(end.onNextDay ? addDays(day, 1) : day, end.time, timeZone);
  // The hour that comes twice in autumn: its first end may be behind us.
  return moved < at ? at : moved;
}

/** When quiet hours end for somebody who looks at the clock at `time`, or null where it is not quiet then. */
export function quietEnd(quietHours: string, time: string): { time: string; onNextDay: boolean } | null {
  const [from = "", to = ""] = quietHours.split("-");
  const acrossMidnight = from > to;
  const isQuiet = acrossMidnight ? time >= from || time < to : time >= from && time < to;
  return isQuiet ? { time: to, onNextDay: acrossMidnight && time >= from } : null;
}

/** Weeks in which somebody's only weekday is a bank holiday each time do not follow one another for longer than this. */
const FURTHEST = 62;

/**
 * A moment that has to wait until its reader works and the case does: out of quiet hours, then to the next day that is a weekday of the
 * reader's and a working day of the case, at the same wall time. Never earlier.
 */
export function whenHeard(at: Date, person: Person, rhythm: Rhythm, calendar: Calendar): Date {
  const timeZone = zoneOf(person, rhythm);
  const quietHours = quietHoursOf(person, rhythm);
  const awake = outOfQuiet(at, quietHours, timeZone);
  const { day, time } = wallTime(awake, timeZone);
  if (isDayOn(person, day, calendar)) return awake;
  for (let ahead = 1; ahead <= FURTHEST; ahead += 1) {
    const later = addDays(day, ahead);
    if (isDayOn(person, later, calendar)) return outOfQuiet(instantAt(later, time, timeZone), quietHours, timeZone);
  }
  return awake;
}

const isDayOn = (person: Person, day: Day, calendar: Calendar): boolean => worksOn(person, day) && isWorkingDay(day, calendar);
