import { relayedCard } from "../cards/relayed.ts";
import type { EscalationView } from "../core/climb.ts";
import { type Relayed, roomFor } from "../core/relayed.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import { threadIn } from "../store/escalations.ts";
import type { Deps } from "./deps.ts";
import { dead, skipped } from "./sending.ts";

/** What somebody wrote on one side, in the thread of a room on the other. Throws ChatError. */
export async function sendRelayed(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: Relayed,
  view: EscalationView,
): Promise<Settled> {
  const { escalation, action, file } = view;
  const room = roomFor(notice, file, action);
  if (!room) return skipped("the room may not read it");
  const chat = deps.chats.get(room.platform);
  if (!chat) return dead("this service is not connected to the room");
  const thread = await threadIn(tx, escalation.id, room.id);
  if (thread === null) return skipped("the room has no thread of it");
  const card = relayedCard({ now: deps.now(), reader: "", room }, view, notice);
  const { platform, workspace, conversation } = room;
  const message = await chat.send({ kind: "room", platform, workspace, conversation, thread }, card, claimed.key);
  return { state: "sent", reason: null, message };
}
