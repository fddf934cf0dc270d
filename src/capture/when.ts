import type { Due } from "../core/due.ts";
import { dueInstant } from "../core/due.ts";
import { wallTime } from "../core/wall-time.ts";
import { addMonths, type Calendar, type Day, dayOf, isDay } from "../core/working-day.ts";
import { ALPHANUMERIC, type Alone, atPlace, matchAt, PHRASE_START } from "./date-lexicon.ts";
import { type DayFound, namedDayAt } from "./day-words.ts";
import { LEAD_STARTS, latestAt, leadAt } from "./deadline-leads.ts";
import { type SpanFound, spanAt } from "./span-words.ts";
import { type NamedTime, namedTimeAt, partOfDayAt } from "./time-words.ts";
import { NEXT_MEETING, vagueAt } from "./vague-words.ts";
import { eachIn, endAt } from "./words-at.ts";

/**
 * What a date phrase says. Only `due` is a due date; everything else is asked about.
 *
 * - `past`       it has passed already
 * - `far`        a day and month without a year, rolled forward to more than six months away
 * - `mismatch`   the weekday and the date beside it disagree; `due` goes by the date
 * - `impossible` no such day or time: 31 February, 25:00
 * - `skipped`    a time that the clocks pass over when they go forward
 * - `several`    two different dates: Friday or Monday
 * - `vague`      words that stand where a date should: ASAP, next week, 0wd
 */
export type ReadWhen =
  | { kind: "due" | "past" | "far" | "mismatch"; due: Due; words: string }
  | { kind: "impossible" | "skipped" | "several" | "vague"; words: string }
  | { kind: "none" };

/** A date phrase in a text, from the word that leads it (`by`) to its end. `words` in `read` leave that word out. */
export interface FoundWhen {
  start: number;
  end: number;
  read: Exclude<ReadWhen, { kind: "none" }>;
}

export interface WhenContext {
  now: Date;
  calendar: Calendar;
  /** When those who speak meet next, where that is known: what `before the next MDT` is. */
  nextMeeting?: Day | null;
}

type Moment =
  | { kind: "due"; due: Due; bare: boolean }
  | { kind: "mismatch"; due: Due }
  | { kind: "impossible" | "skipped" | "several" | "vague" };
type Phrase = { moment: Moment; end: number; alone: Alone };

const BEFORE_TIME = /(?:,\s*|\s+)(?:(?:at|by|before)\s+)?/uy;
const BEFORE_DAY = /(?:,\s*|\s+)(?:(?:on|of)\s+)?/uy;
const SPACE = /\s+/uy;
const AT = /(?:at\s+)?/iuy;
const ISO_MOMENT =
  /(?<day>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?<offset>Z|[+-]\d{2}:?\d{2})?(?![\p{L}\p{N}])/iuy;
const THIS = /this\s+(?=morning|afternoon|evening)/iuy;
/** `for tomorrow`, `the last 24h`: what follows belongs to the word before it. */
const BOUND = /(?:^|\s)(?:last|past|every|each|for|of|per|from|since|than|over|about|except)\s+$/i;
const LONGEST_BOUND = 12;
/** Where a date phrase or its lead may begin. */
const WORD_START = new RegExp(`(?<![${ALPHANUMERIC}_./:#@£$-])(?=${PHRASE_START}|${LEAD_STARTS})[${ALPHANUMERIC}]`, "gi");
const PHRASE_STARTS = new RegExp(`[-–]?(?:${PHRASE_START})`, "iy");

/** Between two dates: `Friday or Monday`, `by Friday and Monday`, `by Friday, by Monday`. */
const ALTERNATIVE = atPlace(" (?<joint>or|and)");
const COMMA = /,?\s+/uy;

/** The end of the sentence, which is no part of a date; the stops of `10 a.m.` are. */
const STOP_BEHIND = /(?<!\b[ap]\.m)[\s.,;:]+$/i;

const FAR_MONTHS = 6;

/** A whole phrase, as typed into a date field or after `to`. */
export function readWhen(phrase: string, context: WhenContext): ReadWhen {
  const text = phrase.trim().replace(/[.,]+$/, "");
  for (const start of [0, (leadAt(text, 0) ?? { end: 0 }).end]) {
    const found = phraseAt(text, start, context);
    if (found?.end === text.length && text.length > 0) return judged(found, text.slice(start), context);
  }
  return { kind: "none" };
}

