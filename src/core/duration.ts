import { addDays, addMonths, addWorkingDays, type Calendar, type Day } from "./working-day.ts";

export type DayUnit = "working day" | "day" | "week" | "month";
export type ClockUnit = "hour" | "minute";

/** A length of time as people say it. Days and longer land on a day; hours and minutes run round the clock. */
export interface Duration {
  count: number;
  unit: DayUnit | ClockUnit;
}

const SHORT: Record<string, Duration["unit"]> = { wd: "working day", d: "day", w: "week", h: "hour", m: "minute" };

/** The short form of commands and of the ladder in the set-up file: `2wd`, `24h`, `30m`, `3d`, `2w`. */
export function readDuration(text: string): Duration | null {
  const parts = /^(\d{1,3})\s?(wd|d|w|h|m)$/i.exec(text.trim());
  const unit = SHORT[parts?.[2]?.toLowerCase() ?? ""];
  const count = Number(parts?.[1]);
  return unit && count > 0 ? { count, unit } : null;
}

export const isDayDuration = (duration: Duration): duration is Duration & { unit: DayUnit } =>
  duration.unit !== "hour" && duration.unit !== "minute";

/** The day that lies so far after `day`, or before it where `count` is negative. Only working days skip bank holidays. */
export function dayAfter(day: Day, { count, unit }: { count: number; unit: DayUnit }, calendar: Calendar): Day {
  switch (unit) {
    case "working day":
      return addWorkingDays(day, count, calendar);
    case "day":
      return addDays(day, count);
    case "week":
      return addDays(day, count * 7);
    case "month":
      return addMonths(day, count);
  }
}
