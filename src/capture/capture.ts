import type { Draft } from "./draft.ts";
import { markedLine } from "./line-marks.ts";
import { minutesOf, type Written } from "./minutes.ts";
import { readLine } from "./read-line.ts";
import { freshReading, leaveBehind, type Reading } from "./reading.ts";
import type { WhenContext } from "./when.ts";
import { isWorthReading } from "./worth-reading.ts";

export interface CaptureContext extends WhenContext {
  /** Who says it all, where that is known: the author of a message. */
  speaker?: string | null;
}

/** What is longer is refused. */
export const LONGEST_TEXT = 10_000_000;

/**
 * The actions in a message or in pasted minutes, in the order in which they stand. Nothing decides but the text, the day on which it was
 * said, and who said it.
 *
 * @throws RangeError where the text is longer than `LONGEST_TEXT`
 */
export function capture(text: string, context: CaptureContext): Draft[] {
  const reading = freshReading(context, context.speaker ?? null);
  readText(reading, text);
  return reading.drafts;
}

function readText(reading: Reading, text: string): void {
  if (text.length > LONGEST_TEXT) throw new RangeError(`capture: more than ${LONGEST_TEXT} characters`);
  for (const line of minutesOf(text)) {
    if (!isOfNoInterest(reading, line)) {
      const marked = markedLine(line.written, line.number);
      if (marked.kind !== "blank") readLine(reading, marked);
    }
    leaveBehind(reading, line);
  }
}

/** Where nothing that was read before bears on it, most lines need no closer look. */
const isOfNoInterest = ({ section, columns, speaker, unowned }: Reading, { written }: Written): boolean =>
  section === "other" && columns === null && speaker === null && unowned === null && !isWorthReading(written);
