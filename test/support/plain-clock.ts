import table from "../../src/core/bank-holidays.json" with { type: "json" };
import type { Region } from "../../src/core/working-day.ts";

/**
 * The rules of days and clocks once more, in the plainest words, for comparing: every day is walked, and what the clock on the wall shows
 * is asked of the platform. Nothing here is shared with what it checks.
 */

const clocks = new Map<string, { format: Intl.DateTimeFormat; shown: Map<number, string> }>();

/** `2027-03-25 08:30` */
export function wall(at: Date, timeZone: string): string {
  const options = { timeZone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" } as const;
  const clock = clocks.get(timeZone) ?? { format: new Intl.DateTimeFormat("sv-SE", options), shown: new Map<number, string>() };
  clocks.set(timeZone, clock);
  const text = clock.shown.get(at.getTime()) ?? clock.format.format(at);
  clock.shown.set(at.getTime(), text);
  return text;
}

const OFFSETS = [330, 60, 0, -240, -300];

/** The first moment at which the wall shows that; where it never does, an hour is skipped, and it is an hour later. */
export function momentAt(day: string, time: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${day}T${time}Z`);
  const candidates = OFFSETS.map((minutes) => new Date(asIfUtc - minutes * 60_000));
  const found = candidates.find((at) => wall(at, timeZone) === `${day} ${time}`);
  if (found) return found;
  const later = new Date(asIfUtc + 3_600_000).toISOString();
  return momentAt(later.slice(0, 10), later.slice(11, 16), timeZone);
}

export const later = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (const date = new Date(`${first}T00:00Z`); date <= new Date(`${last}T00:00Z`); date.setUTCDate(date.getUTCDate() + 1)) {
    days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay() || 7;

const HOLIDAYS = new Map(Object.entries(table).map(([region, holidays]) => [region, new Set(holidays.map(({ day }) => day))]));

export const works = (day: string, region: Region): boolean => weekday(day) <= 5 && !HOLIDAYS.get(region)?.has(day);

/** Whether the wall shows a time within hours such as `20:00-07:00`. */
export function isQuietAt(time: string, hours: string | null): boolean {
  if (hours === null) return false;
  const [from = "", to = ""] = hours.split("-");
  return from > to ? time >= from || time < to : time >= from && time < to;
}

const QUARTER = 15 * 60_000;

/** The first quarter of an hour from then on at which it is not quiet. */
export function whenAwake(at: Date, hours: string | null, timeZone: string): Date {
  let awake = at;
  while (isQuietAt(wall(awake, timeZone).slice(11), hours)) awake = new Date(awake.getTime() + QUARTER);
  return awake;
}
