import { type ReadWhen, readWhen } from "../capture/when.ts";
import { type Due, dueLabel } from "../core/due.ts";
import type { Calendar } from "../core/working-day.ts";

/** `meant` is the one date that the question offers, where it offers one. */
export type WhenFound = { kind: "due"; due: Due; words: string } | { kind: "ask"; message: string; meant?: Due };

const TRY = "Try: by Friday, 12 March, 5wd or in 3 weeks.";

/** Where a form has a picker, nobody can write what the other hint says. */
const PICK = "Choose a later day or time.";
const PICKED = /^\d{4}-\d{2}-\d{2}(?!\d)/;

/** A time was given without its day. */
export const DATE_LACKING = "The date is missing: choose the day that this time is on.";

/** A due date from a phrase or a picked day. What cannot be one is asked about, never guessed. */
export function resolveWhen(phrase: string, now: Date, calendar: Calendar): WhenFound {
  return settle(readWhen(phrase, { now, calendar }), PICKED.test(phrase.trim()) ? PICK : TRY);
}

/** The sentence that asks about a date that was read but cannot stand. */
export function settle(read: ReadWhen, hint = TRY): WhenFound {
  switch (read.kind) {
    case "due":
      return { kind: "due", due: read.due, words: read.words };
    case "past":
      return { kind: "ask", message: `${dueLabel(read.due)} has passed. ${hint}` };
    case "far":
      return {
        kind: "ask",
        message: `Did you mean ${dueLabel(read.due)}? That is over six months away. Write it with the year.`,
        meant: read.due,
      };
    case "impossible":
      return { kind: "ask", message: `The date “${read.words}” does not exist. ${hint}` };
    case "skipped":
      return { kind: "ask", message: `“${read.words}” does not exist: the clocks go forward past it. ${hint}` };
    case "several":
      return { kind: "ask", message: `“${read.words}”: which of the two? ${hint}` };
    case "mismatch":
      return { kind: "ask", message: `“${read.words}”: the weekday and the date do not agree. ${hint}` };
    case "vague":
      return { kind: "ask", message: `“${read.words}” is not a date. ${hint}` };
    case "none":
      return { kind: "ask", message: `No date was understood. ${hint}` };
  }
}
