import { coverSentence } from "../cards/person-view.ts";
import { type UndeliveredNotice, undeliveredCard } from "../cards/undelivered.ts";
import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import { type ClaimedNotice, type Settled, subjectOf } from "../store/delivery.ts";
import { hasArrived } from "../store/late-notices.ts";
import { caseById } from "../store/presence.ts";
import type { Deps } from "./deps.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";

/** Tells the lead of a message that did not arrive. */
export async function sendUndelivered(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: UndeliveredNotice,
): Promise<Settled> {
  const now = deps.now();
  const found = await about(tx, claimed);
  if (!found) return dead("the case or the action is gone");
  const { file, action } = found;
  if (notice.late && (await hasArrived(tx, notice.notice))) return skipped("it has arrived since");
  const { to } = notice;
  const person = file.people[to.personId];
  if (!person || accessLevel(file, to.personId, dayOf(now, file.timeZone)) === null)
    return skipped("the reader is not on the case");
  const failed = { file, action, at: claimed.createdAt };
  const why = coverSentence(file, to.coverFor, to.coverUntil);
  return sayToPerson(deps, person, undeliveredCard({ now, reader: to.personId }, notice, failed, why), claimed.key);
}

/** The action or the case that it was about. */
async function about(tx: Statements, claimed: ClaimedNotice): Promise<{ file: CaseFile; action: Action | null } | null> {
  if (claimed.actionId) return subjectOf(tx, claimed);
  const file = claimed.caseId ? await caseById(tx, claimed.providerId, claimed.caseId) : null;
  return file && { file, action: null };
}
