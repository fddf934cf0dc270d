import type { Action } from "../core/action.ts";
import { roomToCall } from "../core/call-room.ts";
import type { CaseFile } from "../core/case-file.ts";
import { recipient } from "../core/decision.ts";
import { isQuestion, type Notice, type Question } from "../core/notice.ts";
import type { Platform } from "../core/person.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import { type ClaimedNotice, subjectOf } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { type Addressed, address, enqueue, laneOf, reachedAt } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/**
 * A question that did not reach its reader is made known to whoever asked for the action; where that is the same person, to the lead.
 * Somebody who cannot be written to at all is named in a room of the case as well.
 */
export async function tellUndelivered(
  deps: Deps,
  tx: Transaction,
  claimed: ClaimedNotice,
  reader: "gone" | "there",
): Promise<void> {
  const { body, providerId, caseId, actionId } = claimed;
  if (!isQuestion(body)) return;
  const subject = await subjectOf(tx, claimed);
  if (!subject) return;
  const { file, action } = subject;
  const now = deps.now();
  const platforms = new Set(deps.chats.keys());
  const told = notDelivered(file, action, body, dayOf(now, file.timeZone));
  const addressed = [...address(told, file, platforms), ...(reader === "gone" ? called(file, body, platforms) : [])];
  if (addressed.length === 0) return;
  await deps.wake(tx, await enqueue(tx, { providerId, caseId, actionId, now }, addressed));
}

function notDelivered(file: CaseFile, action: Action, { to }: Question, today: Day): Notice[] {
  const hearer = [action.asker, file.leadId].find((id) => id !== to.personId);
  if (!hearer) return [];
  const by = to.personId;
  return [{ kind: "told", what: "not-delivered", to: recipient(file, hearer, today), by, why: null, version: action.version }];
}

function called(file: CaseFile, question: Question, platforms: ReadonlySet<Platform>): Addressed[] {
  const person = file.people[question.to.personId];
  const at = person && reachedAt(person, platforms);
  const place = at && roomToCall(file, person, at);
  if (!place) return [];
  const lane = laneOf(place.platform, place.workspace, place.conversation);
  return [{ notice: { kind: "called", placeId: place.id, question }, personId: null, placeId: place.id, lane }];
}
