import { addDays, addMonths, type Day, dayFrom, lastOfMonth, weekdayOf } from "../core/working-day.ts";
import {
  type Alone,
  atPlace,
  byFirstLetter,
  MONTH,
  matchAt,
  monthNumber,
  WEEKDAY,
  weekdayNumber,
  yearSaid,
} from "./date-lexicon.ts";
import { FEAST, feastDay } from "./feast-words.ts";
import { NTH_WEEKDAY, nthWeekday } from "./nth-weekday.ts";
import { endAt } from "./words-at.ts";

/**
 * A day that was named. `bare` marks a day and month without a year, rolled forward to the next such day; `weekday` disagrees with the
 * date beside it in a mismatch.
 */
export type NamedDay = { kind: "day"; day: Day; bare: boolean } | { kind: "mismatch"; day: Day } | { kind: "impossible" };

/** A named day where it stands in a text. */
export type DayFound = NamedDay & { end: number; alone: Alone };

type Said = Record<string, string | undefined>;
/** How a form begins, so that most need not be tried at most places; those that begin alike stand together, and are looked at once. */
interface Beginning {
  /** The letters and digits that it may begin with. */
  starts: string;
  begins: RegExp | null;
}
interface Form extends Beginning {
  alone: Alone;
  pattern: RegExp;
  read: (said: Said, today: Day) => NamedDay;
}

const FRIDAY = 5;

const DATE_OF_MONTH = String.raw`(?<date>\d{1,2})(?:st|nd|rd|th)?`;
// Two digits are a year only from 2025 to 2039, or with an apostrophe, and never the hour of a time.
const YEAR = String.raw`(?:,?\s*(?<year>20\d\d)|,? (?<short>2[5-9]|3\d)(?![:.]\d|\s*[ap]m)|,?\s*['’](?<quoted>\d\d))?`;
// `12 Mar. 2027`; a full stop without a year behind it ends the sentence.
const SHORT_FORM = String.raw`(?:\.(?=,? ?['’]?\d\d))?`;
const ON_WEEKDAY = `(?:(?<weekday>${WEEKDAY})[.,]?\\s+)?(?:the )?`;
// `by the 2nd visit` counts visits.
const COUNTED =
  "(?! (?:attempt|appointment|birthday|call|class|dose|draft|edition|floor|half|letter|meeting|one|page|phase|quarter|referral|report|review|session|stage|step|storey|tier|time|version|visit|week)s?\\b)";

const WEEKDAY_BEFORE = `(?:(?:${WEEKDAY})[.,]?\\s+)?(?:the\\s+)?`;
const begins = (source: string, starts: string): Beginning => ({ starts, begins: new RegExp(`(?:${source})`, "iy") });
const DATE = begins(`${WEEKDAY_BEFORE}\\d`, "mtwfs0123456789");
const MONTH_FIRST = begins(`${WEEKDAY_BEFORE}${MONTH}`, "mtwfsjaond");
const A_WEEKDAY = begins(`next|last|this|coming|today|tomorrow|${WEEKDAY}`, "mtwfsnlc");
const FORMS: Form[] = [
  form(DATE, "never", String.raw`${ON_WEEKDAY}(?<year>\d{4})(?<mark>[/.-])(?<month>\d{2})\k<mark>(?<date>\d{2})`, readDate),
  form(
    DATE,
    "never",
    String.raw`${ON_WEEKDAY}(?<date>\d{1,2})(?<mark>[/.-])(?<month>\d{1,2})\k<mark>(?<year>20\d\d|\d\d)`,
    readDate,
  ),
  form(DATE, "never", String.raw`${ON_WEEKDAY}(?<date>\d{1,2})/(?<month>\d{1,2})`, readDate),
  form(DATE, "never", `${ON_WEEKDAY}${DATE_OF_MONTH}(?: of | |)(?<monthName>${MONTH})${SHORT_FORM}${YEAR}`, readDate),
  form(DATE, "never", String.raw`${ON_WEEKDAY}(?<date>\d{1,2})-(?<monthName>${MONTH})-(?<year>20\d\d|\d\d)`, readDate),
  form(
    DATE,
    "never",
    `${ON_WEEKDAY}(?<date>\\d{1,2})(?:st|nd|rd|th)(?: (?:of )?(?:the|this|(?<nextMonth>next)) month)?${COUNTED}`,
    readDayOfMonth,
  ),
  form(MONTH_FIRST, "never", String.raw`${ON_WEEKDAY}(?<monthName>${MONTH})\.? (?:the )?${DATE_OF_MONTH}${YEAR}`, readDate),
  form(A_WEEKDAY, "never", `(?:(?<which>next|last|this coming|this|coming) )?(?<weekday>${WEEKDAY})`, readWeekday),
  form(A_WEEKDAY, "never", `(?<weekday>${WEEKDAY}) (?<which>next|coming)(?! (?:week|month|year|door|to))`, readWeekday),
  form(A_WEEKDAY, "never", `(?:(?<weekday>${WEEKDAY})(?: of)? next week|next week,? (?:on )?(?<day>${WEEKDAY}))`, readInNextWeek),
  form(A_WEEKDAY, "anywhere", `(?<weekday>${WEEKDAY}|today|tomorrow) (?<length>week|fortnight)`, readWeekAfter),
  form("ty", "edge", "(?<which>today|tonight|yesterday)", readRelative),
  form("td", "anywhere", "(?<which>tomorrow|(?:the )?day after tomorrow)", readRelative),
  form("tfsl1234", "never", NTH_WEEKDAY, (said, today) => named(nthWeekday(said, today))),
  form(
    "ate",
    "edge",
    `(?:at )?(?:the )?end[ -](?:of )?(?:(?:(?:the|this) )?(?<period>(?:(?:next|financial|tax) )?(?:week|month|year))|(?<monthName>${MONTH})${SHORT_FORM}${YEAR})`,
    readEnd,
  ),
  form("wmy", "edge", "(?<period>week|month|year)[ -]end", readEnd),
  form("e", "edge", "eo(?<period>w|m)", readEnd),
  form("tec", "edge", `(?:the )?(?:end|close)[ -]of (?<weekday>${WEEKDAY}|today|tomorrow)`, readEndOfDay),
  form("sapmgewcbn", "never", `${FEAST}(?: (?<year>20\\d\\d))?`, readFeast),
];
const formsFrom = byFirstLetter(FORMS);

