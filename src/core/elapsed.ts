import { momentLabel, timeLabel } from "./due.ts";
import { dayOf } from "./working-day.ts";

/** How long something took, round the clock: `25 minutes`, `1 hour 5 minutes`, `3 days 2 hours`. What is less than a minute is no time. */
export function elapsedWords(from: Date, until: Date): string {
  const minutes = Math.max(0, Math.floor((until.getTime() - from.getTime()) / 60_000));
  if (minutes < 60) return counted(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  const parts =
    hours < 48
      ? [counted(hours, "hour"), minutes % 60 > 0 && counted(minutes % 60, "minute")]
      : [counted(Math.floor(hours / 24), "day"), hours % 24 > 0 && counted(hours % 24, "hour")];
  return parts.filter((part) => part !== false).join(" ");
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** `from Thu 17 June 2027, 14:20 to 19:05`; the day is said again where it is another. */
export function spanLabel(from: Date, until: Date, timeZone: string): string {
  const same = dayOf(from, timeZone) === dayOf(until, timeZone);
  return `from ${momentLabel(from, timeZone)} to ${same ? timeLabel(until, timeZone) : momentLabel(until, timeZone)}`;
}
