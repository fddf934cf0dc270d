import { noticeCard } from "../cards/notice.ts";
import { coverSentence } from "../cards/person-view.ts";
import { remindersCard } from "../cards/reminders.ts";
import { undeliveredCard } from "../cards/undelivered.ts";
import type { Chat, ChatAddress } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { ActionNotice, Notice, Summary } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { noLongerTrue } from "../core/still-true.ts";
import { visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import { type ClaimedNotice, type Settled, type Subject, settle, subjectOf } from "../store/delivery.ts";
import type { CardKind } from "../store/live-cards.ts";
import { reachedAt } from "../store/outbox.ts";
import { caseById } from "../store/presence.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { bringUpToDate, keepStateCard } from "./keep-cards-true.ts";
import { dead, type Sending, skipped } from "./sending.ts";
import type { Attempt } from "./under-way.ts";

/**
 * Says one notice, if it is still true and its reader may still see it, in the words of this moment; and with it, in one message, those
 * that are said together.
 *
 * @throws ChatError where the platform did not take it, and what `chatsFor` throws where it has to wait
 */
export async function sendNotice(deps: Deps, tx: Statements, attempt: Attempt): Promise<Settled> {
  const { claimed } = attempt;
  const notice = claimed.body;
  if (notice.kind === "undelivered") return sendUndelivered(deps, tx, claimed, notice);
  if (!isAboutAction(notice)) throw new Error(`no way to say ${notice.kind} yet`);
  const read = await readSubject(deps, tx, claimed, notice);
  if ("state" in read) return read;
  const sending: Sending = { claimed, ...read, now: deps.now() };
  if (notice.kind === "state") return keepStateCard(deps, tx, sending, notice.placeId);
  if (notice.kind === "refresh") return bringUpToDate(deps, tx, sending);
  const others = await stillTrue(deps, tx, attempt);
  if (others.length === 0) return sendToPerson(deps, sending, notice);
  return sendReminders(deps, claimed, [{ notice, view: sending.view }, ...others]);
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
  const { file, action, held } = subject;
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
  const reached = first && reachable(deps, first.view.file, first.notice.to.personId);
  if (!first || !reached) return dead(NOT_CONNECTED);
  const reader = first.notice.to.personId;
  const now = deps.now();
  const rows = reminded.map(({ notice, view }) => ({ notice, view: asReadBy(reader, view, now) }));
  const message = await reached.chat.send(reached.address, remindersCard({ now, reader }, rows), claimed.key);
  return { state: "sent", reason: null, message };
}

/** The news that somebody was not reached: about the action where there is one, else about the person. */
async function sendUndelivered(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: Extract<Notice, { kind: "undelivered" }>,
): Promise<Settled> {
  const now = deps.now();
  const subject = claimed.actionId ? await subjectOf(tx, claimed) : null;
  const file = subject?.file ?? (claimed.caseId ? await caseById(tx, claimed.providerId, claimed.caseId) : null);
  if (!file) return dead("the case is gone");
  const reader = notice.to.personId;
  if (accessLevel(file, reader, dayOf(now, file.timeZone)) === null) return skipped("the reader is not on the case");
  const reached = reachable(deps, file, reader);
  if (!reached) return dead(NOT_CONNECTED);
  const view = subject && asReadBy(reader, { action: subject.action, file, calendar: calendarOf(deps, file) }, now);
  const why = coverSentence(file, notice.to.coverFor, notice.to.coverUntil);
  const card = undeliveredCard({ now, reader }, { file, view }, notice, why);
  return { state: "sent", reason: null, message: await reached.chat.send(reached.address, card, claimed.key) };
}

const NOT_CONNECTED = "this service is not connected to where the reader is";

/** Where somebody is written to, of the platforms that we are connected to. */
function reachable(deps: Deps, file: CaseFile, personId: string): { chat: Chat; address: ChatAddress } | null {
  const person = file.people[personId];
  const at = person && reachedAt(person, new Set(deps.chats.keys()));
  const chat = at && deps.chats.get(at.platform);
  return at && chat ? { chat, address: { kind: "person", ...at } } : null;
}

const SUMMARIES: readonly Notice["kind"][] = ["digest", "weekly", "room-digest"] satisfies Summary["kind"][];

const isAboutAction = (notice: Notice): notice is ActionNotice =>
  notice.kind !== "undelivered" && !SUMMARIES.includes(notice.kind);

/** Kinds with buttons: their cards are kept true for as long as they can be pressed. */
export const KEPT: readonly CardKind[] = ["proposed", "chase", "evidence-in", "request"];

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
  const reached = reachable(deps, view.file, notice.to.personId);
  if (!reached) return dead(NOT_CONNECTED);
  const card = noticeCard(notice, asReadBy(notice.to.personId, view, now), { now, reader: notice.to.personId });
  const message = await reached.chat.send(reached.address, card, claimed.key);
  const kind = KEPT.find((each) => each === notice.kind);
  if (!kind) return { state: "sent", reason: null, message };
  const about = { providerId: claimed.providerId, kind, actionId: view.action.id, personId: notice.to.personId, placeId: null };
  return { state: "sent", reason: null, message, shows: { id: null, ...about, message, shownChanges: view.action.changes } };
}
