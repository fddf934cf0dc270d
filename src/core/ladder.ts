import type { CaseFile, MapRole } from "./case-file.ts";
import { normalName } from "./person.ts";

/** What a ladder is climbed for: an action past its due date, one that is blocked, a request that nobody answers. */
export const LADDER_CAUSES = ["overdue", "blocked", "request"] as const;
export type LadderCause = (typeof LADDER_CAUSES)[number];

/** What a step may be allowed to decide; acknowledging always is. */
export const DECIDABLE = ["approve", "decline", "pass-on"] as const;
export type Decidable = (typeof DECIDABLE)[number];

/** One step, as it was agreed: who hears, when, and how long they have to answer. */
export interface LadderStep {
  on: LadderCause;
  /** `2wd`, `4h`, `30m` after what it is for has begun. */
  after: string;
  /** A role of the partner map. */
  role: string;
  acknowledgeWithin: string;
  mayDecide: Decidable[];
}

/** A case's ladder by the version that is in force. */
export interface Ladder {
  version: number;
  since: Date;
  steps: LadderStep[];
  /** The provider's hour at which steps in working days open: `12:00`. */
  escalateAt: string;
}

/** A version of a case's ladder, as it was agreed. */
export interface AgreedLadder {
  version: number;
  since: Date;
  /** Since when a later one is in force; null of the one that is. */
  until: Date | null;
  latest: number;
  /** Null: it came with the set-up file. */
  by: string | null;
  why: string | null;
  steps: LadderStep[];
}

export const roleOn = (file: CaseFile, role: string): MapRole | undefined =>
  file.map.find((each) => normalName(each.role) === normalName(role));
