import { isLive } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import { followersOf } from "../core/follow-up.ts";
import type { Meeting } from "../core/meeting.ts";
import { actionsThatCount } from "../core/meeting-gate.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Calendar } from "../core/working-day.ts";
import { actionsOfCases } from "../store/actions.ts";
import type { Statements } from "../store/database.ts";
import { latestMeeting, meetingById, meetingByNumber, openMeeting } from "../store/meetings.ts";
import { type Asking, caseMeant, type OpenCase, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseAccess } from "./refuse.ts";

export type AboutMeeting = Extract<
  Command,
  { do: "meeting-start" | "meeting" | "meeting-roll" | "decision" | "follow-up" | "no-actions" | "still-going" | "meeting-end" }
>;

/** The case that such a command is about, if the asker may see it; else what they are told instead. */
export async function caseOfMeeting(deps: Deps, asking: Asking, command: AboutMeeting): Promise<OpenCase | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => exampleOf(command.do, ref));
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  return "kind" in open ? refuseAccess(deps, asking, command.do, open.caseRef) : open;
}

const EXAMPLES: Record<AboutMeeting["do"], (ref: string) => string> = {
  "meeting-start": (ref) => `mdt meeting start ${ref} chair me`,
  meeting: (ref) => `mdt meeting ${ref}`,
  "meeting-roll": (ref) => `mdt meeting roll ${ref}`,
  decision: (ref) => `mdt decision ${ref} the flat gets new door seals by Hassan`,
  "follow-up": (ref) => `mdt follow-up ${ref} in 4 weeks`,
  "no-actions": (ref) => `mdt meeting no-actions ${ref} because everything agreed is done`,
  "still-going": (ref) => `mdt meeting still-going ${ref}`,
  "meeting-end": (ref) => `mdt meeting end ${ref}`,
};

/** A form that works in that case. */
export const exampleOf = (verb: AboutMeeting["do"], ref: string): string => EXAMPLES[verb](ref);

/** The meeting that a command names, else the one that is open; of one that is only looked at, the last where none is open. */
export async function meetingMeant(db: Statements, { file }: OpenCase, command: AboutMeeting): Promise<Meeting | Outcome> {
  const number = "meeting" in command ? command.meeting : undefined;
  if (number !== undefined)
    return (await meetingByNumber(db, file.id, number)) ?? noMeeting(file, `There is no meeting M${number} of ${file.ref}.`);
  const found = (await openMeeting(db, file.id)) ?? (command.do === "meeting" ? await latestMeeting(db, file.id) : null);
  return found ?? noMeeting(file, `No meeting of ${file.ref} is open.`);
}

const noMeeting = (file: CaseFile, message: string): Outcome => ({
  kind: "invalid",
  field: null,
  message,
  example: exampleOf("meeting-start", file.ref),
});

/** A meeting with its actions, those of the one before, and what else is open in the case. */
export async function meetingViewOf(
  db: Statements,
  providerId: string,
  { file, calendar }: { file: CaseFile; calendar: Calendar },
  meeting: Meeting,
): Promise<MeetingView> {
  const [all, previous] = await Promise.all([
    actionsOfCases(db, providerId, [file.id], "all"),
    meeting.previous === null ? null : meetingById(db, providerId, meeting.previous),
  ]);
  const made = actionsThatCount(all.filter(({ meetingId }) => meetingId === meeting.id));
  const carried = previous ? actionsThatCount(all.filter(({ meetingId }) => meetingId === previous.id)) : [];
  const spoken = new Set([...made, ...carried].map(({ id }) => id));
  return {
    ...{ file, calendar, meeting, previous, actions: made, carried },
    followers: followersOf(made, actionsThatCount(all)),
    others: all.filter((action) => isLive(action.status) && !spoken.has(action.id)),
  };
}

/** The open meeting of a case, or one that has ended: its roll, decisions and actions, and what is missing. */
export async function showMeeting(deps: Deps, asking: Asking, command: Extract<Command, { do: "meeting" }>): Promise<Outcome> {
  const open = await caseOfMeeting(deps, asking, command);
  if ("kind" in open) return open;
  const meeting = await meetingMeant(deps.db, open, command);
  if ("kind" in meeting) return meeting;
  return { kind: "meeting", meeting: await meetingViewOf(deps.db, asking.providerId, open, meeting), said: null };
}
