import { tzOffset } from "@date-fns/tz";
import type { Day } from "./working-day.ts";

const MINUTE = 60_000;
const DAY_LONG = 86_400_000;

/** What the calendar and the clock on the wall show in a zone at an instant, to the minute. */
export function wallTime(instant: Date, timeZone: string): { readonly day: Day; readonly time: string } {
  const at = instant.getTime();
  const last = lastShown.get(timeZone);
  if (last?.at === at) return last.shown;
  const iso = new Date(at + offset(timeZone, instant)).toISOString();
  const shown = { day: iso.slice(0, 10), time: iso.slice(11, 16) };
  lastShown.set(timeZone, { at, shown });
  return shown;
}

/** The last answer of each zone: a request asks about its own moment over and over. */
const lastShown = new Map<string, { at: number; shown: { readonly day: Day; readonly time: string } }>();

/**
 * The instant at which the clock on the wall shows `time`. A time that the spring clock change skips is moved on by the length of the
 * gap (01:30 becomes 02:30), so nobody loses time; a time that comes twice in autumn is the first of the two.
 */
export function instantAt(day: Day, time: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${day}T${time}Z`);
  const offsetBefore = offset(timeZone, new Date(asIfUtc - DAY_LONG));
  const offsetAfter = offset(timeZone, new Date(asIfUtc + DAY_LONG));
  const first = new Date(asIfUtc - offsetBefore);
  const second = new Date(asIfUtc - offsetAfter);
  if (offset(timeZone, first) === offsetBefore) return first;
  return offset(timeZone, second) === offsetAfter ? second : first;
}

/**
 * An offset is asked of the zone's rules, which formats a date, only for midnights in UTC, and remembered: where it is the same at both
 * ends of a day, it is so all day. On a day of a clock change the moment itself is asked for.
 */
function offset(timeZone: string, instant: Date): number {
  const at = instant.getTime();
  const day = Math.floor(at / DAY_LONG);
  const known = midnightsOf(timeZone);
  const before = offsetAtMidnight(timeZone, day, known);
  return before === offsetAtMidnight(timeZone, day + 1, known) ? before : askOffset(timeZone, instant);
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
