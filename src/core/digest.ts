import type { ActionView } from "./outcome.ts";

/** What one person has before them, in the order of the digest card. An action stands in one section only. */
export interface Digest {
  personId: string;
  overdue: ActionView[];
  dueToday: ActionView[];
  dueSoon: ActionView[];
  /** Later than three working days; shown on the home tab, never in a digest. */
  later: ActionView[];
  /** Drafts to confirm, actions to accept, evidence to sign off, requests to decide. */
  waiting: { view: ActionView; what: "confirm" | "accept" | "sign-off" | "decide" }[];
}
