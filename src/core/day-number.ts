/** A calendar day, `2027-03-25`. Sorts and compares as text. */
export type Day = string;

// Days are counted in UTC, which has no clock changes; no zone is involved until a wall time is. Day 0 is 1 January 1970.
export const DAY_LONG = 86_400_000;

// One plan of the day asks for the same few hundred days hundreds of thousands of times, and reading and writing dates is dear.
const numbers = new Map<Day, number>();
const days = new Map<number, Day>();
const MOST_REMEMBERED = 20_000;

export function numberOf(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00Z`) / DAY_LONG;
  if (numbers.size >= MOST_REMEMBERED) numbers.clear();
  numbers.set(day, number);
  return number;
}

export function toDay(number: number): Day {
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_LONG).toISOString().slice(0, 10);
  if (days.size >= MOST_REMEMBERED) days.clear();
  days.set(number, day);
  return day;
}
