import { cardKindOf, noticeCard } from "../cards/notice.ts";
import { accessLevel } from "../core/access.ts";
import type { ActionNotice, Notice, Summary } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { noLongerTrue } from "../core/still-true.ts";
import { visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import { type ClaimedNotice, type Settled, subjectOf } from "../store/delivery.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { bringUpToDate, keepStateCard } from "./keep-cards-true.ts";
import { sendSummary } from "./send-summary.ts";
import { sendUndelivered } from "./send-undelivered.ts";
import { dead, type Sending, sayToPerson, skipped } from "./sending.ts";

/**
 * Says one notice, if it is still true and its reader may still see it, in the words of this moment.
 *
 * @throws ChatError where the platform did not take it
 */
export async function sendNotice(deps: Deps, tx: Statements, claimed: ClaimedNotice): Promise<Settled> {
  const notice = claimed.body;
  if (isSummary(notice)) return sendSummary(deps, tx, claimed, notice);
  if (notice.kind === "undelivered") return sendUndelivered(deps, tx, claimed, notice);
  const now = deps.now();
  const subject = await subjectOf(tx, claimed);
  if (!subject) return dead("the case or the action is gone");
  const { file, action, held } = subject;
  const view: ActionView = { action, file, calendar: calendarOf(deps, file) };
  const untrue = noLongerTrue(notice, action, file, dayOf(now, file.timeZone));
  if (untrue) return skipped(untrue);
  const sending: Sending = { claimed, view, held, now };
  if (notice.kind === "state") return keepStateCard(deps, tx, sending, notice.placeId);
  if (notice.kind === "refresh") return bringUpToDate(deps, tx, sending);
  return sendToPerson(deps, sending, notice);
}

const isSummary = (notice: Notice): notice is Summary =>
  notice.kind === "digest" || notice.kind === "weekly" || notice.kind === "room-digest";

/** Need to know, at the moment of sending. */
function asReadBy(personId: string, view: ActionView, now: Date): ActionView {
  const today = dayOf(now, view.file.timeZone);
  const level = accessLevel(view.file, personId, today);
  if (level === null) throw new Error("a notice to somebody who is not on the case");
  return { ...view, action: visibleTo(view.action, view.file, personId, level, today) };
}

async function sendToPerson(
  deps: Deps,
  { claimed, view, now }: Sending,
  notice: Extract<ActionNotice, { to: unknown }>,
): Promise<Settled> {
  const { personId } = notice.to;
  const seen = asReadBy(personId, view, now);
  const card = noticeCard(notice, seen, { now, reader: personId });
  const settled = await sayToPerson(deps, view.file.people[personId], card, claimed.key);
  const kind = cardKindOf(notice, seen);
  if (!kind || !settled.message) return settled;
  const about = { providerId: claimed.providerId, kind, actionId: view.action.id, personId, placeId: null };
  return { ...settled, shows: { id: null, ...about, message: settled.message, shownChanges: view.action.changes } };
}
