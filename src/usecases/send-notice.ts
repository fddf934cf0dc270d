import { noticeCard } from "../cards/notice.ts";
import type { Chat, ChatAddress } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import type { ActionNotice, Notice, Summary } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { noLongerTrue } from "../core/still-true.ts";
import { visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import { type ClaimedNotice, type Settled, subjectOf } from "../store/delivery.ts";
import { markShown } from "../store/drafts.ts";
import type { CardKind } from "../store/live-cards.ts";
import { reachedAt } from "../store/outbox.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { bringUpToDate, keepStateCard } from "./keep-cards-true.ts";
import { dead, type Sending, skipped } from "./sending.ts";

/**
 * Says one notice, if it is still true and its reader may still see it, in the words of this moment.
 *
 * @throws ChatError where the platform did not take it
 */
export async function sendNotice(deps: Deps, tx: Statements, claimed: ClaimedNotice): Promise<Settled> {
  const now = deps.now();
  const subject = await subjectOf(tx, claimed);
  if (!subject) return dead("the case or the action is gone");
  const { file, action, held } = subject;
  const view: ActionView = { action, file, calendar: calendarOf(deps, file) };
  const notice = claimed.body;
  if (!isAboutAction(notice)) throw new Error(`no way to say ${notice.kind} yet`);
  const untrue = noLongerTrue(notice, action, file, dayOf(now, file.timeZone));
  if (untrue) return skipped(untrue);
  const sending: Sending = { claimed, view, held, now };
  if (notice.kind === "state") return keepStateCard(deps, tx, sending, notice.placeId);
  if (notice.kind === "refresh") return bringUpToDate(deps, tx, sending);
  if (notice.kind === "called") return callInRoom(deps, sending, notice);
  const settled = await sendToPerson(deps, sending, notice);
  if (notice.kind === "draft" && settled.state === "sent") await markShown(tx, [action.id], now);
  return settled;
}

const SUMMARIES: readonly Notice["kind"][] = ["digest", "weekly", "room-digest"] satisfies Summary["kind"][];

const isAboutAction = (notice: Notice): notice is ActionNotice =>
  notice.kind !== "undelivered" && !SUMMARIES.includes(notice.kind);

/** Kinds with buttons: their cards are kept true for as long as they can be pressed. */
const KEPT: readonly CardKind[] = ["draft", "proposed", "chase", "evidence-in", "request"];

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
  const person = view.file.people[notice.to.personId];
  const at = person && reachedAt(person, new Set(deps.chats.keys()));
  const chat: Chat | undefined = at && deps.chats.get(at.platform);
  if (!at || !chat) return dead("this service is not connected to where the reader is");
  const address: ChatAddress = { kind: "person", ...at };
  const card = noticeCard(notice, asReadBy(notice.to.personId, view, now), { now, reader: notice.to.personId });
  const message = await chat.send(address, card, claimed.key);
  const kind = KEPT.find((each) => each === notice.kind);
  if (!kind) return { state: "sent", reason: null, message };
  const about = { providerId: claimed.providerId, kind, actionId: view.action.id, personId: notice.to.personId, placeId: null };
  return { state: "sent", reason: null, message, shows: { id: null, ...about, message, shownChanges: view.action.changes } };
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
