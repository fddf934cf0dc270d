import { type Day, numberOf, toDay } from "./day-number.ts";
import { wallTime } from "./wall-time.ts";

export type { Day };

export const REGIONS = ["england", "wales", "scotland", "northern-ireland"] as const;
export type Region = (typeof REGIONS)[number];

/** Whose working days count: the zone says when a day begins, the region which days are bank holidays. Plain data. */
export interface Calendar {
  timeZone: string;
  region: Region;
  holidays: ReadonlySet<Day>;
}

/** Monday to Friday, not a bank holiday in the case's region (DOMAIN: Time). */
export const isWorkingDay = (day: Day, { holidays }: Calendar): boolean => sinceMonday(numberOf(day)) < 5 && !holidays.has(day);

/** Counting starts on the next working day; a negative `count` counts back from the working day before. Zero is the day itself. */
export function addWorkingDays(day: Day, count: number, calendar: Calendar): Day {
  if (count === 0) return day;
  const start = numberOf(day);
  const free = freeDays(calendar.holidays);
  const rank = count > 0 ? workingDaysUpTo(start, free) + count : workingDaysUpTo(start - 1, free) + count + 1;
  return toDay(workingDayOfRank(rank, free));
}

/** Working days after `due`, `today` included: due Thursday, on Friday that is 1. Zero where `today` is not after `due`. */
export function workingDaysAfter(due: Day, today: Day, { holidays }: Calendar): number {
  const free = freeDays(holidays);
  return Math.max(0, workingDaysUpTo(numberOf(today), free) - workingDaysUpTo(numberOf(due), free));
}

// Every action is asked about several working days in each plan of the day, and some are years overdue: days are not walked one by one
// but ranked. The first Monday to Friday of all is 29 December 1969, three days before day 0.

/** Monday is 0, Sunday is 6. */
const sinceMonday = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** Bank holidays that fall on Monday to Friday, as numbers in order, for each table once. */
const freeDaysOf = new WeakMap<ReadonlySet<Day>, readonly number[]>();

function freeDays(holidays: ReadonlySet<Day>): readonly number[] {
  const known = freeDaysOf.get(holidays);
  if (known) return known;
  const free = [...holidays]
    .map(numberOf)
    .filter((number) => sinceMonday(number) < 5)
    .sort((a, b) => a - b);
  freeDaysOf.set(holidays, free);
  return free;
}

const workingDaysUpTo = (number: number, free: readonly number[]): number => weekdaysUpTo(number) - countUpTo(number, free);

const weekdaysUpTo = (number: number): number => Math.floor((number + 3) / 7) * 5 + Math.min(sinceMonday(number) + 1, 5);

/** Bank holidays only push it further on, so the count of those passed grows until it no longer does. */
function workingDayOfRank(rank: number, free: readonly number[]): number {
  for (let passed = 0; ; ) {
    const weekday = rank + passed - 1;
    const number = Math.floor(weekday / 5) * 7 + (((weekday % 5) + 5) % 5) - 3;
    const counted = countUpTo(number, free);
    if (counted <= passed) return number;
    passed = counted;
  }
}

function countUpTo(number: number, sorted: readonly number[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The day that it is in a zone. */
export const dayOf = (instant: Date, timeZone: string): Day => wallTime(instant, timeZone).day;

/** The day of that date, or null where the calendar has none: 31 February. `month` is 1 to 12. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return real ? dateDay(date) : null;
}

/** Whether a text is a day of the calendar, written as ISO has it. */
export function isDay(text: string): text is Day {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text;
}

export const addDays = (day: Day, count: number): Day => toDay(numberOf(day) + count);

/** The same date `count` months on, or the last of that month where it is shorter: 31 January and one month is 28 February. */
export function addMonths(day: Day, count: number): Day {
  const date = midnight(day);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = Number(lastOfMonth(dateDay(date)).slice(8));
  date.setUTCDate(Math.min(dayOfMonth, last));
  return dateDay(date);
}

export function lastOfMonth(day: Day): Day {
  const date = midnight(day);
  return dateDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
}

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => (sinceMonday(numberOf(day)) + 1) % 7;

const midnight = (day: Day): Date => new Date(`${day}T00:00Z`);
const dateDay = (date: Date): Day => date.toISOString().slice(0, 10);
