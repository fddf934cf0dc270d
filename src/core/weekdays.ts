/** The weekdays that somebody works, `12345`: 1 is Monday, 7 is Sunday. */
export type Weekdays = string;

/** Where nobody settled anything else. */
export const MONDAY_TO_FRIDAY: Weekdays = "12345";

const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const NAME =
  /^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?$/;

const WHOLE: Record<string, Weekdays> = {
  "every day": "1234567",
  daily: "1234567",
  weekdays: MONDAY_TO_FRIDAY,
  "working days": MONDAY_TO_FRIDAY,
};

/** `mon-fri`, `Monday to Friday`, `mon tue, thu and sat`; null where that names no days. A span may go over the weekend. */
export function readWeekdays(said: string): Weekdays | null {
  const words = said
    .toLowerCase()
    .replace(/[.,;&+]|\band\b/g, " ")
    .replace(/\s*(?:[-–]|\bto\b)\s*/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") return null;
  const whole = WHOLE[words];
  if (whole) return whole;
  const days = words.split(" ").map(daysOf);
  if (days.some((some) => some === null)) return null;
  return [...new Set(days.flat())].toSorted().join("");
}

/** `fri` or `fri-mon`. */
function daysOf(word: string): number[] | null {
  const [first, last, ...more] = word.split("-").map(numberOf);
  if (!first || more.length > 0 || last === null) return null;
  if (last === undefined) return [first];
  const length = (last - first + 7) % 7;
  return Array.from({ length: length + 1 }, (_, after) => ((first - 1 + after) % 7) + 1);
}

const numberOf = (word: string): number | null =>
  NAME.test(word) ? NAMES.findIndex((name) => name.toLowerCase().startsWith(word.slice(0, 3))) + 1 : null;

const LIST = new Intl.ListFormat("en-GB");

/** `Monday to Friday`; three days and more in a row as a span, others one by one. */
export function weekdaysLabel(weekdays: Weekdays): string {
  const days = [...weekdays].map(Number);
  const [first = 1] = days;
  const name = (day: number): string => NAMES[day - 1] ?? "";
  if (days.length === 7) return "every day";
  const isSpan = days.length > 2 && days.every((day, place) => day === first + place);
  return isSpan ? `${name(first)} to ${name(days.at(-1) ?? first)}` : LIST.format(days.map(name));
}
