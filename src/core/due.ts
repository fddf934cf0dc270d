import { type Duration, dayAfter, isDayDuration } from "./duration.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addDays, addWorkingDays, type Calendar, type Day, dayOf, weekdayOf, workingDaysAfter } from "./working-day.ts";

/**
 * A due date as people said it: a day and, for urgent work, a wall time, in a zone. The instant is derived when it is compared, so
 * that 17:00 stays 17:00 across a clock change.
 */
export interface Due {
  day: Day;
  /** `14:20`, or null where the whole day counts. */
  time: string | null;
  timeZone: string;
}

/** How a due date stands at a moment. `workingDays` is what is left until it, or what has passed since. */
export type Standing =
  | { kind: "on track" }
  | { kind: "due soon"; due: Due; workingDays: number }
  | { kind: "due today"; due: Due }
  | { kind: "overdue"; due: Due; workingDays: number };

/** The amber window of DOMAIN. */
const SOON = 3;

/** The first instant at which it is too late: the due time itself, or the end of the day where there is none. */
export function dueInstant({ day, time, timeZone }: Due): Date {
  return time === null ? instantAt(addDays(day, 1), "00:00", timeZone) : instantAt(day, time, timeZone);
}

export const isOverdue = (due: Due, now: Date): boolean =>
  due.time === null ? due.day < dayOf(now, due.timeZone) : dueInstant(due) <= now;

/**
 * Working days after the due date, today included, or null where it is not overdue. Zero is overdue all the same: a due time that
 * passed earlier today, or a Friday's due date on the Saturday.
 */
export function overdueBy(due: Due, now: Date, calendar: Calendar): number | null {
  return isOverdue(due, now) ? workingDaysAfter(due.day, dayOf(now, due.timeZone), calendar) : null;
}

export function dueStanding(due: Due, now: Date, calendar: Calendar): Standing {
  const passed = overdueBy(due, now, calendar);
  if (passed !== null) return { kind: "overdue", due, workingDays: passed };
  const today = dayOf(now, due.timeZone);
  if (due.day === today) return { kind: "due today", due };
  if (due.day >= addWorkingDays(today, SOON + 1, calendar)) return { kind: "on track" };
  return { kind: "due soon", due, workingDays: workingDaysAfter(today, due.day, calendar) };
}

/** Where no full working day lies between, the date is said instead of `0 working days`: `overdue since Fri 5 March 2027`. */
export function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case "on track":
      return "on track";
    case "due soon":
      return `due soon (${standing.workingDays === 0 ? dueLabel(standing.due) : workingDays(standing.workingDays)})`;
    case "due today":
      return standing.due.time === null ? "due today" : `due today, ${standing.due.time}`;
    case "overdue":
      return standing.workingDays === 0
        ? `overdue since ${dueLabel(standing.due)}`
        : `overdue by ${workingDays(standing.workingDays)}`;
  }
}

/** So long from now: `24h` is a wall time round the clock, `5wd` a day. Seconds are dropped, never added. */
export function fromNow(duration: Duration, now: Date, calendar: Calendar): Due {
  const { timeZone } = calendar;
  if (isDayDuration(duration)) return { day: dayAfter(dayOf(now, timeZone), duration, calendar), time: null, timeZone };
  const minutes = duration.unit === "hour" ? duration.count * 60 : duration.count;
  return { ...wallTime(new Date(now.getTime() + minutes * 60_000), timeZone), timeZone };
}

/** `Thu 25 March 2027`, or `Thu 25 March 2027, 14:20`. */
export const dueLabel = ({ day, time }: Pick<Due, "day" | "time">): string =>
  time === null ? dayLabel(day) : `${dayLabel(day)}, ${time}`;

/** `Thu 25 March 2027`: the way in which a date is shown. */
export const dayLabel = (day: Day): string => `${WEEKDAYS[weekdayOf(day)]} ${dateLabel(day)}`;

/** `25 March 2027`: for a day that has passed and that nobody has to plan by. */
export function dateLabel(day: Day): string {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return `${dayOfMonth} ${MONTHS[(month ?? 0) - 1]} ${year}`;
}

/** `14:20` */
export const timeLabel = (instant: Date, timeZone: string): string => wallTime(instant, timeZone).time;

/** `Thu 25 March 2027, 14:20` */
export const momentLabel = (instant: Date, timeZone: string): string => dueLabel(wallTime(instant, timeZone));

const workingDays = (count: number): string => (count === 1 ? "1 working day" : `${count} working days`);

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
