import { addDays, addMonths, type Day, dayFrom, lastOfMonth, weekdayOf } from "../core/working-day.ts";
import { MONTH, monthNumber, WEEKDAY, weekdayNumber, yearSaid } from "./date-lexicon.ts";

/** A piece of pattern, as in `date-lexicon.ts`: `the last Friday in March`, `the first Monday of next month`. */
export const NTH_WEEKDAY = `(?:the )?(?<nth>first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) (?<weekday>${WEEKDAY}) (?:in|of) (?:(?<monthName>${MONTH})(?: (?<year>20\\d\\d))?|(?:the|this|(?<nextMonth>next)) month)`;

const PLACES = ["first", "second", "third", "fourth"];

/** The day that `NTH_WEEKDAY` matched; of a month without a year the next such day. */
export function nthWeekday(said: Record<string, string | undefined>, today: Day): Day {
  const { nth = "", weekday = "", monthName, year, nextMonth } = said;
  const wanted = weekdayNumber(weekday);
  if (!monthName) return inMonth(addMonths(`${today.slice(0, 7)}-01`, nextMonth ? 1 : 0), nth, wanted);
  const thisYear = Number(today.slice(0, 4));
  const first = (of: number): Day => dayFrom(of, monthNumber(monthName), 1) ?? today;
  if (year) return inMonth(first(yearSaid(year)), nth, wanted);
  const day = inMonth(first(thisYear), nth, wanted);
  return day >= today ? day : inMonth(first(thisYear + 1), nth, wanted);
}

function inMonth(first: Day, nth: string, weekday: number): Day {
  if (nth.toLowerCase() === "last") {
    const last = lastOfMonth(first);
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  }
  const place = /^\d/.test(nth) ? Number(nth[0]) - 1 : PLACES.indexOf(nth.toLowerCase());
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * place);
}
