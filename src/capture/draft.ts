import type { Task } from "./task.ts";

/** Why something was taken for an action: what a reader of the minutes would point at. */
export type FoundBy = "marker" | "box" | "heading" | "table" | "promise" | "deadline";

/** An action as it was said. What is null or empty was not said, and is asked about; nothing is guessed. */
export interface Draft extends Task {
  /** 1 for the first line of the text. */
  line: number;
  found: FoundBy;
}

/** The draft of a task, or none where no words are left of it. */
export const draftOf = (task: Task, line: number, found: FoundBy): Draft[] =>
  /\p{L}/u.test(task.text) ? [{ ...task, line, found }] : [];
