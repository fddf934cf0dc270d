import type { Command } from "../core/command.ts";
import { dayLabel } from "../core/due.ts";
import { type Meeting, meetingRef } from "../core/meeting.ts";
import { ended } from "../core/meeting-decide.ts";
import { missingBeforeEnd } from "../core/meeting-gate.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { issueMinutes } from "./issue-minutes.ts";
import { caseOfMeeting, meetingMeant, meetingViewOf } from "./meeting.ts";
import { changeMeeting } from "./meeting-change.ts";

/** Ends a meeting and issues its minutes, or says exactly what is missing and leaves it open. */
export async function endMeeting(deps: Deps, asking: Asking, command: Extract<Command, { do: "meeting-end" }>): Promise<Outcome> {
  const open = await caseOfMeeting(deps, asking, command);
  if ("kind" in open) return open;
  const meeting = await meetingMeant(deps.db, open, command);
  return "kind" in meeting ? meeting : endThis(deps, asking, open, meeting);
}

/** Its actions are read once it is held: a draft that is made at the same moment is in it, or comes after it. */
export const endThis = (deps: Deps, asking: Asking, open: OpenCase, known: Meeting): Promise<Outcome> =>
  changeMeeting(deps, asking, open, known, {
    verb: "meeting-end",
    decide: async (meeting, tx) => {
      const { actions } = await meetingViewOf(tx, asking.providerId, open, meeting);
      const missing = missingBeforeEnd(meeting, actions, open.file, open.today);
      return missing.length > 0 ? missing.join(" ") : ended(meeting, asking.person.id, asking.now);
    },
    said: ({ followUp, ...meeting }) =>
      `${meetingRef(meeting)} has ended.${followUp === null ? "" : ` Follow-up check on ${dayLabel(followUp)}.`}`,
    also: async (tx, meeting) => {
      const { file, calendar } = open;
      const { actions, carried } = await meetingViewOf(tx, asking.providerId, open, meeting);
      await issueMinutes(deps, tx, asking, { meeting, file, calendar, actions, carried });
    },
  });
