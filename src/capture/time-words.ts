import { atPlace, byFirstLetter, matchAt, numberSaid } from "./date-lexicon.ts";

/** A time of day that was named; null is the end of the day. `closing` ones (`EOD`, `close of play`) can only be a deadline. */
export type NamedTime = { kind: "time"; time: string | null; closing: boolean } | { kind: "impossible" };

const CLOSE_OF_PLAY = "17:00";

const MERIDIEM = atPlace(String.raw`(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?<half>[ap])\.?m\.?`);
const CLOCK = atPlace(String.raw`(?<hour>\d{1,2})[:.](?<minute>\d{2})\s*(?:hrs|hours|h)?`);
const HOUR = "(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|1[0-2])";
const IN_WORDS = atPlace(
  `(?:(?<minutes>half|(?:a )?quarter|five|ten|twenty|twenty[ -]five)[ -](?<way>past|to) ${HOUR}|${HOUR.replace("hour", "sharp")} o['’]?clock)(?:\\s*(?<half>[ap])\\.?m\\.?| in the (?<part>morning|afternoon|evening))?`,
);
const MINUTES_A_DAY = 24 * 60;
const MINUTES: Record<string, number> = { half: 30, quarter: 15, five: 5, ten: 10, twenty: 20 };
/** `half past two` is in the afternoon, `half past nine` in the morning: nobody's deadline is at night unless they say so. */
const FIRST_HOUR_OF_MORNING = 7;

interface Word {
  /** The letters and digits that it may begin with. */
  starts: string;
  pattern: RegExp;
  time: NamedTime;
}

const NOON: NamedTime = { kind: "time", time: "12:00", closing: false };
const NIGHT: NamedTime = { kind: "time", time: null, closing: false };
const wordsFrom = byFirstLetter<Word>([
  { starts: "1nml", pattern: atPlace("(?:12 )?noon|midday|lunch(?:time| time)?"), time: NOON },
  { starts: "1m", pattern: atPlace("(?:12 )?midnight"), time: NIGHT },
  {
    starts: "ect",
    pattern: atPlace(
      "eod|cop|cob|c\\.o\\.[pb]\\.?|(?:the )?close[ -]of[ -](?:play|business)|(?:the )?end[ -]of[ -](?:the )?(?:day|play|business)",
    ),
    time: { kind: "time", time: CLOSE_OF_PLAY, closing: true },
  },
]);

/** `Friday morning` ends at noon, `Friday afternoon` with the working day; an evening is left to the day's end. */
const partsFrom = byFirstLetter<Word>([
  { starts: "ma", pattern: atPlace("morning|am|a\\.m"), time: NOON },
  { starts: "ap", pattern: atPlace("afternoon|pm|p\\.m"), time: { kind: "time", time: CLOSE_OF_PLAY, closing: false } },
  { starts: "en", pattern: atPlace("evening|night"), time: NIGHT },
]);

/** `14:20`, `2.20pm`, `half past two`, `noon`, `close of play` at a place in a text. An hour without minutes or half of the day is no time. */
export function namedTimeAt(text: string, at: number): (NamedTime & { end: number }) | null {
  const clock = /\d/.test(text[at] ?? "") ? (matchAt(MERIDIEM, text, at) ?? matchAt(CLOCK, text, at)) : null;
  if (clock) return { ...readClock(clock.said), end: clock.end };
  const inWords = matchAt(IN_WORDS, text, at);
  if (inWords) return { ...readInWords(inWords.said), end: inWords.end };
  return firstOf(wordsFrom(text, at), text, at);
}

/** `morning`, `afternoon`, `evening`: only beside a day. */
export const partOfDayAt = (text: string, at: number): (NamedTime & { end: number }) | null =>
  firstOf(partsFrom(text, at), text, at);

function firstOf(words: readonly Word[], text: string, at: number): (NamedTime & { end: number }) | null {
  for (const { pattern, time } of words) {
    const match = matchAt(pattern, text, at);
    if (match) return { ...time, end: match.end };
  }
  return null;
}

function readInWords(said: Record<string, string | undefined>): NamedTime {
  const hour = numberSaid(said.hour ?? said.sharp ?? "") % 12;
  const spoken = (said.minutes ?? "").toLowerCase().replace(/^a\s+/, "");
  const minutes = /five$/.test(spoken) && spoken !== "five" ? 25 : (MINUTES[spoken] ?? 0);
  const part = (said.half ?? said.part ?? "").toLowerCase();
  const afternoon = part === "" ? hour < FIRST_HOUR_OF_MORNING : !/^(?:a|morning)$/.test(part);
  const minute = (hour + (afternoon ? 12 : 0)) * 60 + (said.way?.toLowerCase() === "to" ? -minutes : minutes);
  const ofDay = (minute + MINUTES_A_DAY) % MINUTES_A_DAY;
  return { kind: "time", time: `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`, closing: false };
}

const twoDigits = (count: number): string => String(count).padStart(2, "0");

function readClock({ hour, minute, half }: Record<string, string | undefined>): NamedTime {
  const said = Number(hour);
  const minutes = Number(minute ?? 0);
  const possible = half ? said >= 1 && said <= 12 : said <= 23;
  if (!possible || minutes > 59) return { kind: "impossible" };
  const inHalf = (said % 12) + (half?.toLowerCase() === "p" ? 12 : 0);
  const hours = half ? inHalf : said;
  return { kind: "time", time: `${twoDigits(hours)}:${twoDigits(minutes)}`, closing: false };
}
