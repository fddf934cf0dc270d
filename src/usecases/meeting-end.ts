import { readMeetingEnd } from "../capture/meeting-end.ts";
import { type Action, actionRef } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { dayLabel, momentLabel } from "../core/due.ts";
import { isAfterEnd, type Meeting, meetingRef } from "../core/meeting.ts";
import { ended } from "../core/meeting-decide.ts";
import { missingBeforeEnd } from "../core/meeting-gate.ts";
import type { Outcome } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import { leaveMeeting } from "../store/meetings.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { issueMinutes } from "./issue-minutes.ts";
import { caseOfMeeting, exampleOf, meetingMeant, meetingViewOf } from "./meeting.ts";
import { changeMeeting } from "./meeting-change.ts";

/** Ends a meeting and issues its minutes, or says exactly what is missing and leaves it open. */
export async function endMeeting(deps: Deps, asking: Asking, command: Extract<Command, { do: "meeting-end" }>): Promise<Outcome> {
  const open = await caseOfMeeting(deps, asking, command);
  if ("kind" in open) return open;
  const meeting = await meetingMeant(deps.db, open, command);
  if ("kind" in meeting) return meeting;
  if (command.at === undefined) return endThis(deps, asking, open, meeting);
  const { calendar, file } = open;
  const end = readMeetingEnd(command.at, { openedAt: meeting.openedAt, now: asking.now, calendar });
  if (end.kind === "at") return endThis(deps, asking, open, meeting, end.at);
  return {
    ...{ kind: "invalid", field: null, message: `Not ended: ${end.message}` },
    example: `${exampleOf("meeting-end", file.ref)} at 15:05`,
  };
}

/**
 * Its actions are read once it is held: a draft that is made at the same moment is in it, or comes after it. What was made in it after its
 * real end was not agreed there: it leaves the meeting, and is an action of the case all the same.
 *
 * @param at when it ended, where that was said
 */
export async function endThis(deps: Deps, asking: Asking, open: OpenCase, known: Meeting, at?: Date): Promise<Outcome> {
  const { timeZone } = open.file;
  let later: Action[] = [];
  return changeMeeting(deps, asking, open, known, {
    verb: "meeting-end",
    decide: async (meeting, tx) => {
      const { actions } = await meetingViewOf(tx, asking.providerId, open, meeting);
      const isLater = ({ createdAt }: Action): boolean => at !== undefined && isAfterEnd(createdAt, at);
      later = actions.filter(isLater);
      const agreed = actions.filter((action) => !isLater(action));
      const missing = missingBeforeEnd(meeting, agreed, open.file, at ? dayOf(at, timeZone) : open.today);
      if (missing.length > 0) return [...missing, ...laterWords(later)].join(" ");
      return ended(meeting, asking.person.id, { at: at ?? asking.now, now: asking.now, left: later.map(actionRef) });
    },
    said: ({ followUp, ...meeting }) =>
      [
        `${meetingRef(meeting)} ${at ? `ended on ${momentLabel(at, timeZone)}` : "has ended"}.`,
        ...(followUp === null ? [] : [`Follow-up check on ${dayLabel(followUp)}.`]),
        ...laterWords(later),
      ].join(" "),
    also: async (tx, meeting) => {
      const ids = later.map(({ id }) => id);
      if (ids.length > 0) await leaveMeeting(tx, meeting.id, ids);
      return issueMinutes(deps, tx, asking, open, meeting);
    },
  });
}

/** `Made after its end, and so not in it: A2, A3.` */
const laterWords = (actions: Action[]): string[] =>
  actions.length === 0 ? [] : [`Made after its end, and so not in it: ${actions.map(actionRef).join(", ")}.`];
