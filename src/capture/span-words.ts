import type { Due } from "../core/due.ts";
import { fromNow } from "../core/due.ts";
import { type Duration, dayAfter, isDayDuration, readDuration } from "../core/duration.ts";
import { type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { type Alone, atPlace, matchAt, NUMBER, numberSaid } from "./date-lexicon.ts";
import { type DayFound, namedDayAt } from "./day-words.ts";
import { NEXT_MEETING } from "./vague-words.ts";

/** A length of time counted from now or from a named day. Hours and minutes come with a wall time, the rest with a day. */
export type SpanFound = { end: number; alone: Alone } & ({ kind: "day"; day: Day; bare: false } | { kind: "clock"; due: Due });

export interface SpanContext {
  now: Date;
  calendar: Calendar;
  nextMeeting?: Day | null;
}

const UNITS: [RegExp, Duration["unit"], number][] = [
  [/^(?:working|business)/i, "working day", 1],
  [/^(?:calendar )?day/i, "day", 1],
  [/^w(?:ee)?k/i, "week", 1],
  [/^fortnight/i, "week", 2],
  [/^(?:calendar )?month/i, "month", 1],
  [/^h/i, "hour", 1],
  [/^min/i, "minute", 1],
];

const UNIT = "(?:working|business)[ -]days?|(?:calendar )?(?:days?|months?)|weeks?|wks?|fortnights?|hours?|hrs?|minutes?|mins?";
/** `by the next working day` */
const NEXT_WORKING_DAY = atPlace("(?:the )?(?:next|following) (?:working|business) day");
/** A digit, a number in words, `in`, `within` or `the next`. */
const STARTS = /[\daotfsenwid]/i;
const SPAN = atPlace(
  String.raw`(?:(?<lead>in|within|over(?= the next)|during(?= the next)) )?(?:the next )?(?:(?<short>\d{1,3}(?:wd|[dwhm]))|(?<count>\d{1,3}(?=\s?[a-z])|${NUMBER}(?= ))\s*(?<unit>${UNIT})(?:['’]? time)?)`,
);
/** `in 2/52`: two weeks, as clinicians write them; days are sevenths, months twelfths. */
const CLINICAL = atPlace(String.raw`(?:in|within) (?<count>\d{1,2})/(?<per>52|12|7)`);
const PER: Record<string, Duration["unit"]> = { 52: "week", 12: "month", 7: "day" };
const FROM_NOW = atPlace(
  " (?:from|after|of) (?:now|(?:this|today['’]s) meeting|(?:the )?date of (?:the |this |today['’]s )?meeting)",
);
const FROM = atPlace(" (?<way>from|after|of|on|before)");
const TO_DAY = atPlace("(?= (?:today|tomorrow))");
/** `within 24 hours of the incident`: of something that has no date here. */
const OF_SOMETHING = atPlace(" (?:of|from|after|before|ago|old|later than)");
const SPACE = /\s+/uy;

/** `5wd`, `in 10 working days`, `three weeks from today`, `a week on Friday`, `24 hours` at a place in a text. */
export function spanAt(text: string, at: number, context: SpanContext): SpanFound | null {
  if (!STARTS.test(text[at] ?? "")) return null;
  return clinicalSpanAt(text, at, context) ?? nextWorkingDayAt(text, at, context) ?? spokenSpanAt(text, at, context);
}

function clinicalSpanAt(text: string, at: number, { now, calendar }: SpanContext): SpanFound | null {
  const match = matchAt(CLINICAL, text, at);
  const duration = { count: Number(match?.said.count), unit: PER[match?.said.per ?? ""] ?? "day" };
  if (!match || duration.count === 0 || !isDayDuration(duration)) return null;
  const day = dayAfter(dayOf(now, calendar.timeZone), duration, calendar);
  return { kind: "day", day, bare: false, end: match.end, alone: "anywhere" };
}

function nextWorkingDayAt(text: string, at: number, { now, calendar }: SpanContext): SpanFound | null {
  const match = matchAt(NEXT_WORKING_DAY, text, at);
  if (!match) return null;
  const day = dayAfter(dayOf(now, calendar.timeZone), { count: 1, unit: "working day" }, calendar);
  return { kind: "day", day, bare: false, end: match.end, alone: "edge" };
}

function spokenSpanAt(text: string, at: number, { now, calendar, nextMeeting }: SpanContext): SpanFound | null {
  const match = matchAt(SPAN, text, at);
  const duration = match && durationSaid(match.said);
  if (!match || !duration) return null;
  const fromHere = matchAt(FROM_NOW, text, match.end);
  const alone = match.said.lead || fromHere ? "anywhere" : aloneUnled(match.said, duration);
  if (!isDayDuration(duration)) {
    const end = fromHere?.end ?? match.end;
    return matchAt(OF_SOMETHING, text, end) ? null : { kind: "clock", due: fromNow(duration, now, calendar), end, alone };
  }
  const today = dayOf(now, calendar.timeZone);
  const anchor = fromHere ? null : anchorAt(text, match.end, today, nextMeeting);
  if (anchor && anchor.kind !== "day") return null;
  const end = anchor?.end ?? fromHere?.end ?? match.end;
  if (!anchor && matchAt(OF_SOMETHING, text, end)) return null;
  const back = anchor?.way === "before";
  const day = dayAfter(anchor?.day ?? today, { count: back ? -duration.count : duration.count, unit: duration.unit }, calendar);
  return { kind: "day", day, bare: false, end, alone: anchor ? "anywhere" : alone };
}

function durationSaid({ short, count, unit = "" }: Record<string, string | undefined>): Duration | null {
  if (short) return readDuration(short);
  const found = UNITS.find(([word]) => word.test(unit));
  const said = numberSaid(count ?? "");
  return found && said > 0 ? { count: said * found[2], unit: found[1] } : null;
}

/** Nothing but a deadline is written `5wd`; `3 days` may be a stay and `24h` a kind of care. */
function aloneUnled({ short }: Record<string, string | undefined>, { unit }: Duration): Alone {
  if (unit === "working day") return short ? "anywhere" : "edge";
  return short && unit === "hour" ? "edge" : "never";
}

/** The day that a span is counted from: `from today`, `on Friday`, `before 12 May`, and `a week tomorrow` without a word between. */
function anchorAt(
  text: string,
  at: number,
  today: Day,
  nextMeeting: Day | null | undefined,
): (DayFound & { way: string }) | null {
  const way = matchAt(FROM, text, at) ?? matchAt(TO_DAY, text, at);
  if (!way) return null;
  SPACE.lastIndex = way.end;
  if (!SPACE.test(text)) return null;
  const from = SPACE.lastIndex;
  const day = namedDayAt(text, from, today) ?? (nextMeeting ? meetingAt(text, from, nextMeeting) : null);
  return day && { ...day, way: way.said.way?.toLowerCase() ?? "from" };
}

/** `two weeks before the next MDT` */
function meetingAt(text: string, at: number, day: Day): DayFound | null {
  const match = matchAt(NEXT_MEETING, text, at);
  return match && { kind: "day", day, bare: false, end: match.end, alone: "never" };
}
