import { type ChatAddress, ChatError, type MessageRef } from "../chat/chat.ts";
import { isAboutEscalation } from "../core/escalation-notice.ts";
import type { ClaimedNotice } from "../store/delivery.ts";
import type { Statements } from "../store/direct.ts";
import { threadIn } from "../store/escalations.ts";
import type { Deps } from "./deps.ts";
import { addressIn } from "./under-way.ts";

/** A platform that cannot say now is asked again, as often; Slack lets some apps look once a minute. */
const ASKED_AT_MOST = 5;

/** A message on its way when its sender died may still arrive within this time. */
const ARRIVES_WITHIN_MS = 3_000;

export type Fate =
  | { kind: "arrived"; message: MessageRef }
  | { kind: "not there" }
  /** Nobody can tell. It is sent, perhaps for the second time: lost would be worse. */
  | { kind: "cannot tell" }
  /** It may be told later. */
  | { kind: "later"; at: Date }
  | { kind: "ask again"; fault: ChatError };

/** What became of a message that left and was not recorded: its sender was killed, or the platform did not answer. */
export async function fateOf(deps: Deps, tx: Statements, claimed: ClaimedNotice, since: Date): Promise<Fate> {
  const address = await whereSaid(tx, claimed);
  const chat = address && deps.chats.get(address.platform);
  if (!address || !chat) return { kind: "cannot tell" };
  const settled = new Date(since.getTime() + ARRIVES_WITHIN_MS);
  try {
    const found = await chat.find(address, claimed.key, since, claimed.pages);
    if (typeof found === "object") return { kind: "arrived", message: found };
    if (found === "not there" && deps.realNow() < settled) return { kind: "later", at: settled };
    return { kind: found };
  } catch (err) {
    if (!(err instanceof ChatError)) throw err;
    if (err.fault !== "misconfigured" && claimed.asked + 1 >= ASKED_AT_MOST) return { kind: "cannot tell" };
    return { kind: "ask again", fault: err };
  }
}

/** In its thread, where that has begun: what is said there is in no room's history. */
async function whereSaid(tx: Statements, { lane, personId, placeId, body }: ClaimedNotice): Promise<ChatAddress | null> {
  const address = addressIn(lane, personId);
  if (address?.kind !== "room" || placeId === null || !isAboutEscalation(body) || !("escalation" in body)) return address;
  const thread = await threadIn(tx, body.escalation, placeId);
  return thread === null ? address : { ...address, thread };
}
