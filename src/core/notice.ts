import type { ChangeRequest } from "./action.ts";

/**
 * Something said unasked. Kept as data, worded only when it is sent: what is true then is what people read.
 *
 * - `proposed`   an owner is asked to accept
 * - `chase`      a chaser hears of an action whose owner is outside chat
 * - `evidence-in` a signer is asked to sign off
 * - `request`    a signer or the lead is asked to decide a new date or a new owner
 * - `decided`    whoever asked hears the decision
 * - `told`       somebody concerned hears what became of an action
 * - `state`      the state card of a room
 * - `refresh`    a card that somebody holds is brought up to date
 */
export type Notice =
  | { kind: "proposed"; to: Recipient; version: number }
  | { kind: "chase"; to: Recipient; version: number }
  | { kind: "evidence-in"; to: Recipient; version: number }
  | { kind: "request"; to: Recipient; request: string }
  | {
      kind: "decided";
      to: Recipient;
      request: string;
      /** What was asked for, so that the card can say it. */
      asked?: ChangeRequest["kind"];
      decision: "approved" | "declined";
      by: string;
      why: string | null;
    }
  | { kind: "told"; to: Recipient; what: Told; by: string; why: string | null; version: number }
  | { kind: "state"; placeId: string; changes: number }
  | { kind: "refresh"; cardId: string; changes: number };

export type Told =
  | "not-me"
  | "signed-off"
  | "returned"
  | "not-achieved"
  | "cancelled"
  | "reopened"
  | "blocked"
  | "unblocked"
  | "owner-changed"
  | "date-changed"
  /** `by` could not be reached with what they were asked. */
  | "not-delivered";

/** Who reads it. `coverFor` is the person away whose place they take; the card says so. */
export interface Recipient {
  personId: string;
  coverFor: string | null;
  /** Last day of the cover, where it has one. */
  coverUntil: string | null;
}

/** Unique for one thing to say to one reader: enqueuing it again does nothing. */
export function noticeKey(actionId: string, notice: Notice): string {
  switch (notice.kind) {
    case "proposed":
    case "chase":
    case "evidence-in":
      return `${notice.kind}:${actionId}:v${notice.version}:${notice.to.personId}`;
    case "request":
      return `request:${notice.request}:${notice.to.personId}`;
    case "decided":
      return `decided:${notice.request}:${notice.to.personId}`;
    case "told":
      return `told:${notice.what}:${actionId}:v${notice.version}:${notice.by}:${notice.to.personId}`;
    case "state":
      return `state:${actionId}:${notice.placeId}:c${notice.changes}`;
    case "refresh":
      return `refresh:${notice.cardId}:c${notice.changes}`;
  }
}
