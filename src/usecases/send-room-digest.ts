import { roomDigestCard } from "../cards/room-digest.ts";
import type { Chat, ChatAddress } from "../chat/chat.ts";
import { isStillToday } from "../core/digest-time.ts";
import type { Room, Summary } from "../core/notice.ts";
import { isEmptyRoomDigest, roomDigestOf } from "../core/room-digest.ts";
import { casesOfRoom } from "../store/cases.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import { personsOf } from "../store/identities.ts";
import type { Deps } from "./deps.ts";
import { dead, isBegun, LATE, NOTHING, skipped } from "./sending.ts";
import { gathered } from "./summary-cases.ts";

/** What a room may read of what is due, by who is in it at this moment. */
export async function sendRoomDigest(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  { room, day }: Extract<Summary, { kind: "room-digest" }>,
): Promise<Settled> {
  const now = deps.now();
  const read = await casesOfRoom(tx, claimed.providerId, room, "live");
  const first = read[0]?.file;
  if (!first) return skipped("the room is not one of a case");
  if (!isBegun(claimed) && !isStillToday(day, first.timeZone, now)) return LATE;
  const chat = deps.chats.get(room.platform);
  if (!chat) return dead("this service is not connected to the room");
  const cases = gathered(deps, read);
  // Who is in the room makes something more of it or less, never something of nothing.
  if (!isBegun(claimed) && isEmptyRoomDigest(roomDigestOf(cases, null, now))) return NOTHING;
  const address: ChatAddress = { kind: "room", ...room };
  const digest = roomDigestOf(cases, await everybodyIn(deps, tx, chat, claimed.providerId, room), now);
  const message = await chat.send(address, roomDigestCard(digest, { now, room }), claimed.key);
  const listed = digest.cases.flatMap(({ rows }) => rows.map(({ action }) => action.id));
  return { state: "sent", reason: null, message, listed };
}

/**
 * Everybody in the room by person; null where that is not known: with one member whom we do not know, or a platform that does not tell,
 * nothing can be said to be for everybody here.
 */
async function everybodyIn(
  deps: Deps,
  tx: Statements,
  chat: Chat,
  providerId: string,
  room: Room,
): Promise<ReadonlySet<string> | null> {
  const members = await chat.members({ kind: "room", ...room }).catch((err: unknown) => {
    deps.log.warn({ err, room: room.conversation }, "the members of a room were not told");
    return null;
  });
  if (!members) return null;
  const users = members.map(({ user }) => user);
  const persons = await personsOf(tx, providerId, room, users);
  return users.every((user) => persons.has(user)) ? new Set(persons.values()) : null;
}
