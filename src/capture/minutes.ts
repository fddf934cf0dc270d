import type { Box } from "./line-marks.ts";

/** A line of a message or of pasted minutes, without the marks of its layout. */
export interface Line {
  /** 1 for the first. */
  number: number;
  /** The number or letter of an item, or its bullet. */
  label: string;
  kind: "blank" | "heading" | "item" | "text" | "row";
  /** Spaces before it; an item that is deeper than another belongs to it. */
  indent: number;
  box: Box;
  /** Who says it, where the line begins with a name and a colon or comes from a chat. */
  speaker: string | null;
  /** All its words; `speech` leaves out whoever says them. */
  said: string;
  speech: string;
  /** Of a row of a table; of any other line what stands in columns by spaces alone, if anything does. */
  cells: string[];
}

/** What is longer is read in pieces: no sentence is, and no pattern may have to look further. */
const LONGEST_LINE = 2_000;

/** A line as it was written, or a piece of one that is too long. */
export interface Written {
  number: number;
  written: string;
}

/** The lines of a text, in the order in which they stand. Walked, so that a long text is never copied as a whole. */
export function* minutesOf(text: string): Generator<Written> {
  let number = 0;
  const hasReturns = text.includes("\r");
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    const line = text.slice(from, end);
    from = end + 1;
    number += 1;
    if (line.length <= LONGEST_LINE && !(hasReturns && line.includes("\r"))) yield { number, written: line };
    else
      for (const [at, part] of line.replace(/\r$/, "").split("\r").entries()) {
        if (at > 0) number += 1;
        for (const written of piecesOf(part)) yield { number, written };
      }
  }
}

function* piecesOf(line: string): Generator<string> {
  let from = 0;
  while (line.length - from > LONGEST_LINE) {
    const end = breakBefore(line, from, from + LONGEST_LINE);
    yield line.slice(from, end);
    from = end;
  }
  yield line.slice(from);
}

/** After the last sentence that fits, else the last word. */
function breakBefore(line: string, from: number, limit: number): number {
  const sentence = line.lastIndexOf(". ", limit - 2) + 2;
  if (sentence > from + LONGEST_LINE / 2) return sentence;
  const word = line.lastIndexOf(" ", limit);
  return word > from ? word : limit;
}
