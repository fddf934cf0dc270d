/** The words of dates, as people write them in Britain, and the pieces of pattern that recognise them. */

/**
 * Where a phrase is a deadline without a word such as `by` before it. `tomorrow` is anywhere; `today` only at either end of what was
 * said; `Friday` never, for people review Friday's visit and meet on Fridays.
 */
export type Alone = "anywhere" | "edge" | "never";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};

/** 1 to 12, from `Mar`, `march` or `sept`. */
export const monthNumber = (said: string): number => MONTHS.indexOf(said.slice(0, 3).toLowerCase()) + 1;

/** 0 for Sunday to 6, from `Thurs` or `thu`. */
export const weekdayNumber = (said: string): number => WEEKDAYS.indexOf(said.slice(0, 3).toLowerCase());

export const numberSaid = (said: string): number => NUMBERS[said.toLowerCase()] ?? Number(said);

/** `27` is 2027. */
export const yearSaid = (said: string): number => (said.length === 2 ? 2000 + Number(said) : Number(said));

export const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
export const WEEKDAY =
  "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)";
export const NUMBER = `(?:\\d{1,3}|${Object.keys(NUMBERS).join("|")})`;

/**
 * Letters and digits as a plain range. `\\p{L}` in a pattern that ignores case takes milliseconds to compile, and there are dozens of
 * patterns.
 */
export const ALPHANUMERIC = String.raw`0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u1fff\u2c00-\ud7ff\uf900-\ufffd`;

/** A day that no other number looks like: `Tuesday`, `12 March`, `Mon 12/4`, `12/03/27`. */
export const A_DAY = new RegExp(
  String.raw`^(?:${WEEKDAY}\b|(?:the )?\d{1,2}(?:st|nd|rd|th)? ?(?:of )?${MONTH}\b|${MONTH}\.? \d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\d{4}-)`,
  "i",
);

/** After a phrase: no longer word, no possessive (`Friday's incident`), no compound (`Friday-night`), no longer number. */
const PHRASE_END = String.raw`(?![${ALPHANUMERIC}_]|['’]s(?![${ALPHANUMERIC}])|-[${ALPHANUMERIC}]|[/.:]\d)`;

const AFTER_A = "(?:couple|few|quarter|working|business|calendar|day|week|wk|fortnight|month|year|hour|hr|min)";
const OPENERS = [
  "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|half|quarter|several",
  "today|tonight|tomorrow|yesterday|day|week|month|year|end|eo[dwm]|co[pb]\\b|c\\.o\\.[pb]|close|noon|midday|midnight|lunch|morning|afternoon|evening",
  "w/[ceb]|wc|coming|following|next|last|this|that|start|beginning|middle|first|second|third|fourth|early|late|mid|q(?:uarter )?[1-4]|new",
  "asap|as soon|soon|short|immediate|urgent|ongoing|tb[acd]|in due|when|good|easter|maundy|shrove|ash|palm|whit|christmas|boxing|spring|summer|autumn|winter",
].join("|");

/** What every date phrase holds. */
export const OF_TIME = `(?:\\d|${OPENERS}|an?\\s+${AFTER_A})`;
/** How every date phrase begins: a cheap look before all the patterns are tried. */
export const PHRASE_START = `(?:(?:in|within|during|over|at|by|the|our|this|that|early|late)\\s+){0,3}${OF_TIME}`;

/** A pattern that is tried at one place of a text. Any white space stands for a space in `source`. */
export const atPlace = (source: string): RegExp =>
  new RegExp(`(?:${source.replaceAll(" ", String.raw`\s+`)})${PHRASE_END}`, "iy");

/** What a pattern made by `atPlace` matches at `at`: its named groups and where it ends. */
export function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { end: number; said: Record<string, string | undefined> } | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match && { end: pattern.lastIndex, said: match.groups ?? {} };
}

/**
 * The patterns of a list that may match at a place, in their order: each says with which letters and digits it may begin, and at most
 * places that rules most of them out.
 */
export function byFirstLetter<T extends { starts: string }>(all: readonly T[]): (text: string, at: number) => readonly T[] {
  const byLetter = new Map<string, T[]>();
  for (const one of all) {
    for (const letter of new Set(one.starts + one.starts.toUpperCase())) {
      byLetter.set(letter, [...(byLetter.get(letter) ?? []), one]);
    }
  }
  return (text, at) => byLetter.get(text[at] ?? "") ?? [];
}
