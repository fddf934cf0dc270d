import { dueLabel } from "../core/due.ts";
import { instantAt, wallTime } from "../core/wall-time.ts";
import { addDays, addMonths, type Calendar, type Day, dayOf, weekdayOf } from "../core/working-day.ts";
import { WEEKDAY, weekdayNumber } from "./date-lexicon.ts";
import { type DayFound, namedDayAt } from "./day-words.ts";
import { namedTimeAt } from "./time-words.ts";

/** When something was that has happened: days and times as for due dates, but looked for backwards. */

export type PastMoment = { kind: "at"; at: Date } | { kind: "wrong"; field: "date" | "time"; message: string };
export type FoundMoment = PastMoment & { end: number };

interface Context {
  now: Date;
  calendar: Calendar;
}

const MONTHS_BACK = 12;

const LEAD = /(?:(?:at|on)\s+)?/iuy;
const BETWEEN = /(?:,\s*|\s+)(?:(?:at|on)\s+)?/iuy;

type Wrong = Extract<PastMoment, { kind: "wrong" }>;

/** `yesterday at 22:15`, `at 21:40 on Mon 14 June`, `21:40` for today; a day without its time is none. Null where no moment stands there. */
export function pastMomentAt(text: string, at: number, context: Context): FoundMoment | null {
  const today = dayOf(context.now, context.calendar.timeZone);
  const found = pastWallTimeAt(text, at, today);
  if (!found || found.kind === "wrong") return found;
  return { ...pastMoment(found.day ?? today, found.time, context), end: found.end };
}

/** The same before it is known when it was; `day` is null where none was named. */
export function pastWallTimeAt(
  text: string,
  at: number,
  today: Day,
): ({ kind: "wall time"; day: Day | null; time: string; end: number } | (Wrong & { end: number })) | null {
  const start = skip(LEAD, text, at);
  const day = pastDayAt(text, start, today);
  const time = namedTimeAt(text, day ? skip(BETWEEN, text, day.end) : start);
  if (!time) return null;
  const after = day ? null : pastDayAt(text, skip(BETWEEN, text, time.end), today);
  const named = day ?? after;
  const end = after?.end ?? time.end;
  if (named && named.kind !== "day") return { kind: "wrong", field: "date", message: "that date does not exist.", end };
  if (time.kind === "impossible") return { kind: "wrong", field: "time", message: "that time does not exist.", end };
  if (time.time === null) return { kind: "wrong", field: "time", message: "write the time in figures: 23:40.", end };
  return { kind: "wall time", day: named?.day ?? null, time: time.time, end };
}

/** A wall time of a day, if it has come, is not long past, and exists. */
export function pastMoment(day: Day, time: string, { now, calendar: { timeZone } }: Context): PastMoment {
  const at = instantAt(day, time, timeZone);
  const said = dueLabel({ day, time });
  if (wallTime(at, timeZone).time !== time)
    return { kind: "wrong", field: "time", message: `${said} does not exist: the clocks go forward past it.` };
  if (at > now) return { kind: "wrong", field: "time", message: `${said} has not come yet. For a day before, write its date.` };
  if (day < addMonths(dayOf(now, timeZone), -MONTHS_BACK))
    return { kind: "wrong", field: "date", message: `${said} is over a year ago. Please write it in the care record.` };
  return { kind: "at", at };
}

const WEEKDAY_ALONE = new RegExp(`^(?:(?:last|this)\\s+)?(?<weekday>${WEEKDAY})$`, "iu");

/** The day that a phrase names, the last of its kind: `Mon` is today or the Monday before it, `14 June` this year's or last year's. */
export function pastDayAt(text: string, at: number, today: Day): DayFound | null {
  const named = namedDayAt(text, at, today);
  if (!named || named.kind === "impossible") return named;
  const alone = WEEKDAY_ALONE.exec(text.slice(at, named.end).replace(/\s+/g, " "));
  if (alone && !/^last/i.test(alone[0])) {
    const back = (weekdayOf(today) - weekdayNumber(alone.groups?.weekday ?? "") + 7) % 7;
    return { ...named, kind: "day", day: addDays(today, -back), bare: false };
  }
  if (named.kind === "day" && (!named.bare || named.day <= today)) return named;
  return namedDayAt(text, at, addDays(addMonths(today, -MONTHS_BACK), 1));
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
