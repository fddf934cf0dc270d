import type { Day } from "./working-day.ts";

export const MEETING_STATES = ["open", "ended"] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** `mdt`: the people around a case, as planned. `rapid`: called because something cannot wait; each of its actions has a due time. */
export const MEETING_TYPES = ["mdt", "rapid"] as const;
export type MeetingType = (typeof MEETING_TYPES)[number];

/** `part`: there for some of it. */
export const ATTENDANCES = ["here", "part", "apologies"] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** One person of the roll; null where nobody has said yet. */
export interface Attendee {
  personId: string;
  attended: Attendance | null;
}

export interface MeetingDecision {
  text: string;
  /** Who decided it. */
  by: string;
  /** When it was written down, ISO. */
  at: string;
}

/** What people said about a meeting; instants as ISO, since it is kept as JSON. */
export interface MeetingBody {
  type: MeetingType;
  /** Who runs it. */
  chair: string;
  openedBy: string;
  roll: Attendee[];
  decisions: MeetingDecision[];
  noActionsBecause: string | null;
  /** What else was said, where somebody wrote it; minutes do without. */
  narrative: string | null;
  /** The meeting of the case before this one. */
  previous: string | null;
  /** Since when it has gone on without anybody saying so: its beginning, then each time somebody said that it is still going. */
  goingSince: string;
}

/** A meeting of a case. One is open at a time. */
export interface Meeting extends MeetingBody {
  id: string;
  caseId: string;
  number: number;
  state: MeetingState;
  openedAt: Date;
  endedAt: Date | null;
  /** The day on which what was agreed is looked at again. */
  followUp: Day | null;
  /** When somebody last changed it. */
  changedAt: Date;
  /** Grows with every change; a write names the one that it expects. */
  version: number;
}

/** `M1` within its case. */
export const meetingRef = ({ number }: Pick<Meeting, "number">): string => `M${number}`;
