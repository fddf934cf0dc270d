/**
 * What became of a gesture. `errors` are a form's, by block id; `problem` is a sentence for the person about what stood in the way,
 * `told` one that the service answered with.
 */
export type GestureOutcome =
  | { kind: "done" }
  | { kind: "told"; said: string }
  | { kind: "errors"; errors: Record<string, string> }
  | { kind: "problem"; said: string };

export const DONE: GestureOutcome = { kind: "done" };
export const problem = (said: string): GestureOutcome => ({ kind: "problem", said });
