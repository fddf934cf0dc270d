import type { CaseFile } from "./case-file.ts";
import type { Asks, Escalation } from "./escalation.ts";
import type { Threshold, Versions } from "./threshold.ts";
import type { ThresholdReview } from "./threshold-review.ts";
import type { Calendar } from "./working-day.ts";

/** The thresholds of a case, with what decides how much of them somebody is shown. */
export interface ThresholdView {
  file: CaseFile;
  calendar: Calendar;
  versions: Versions;
  /** The reader may read what crosses them: at care level, or as one of those who agree to them. */
  reads: boolean;
  mayDraft: boolean;
}

/** A form that drafts a version: what it begins with. */
export interface ThresholdForm {
  rules: string;
  signatories: string[];
  /** Who can be asked to agree. */
  people: string[];
  /** The version that it becomes. */
  version: number;
  /** The rules to choose from, where some are retired, and those that were crossed. */
  retiring: { ref: string; words: string; fired: boolean }[];
}

/** A rule that an incident crossed, and the matter that was opened for it, or that it joins. */
export interface Crossing {
  rule: string;
  version: number;
  asks: Asks;
  incidents: string[];
  escalation: Escalation;
  how: "opened" | "joined";
}

/** A review of thresholds, with what led to it. */
export interface ReviewView {
  file: CaseFile;
  calendar: Calendar;
  review: ThresholdReview;
  /** What crossed which rule: `I3`, `A2`. */
  fired: { rule: string; by: string[] }[];
  /** A version that is being agreed just now. */
  draft: Threshold | null;
  mayDecide: boolean;
}