/**
 * The one date phrase of a text that is a deadline: led by a word such as `by`, or of a form that can be nothing else. A led one goes
 * before others, a date before words such as `ASAP`, then the longest.
 */
export function findWhen(text: string, context: WhenContext): FoundWhen | null {
  let best: { found: FoundWhen; rank: number[] } | null = null;
  for (const { index } of eachIn(WORD_START, text)) {
    if (best && index < best.found.end) continue;
    const candidate = deadlineAt(text, index, context);
    if (candidate && (!best || outranks(candidate.rank, best.rank))) best = candidate;
  }
  return best?.found ?? null;
}

function deadlineAt(text: string, start: number, context: WhenContext): { found: FoundWhen; rank: number[] } | null {
  const lead = leadAt(text, start);
  const from = lead?.end ?? start;
  const phrase = phraseAt(text, from, context);
  const latest = phrase && latestAt(text, phrase.end);
  if (!phrase || !(lead || latest || standsAlone(text, start, phrase))) return null;
  const read = judged(phrase, text.slice(from, phrase.end), context);
  const strength = lead?.strong || latest ? 1 : 0;
  const end = latest ?? phrase.end;
  return { found: { start, end, read }, rank: [strength, read.kind === "vague" ? 0 : 1, phrase.end - start] };
}

function outranks(rank: number[], other: number[]): boolean {
  const first = rank.findIndex((value, place) => value !== other[place]);
  return first >= 0 && (rank[first] ?? 0) > (other[first] ?? 0);
}

function standsAlone(text: string, start: number, { alone, end }: Phrase): boolean {
  if (alone === "never" || BOUND.test(text.slice(Math.max(0, start - LONGEST_BOUND), start))) return false;
  if (alone === "anywhere") return true;
  return !/[\p{L}\p{N}]/u.test(text.slice(0, start)) || !/[\p{L}\p{N}]/u.test(text.slice(end));
}

/** The date phrase at a place, with another date that follows it: which of the two is asked. */
function phraseAt(text: string, at: number, context: WhenContext): Phrase | null {
  const first = onePhraseAt(text, at, context);
  if (!first || first.moment.kind === "vague") return first;
  const second = otherDateAfter(text, first.end, context);
  if (!second) return first;
  return { ...first, moment: isSameDate(first.moment, second.moment) ? first.moment : { kind: "several" }, end: second.end };
}

const isSameDate = (one: Moment, other: Moment): boolean =>
  "due" in one && "due" in other && dueInstant(one.due).getTime() === dueInstant(other.due).getTime();

/** `or Monday`, `and Monday`, or a second `by Monday` at once; `by Friday, on Monday we meet` names one. */
function otherDateAfter(text: string, at: number, context: WhenContext): Phrase | null {
  const joint = matchAt(ALTERNATIVE, text, at);
  const from = endAt(joint ? SPACE : COMMA, text, joint?.end ?? at);
  if (from === null) return null;
  const lead = leadAt(text, from);
  if (joint?.said.joint === "or" || lead?.strong || (joint && !lead)) {
    const second = onePhraseAt(text, lead?.end ?? from, context);
    return second?.moment.kind === "vague" && joint?.said.joint !== "or" ? null : second;
  }
  return null;
}

/** The longest date phrase at a place: an ISO moment, a day with or without a time, a time, hours from now, or a vague word. */
function onePhraseAt(text: string, at: number, context: WhenContext): Phrase | null {
  if (endAt(PHRASE_STARTS, text, at) === null) return null;
  const span = spanAt(text, at, context);
  let longest = isoMomentAt(text, at, context);
  longest = longer(longest, dayThenTimeAt(text, at, span, context));
  longest = longer(longest, timeThenDayAt(text, at, context));
  longest = longer(longest, span?.kind === "clock" ? clockSpan(span) : null);
  longest = longer(longest, nextMeetingAt(text, at, context));
  return longer(longest, vaguePhraseAt(text, at));
}

const longer = (one: Phrase | null, other: Phrase | null): Phrase | null =>
  one && (!other || one.end >= other.end) ? one : other;

/** `2027-03-12T14:20` is wall time where the case is; with an offset it is an instant, shown there. */
function isoMomentAt(text: string, at: number, { calendar: { timeZone } }: WhenContext): Phrase | null {
  const match = text[at + 4] === "-" ? matchAt(ISO_MOMENT, text, at) : null;
  if (!match) return null;
  const { day = "", time = "", offset } = match.said;
  const instant = Date.parse(`${day}T${time}${offset ?? "Z"}`);
  if (Number.isNaN(instant) || !isDay(day)) return null;
  const due = { ...(offset ? wallTime(new Date(instant), timeZone) : { day, time }), timeZone };
  return { moment: isSkipped(due) ? { kind: "skipped" } : { kind: "due", due, bare: false }, end: match.end, alone: "never" };
}

