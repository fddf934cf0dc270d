import type { ChatRequest } from "../chat/chat.ts";
import type { Place } from "../core/case-file.ts";
import { storable } from "../core/command-fields.ts";
import { escalationRef, fullEscalationRef } from "../core/escalation.ts";
import type { Outcome } from "../core/outcome.ts";
import { passedOn, roomsBeside } from "../core/relayed.ts";
import { appendAudit } from "../store/audit.ts";
import { entrance } from "../store/cases.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { type EscalationRead, escalationById, threadAt } from "../store/escalations.ts";
import { type Addressed, enqueue, laneOf } from "../store/outbox.ts";
import { type Asking, asSeenBy } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { nameMentions } from "./name-mentions.ts";
import { refuseProtectedWords } from "./protect.ts";
import { auditOf } from "./trail.ts";

/** What somebody wrote in a thread, and where that begins. */
export type Said = { text: string; thread: string };

/** `not for us`: no thread of ours, nobody of the case, or nobody to pass it on to. Nothing of it is kept or told then. */
export type Heard = "passed on" | "not for us" | { outcome: Outcome; reader: string };

/**
 * Passes on what somebody of the case wrote in the thread of an escalation, to its threads in the other rooms with the same readers. The
 * words are kept in the outbox until they have been said there, and nowhere else: the trail has that something was said, by whom and when.
 */
export async function relay(deps: Deps, request: ChatRequest, said: Said, now: Date): Promise<Heard> {
  const found = await threadOf(deps, request, said.thread, now);
  if (!found) return "not for us";
  const { asking, read, rooms } = found;
  const words = passedOn(await nameMentions(deps, asking, storable(said.text)));
  const seen = asSeenBy(deps, asking, read.file);
  if ("kind" in seen || rooms.length === 0 || words === "") return "not for us";
  const about = { verb: "said", caseRef: read.file.ref, actionNumber: read.escalation.actionNumber, after: saidIn(read) };
  const refused = await refuseProtectedWords(deps, asking, seen, words, about);
  if (refused) return { outcome: refused, reader: asking.person.id };
  const kept = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, asking.delivery, now);
    const { escalation, file } = read;
    const on = {
      providerId: asking.providerId,
      caseId: file.id,
      actionId: escalation.actionId,
      escalationId: escalation.id,
      now,
    };
    await deps.wake(
      tx,
      await enqueue(
        tx,
        on,
        rooms.map((room) => toRoom(room, found, words)),
      ),
    );
    await appendAudit(tx, [auditOf(asking, { ...about, result: "done" })]);
    return { kind: "passed on" as const };
  });
  if (kept.kind === "passed on")
    deps.log.info({ ref: fullEscalationRef(read.escalation), person: asking.person.id, rooms: rooms.length }, "reply passed on");
  return "passed on";
}

interface Found {
  asking: Asking;
  read: EscalationRead;
  rooms: Place[];
}

/** Of any other thread nobody is looked up. Whoever writes to colleagues has asked us for nothing, and is not noted as seen. */
async function threadOf(deps: Deps, request: ChatRequest, thread: string, now: Date): Promise<Found | null> {
  const { platform, place, delivery } = request;
  const at = place && { platform, workspace: place.workspace, conversation: place.conversation, message: thread };
  const found = at && (await threadAt(deps.db, at));
  if (!found) return null;
  const { asker } = await entrance(deps.db, { platform, ...request.from }, place, now, undefined, "unseen");
  if (asker?.providerId !== found.providerId) return null;
  const read = await escalationById(deps.db, found.providerId, found.escalationId);
  const from = read?.file.places.find(({ id }) => id === found.placeId);
  if (!read || !from) return null;
  const asking: Asking = {
    ...asker,
    caseRefs: [read.file.ref],
    here: null,
    theirs: null,
    now,
    platform,
    place,
    pressed: null,
    delivery,
  };
  const rooms = roomsBeside(read.file, from).filter((room) => deps.chats.has(room.platform));
  return { asking, read, rooms };
}

const saidIn = ({ escalation }: EscalationRead) => ({ saidIn: escalationRef(escalation), escalation: escalation.id });

function toRoom({ id, audience, ...at }: Place, { asking, read }: Found, text: string): Addressed {
  if (audience === "mixed") throw new Error("nothing is passed on to a room in which others read");
  const { platform: from, delivery: said, person } = asking;
  const notice = {
    kind: "relayed",
    placeId: id,
    audience,
    escalation: read.escalation.id,
    by: person.id,
    from,
    said,
    text,
  } as const;
  return { notice, personId: null, placeId: id, lane: laneOf(at.platform, at.workspace, at.conversation) };
}
