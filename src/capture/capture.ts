import { type Draft, draftOf } from "./draft.ts";
import { markedLine } from "./line-marks.ts";
import { minutesOf, type Written } from "./minutes.ts";
import { readLine } from "./read-line.ts";
import { freshReading, leaveBehind, type Reading } from "./reading.ts";
import { readTask } from "./task.ts";
import type { WhenContext } from "./when.ts";
import { isWorthReading } from "./worth-reading.ts";

export interface CaptureContext extends WhenContext {
  /** Who says it all, where that is known: the author of a message. */
  speaker?: string | null;
}

/** A message of a conversation, and who wrote it. */
export interface Message {
  text: string;
  speaker: string | null;
}

/** What is longer is refused. */
export const LONGEST_TEXT = 10_000_000;

/** Of a message without any sign of an action as much as one action may say. */
const LONGEST_CHOSEN = 2_000;

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

/** One draft at least of a message that somebody chose to make an action, unless it has no words. */
export function captureChosen(text: string, context: CaptureContext): Draft[] {
  const drafts = capture(text, context);
  if (drafts.length > 0) return drafts;
  const words = text.slice(0, LONGEST_CHOSEN).replace(/\s+/g, " ").trim();
  return draftOf(readTask(words, context, context.speaker ?? null), 1, "chosen");
}

/** The actions in a conversation; `message` is the place of the one that each was found in, and `line` counts within it. */
export function captureThread(messages: Message[], context: WhenContext): (Draft & { message: number })[] {
  const reading = freshReading(context, null);
  const found: number[] = [];
  for (const [place, { text, speaker }] of messages.entries()) {
    Object.assign(reading, { speaker, section: "other", columns: null });
    readText(reading, text);
    while (found.length < reading.drafts.length) found.push(place);
    found.length = reading.drafts.length;
  }
  return reading.drafts.map((draft, at) => ({ ...draft, message: found[at] ?? 0 }));
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
