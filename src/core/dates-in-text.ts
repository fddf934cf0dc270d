import { type Day, dayFrom } from "./working-day.ts";

/** A full date, with its year, where it stands in a text. `digitsOnly` is `12031980`: a date only if something says so. */
export interface DateInText {
  day: Day;
  start: number;
  end: number;
  digitsOnly: boolean;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(?<name>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)";
const DATE = "(?<date>\\d{1,2})(?:st|nd|rd|th)?";
/** `22 April 11:40` is a day and a time. */
const YEAR = "(?<year>(?:19|20)\\d\\d|'?\\d\\d(?![:.]\\d\\d(?!\\d)))";

const between = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, "giu");
const FORMS: { pattern: RegExp; digitsOnly: boolean }[] = [
  { pattern: between("(?<year>(?:19|20)\\d\\d)[-/.](?<month>\\d{1,2})[-/.](?<date>\\d{1,2})"), digitsOnly: false },
  { pattern: between(`(?<date>\\d{1,2})\\s?[-/.]\\s?(?<month>\\d{1,2})\\s?[-/.]\\s?${YEAR}`), digitsOnly: false },
  { pattern: between("(?<date>\\d{1,2}) (?<month>\\d{1,2}) (?<year>(?:19|20)\\d\\d)"), digitsOnly: false },
  { pattern: between(`${DATE}[\\s-]*(?:of\\s+)?${MONTH}\\.?[\\s,-]*${YEAR}`), digitsOnly: false },
  { pattern: between(`${MONTH}\\.?\\s+(?:the\\s+)?${DATE}[\\s,]+${YEAR}`), digitsOnly: false },
  { pattern: between("(?<date>\\d{2})(?<month>\\d{2})(?<year>(?:19|20)?\\d{2})"), digitsOnly: true },
];

/**
 * Every full date of a text, however it is written. Two digits of a year are of the last century where they would otherwise lie more
 * than ten years ahead; a date that only exists with month and day swapped is read that way.
 */
export function datesIn(text: string, today: Day): DateInText[] {
  return FORMS.flatMap(({ pattern, digitsOnly }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: said, index, groups = {} }) => {
      const day = dayOfParts(groups, today);
      return day ? [{ day, start: index, end: index + said.length, digitsOnly }] : [];
    }),
  );
}

function dayOfParts({ year = "", month, name, date }: Record<string, string | undefined>, today: Day): Day | null {
  const fullYear = yearOf(year.replace("'", ""), Number(today.slice(0, 4)));
  const monthNumber = name ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1 : Number(month);
  return dayFrom(fullYear, monthNumber, Number(date)) ?? (name ? null : dayFrom(fullYear, Number(date), monthNumber));
}

function yearOf(said: string, thisYear: number): number {
  if (said.length === 4) return Number(said);
  const inThisCentury = 2000 + Number(said);
  return inThisCentury > thisYear + 10 ? inThisCentury - 100 : inThisCentury;
}
