import { addMinutes } from "date-fns/addMinutes";
import { type Due, dueInstant } from "./due.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addWorkingDays, type Calendar } from "./working-day.ts";

/** A length of time as ladders and thresholds are agreed in: working days, or hours and minutes, which run round the clock. */
export interface Limit {
  count: number;
  unit: "wd" | "h" | "m";
}

/** The form of a limit, for schemas. */
export const LIMIT = /^[1-9]\d{0,3}(wd|h|m)$/;

/** `2wd`, `4h`, `30m`; null for anything else. */
export function readLimit(text: string): Limit | null {
  const said = text.trim().toLowerCase();
  if (!LIMIT.test(said)) return null;
  const [, count = "", unit = ""] = /^(\d+)(wd|h|m)$/.exec(said) ?? [];
  return { count: Number(count), unit: unit as Limit["unit"] };
}

function parsed(text: string): Limit {
  const limit = readLimit(text);
  if (!limit) throw new Error(`not a limit: ${text}`);
  return limit;
}

/** `2 working days`, `1 hour` */
export function limitWords(text: string): string {
  const { count, unit } = parsed(text);
  const name = { wd: "working day", h: "hour", m: "minute" }[unit];
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** So long from a moment: working days keep the time on the wall, in the calendar's zone. */
export function limitFrom(at: Date, limit: string, calendar: Calendar): Date {
  const { count, unit } = parsed(limit);
  if (unit !== "wd") return addMinutes(at, unit === "h" ? count * 60 : count);
  const wall = wallTime(at, calendar.timeZone);
  return instantAt(addWorkingDays(wall.day, count, calendar), wall.time, calendar.timeZone);
}

/**
 * When a step of a ladder opens: in working days at the provider's hour of that day, counted from a due day or from the day of a moment;
 * in hours and minutes at that minute after it.
 *
 * @param escalateAt wall time, `12:00`
 */
export function stepOpens(since: Due | Date, after: string, escalateAt: string, calendar: Calendar): Date {
  const { count, unit } = parsed(after);
  const instant = since instanceof Date ? since : dueInstant(since);
  if (unit !== "wd") return limitFrom(instant, after, calendar);
  const day = since instanceof Date ? wallTime(since, calendar.timeZone).day : since.day;
  return instantAt(addWorkingDays(day, count, calendar), escalateAt, calendar.timeZone);
}

/** The first moment strictly after another at which the clock shows `time` on a working day. */
export function nextWorkingTime(after: Date, time: string, calendar: Calendar): Date {
  let day = wallTime(after, calendar.timeZone).day;
  for (;;) {
    const at = instantAt(day, time, calendar.timeZone);
    if (at > after && addWorkingDays(addWorkingDays(day, 1, calendar), -1, calendar) === day) return at;
    day = addWorkingDays(day, 1, calendar);
  }
}
