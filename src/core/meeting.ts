import { startOfMinute } from "date-fns/startOfMinute";
import { accessLevel, mayTakePart } from "./access.ts";
import type { CaseFile, Level } from "./case-file.ts";
import { coveredBy } from "./cover.ts";
import { sees } from "./permission.ts";
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
  endedBy: string | null;
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

/**
 * Whom the roll asks about: everybody of the partner map who may take part today, in its order, the lead and the chair. Whoever chairs is
 * there, and need not be asked.
 */
export const rollFor = (file: CaseFile, chair: string, today: Day): Attendee[] => {
  const map = file.map.map(({ personId }) => personId).filter((id) => mayTakePart(file, id, today));
  return [...new Set([...map, file.leadId, chair])].map((personId) => ({
    personId,
    attended: personId === chair ? "here" : null,
  }));
};

/**
 * In whose place somebody may run a meeting: null in their own; undefined where they may not. The chair, the lead, their cover, and whoever
 * opened it.
 */
export function mayRun(
  { chair, openedBy }: Pick<Meeting, "chair" | "openedBy">,
  file: CaseFile,
  personId: string,
  today: Day,
): string | null | undefined {
  if (accessLevel(file, personId, today) === null) return undefined;
  if ([chair, file.leadId, openedBy].includes(personId)) return null;
  return [chair, file.leadId].find((id) => coveredBy(file, personId, today).includes(id));
}

/** Whether something was made after a meeting had ended. Nobody says the seconds of an end: its last minute belongs to it. */
export const isAfterEnd = (madeAt: Date, endedAt: Date): boolean => startOfMinute(madeAt) > endedAt;

/** Whether somebody is at a meeting as its roll has it; nobody has to be marked before they may speak. */
export const isAt = ({ roll }: Pick<Meeting, "roll">, personId: string): boolean => {
  const known = roll.find((each) => each.personId === personId);
  return known !== undefined && known.attended !== "apologies";
};

/** Whether somebody reads what was decided and said: those who were there or run it, and whoever sees plans in this case. */
export const readsMeeting = (meeting: Meeting, file: CaseFile, personId: string, level: Level, today: Day): boolean =>
  sees(level, "care") || isAt(meeting, personId) || mayRun(meeting, file, personId, today) !== undefined;
