import type { Summary } from "../core/notice.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Deps } from "./deps.ts";
import { sendDigest } from "./send-digest.ts";
import { sendRoomDigest } from "./send-room-digest.ts";
import { sendWeekly } from "./send-weekly.ts";

/**
 * Says what somebody, or a room, has before them: gathered and worded when it is sent, so that it is true then. One that comes too late
 * in the day, or has nothing to say, is not said.
 *
 * @throws ChatError where the platform did not take it
 */
export async function sendSummary(deps: Deps, tx: Statements, claimed: ClaimedNotice, summary: Summary): Promise<Settled> {
  switch (summary.kind) {
    case "digest":
      return sendDigest(deps, tx, claimed, summary);
    case "weekly":
      return sendWeekly(deps, tx, claimed, summary);
    case "room-digest":
      return sendRoomDigest(deps, tx, claimed, summary);
  }
}
