import type { Level } from "./case-file.ts";
import type { Due } from "./due.ts";
import type { Platform } from "./person.ts";
import type { Day } from "./working-day.ts";

export const STATUSES = [
  "draft",
  "proposed",
  "open",
  "blocked",
  "evidence submitted",
  "complete",
  "not achieved",
  "cancelled",
] as const;
export type Status = (typeof STATUSES)[number];

/** The chat message that an action was made from. Its wording is never stored beyond the action's own text. */
export interface SourceMessage {
  platform: Platform;
  workspace: string;
  conversation: string;
  message: string;
  link: string | null;
  /** Who promised or wished it there, where somebody else chose it: they are asked what is missing. */
  saidBy?: string;
}

/** What somebody did to a message after an action was made from it. */
export const SOURCE_STATES = ["changed", "removed"] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

export interface Update {
  by: string;
  at: Date;
  /** Null where it is not for the reader. */
  text: string | null;
}

export interface Evidence {
  id: string;
  by: string;
  at: Date;
  /** Null where it is not for the reader. */
  text: string | null;
}

/** What an owner, asker or chaser asked for and a signer or the lead decides. At most one is open per action. */
export type ChangeRequest = {
  id: string;
  by: string;
  at: Date;
  why: string | null;
} & ({ kind: "extension"; to: Due } | { kind: "reassignment"; to: string });

/** What was last decided about an action that goes on. Cards say it, and so hears whoever comes late. */
export type Decided =
  | { what: "returned" | "reopened" | "unblocked" }
  | { what: "approved" | "declined"; asked: "extension"; to: Due }
  | { what: "approved" | "declined"; asked: "reassignment"; to: string };
export type LatestDecision = Decided & { by: string; at: Date; why: string | null };

/** A promise made in a meeting. Fields a draft may lack are null; a status past draft has none of the three missing. */
export interface Action {
  id: string;
  caseId: string;
  caseRef: string;
  number: number;
  status: Status;
  text: string | null;
  asker: string;
  owner: string | null;
  /** The role of the partner map that the owner was named by, where it was one. */
  ownerRole: string | null;
  chaser: string | null;
  due: Due | null;
  /** The words that the due date was read from. */
  dueWords: string | null;
  originalDue: Due | null;
  extensions: number;
  evidenceRequired: string | null;
  /** Several people were named as owner of a draft: whose it is has to be asked. */
  ownerChoices: string[];
  /** An owner outside chat has not been heard yet. */
  notYetHeard: boolean;
  level: Level;
  source: SourceMessage | null;
  /** The action that this one is the next step of, `A2`. */
  follows: string | null;
  blockedBecause: string | null;
  endedBecause: string | null;
  signedOffBy: string | null;
  createdAt: Date;
  acceptedAt: Date | null;
  closedAt: Date | null;
  /** Since when it stands as it does, with whoever it waits for. */
  statusSince: Date;
  /** Since when the owner's clock runs; returned evidence and a reopening start it anew. Null while it does not. */
  runningSince: Date | null;
  /** Since when a request waits to be decided. */
  askedSince: Date | null;
  /** The escalation that is open about it. */
  escalation: string | null;
  /** What the ladder was climbed for already, by cause. */
  climbed: Record<string, string>;
  /** The meeting that it was made in. */
  meetingId: string | null;
  /** What became of the message that it was made from. */
  sourceState: SourceState | null;
  /** Who acts for an owner outside chat who is away: the owner stays the owner. */
  acting: { personId: string; since: Day } | null;
  /** **Not today**: the first day on which each of these people hears of it again. */
  putOff: Record<string, Day>;
  /** Its asker has seen the draft. */
  shown: boolean;
  /** Grows with every move; a write names the one it expects and a button the one it was drawn for. */
  version: number;
  /** Grows with everything that a card could show, moves and updates alike. */
  changes: number;
  request: ChangeRequest | null;
  latestUpdate: Update | null;
  latestEvidence: Evidence | null;
  latestDecision: LatestDecision | null;
  /** Something that people wrote is left out, because it is above the reader's level. Never so as stored. */
  withheld?: boolean;
}

/** `A1` within its case. */
export const actionRef = (action: Pick<Action, "number">): string => `A${action.number}`;

/** `C-014/A1`, readable anywhere. */
export const fullRef = (action: Pick<Action, "caseRef" | "number">): string => `${action.caseRef}/${actionRef(action)}`;

/** The same for a reference as it was typed, `A1` or `E1`: a form may be filled in where no case is implied. */
export const inCase = ({ ref }: { ref: string }, typed: string): string => (typed.includes("/") ? typed : `${ref}/${typed}`);

/** Verbs that move an action from one status to another. The rest (update, extend, reassign, edit) leave the status alone. */
export type Move =
  | "confirm"
  | "confirm-own"
  | "discard"
  | "accept"
  | "not-me"
  | "evidence"
  | "block"
  | "unblock"
  | "sign-off"
  | "return"
  | "not-achieved"
  | "cancel"
  | "reopen"
  | "hand-over";

/**
 * Every allowed move on one screen. `confirm-own` is confirming an action whose owner is oneself, or whose owner is outside chat:
 * nobody is there to accept it. `hand-over` is an approved reassignment: the new owner has to accept.
 */
export const MOVES: Record<Status, Partial<Record<Move, Status>>> = {
  draft: { confirm: "proposed", "confirm-own": "open", discard: "cancelled" },
  proposed: { accept: "open", "not-me": "draft", "not-achieved": "not achieved", cancel: "cancelled", "hand-over": "proposed" },
  open: {
    evidence: "evidence submitted",
    block: "blocked",
    "not-achieved": "not achieved",
    cancel: "cancelled",
    "hand-over": "proposed",
  },
  blocked: {
    evidence: "evidence submitted",
    unblock: "open",
    "not-achieved": "not achieved",
    cancel: "cancelled",
    "hand-over": "proposed",
  },
  "evidence submitted": { "sign-off": "complete", return: "open", "not-achieved": "not achieved", cancel: "cancelled" },
  complete: { reopen: "open" },
  "not achieved": { reopen: "open" },
  cancelled: { reopen: "open" },
};

export const nextStatus = (from: Status, move: Move): Status | undefined => MOVES[from][move];

/** Whether the owner still has something to do: their clock runs, and it stops with evidence. */
export const isOwners = (status: Status): boolean => status === "proposed" || status === "open" || status === "blocked";

/** Statuses in which somebody still has something to do. */
export const isLive = (status: Status): boolean => !isEnded(status);
export const isEnded = (status: Status): boolean => status === "complete" || status === "not achieved" || status === "cancelled";

/** The three things an action must have before it may leave draft, in the order in which they are asked for. */
export type Missing = "text" | "owner" | "due" | "evidence" | "chaser";

/**
 * What keeps a draft from being an action (DOMAIN rule 1: one owner, one due date, one statement of evidence; an owner outside chat
 * needs a chaser).
 */
export function missingFrom(
  draft: Pick<Action, "text" | "owner" | "due" | "evidenceRequired" | "chaser">,
  ownerOutsideChat: boolean,
): Missing[] {
  const missing: Missing[] = [];
  if (!draft.text) missing.push("text");
  if (!draft.owner) missing.push("owner");
  if (!draft.due) missing.push("due");
  if (!draft.evidenceRequired) missing.push("evidence");
  if (draft.owner && ownerOutsideChat && !draft.chaser) missing.push("chaser");
  return missing;
}
