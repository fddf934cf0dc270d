import { recipient } from "../core/decision.ts";
import type { Notice } from "../core/notice.ts";
import { dayOf } from "../core/working-day.ts";
import { type ClaimedNotice, subjectOf } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { address, enqueue } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** What somebody is asked to do. Lost, it would look as if they kept silent. */
const QUESTIONS: readonly Notice["kind"][] = ["proposed", "chase", "evidence-in", "request"];

/** A question that did not reach its reader is made known to whoever asked for the action; where that is the same person, to the lead. */
export async function tellUndelivered(deps: Deps, tx: Transaction, claimed: ClaimedNotice): Promise<void> {
  const { body, providerId, caseId, actionId } = claimed;
  if (!("to" in body) || !QUESTIONS.includes(body.kind)) return;
  const unreached = body.to.personId;
  const subject = await subjectOf(tx, claimed);
  if (!subject) return;
  const { file, action } = subject;
  const hearer = [action.asker, file.leadId].find((id) => id !== unreached);
  if (!hearer) return;
  const now = deps.now();
  const to = recipient(file, hearer, dayOf(now, file.timeZone));
  const told: Notice = { kind: "told", what: "not-delivered", to, by: unreached, why: null, version: action.version };
  const platforms = new Set(deps.chats.keys());
  await deps.wake(tx, await enqueue(tx, { providerId, caseId, actionId, now }, address([told], file, platforms)));
}