function dayThenTimeAt(text: string, at: number, span: SpanFound | null, context: WhenContext): Phrase | null {
  const day = dayOrSpan(text, at, span, context);
  if (!day) return null;
  const from = endAt(BEFORE_TIME, text, day.end);
  const time = from === null ? null : (namedTimeAt(text, from) ?? partOfDayAt(text, from));
  return { moment: momentOf(day, time, context), end: time?.end ?? day.end, alone: day.alone };
}

/** `5pm on Friday`; without a day, today. */
function timeThenDayAt(text: string, at: number, context: WhenContext): Phrase | null {
  const part = matchAt(THIS, text, at);
  const time = part ? partOfDayAt(text, part.end) : namedTimeAt(text, endAt(AT, text, at) ?? at);
  if (!time) return null;
  const from = part ? null : endAt(BEFORE_DAY, text, time.end);
  const day = from === null ? null : dayAt(text, from, context);
  const alone = time.kind === "time" && time.closing ? "anywhere" : part ? "edge" : "never";
  const today = todayOf(context);
  return { moment: momentOf(day ?? { kind: "day", day: today, bare: false }, time, context), end: day?.end ?? time.end, alone };
}

const clockSpan = ({ due, end, alone }: SpanFound & { kind: "clock" }): Phrase => ({
  moment: { kind: "due", due, bare: false },
  end,
  alone,
});

/** `the next MDT`: the day of it where that is known, else as vague as `next week`. */
function nextMeetingAt(text: string, at: number, { nextMeeting, calendar: { timeZone } }: WhenContext): Phrase | null {
  const match = nextMeeting ? matchAt(NEXT_MEETING, text, at) : null;
  if (!match || !nextMeeting) return null;
  const due = { day: nextMeeting, time: null, timeZone };
  return { moment: { kind: "due", due, bare: false }, end: match.end, alone: "never" };
}

function vaguePhraseAt(text: string, at: number): Phrase | null {
  const vague = vagueAt(text, at);
  return vague && { moment: { kind: "vague" }, ...vague };
}

const dayAt = (text: string, at: number, context: WhenContext): DayFound | null =>
  dayOrSpan(text, at, spanAt(text, at, context), context);

function dayOrSpan(text: string, at: number, span: SpanFound | null, context: WhenContext): DayFound | null {
  const named = namedDayAt(text, at, todayOf(context));
  return span?.kind === "day" && span.end > (named?.end ?? at) ? span : named;
}

type DayOnly = { kind: "day"; day: string; bare: boolean } | { kind: "mismatch"; day: string } | { kind: "impossible" };

function momentOf(day: DayOnly, time: NamedTime | null, { calendar: { timeZone } }: WhenContext): Moment {
  if (day.kind === "impossible" || time?.kind === "impossible") return { kind: "impossible" };
  const due = { day: day.day, time: time?.time ?? null, timeZone };
  if (isSkipped(due)) return { kind: "skipped" };
  return day.kind === "mismatch" ? { kind: "mismatch", due } : { kind: "due", due, bare: day.bare };
}

/** 01:30 of the night in which the clocks go from 01:00 to 02:00. */
const isSkipped = (due: Due): boolean => due.time !== null && wallTime(dueInstant(due), due.timeZone).time !== due.time;

function judged({ moment }: Phrase, said: string, context: WhenContext): FoundWhen["read"] {
  const words = said.replace(STOP_BEHIND, "");
  if (moment.kind !== "due") return { ...moment, words };
  const { due, bare } = moment;
  const isPast = due.time === null ? due.day < todayOf(context) : dueInstant(due) <= context.now;
  if (isPast) return { kind: "past", due, words };
  const far = bare && due.day > addMonths(todayOf(context), FAR_MONTHS);
  return { kind: far ? "far" : "due", due, words };
}

/** Asked at every word of every action: worked out once for each context. */
const todays = new WeakMap<WhenContext, Day>();

function todayOf(context: WhenContext): Day {
  const known = todays.get(context);
  if (known !== undefined) return known;
  const today = dayOf(context.now, context.calendar.timeZone);
  todays.set(context, today);
  return today;
}
