import { canHear } from "../core/at-work.ts";
import type { Command } from "../core/command.ts";
import { momentLabel } from "../core/due.ts";
import { type Meeting, type MeetingType, meetingRef, rollFor } from "../core/meeting.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import { appendAudit } from "../store/audit.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { addMeeting, latestMeeting, openMeeting } from "../store/meetings.ts";
import { enqueue } from "../store/outbox.ts";
import { inTurn } from "../store/thresholds.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { caseOfMeeting, exampleOf, meetingViewOf } from "./meeting.ts";
import { roomCards } from "./meeting-rooms.ts";
import { refuseProtected } from "./protect.ts";
import { resolveWho } from "./resolve-who.ts";
import { auditOf } from "./trail.ts";

type Start = Extract<Command, { do: "meeting-start" }>;

/** Starts a meeting of a case, or finds the one that has started already. Whoever sees the case may: a meeting is nobody's decision. */
export async function startMeeting(deps: Deps, asking: Asking, command: Start): Promise<Outcome> {
  const open = await caseOfMeeting(deps, asking, command);
  if ("kind" in open) return open;
  const unsafe = await refuseProtected(deps, asking, open, command);
  if (unsafe) return unsafe;
  const chair = await chairOf(deps, asking, open, command.who);
  if (typeof chair !== "string") return chair;
  const begun = await begin(deps, asking, open, { chair, type: command.type ?? "mdt" });
  if (begun.kind === "repeated") {
    const meeting = await openMeeting(deps.db, open.file.id);
    return meeting ? shown(deps, asking, open, meeting, null) : { kind: "repeated" };
  }
  if (begun.kind === "stale") throw new Error("a meeting that begins follows nothing");
  const { meeting } = begun;
  if (begun.kind === "open") return { ...(await shown(deps, asking, open, meeting, startedAlready(open, meeting))), late: true };
  return shown(deps, asking, open, meeting, `${meetingRef(meeting)} of ${open.file.ref} has started.`);
}

/** Whoever chairs is asked things: they have to be in chat, and on the case. */
async function chairOf(deps: Deps, asking: Asking, open: OpenCase, said: string | undefined): Promise<string | Outcome> {
  if (said === undefined) return asking.person.id;
  const found = await resolveWho(deps, asking, open, said);
  const invalid = (message: string): Outcome => ({
    ...{ kind: "invalid", field: "who", message },
    example: exampleOf("meeting-start", open.file.ref),
  });
  if (found.kind === "nobody") return invalid(found.message);
  if (canHear(open.file, found.personId, open.today)) return found.personId;
  return invalid(`${open.file.people[found.personId]?.name ?? "That person"} is outside chat and cannot chair here.`);
}

/** `open`: somebody was faster, or had started it long ago. */
export type Begun = { kind: "begun" | "open"; meeting: Meeting } | { kind: "repeated" } | { kind: "stale" };

/** The meeting, the trail and its card in each room of the case: all of it, or nothing. Of two who start at once, one does. */
export async function begin(
  deps: Deps,
  asking: Asking,
  { file, today }: OpenCase,
  { chair, type }: { chair: string; type: MeetingType },
): Promise<Begun> {
  const writing = writingOf(deps, asking);
  const { providerId, now } = writing;
  const begun = await orAbandon(deps.db, async (tx): Promise<Begun> => {
    await claimDelivery(tx, writing.delivery, now);
    await inTurn(tx, file.id);
    const last = await latestMeeting(tx, file.id);
    if (last?.state === "open") return { kind: "open", meeting: last };
    const meeting = await addMeeting(tx, providerId, {
      ...{ caseId: file.id, state: "open", openedAt: now, endedAt: null, followUp: null, changedAt: now, version: 1 },
      ...{ type, chair, openedBy: asking.person.id, endedBy: null, roll: rollFor(file, chair, today), decisions: [] },
      ...{ noActionsBecause: null, narrative: null, previous: last?.id ?? null, goingSince: now.toISOString() },
    });
    const notices = roomCards(file, meeting, writing.platforms);
    await writing.wake(tx, await enqueue(tx, { providerId, caseId: file.id, actionId: null, now }, notices));
    const after = { meeting: meetingRef(meeting), type, chair };
    await appendAudit(tx, [
      auditOf(asking, { verb: "meeting-start", result: "done", caseRef: file.ref, actionNumber: null, after }),
    ]);
    return { kind: "begun", meeting };
  });
  if (begun.kind === "begun")
    deps.log.info({ caseRef: file.ref, person: asking.person.id, meeting: begun.meeting.number }, "meeting started");
  return begun;
}

const startedAlready = ({ file }: OpenCase, meeting: Meeting): string =>
  `Already started by ${nameAndRole(file, meeting.openedBy)} on ${momentLabel(meeting.openedAt, file.timeZone)}.`;

async function shown(deps: Deps, asking: Asking, open: OpenCase, meeting: Meeting, said: string | null) {
  return { kind: "meeting" as const, meeting: await meetingViewOf(deps.db, asking.providerId, open, meeting), said };
}
