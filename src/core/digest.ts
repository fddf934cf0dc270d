import type { ActionView } from "./outcome.ts";

/** What one person has before them, in the order of the digest card. An action stands in one section only. */
export interface Digest {
  personId: string;
  overdue: ActionView[];
  dueToday: ActionView[];
  dueSoon: ActionView[];
  /** Later than three working days, or put off with **Not today**; shown on the home tab, never in a digest. */
  later: ActionView[];
  /** Drafts to confirm, actions to accept, evidence to sign off, requests to decide. */
  waiting: { view: ActionView; what: "confirm" | "accept" | "sign-off" | "decide" }[];
  /** For the lead: whoever should be at work on these may not see the case, or cannot be reached in chat, any more. */
  ownerLeft: ActionView[];
}

/** Whether a digest has nothing to say; what is due later is never said in one. */
export const isEmptyDigest = ({ overdue, dueToday, dueSoon, waiting, ownerLeft }: Digest): boolean =>
  [overdue, dueToday, dueSoon, waiting, ownerLeft].every((section) => section.length === 0);
