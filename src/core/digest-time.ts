import type { Person } from "./person.ts";
import { outOfQuiet, quietEnd, quietHoursOf, type Rhythm, worksOn, zoneOf } from "./quiet-time.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addDays, type Calendar, type Day, dayOf, isWorkingDay, weekdayOf } from "./working-day.ts";

/** When digests go: a wall time in the reader's zone, on working days. */

/** From then on the day's digest is not sent any more (CONTRACT: Time). */
const TOO_LATE = "18:00";

/** How far ahead a day is looked for: longer than any run of days off. */
const FURTHEST = 62;

export const digestTimeOf = (person: Person, rhythm: Rhythm): string => person.digest.time ?? rhythm.digestTime;

/** Whether a digest of that day may still be sent: it is before 18:00 of that day there. */
export const isStillToday = (day: Day, timeZone: string, now: Date): boolean => now < instantAt(day, TOO_LATE, timeZone);

/** The wall time at which somebody's digest goes, out of their quiet hours; null where that would be too late, or another day. */
export function digestWallTime(person: Person, rhythm: Rhythm): string | null {
  const time = digestTimeOf(person, rhythm);
  const quietHours = quietHoursOf(person, rhythm);
  const end = quietHours === null ? null : quietEnd(quietHours, time);
  const moved = end?.time ?? time;
  return end?.onNextDay || moved >= TOO_LATE ? null : moved;
}

/** Whether somebody can hear of a thing by digest at all; else it has to be said separately. */
export const hearsByDigest = (person: Person, rhythm: Rhythm): boolean =>
  person.digest.on && digestWallTime(person, rhythm) !== null;

/** Whether somebody heard of what had to be said at a moment in their digest: also where they have turned it off since. */
export const heardByDigest = (at: Date, person: Person, rhythm: Rhythm): boolean =>
  hearsByDigest(person, rhythm) || (person.digestOffSince !== null && at <= new Date(person.digestOffSince));

/** A case as digests see it. */
export interface DigestCase {
  calendar: Calendar;
  stabilising: boolean;
}

/** Whether a case is in the digests of that day. While it is being stabilised, every day is a day. */
export const countsOn = (day: Day, { calendar, stabilising }: DigestCase): boolean => stabilising || isWorkingDay(day, calendar);

/**
 * Somebody's first digest strictly after a moment, or null where they have none: no cases, switched off, or quiet hours that last until
 * it is too late. It goes on days that are working days of one of their cases and weekdays of theirs; with a case being stabilised, on
 * every day, in case there is something in it. The day is the reader's own.
 */
export function digestMoment(person: Person, rhythm: Rhythm, cases: DigestCase[], after: Date): { day: Day; at: Date } | null {
  const time = person.digest.on ? digestWallTime(person, rhythm) : null;
  if (time === null) return null;
  const timeZone = zoneOf(person, rhythm);
  const goesOn = (day: Day): boolean =>
    cases.some((one) => one.stabilising || (worksOn(person, day) && isWorkingDay(day, one.calendar)));
  return firstAfter(after, timeZone, time, goesOn);
}

/** A room's first digest strictly after a moment: at the provider's time on working days of one of its cases. */
export const roomDigestMoment = (rhythm: Rhythm, calendars: Calendar[], after: Date): { day: Day; at: Date } | null =>
  firstAfter(after, rhythm.timeZone, rhythm.digestTime, (day) => calendars.some((calendar) => isWorkingDay(day, calendar)));

/**
 * A lead's first weekly summary strictly after a moment: on the first day of the week that is a working day of one of the cases they lead
 * and a weekday of theirs, or the first working day where the two do not meet, at their digest time, whether or not they have the digest
 * on. Quiet hours that would put it off beyond the day do not.
 */
export function weeklyMoment(lead: Person, rhythm: Rhythm, calendars: Calendar[], after: Date): { day: Day; at: Date } | null {
  const timeZone = zoneOf(lead, rhythm);
  const time = digestWallTime(lead, rhythm) ?? digestTimeOf(lead, rhythm);
  return firstAfter(after, timeZone, time, (day) => day === firstDayOfWeek(lead, calendars, day));
}

/** The day on which the week of `day` is opened, or null in a week without a working day. */
export function firstDayOfWeek(lead: Person, calendars: Calendar[], day: Day): Day | null {
  const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
  const working = [0, 1, 2, 3, 4]
    .map((ahead) => addDays(monday, ahead))
    .filter((weekday) => calendars.some((calendar) => isWorkingDay(weekday, calendar)));
  return working.find((weekday) => worksOn(lead, weekday)) ?? working[0] ?? null;
}

/** The first moment strictly after another at which the clock shows `time` on a day that is wanted. */
function firstAfter(after: Date, timeZone: string, time: string, isWanted: (day: Day) => boolean): { day: Day; at: Date } | null {
  const today = dayOf(after, timeZone);
  for (let ahead = 0; ahead <= FURTHEST; ahead += 1) {
    const day = addDays(today, ahead);
    if (!isWanted(day)) continue;
    const at = instantAt(day, time, timeZone);
    if (at > after) return { day, at };
  }
  return null;
}

/** Somebody's first digest time strictly after a moment on a day on which they and the case work, out of their quiet hours. */
export function workingMorning(person: Person, rhythm: Rhythm, calendar: Calendar, after: Date): Date {
  const timeZone = zoneOf(person, rhythm);
  const time = digestWallTime(person, rhythm) ?? digestTimeOf(person, rhythm);
  const found = firstAfter(after, timeZone, time, (day) => worksOn(person, day) && isWorkingDay(day, calendar));
  return outOfQuiet(found?.at ?? after, quietHoursOf(person, rhythm), timeZone);
}

/** The moment of a day at which somebody hears what is said at digest time, before quiet hours and days off are looked at. */
export const digestTimeOn = (day: Day, person: Person, rhythm: Rhythm): Date =>
  instantAt(day, digestTimeOf(person, rhythm), zoneOf(person, rhythm));

/** The day that it is where somebody reads; where they are not known, in the zone of the case. */
export const readersDay = (now: Date, person: Person | undefined, rhythm: Rhythm): Day =>
  wallTime(now, person ? zoneOf(person, rhythm) : rhythm.timeZone).day;
