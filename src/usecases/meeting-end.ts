import { readMeetingEnd } from "../capture/meeting-end.ts";
import type { Command } from "../core/command.ts";
import { dayLabel, momentLabel } from "../core/due.ts";
import { type Meeting, meetingRef } from "../core/meeting.ts";
import { ended } from "../core/meeting-decide.ts";
import { missingBeforeEnd } from "../core/meeting-gate.ts";
import type { Outcome } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
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
 * Its actions are read once it is held: a draft that is made at the same moment is in it, or comes after it.
 *
 * @param at when it ended, where that was said
 */
export const endThis = (deps: Deps, asking: Asking, open: OpenCase, known: Meeting, at?: Date): Promise<Outcome> =>
  changeMeeting(deps, asking, open, known, {
    verb: "meeting-end",
    decide: async (meeting, tx) => {
      const { actions } = await meetingViewOf(tx, asking.providerId, open, meeting);
      const day = at ? dayOf(at, open.file.timeZone) : open.today;
      const missing = missingBeforeEnd(meeting, actions, open.file, day);
      return missing.length > 0 ? missing.join(" ") : ended(meeting, asking.person.id, { at: at ?? asking.now, now: asking.now });
    },
    said: ({ followUp, ...meeting }) =>
      `${meetingRef(meeting)} ${at ? `ended on ${momentLabel(at, open.file.timeZone)}` : "has ended"}.${followUp === null ? "" : ` Follow-up check on ${dayLabel(followUp)}.`}`,
    also: (tx, meeting) => issueMinutes(deps, tx, asking, open, meeting),
  });
