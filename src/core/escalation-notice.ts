import type { Audience } from "./case-file.ts";
import type { Notice, Recipient } from "./notice.ts";
import type { Platform } from "./person.ts";
import type { ReviewOccasion } from "./threshold-review.ts";
import type { Day } from "./working-day.ts";

/** About an escalation; `seq` is what happened to it that is told of. */
export type EscalationNotice =
  | { kind: "escalation"; to: Recipient; escalation: string; seq: number }
  | { kind: "escalation-thread"; placeId: string; escalation: string }
  | { kind: "escalation-line"; placeId: string; escalation: string; seq: number }
  /** `links`: how many threads in other rooms it can lead to by now, where that alone is new. */
  | { kind: "escalation-card"; cardId: string; escalation: string; version: number; links?: number }
  | { kind: "escalation-told"; to: Recipient; escalation: string; seq: number }
  | { kind: "escalation-lead"; to: Recipient; escalation: string; seq: number; day: Day }
  /** `said` names the message, so that it is passed on once; the words are kept no longer than until they are. */
  | {
      kind: "relayed";
      placeId: string;
      /** Who reads in the room that it was written in, and so in this one. */
      audience: Exclude<Audience, "mixed">;
      escalation: string;
      by: string;
      from: Platform;
      said: string;
      text: string;
    };

const ABOUT_ESCALATIONS: ReadonlySet<Notice["kind"]> = new Set<EscalationNotice["kind"]>([
  ...(["escalation", "escalation-thread", "escalation-line", "escalation-card"] as const),
  ...(["escalation-told", "escalation-lead", "relayed"] as const),
]);

export const isAboutEscalation = (notice: Notice): notice is EscalationNotice => ABOUT_ESCALATIONS.has(notice.kind);

/** About the thresholds of a case; `case` is its id. */
export type ThresholdNotice =
  | { kind: "threshold-agree"; to: Recipient; case: string; version: number; revision: number }
  /** A card that asked somebody to agree, named by the notice that it was sent by, and where the thresholds stand that it has to show. */
  | { kind: "threshold-card"; case: string; version: number; card: string; state: string }
  | { kind: "threshold-told"; to: Recipient; case: string; version: number }
  | { kind: "threshold-review"; to: Recipient; case: string; review: string; occasion: ReviewOccasion };

const ABOUT_THRESHOLDS: ReadonlySet<Notice["kind"]> = new Set<ThresholdNotice["kind"]>([
  ...(["threshold-agree", "threshold-card", "threshold-told", "threshold-review"] as const),
]);

export const isAboutThreshold = (notice: Notice): notice is ThresholdNotice => ABOUT_THRESHOLDS.has(notice.kind);
