import { wallTime } from "./wall-time.ts";

/** A calendar day, `2027-03-25`. Sorts and compares as text. */
export type Day = string;

export const REGIONS = ["england", "wales", "scotland", "northern-ireland"] as const;
export type Region = (typeof REGIONS)[number];

/** Whose working days count: the zone says when a day begins, the region which days are bank holidays. Plain data. */
export interface Calendar {
  timeZone: string;
  region: Region;
  holidays: ReadonlySet<Day>;
}

const SATURDAY = 6;
const SUNDAY = 0;

/** Monday to Friday, not a bank holiday in the case's region (DOMAIN: Time). */
export const isWorkingDay = (day: Day, calendar: Calendar): boolean => isWorkingDate(midnight(day), calendar);

function isWorkingDate(date: Date, { holidays }: Calendar): boolean {
  const weekday = date.getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY && !holidays.has(toDay(date));
}

/** Counting starts on the next working day; a negative `count` counts back from the working day before. Zero is the day itself. */
export function addWorkingDays(day: Day, count: number, calendar: Calendar): Day {
  const step = count < 0 ? -1 : 1;
  const reached = midnight(day);
  for (let left = Math.abs(count); left > 0; ) {
    reached.setUTCDate(reached.getUTCDate() + step);
    if (isWorkingDate(reached, calendar)) left -= 1;
  }
  return toDay(reached);
}

/** Working days after `due`, `today` included: due Thursday, on Friday that is 1. Zero where `today` is not after `due`. */
export function workingDaysAfter(due: Day, today: Day, calendar: Calendar): number {
  let passed = 0;
  for (let day = addDays(due, 1); day <= today; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) passed += 1;
  }
  return passed;
}

/** The day that it is in a zone. */
export const dayOf = (instant: Date, timeZone: string): Day => wallTime(instant, timeZone).day;

/** The day of that date, or null where the calendar has none: 31 February. `month` is 1 to 12. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return real ? toDay(date) : null;
}

/** Whether a text is a day of the calendar, written as ISO has it. */
export function isDay(text: string): text is Day {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text;
}

export function addDays(day: Day, count: number): Day {
  const date = midnight(day);
  date.setUTCDate(date.getUTCDate() + count);
  return toDay(date);
}

/** The same date `count` months on, or the last of that month where it is shorter: 31 January and one month is 28 February. */
export function addMonths(day: Day, count: number): Day {
  const date = midnight(day);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = Number(lastOfMonth(toDay(date)).slice(8));
  date.setUTCDate(Math.min(dayOfMonth, last));
  return toDay(date);
}

export function lastOfMonth(day: Day): Day {
  const date = midnight(day);
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
}

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => midnight(day).getUTCDay();

// Days are counted in UTC, which has no clock changes; no zone is involved until a wall time is.
const midnight = (day: Day): Date => new Date(`${day}T00:00Z`);
const toDay = (date: Date): Day => date.toISOString().slice(0, 10);