/** `w/c 8 March`, `week ending Friday 12 March`: a week, by the day on which it begins or ends. */
const WEEK_OF =
  /(?:(?<during>(?:in|during|within|(?:the )?end of) (?:the )?)?(?:w\/[cb]|wc|(?:the )?week (?:commencing|beginning|starting|of))|(?<ends>w\/e|week ending))[ :.]{1,3}/iuy;

/** The longest name of a day at a place in a text. A weekday is the next such day strictly after today. */
export function namedDayAt(text: string, at: number, today: Day): DayFound | null {
  return weekOfAt(text, at, today) ?? dayItselfAt(text, at, today);
}

/**
 * A week that is named by its first day is due on that day, and where the work is to be done *in* it, or it has begun, on its Friday.
 */
function weekOfAt(text: string, at: number, today: Day): DayFound | null {
  WEEK_OF.lastIndex = at;
  const { during, ends } = WEEK_OF.exec(text)?.groups ?? {};
  const from = WEEK_OF.lastIndex;
  const named = from > at ? dayItselfAt(text, from, addDays(today, ends ? 0 : -6)) : null;
  if (named?.kind !== "day") return named;
  const begun = named.day < today;
  const day = !ends && (during || begun) ? onOrAfter(named.day, FRIDAY) : named.day;
  return { ...named, day, alone: during ? "anywhere" : "edge" };
}

function dayItselfAt(text: string, at: number, today: Day): DayFound | null {
  let longest: DayFound | null = null;
  let tried: RegExp | null = null;
  let isTried = true;
  for (const { begins, alone, pattern, read } of formsFrom(text, at)) {
    if (tried !== begins) isTried = begins === null || endAt(begins, text, at) !== null;
    tried = begins;
    if (!isTried) continue;
    const match = matchAt(pattern, text, at);
    if (match && match.end > (longest?.end ?? at)) longest = { ...read(match.said, today), end: match.end, alone };
  }
  return longest;
}

function form(start: Beginning | string, alone: Alone, source: string, read: Form["read"]): Form {
  const beginning = typeof start === "string" ? { starts: start, begins: null } : start;
  return { ...beginning, alone, pattern: atPlace(source), read };
}

const named = (day: Day): NamedDay => ({ kind: "day", day, bare: false });
const yearOf = (day: Day): number => Number(day.slice(0, 4));
const monthOf = (day: Day): number => Number(day.slice(5, 7));
const nextAfter = (day: Day, weekday: number): Day => addDays(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);
const onOrAfter = (day: Day, weekday: number): Day => nextAfter(addDays(day, -1), weekday);
const startOfWeek = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

