import type { Command } from "../core/command.ts";
import { type Meeting, mayRun, meetingRef } from "../core/meeting.ts";
import { missingBeforeEnd } from "../core/meeting-gate.ts";
import { chairsHearer } from "../core/meeting-moments.ts";
import type { Notice } from "../core/notice.ts";
import type { Outcome } from "../core/outcome.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { openMeeting } from "../store/meetings.ts";
import { address, enqueue } from "../store/outbox.ts";
import { type Asking, type OpenCase, openCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { meetingViewOf } from "./meeting.ts";
import { endThis } from "./meeting-end.ts";
import { begin } from "./meeting-start.ts";

/** Nobody asked us anything: nothing is answered. What others must hear they hear by the cards and the outbox. */
const SILENT: Outcome = { kind: "repeated" };

/**
 * A call began or ended in a chat that belongs to one case: its meeting begins, chaired by whoever began the call, or ends. Where something
 * is missing, or whoever ended the call does not run the meeting, it stays open and the chair is asked.
 */
export async function hearCall(deps: Deps, asking: Asking, { happened }: Extract<Command, { do: "call" }>): Promise<Outcome> {
  const [ref, ...more] = asking.caseRefs;
  if (ref === undefined || more.length > 0) return SILENT;
  const open = await openCase(deps, asking, ref);
  if ("kind" in open) return SILENT;
  if (happened === "started") await begin(deps, asking, open, { chair: asking.person.id, type: "mdt" });
  else await callEnded(deps, asking, open);
  return SILENT;
}

async function callEnded(deps: Deps, asking: Asking, open: OpenCase): Promise<void> {
  const meeting = await openMeeting(deps.db, open.file.id);
  if (!meeting) return;
  const { actions } = await meetingViewOf(deps.db, asking.providerId, open, meeting);
  const isWhole = missingBeforeEnd(meeting, actions, open.file, open.today).length === 0;
  if (isWhole && mayRun(meeting, open.file, asking.person.id, open.today) !== undefined)
    await endThis(deps, asking, open, meeting);
  else await askChair(deps, asking, open, meeting);
}

async function askChair(deps: Deps, asking: Asking, { file, today }: OpenCase, meeting: Meeting): Promise<void> {
  const to = chairsHearer(meeting, file, today);
  if (!to) return;
  const writing = writingOf(deps, asking);
  const { providerId, now } = writing;
  await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, writing.delivery, now);
    const notice: Notice = { kind: "meeting-asked", to, meeting: meeting.id, since: now.toISOString(), step: 0 };
    const notices = address([notice], file, writing.platforms);
    await writing.wake(tx, await enqueue(tx, { providerId, caseId: file.id, actionId: null, now }, notices));
    return { kind: "asked" as const };
  });
  deps.log.info({ caseRef: file.ref, meeting: meetingRef(meeting) }, "a call ended before its meeting could");
}
