import { type Action, isEnded, type Status } from "./action.ts";
import type { CaseFile, Level } from "./case-file.ts";
import { dueStanding, standingWords } from "./due.ts";
import { type Attendance, isAfterEnd, type Meeting, type MeetingDecision, type MeetingType } from "./meeting.ts";
import { neverConfirmed } from "./visible.ts";
import { wallTime } from "./wall-time.ts";
import type { Calendar, Day } from "./working-day.ts";

/** Somebody as they were when the minutes were issued: later changes of job or organisation do not reach back. */
export interface MinutesPerson {
  id: string;
  name: string;
  role: string;
  organisation: string;
}

/** A wall time in the case's zone. */
export interface Moment {
  day: Day;
  time: string;
}

export interface MinutesDecision {
  text: string;
  by: MinutesPerson;
  /** When it was written down, where the meeting had ended by then: nobody may take it for one that all who were there heard. */
  recorded?: Moment;
}

/** An action as it stood when the minutes were issued. Null where it is not for the reader, or was not said. */
export interface MinutesAction {
  ref: string;
  text: string | null;
  owner: MinutesPerson | null;
  /** Who follows it up, where the owner is outside chat. */
  chaser: string | null;
  due: { day: Day; time: string | null } | null;
  evidence: string | null;
  status: Status;
  /** `overdue by 2 working days`; null where the date says enough. */
  standing: string | null;
  level: Level;
  /** Who reads all of it whatever their level: asker, owner, chaser. */
  concerned: string[];
}

/** Why there is a version after the first. */
export interface Correction {
  version: number;
  at: Moment;
  by: MinutesPerson;
  why: string;
}

/** What was sent out of a meeting: plain data, complete in itself, never changed. A correction is another one. */
export interface MinutesBody {
  caseRef: string;
  purpose: string;
  meeting: number;
  type: MeetingType;
  start: Moment;
  end: Moment;
  chair: MinutesPerson;
  attendees: { person: MinutesPerson; attended: "here" | "part" }[];
  apologies: MinutesPerson[];
  /** On the roll, and nobody said whether they were there. */
  notRecorded: MinutesPerson[];
  decisions: MinutesDecision[];
  actions: MinutesAction[];
  noActionsBecause: string | null;
  followUp: Day | null;
  /** Of earlier meetings, or of none, and still to be done. */
  carriedOver: MinutesAction[];
  narrative: string | null;
  version: number;
  issued: { at: Moment; by: MinutesPerson };
  corrections: Correction[];
}

/** Who was there, who was not, and of whom nobody said. */
export type MinutesRoll = Pick<MinutesBody, "attendees" | "apologies" | "notRecorded">;

/** One version of the minutes of a meeting, as it is kept. */
export interface Minutes {
  meetingId: string;
  version: number;
  at: Date;
  by: string;
  why: string | null;
  body: MinutesBody;
  hash: string;
}

interface Held {
  meeting: Meeting;
  /** All actions of the case. */
  actions: readonly Action[];
  file: CaseFile;
  calendar: Calendar;
  by: string;
  now: Date;
}

/** The first version, at the end of a meeting. */
export function writeMinutes({ meeting, actions, file, calendar, by, now }: Held): MinutesBody {
  const { timeZone } = calendar;
  const person = (id: string): MinutesPerson => personIn(file, id);
  const who = (attended: Attendance | null) => meeting.roll.filter((each) => each.attended === attended);
  const written = (action: Action): MinutesAction => actionIn(action, file, calendar, now);
  const end = meeting.endedAt ?? now;
  const decision = ({ text, by, at }: MeetingDecision): MinutesDecision => ({
    ...{ text, by: person(by) },
    ...(isAfterEnd(new Date(at), end) && { recorded: wallTime(new Date(at), timeZone) }),
  });
  const agreed = actions.filter((action) => !neverConfirmed(action)).toSorted((a, b) => a.number - b.number);
  return {
    ...{ caseRef: file.ref, purpose: file.purpose, meeting: meeting.number, type: meeting.type },
    start: wallTime(meeting.openedAt, timeZone),
    end: wallTime(end, timeZone),
    chair: person(meeting.chair),
    attendees: meeting.roll.flatMap(({ personId, attended }) =>
      attended === "here" || attended === "part" ? [{ person: person(personId), attended }] : [],
    ),
    apologies: who("apologies").map(({ personId }) => person(personId)),
    notRecorded: who(null).map(({ personId }) => person(personId)),
    decisions: meeting.decisions.map(decision),
    actions: agreed.filter(({ meetingId }) => meetingId === meeting.id).map(written),
    noActionsBecause: meeting.noActionsBecause,
    followUp: meeting.followUp,
    carriedOver: agreed
      .filter(({ meetingId, status, createdAt }) => meetingId !== meeting.id && !isEnded(status) && !isAfterEnd(createdAt, end))
      .map(written),
    narrative: meeting.narrative,
    version: 1,
    issued: { at: wallTime(now, timeZone), by: person(by) },
    corrections: [],
  };
}

/** Somebody who was taken off the case while a meeting went on does not keep it from ending. */
export function personIn(file: CaseFile, id: string): MinutesPerson {
  const person = file.people[id];
  if (!person) return { id, name: "Somebody", role: "no longer on this case", organisation: "organisation not known" };
  return { id, name: person.name, role: person.role, organisation: person.organisationName };
}

function actionIn(action: Action, file: CaseFile, calendar: Calendar, now: Date): MinutesAction {
  const { number, text, owner, ownerRole, due, evidenceRequired, status, level } = action;
  const standing = due && !isEnded(status) && status !== "evidence submitted" ? dueStanding(due, now, calendar) : null;
  return {
    ref: `A${number}`,
    text,
    owner: owner === null ? null : { ...personIn(file, owner), ...(ownerRole !== null && { role: ownerRole }) },
    chaser: action.chaser,
    due: due && { day: due.day, time: due.time },
    evidence: evidenceRequired,
    ...{ status, level },
    standing: standing?.kind === "overdue" ? standingWords(standing) : null,
    concerned: [...new Set([action.asker, owner, action.chaser].filter((id) => id !== null))],
  };
}

export const minutesRef = ({ caseRef, meeting }: Pick<MinutesBody, "caseRef" | "meeting">): string => `${caseRef}/M${meeting}`;

export const wasThere = ({ attendees }: Pick<MinutesBody, "attendees">, personId: string): boolean =>
  attendees.some(({ person }) => person.id === personId);