function readDate(said: Said, today: Day): NamedDay {
  const month = said.monthName ? monthNumber(said.monthName) : Number(said.month);
  const date = Number(said.date);
  const year = said.year ?? said.short ?? said.quoted;
  if (year) return checked(dayFrom(yearSaid(year), month, date), said.weekday, false);
  const [thisYear, nextYear] = [0, 1].map((later) => dayFrom(yearOf(today) + later, month, date));
  // `Wed 10 March`, said on the Thursday, means yesterday: the weekday says which year.
  if (thisYear && said.weekday && weekdayOf(thisYear) === weekdayNumber(said.weekday))
    return { kind: "day", day: thisYear, bare: true };
  return checked(thisYear && thisYear >= today ? thisYear : (nextYear ?? null), said.weekday, true);
}

/** `the 14th`: of this month, or of the next where it has passed. The 31st of a month with 30 days is not moved elsewhere. */
function readDayOfMonth(said: Said, today: Day): NamedDay {
  const of = (first: Day): Day | null => dayFrom(yearOf(first), monthOf(first), Number(said.date));
  const firstOfNext = addDays(lastOfMonth(today), 1);
  const inThis = said.nextMonth ? null : of(today);
  const rolls = said.nextMonth !== undefined || (inThis !== null && inThis < today);
  return checked(rolls ? of(firstOfNext) : inThis, said.weekday, false);
}

function checked(day: Day | null, weekday: string | undefined, bare: boolean): NamedDay {
  if (day === null) return { kind: "impossible" };
  if (weekday && weekdayOf(day) !== weekdayNumber(weekday)) return { kind: "mismatch", day };
  return { kind: "day", day, bare };
}

function readRelative({ which = "" }: Said, today: Day): NamedDay {
  const word = which.toLowerCase();
  if (word === "yesterday") return named(addDays(today, -1));
  if (word.includes("after")) return named(addDays(today, 2));
  return named(word === "tomorrow" ? addDays(today, 1) : today);
}

/** `next Friday` is the one of next week, Monday to Sunday; with `this` or nothing it is the next to come. */
function readWeekday({ which = "", weekday = "" }: Said, today: Day): NamedDay {
  const wanted = weekdayNumber(weekday);
  switch (which.toLowerCase()) {
    case "next":
      return named(nextAfter(addDays(startOfWeek(today), 6), wanted));
    case "last":
      return named(addDays(onOrAfter(today, wanted), -7));
    default:
      return named(nextAfter(today, wanted));
  }
}

function readInNextWeek({ weekday, day = "" }: Said, today: Day): NamedDay {
  return readWeekday({ which: "next", weekday: weekday ?? day }, today);
}

function readWeekAfter(said: Said, today: Day): NamedDay {
  const start = readEndOfDay(said, today);
  return start.kind === "day" ? named(addDays(start.day, said.length?.toLowerCase() === "fortnight" ? 14 : 7)) : start;
}

function readFeast({ feast = "", year }: Said, today: Day): NamedDay {
  const inYear = (of: number): Day => feastDay(feast, of);
  if (year) return named(inYear(Number(year)));
  const thisYear = inYear(yearOf(today));
  return { kind: "day", day: thisYear >= today ? thisYear : inYear(yearOf(today) + 1), bare: true };
}

/** `end of Friday`: that day, all of it. */
function readEndOfDay({ weekday = "" }: Said, today: Day): NamedDay {
  return /^to/i.test(weekday) ? readRelative({ which: weekday }, today) : readWeekday({ weekday }, today);
}

/** A week ends on its Friday; on a Saturday or Sunday the week to come is meant. */
function readEnd(said: Said, today: Day): NamedDay {
  if (said.monthName) return readEndOfMonth(said, today);
  const period = (said.period ?? "").toLowerCase();
  const next = period.startsWith("next");
  if (/w(?:eek)?$/.test(period))
    return next ? readWeekday({ which: "next", weekday: "Friday" }, today) : named(onOrAfter(today, FRIDAY));
  if (/^(?:fin|tax)/.test(period)) return named(endOfFinancialYear(today, period.startsWith("tax") ? "04-05" : "03-31"));
  if (/m(?:onth)?$/.test(period)) return named(lastOfMonth(addMonths(today, next ? 1 : 0)));
  return named(`${yearOf(today) + (next ? 1 : 0)}-12-31`);
}

/** Of councils, the NHS and charities it ends with March, of taxes on 5 April. */
const endOfFinancialYear = (today: Day, last: string): Day => `${yearOf(today) + (today.slice(5) > last ? 1 : 0)}-${last}`;

function readEndOfMonth(said: Said, today: Day): NamedDay {
  const month = monthNumber(said.monthName ?? "");
  const year = said.year ?? said.short ?? said.quoted;
  const first = dayFrom(year ? yearSaid(year) : yearOf(today) + (month < monthOf(today) ? 1 : 0), month, 1);
  return first ? { kind: "day", day: lastOfMonth(first), bare: !year } : { kind: "impossible" };
}
