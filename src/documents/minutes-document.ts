import { dayLabel, dueLabel } from "../core/due.ts";
import type { MeetingType } from "../core/meeting.ts";
import type { Correction, MinutesAction, MinutesBody, MinutesDecision, MinutesPerson, Moment } from "../core/minutes.ts";
import type { ReadMinutes } from "../core/minutes-reading.ts";
import type { DocumentText, Part, Section } from "./document.ts";

const MEETING_WORDS: Record<MeetingType, string> = {
  mdt: "Multidisciplinary team meeting",
  rapid: "Rapid review",
};

/** For whom a copy is made. */
export interface Copy {
  name: string;
  role: string;
  organisation: string;
  /** Who hands it on, to somebody outside chat. */
  through: string | null;
}

interface Opened extends ReadMinutes {
  /** The version in force, where this one was replaced. */
  replacedBy: { version: number; at: Moment } | null;
}

/** Minutes as a document, in the order in which an inspector asks. */
export function minutesDocument({ body, withheld, replacedBy }: Opened, copy: Copy): DocumentText {
  const { caseRef, meeting, version } = body;
  return {
    title: `${caseRef}, meeting M${meeting}: minutes`,
    subject: `Minutes of meeting M${meeting} of case ${caseRef}, version ${version}`,
    footer: `${caseRef} · M${meeting} · version ${version}`,
    warning: replacedBy && replacedWords(version, replacedBy),
    facts: [
      { label: "Purpose", value: body.purpose },
      { label: "Kind", value: MEETING_WORDS[body.type] },
      { label: "Held", value: held(body) },
      { label: "Chair", value: personWords(body.chair) },
      { label: "Follow-up check", value: body.followUp === null ? "Not set" : dayLabel(body.followUp) },
      { label: "Version", value: `${version}, issued ${momentWords(body.issued.at)} by ${nameWords(body.issued.by)}` },
    ],
    sections: [
      attendance(body),
      { heading: "Apologies", parts: [people(body.apologies, "None.")] },
      decisions(body, withheld),
      actions(body, withheld),
      ...(body.carriedOver.length > 0 ? [carriedOver(body.carriedOver)] : []),
      ...(body.narrative === null ? [] : [{ heading: "Notes", parts: [text(body.narrative)] }]),
      ...(body.corrections.length > 0 ? [corrections(body.corrections)] : []),
    ],
    notes: [
      ...(withheld ? ["Something is left out, because it is above the level of this copy."] : []),
      `Copy for ${personWords(copy)}${copy.through === null ? "" : `, handed on by ${copy.through}`}. Please do not pass it on.`,
      "Actions stand here as they stood when this version was issued.",
    ],
  };
}

const replacedWords = (version: number, { version: latest, at }: { version: number; at: Moment }): string =>
  `Version ${version} was replaced. Version ${latest} is in force, issued ${momentWords(at)}.`;

/** `Thu 11 March 2027, 14:00 to 15:05` */
export function held({ start, end }: Pick<MinutesBody, "start" | "end">): string {
  return `${momentWords(start)} to ${start.day === end.day ? end.time : momentWords(end)}`;
}

const momentWords = (moment: Moment): string => dueLabel(moment);
const nameWords = ({ name, role }: MinutesPerson): string => `${name} (${role})`;
const personWords = ({ name, role, organisation }: Pick<MinutesPerson, "name" | "role" | "organisation">): string =>
  `${name} (${role}, ${organisation})`;

const text = (words: string): Part => ({ kind: "text", text: words });
const people = (named: MinutesPerson[], nobody: string): Part =>
  named.length > 0 ? { kind: "list", items: named.map(personWords) } : text(nobody);

function attendance({ attendees, notRecorded, chair }: MinutesBody): Section {
  const rows = attendees.map(({ person, attended }) => [
    person.id === chair.id ? `${person.name} (chair)` : person.name,
    person.role,
    person.organisation,
    attended === "here" ? "present" : "present for part",
  ]);
  return {
    heading: "Attendance",
    parts: [
      rows.length > 0
        ? { kind: "table", caption: "Who was at the meeting", columns: ["Name", "Role", "Organisation", "Attended"], rows }
        : text("Nobody was recorded as present."),
      ...(notRecorded.length > 0 ? [text(`Not recorded: ${notRecorded.map(personWords).join("; ")}.`)] : []),
    ],
  };
}

const decisionWords = ({ text: words, recorded }: MinutesDecision): string =>
  recorded ? `${words} (recorded after the meeting, ${momentWords(recorded)})` : words;

function decisions(body: MinutesBody, withheld: boolean): Section {
  const rows = body.decisions.map((decision, at) => [String(at + 1), decisionWords(decision), nameWords(decision.by)]);
  const none = withheld ? "None, or not shown at the level of this copy." : "None recorded.";
  return {
    heading: "Decisions",
    parts: [
      rows.length > 0
        ? { kind: "table", caption: "What was decided, and by whom", columns: ["Number", "Decision", "Decided by"], rows }
        : text(none),
    ],
  };
}

function actions({ actions: agreed, noActionsBecause }: MinutesBody, withheld: boolean): Section {
  if (agreed.length > 0) return { heading: "Actions", parts: [actionTable("What was agreed, who does it and by when", agreed)] };
  const because = noActionsBecause === null ? (withheld ? "" : " No reason is recorded.") : ` Because: ${noActionsBecause}`;
  return { heading: "Actions", parts: [text(`No actions were needed.${because}`)] };
}

const carriedOver = (open: MinutesAction[]): Section => ({
  heading: "Carried over",
  parts: [actionTable("Still to be done from before this meeting", open)],
});

const NOT_SHOWN = "Not shown at this level";

const actionTable = (caption: string, rows: MinutesAction[]): Part => ({
  ...{ kind: "table", caption },
  columns: ["Action", "What", "Owner", "Due", "Evidence required", "Status"],
  rows: rows.map(({ ref, text: words, owner, due, evidence, status, standing }) => [
    ref,
    words ?? NOT_SHOWN,
    owner === null ? "Nobody" : personWords(owner),
    due === null ? "No date" : dueLabel(due),
    evidence ?? (words === null ? NOT_SHOWN : "None"),
    standing === null ? status : `${status}, ${standing}`,
  ]),
});

const corrections = (all: Correction[]): Section => ({
  heading: "Corrections",
  parts: [{ kind: "list", items: all.map(correctionWords) }],
});

/** `Version 2, Fri 12 March 2027, 09:10, by Priya (Service manager), because the amount was wrong` */
function correctionWords({ version, at, by, why }: Correction): string {
  return `Version ${version}, ${momentWords(at)}, by ${nameWords(by)}${why === "" ? "" : `, because ${why}`}`;
}
