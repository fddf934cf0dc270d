import { momentLabel, timeLabel } from "./due.ts";
import { dayOf } from "./working-day.ts";

/**
 * How long something took, round the clock: `25 minutes`, `1 hour 5 minutes`, `3 days 2 hours`. From the minute that is shown for the one
 * to the minute that is shown for the other, so that whoever takes them from one another finds the same.
 */
export function elapsedWords(from: Date, until: Date): string {
  const minutes = Math.max(0, minuteOf(until) - minuteOf(from));
  if (minutes < 60) return counted(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  const parts =
    hours < 48
      ? [counted(hours, "hour"), minutes % 60 > 0 && counted(minutes % 60, "minute")]
      : [counted(Math.floor(hours / 24), "day"), hours % 24 > 0 && counted(hours % 24, "hour")];
  return parts.filter((part) => part !== false).join(" ");
}

const minuteOf = (moment: Date): number => Math.floor(moment.getTime() / 60_000);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** `from Thu 17 June 2027, 14:20 to 19:05`; the day is said again where it is another. */
export function spanLabel(from: Date, until: Date, timeZone: string): string {
  const same = dayOf(from, timeZone) === dayOf(until, timeZone);
  return `from ${momentLabel(from, timeZone)} to ${same ? timeLabel(until, timeZone) : momentLabel(until, timeZone)}`;
}
