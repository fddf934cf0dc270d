import { cardKindOf, noticeCard } from "../cards/notice.ts";
import { remindersCard } from "../cards/reminders.ts";
import { accessLevel } from "../core/access.ts";
import { isAboutEscalation, isAboutThreshold } from "../core/escalation-notice.ts";
import { isAboutLadder } from "../core/ladder-notice.ts";
import { isAboutMeeting } from "../core/meeting-notice.ts";
import { isAboutMinutes } from "../core/minutes-notice.ts";
import type { ActionNotice, Notice, Summary } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { noLongerTrue } from "../core/still-true.ts";
import { visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements, Transaction } from "../store/database.ts";
import { type ClaimedNotice, type Settled, type Subject, settle, subjectOf } from "../store/delivery.ts";
import { markShown } from "../store/drafts.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { bringUpToDate, keepStateCard } from "./keep-cards-true.ts";
import { sendEscalation } from "./send-escalation.ts";
import { sendLadder } from "./send-ladder.ts";
import { sendLeaveCover } from "./send-leave-cover.ts";
import { sendMeeting } from "./send-meeting.ts";
import { sendMinutes } from "./send-minutes.ts";
import { sendSummary } from "./send-summary.ts";
import { sendThreshold } from "./send-threshold.ts";
import { sendUndelivered } from "./send-undelivered.ts";
import { dead, type Sending, sayToPerson, skipped } from "./sending.ts";
import type { Attempt } from "./under-way.ts";

/**
 * Says one notice, if it is still true and its reader may still see it, in the words of this moment; and with it, in one message, those
 * that are said together.
 *
 * @throws ChatError where the platform did not take it, and what `chatsFor` throws where it has to wait
 */
export async function sendNotice(deps: Deps, tx: Transaction, attempt: Attempt): Promise<Settled> {
  const { claimed } = attempt;
  const notice = claimed.body;
  if (isSummary(notice)) return sendSummary(deps, tx, claimed, notice);
  if (notice.kind === "undelivered") return sendUndelivered(deps, tx, claimed, notice);
  if (notice.kind === "leave-cover") return sendLeaveCover(deps, tx, claimed, notice);
  if (isAboutEscalation(notice)) return sendEscalation(deps, tx, claimed, notice);
  if (isAboutLadder(notice)) return sendLadder(deps, tx, claimed, notice);
  if (isAboutMinutes(notice)) return sendMinutes(deps, tx, claimed, notice);
  if (isAboutThreshold(notice)) return sendThreshold(deps, tx, claimed, notice);
  if (isAboutMeeting(notice)) return sendMeeting(deps, tx, claimed, notice);
  const read = await readSubject(deps, tx, claimed, notice);
  if ("state" in read) return read;
  const sending: Sending = { claimed, ...read, now: deps.now() };
  if (notice.kind === "state") return keepStateCard(deps, tx, sending, notice);
  if (notice.kind === "refresh") return bringUpToDate(deps, tx, sending);
  if (notice.kind === "called") return callInRoom(deps, sending, notice);
  const others = await stillTrue(deps, tx, attempt);
  if (others.length > 0) return sendReminders(deps, claimed, [{ notice, view: sending.view }, ...others]);
  const settled = await sendToPerson(deps, sending, notice);
  const isAskersDraft = notice.kind === "draft" && notice.to.personId === sending.view.action.asker;
  if (isAskersDraft && settled.state === "sent") await markShown(tx, [sending.view.action.id], sending.now);
  return settled;
}

/** Everything about a notice as it is now, or why it is not said. */
async function readSubject(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: ActionNotice,
): Promise<Settled | { view: ActionView; held: Subject["held"] }> {
  const subject = await subjectOf(tx, claimed);
  if (!subject) return dead("the case or the action is gone");
  const { action, held } = subject;
  const file = fileConnected(subject.file, platformsOf(deps));
  const untrue = noLongerTrue(notice, action, file, dayOf(deps.now(), file.timeZone));
  return untrue ? skipped(untrue) : { view: { action, file, calendar: calendarOf(deps, file) }, held };
}

/** Of what is said together, what still holds; the rest is settled, each with its own reason. */
async function stillTrue(deps: Deps, tx: Statements, attempt: Attempt): Promise<Reminded[]> {
  const said: Reminded[] = [];
  const kept: ClaimedNotice[] = [];
  for (const each of attempt.together) {
    if (!isReminding(each.body)) continue;
    const read = await readSubject(deps, tx, each, each.body);
    if ("state" in read) await settle(tx, each.id, deps.realNow(), read);
    else {
      said.push({ notice: each.body, view: read.view });
      kept.push(each);
    }
  }
  attempt.together = kept;
  return said;
}

const REMINDING: readonly Notice["kind"][] = ["reminder", "silence", "owner-left"];
const isReminding = (notice: Notice): notice is Reminding => REMINDING.includes(notice.kind);

type Reminding = Extract<ActionNotice, { kind: "reminder" | "silence" | "owner-left" }>;
type Reminded = { notice: Extract<ActionNotice, { to: unknown }>; view: ActionView };

/** Several things that one person is reminded of, in one message. */
async function sendReminders(deps: Deps, claimed: ClaimedNotice, reminded: Reminded[]): Promise<Settled> {
  const [first] = reminded;
  if (!first) return dead("there is nothing to say");
  const reader = first.notice.to.personId;
  const now = deps.now();
  const rows = reminded.map(({ notice, view }) => ({ notice, view: asReadBy(reader, view, now) }));
  return sayToPerson(deps, first.view.file.people[reader], remindersCard({ now, reader }, rows), claimed.key);
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

async function callInRoom(
  deps: Deps,
  { claimed, view, now }: Sending,
  notice: Extract<ActionNotice, { kind: "called" }>,
): Promise<Settled> {
  const place = view.file.places.find(({ id }) => id === notice.placeId);
  const chat = place && deps.chats.get(place.platform);
  if (!place || !chat) return dead("this service is not connected to the room");
  const { platform, workspace, conversation } = place;
  const card = noticeCard(notice, view, { now, reader: "", room: place });
  return {
    state: "sent",
    reason: null,
    message: await chat.send({ kind: "room", platform, workspace, conversation }, card, claimed.key),
  };
}
