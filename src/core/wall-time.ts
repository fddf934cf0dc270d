import { tzOffset } from "@date-fns/tz";
import { DAY_LONG, type Day, numberOf, toDay } from "./day-number.ts";

const MINUTE = 60_000;

/** What the calendar and the clock on the wall show in a zone at an instant, to the minute. */
export function wallTime(instant: Date, timeZone: string): { readonly day: Day; readonly time: string } {
  const shown = instant.getTime() + offset(timeZone, instant.getTime());
  const day = Math.floor(shown / DAY_LONG);
  return { day: toDay(day), time: timeOf(Math.floor((shown - day * DAY_LONG) / MINUTE)) };
}

const twoDigits = (count: number): string => String(count).padStart(2, "0");
const TIMES = Array.from({ length: 1440 }, (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);
const timeOf = (minute: number): string => TIMES[minute] ?? "";
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * The instant at which the clock on the wall shows `time`. A time that the spring clock change skips is moved on by the length of the
 * gap (01:30 becomes 02:30), so nobody loses time; a time that comes twice in autumn is the first of the two.
 */
export function instantAt(day: Day, time: string, timeZone: string): Date {
  const asIfUtc = numberOf(day) * DAY_LONG + minuteOf(time) * MINUTE;
  const offsetBefore = offset(timeZone, asIfUtc - DAY_LONG);
  const offsetAfter = offset(timeZone, asIfUtc + DAY_LONG);
  const first = asIfUtc - offsetBefore;
  if (offsetBefore === offsetAfter || offset(timeZone, first) === offsetBefore) return new Date(first);
  const second = asIfUtc - offsetAfter;
  return new Date(offset(timeZone, second) === offsetAfter ? second : first);
}

/**
 * An offset is asked of the zone's rules, which formats a date, only for midnights in UTC, and remembered: where it is the same at both
 * ends of a day, it is so all day. On a day of a clock change the moment itself is asked for.
 */
function offset(timeZone: string, at: number): number {
  const day = Math.floor(at / DAY_LONG);
  const known = midnightsOf(timeZone);
  const before = offsetAtMidnight(timeZone, day, known);
  return before === offsetAtMidnight(timeZone, day + 1, known) ? before : askOffset(timeZone, new Date(at));
}

const midnights = new Map<string, Map<number, number>>();
const MOST_MIDNIGHTS = 20_000;

function midnightsOf(timeZone: string): Map<number, number> {
  const known = midnights.get(timeZone);
  if (known && known.size < MOST_MIDNIGHTS) return known;
  const fresh = new Map<number, number>();
  midnights.set(timeZone, fresh);
  return fresh;
}

function offsetAtMidnight(timeZone: string, day: number, known: Map<number, number>): number {
  const remembered = known.get(day);
  if (remembered !== undefined) return remembered;
  const asked = askOffset(timeZone, new Date(day * DAY_LONG));
  known.set(day, asked);
  return asked;
}

function askOffset(timeZone: string, instant: Date): number {
  const minutes = tzOffset(timeZone, instant);
  if (Number.isNaN(minutes)) throw new RangeError(`no such time zone: ${timeZone}`);
  return minutes * MINUTE;
}
