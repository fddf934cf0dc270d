import type { NotePresence } from "../chat/chat.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice } from "../store/delivery.ts";
import { directTransaction } from "../store/direct.ts";
import { markBack, markGone } from "../store/presence.ts";
import type { Deps } from "./deps.ts";
import { tellLeads } from "./tell-undelivered.ts";
import { addressIn } from "./under-way.ts";

/** Notes that the reader of a notice is not reached where it went. Whether they are to be met on another platform that we are connected to. */
export async function isReachedElsewhere(deps: Deps, tx: Statements, { lane, personId }: ClaimedNotice): Promise<boolean> {
  const address = addressIn(lane, personId);
  if (address?.kind !== "person") return false;
  const gone = await markGone(tx, address, deps.now());
  return gone?.left.some((platform) => deps.chats.has(platform)) ?? false;
}

/**
 * A platform says that somebody's account was closed, or that they took the app away; or that they are back. What they would be told goes
 * to where else they are known from now on; where that is nowhere, the leads of what they own hear of it.
 */
export const notePresence =
  (deps: Deps): NotePresence =>
  async (who, is) => {
    if (is === "back") return markBack(deps.db, who);
    await directTransaction(deps.db, async (tx) => {
      const gone = await markGone(tx, who, deps.now());
      if (!gone || gone.left.some((platform) => deps.chats.has(platform))) return;
      deps.log.info({ person: gone.personId, platform: who.platform }, "somebody cannot be reached any more");
      const reason = who.platform === "teams" ? "app removed" : "account closed";
      const id = `${gone.personId}:${gone.since.toISOString()}`;
      await tellLeads(deps, tx, gone.providerId, { id, kind: "digest", unreached: gone.personId, reason });
    });
  };
