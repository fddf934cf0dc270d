import type { Action } from "./action.ts";
import { type Due, dueLabel, isOverdue } from "./due.ts";

/** Whether an action was done by its date: the one first agreed decides, and one that it was moved to is told of. */
export type Kept =
  | { kind: "met" }
  /** By another date than the one first agreed. */
  | { kind: "moved"; first: Due }
  | { kind: "missed" }
  | { kind: "not yet" };

/** Of a draft, or what was called off, there is nothing to keep. */
export function keptDate(action: Action, now: Date): Kept | null {
  const { status, due, originalDue } = action;
  const first = originalDue ?? due;
  if (status === "draft" || status === "cancelled" || first === null) return null;
  const done = doneAt(action);
  const at = done ?? now;
  if (!isOverdue(first, at)) return { kind: done ? "met" : "not yet" };
  if (done && due && !isOverdue(due, done)) return { kind: "moved", first };
  return done === null && due && !isOverdue(due, now) ? { kind: "not yet" } : { kind: "missed" };
}

/** The owner's part is done with the evidence; how long somebody took to judge it is not theirs. */
function doneAt({ status, latestEvidence, closedAt }: Action): Date | null {
  if (status === "evidence submitted" || status === "complete") return latestEvidence?.at ?? closedAt;
  return status === "not achieved" ? (latestEvidence?.at ?? closedAt) : null;
}

export function keptWords(kept: Kept): string {
  switch (kept.kind) {
    case "met":
      return "date met";
    case "moved":
      return `moved date met, first agreed: ${dueLabel(kept.first)}`;
    case "missed":
      return "date missed";
    case "not yet":
      return "not due yet";
  }
}

/** What follows one of some actions, and is none of them: the next step of something that was not achieved. */
export function followersOf(actions: readonly Action[], all: readonly Action[]): Action[] {
  const known = new Set(actions.map(({ number }) => number));
  const found: Action[] = [];
  for (const action of [...all].sort((a, b) => a.number - b.number)) {
    const follows = /A(\d+)$/.exec(action.follows ?? "")?.[1];
    if (follows === undefined || known.has(action.number) || !known.has(Number(follows))) continue;
    known.add(action.number);
    found.push(action);
  }
  return found;
}
