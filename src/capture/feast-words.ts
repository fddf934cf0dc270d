import { addDays, type Day } from "../core/working-day.ts";

/** Days that people name by the feast, counted from Easter Sunday. */
const FROM_EASTER: [RegExp, number][] = [
  [/^shrove/i, -47],
  [/^ash/i, -46],
  [/^palm/i, -7],
  [/^maundy/i, -3],
  [/^good/i, -2],
  [/^easter (?:saturday|eve)/i, -1],
  [/^easter sunday/i, 0],
  [/^easter monday/i, 1],
  [/^easter tuesday/i, 2],
  [/^whit sunday/i, 49],
  [/^whit monday/i, 50],
];

const ON_A_DATE: [RegExp, string][] = [
  [/^christmas eve/i, "12-24"],
  [/^christmas/i, "12-25"],
  [/^boxing/i, "12-26"],
  [/eve$/i, "12-31"],
  [/day$/i, "01-01"],
];

/** A piece of pattern, as in `date-lexicon.ts`. */
export const FEAST =
  "(?<feast>shrove tuesday|ash wednesday|palm sunday|maundy thursday|good friday|easter (?:saturday|eve|sunday|monday|tuesday)|whit (?:sunday|monday)|christmas (?:eve|day)|christmas(?=\\s*(?:$|[.,;:)])|\\s+(?:at|if|and|or|to|so)\\b)|boxing day|new year['’]?s (?:eve|day))";

/** The day of a feast that `FEAST` matched, in a year. */
export function feastDay(said: string, year: number): Day {
  const words = said.replace(/\s+/g, " ");
  const offset = FROM_EASTER.find(([feast]) => feast.test(words))?.[1];
  if (offset !== undefined) return addDays(easterSunday(year), offset);
  return `${year}-${ON_A_DATE.find(([feast]) => feast.test(words))?.[1]}`;
}

/** By the rule that was published in Nature in 1876, for every year of the Gregorian calendar. */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leaps = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leaps - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const place = epact + toSunday - 7 * late + 114;
  return `${year}-${twoDigits(Math.floor(place / 31))}-${twoDigits((place % 31) + 1)}`;
}

const twoDigits = (count: number): string => String(count).padStart(2, "0");
