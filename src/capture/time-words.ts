import { atPlace, matchAt } from "./date-lexicon.ts";

/** A time of day that was named; null is the end of the day. `closing` ones (`EOD`, `close of play`) can only be a deadline. */
export type NamedTime = { kind: "time"; time: string | null; closing: boolean } | { kind: "impossible" };

const CLOSE_OF_PLAY = "17:00";

const MERIDIEM = atPlace(String.raw`(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?<half>[ap])\.?m\.?`);
const CLOCK = atPlace(String.raw`(?<hour>\d{1,2})[:.](?<minute>\d{2})\s*(?:hrs|hours|h)?`);
const WORDS: [RegExp, NamedTime][] = [
  [atPlace("(?:12 )?noon|midday|lunch ?time"), { kind: "time", time: "12:00", closing: false }],
  [atPlace("(?:12 )?midnight"), { kind: "time", time: null, closing: false }],
  [
    atPlace("eod|cop|cob|(?:the )?close[ -]of[ -](?:play|business)|(?:the )?end[ -]of[ -](?:the )?(?:day|play|business)"),
    { kind: "time", time: CLOSE_OF_PLAY, closing: true },
  ],
];

/** `Friday morning` ends at noon, `Friday afternoon` with the working day; an evening is left to the day's end. */
const PARTS: [RegExp, NamedTime][] = [
  [atPlace("morning"), { kind: "time", time: "12:00", closing: false }],
  [atPlace("afternoon"), { kind: "time", time: CLOSE_OF_PLAY, closing: false }],
  [atPlace("evening|night"), { kind: "time", time: null, closing: false }],
];

/** `14:20`, `2.20pm`, `noon`, `close of play` at a place in a text. An hour without minutes or half of the day is no time. */
export function namedTimeAt(text: string, at: number): (NamedTime & { end: number }) | null {
  const clock = matchAt(MERIDIEM, text, at) ?? matchAt(CLOCK, text, at);
  if (clock) return { ...readClock(clock.said), end: clock.end };
  return firstOf(WORDS, text, at);
}

/** `morning`, `afternoon`, `evening`: only beside a day. */
export const partOfDayAt = (text: string, at: number): (NamedTime & { end: number }) | null => firstOf(PARTS, text, at);

function firstOf(words: [RegExp, NamedTime][], text: string, at: number): (NamedTime & { end: number }) | null {
  for (const [pattern, time] of words) {
    const match = matchAt(pattern, text, at);
    if (match) return { ...time, end: match.end };
  }
  return null;
}

function readClock({ hour, minute, half }: Record<string, string | undefined>): NamedTime {
  const said = Number(hour);
  const minutes = Number(minute ?? 0);
  const possible = half ? said >= 1 && said <= 12 : said <= 23;
  if (!possible || minutes > 59) return { kind: "impossible" };
  const inHalf = (said % 12) + (half?.toLowerCase() === "p" ? 12 : 0);
  const hours = half ? inHalf : said;
  return { kind: "time", time: `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`, closing: false };
}
