import type { EscalationNotice } from "../core/notice.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Deps } from "./deps.ts";
import { dead } from "./sending.ts";

export async function sendEscalation(
  _deps: Deps,
  _tx: Statements,
  _claimed: ClaimedNotice,
  _notice: EscalationNotice,
): Promise<Settled> {
  return dead("not yet");
}
