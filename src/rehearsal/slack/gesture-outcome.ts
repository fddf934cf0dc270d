import type { Answer } from "./deliver.ts";

/** What became of a gesture. `errors` are a form's, by block id; `problem` is a sentence for the person. */
export type GestureOutcome =
  | { kind: "done" }
  | { kind: "errors"; errors: Record<string, string> }
  | { kind: "problem"; said: string };

export const DONE: GestureOutcome = { kind: "done" };
export const problem = (said: string): GestureOutcome => ({ kind: "problem", said });

/** Why the service's answer is no acknowledgement, for the person; undefined where it is one (any 2xx, as Slack has it). */
export function refusedBy(answer: Answer): string | undefined {
  if (answer.kind === "silent")
    return "Followthrough did not answer within 3 seconds. Look for what changed before you try again.";
  if (answer.status >= 300)
    return `Followthrough answered with an error (${answer.status}). Look for what changed before you try again.`;
  return undefined;
}
