import { recipient } from "../core/decision.ts";
import type { Notice } from "../core/notice.ts";
import { dayOf } from "../core/working-day.ts";
import { actionById } from "../store/actions.ts";
import { caseById } from "../store/cases.ts";
import type { Db } from "../store/database.ts";
import type { ClaimedNotice } from "../store/delivery.ts";
import { address, enqueue } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** What somebody is asked to do. Lost, it would look as if they kept silent. */
const QUESTIONS: readonly Notice["kind"][] = ["proposed", "chase", "evidence-in", "request"];

/** A question that did not reach its reader is made known to whoever asked for the action; where that is the same person, to the lead. */
export async function tellUndelivered(deps: Deps, tx: Db, { body, providerId, caseId, actionId }: ClaimedNotice): Promise<void> {
  if (!("to" in body) || !QUESTIONS.includes(body.kind)) return;
  const unreached = body.to.personId;
  const file = await caseById(tx, providerId, caseId);
  const action = await actionById(tx, providerId, actionId);
  const hearer = [action?.asker, file?.leadId].find((id) => id && id !== unreached);
  if (!file || !action || !hearer) return;
  const now = deps.now();
  const to = recipient(file, hearer, dayOf(now, file.timeZone));
  const told: Notice = { kind: "told", what: "not-delivered", to, by: unreached, why: null, version: action.version };
  const platforms = new Set(deps.chats.keys());
  await deps.wake(tx, await enqueue(tx, { providerId, caseId, actionId, now }, address([told], file, platforms)));
}
