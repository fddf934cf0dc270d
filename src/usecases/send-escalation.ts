import type { Card } from "../cards/card.ts";
import { escalationCard, escalationMixedCard } from "../cards/escalation.ts";
import { escalationLine } from "../cards/escalation-line.ts";
import { escalationLeadCard, escalationToldCard } from "../cards/escalation-news.ts";
import { coverSentence } from "../cards/person-view.ts";
import { ChatError } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import type { Place } from "../core/case-file.ts";
import type { EscalationView } from "../core/climb.ts";
import { standsIn, whatBecame } from "../core/decide-escalation.ts";
import type { Happening } from "../core/escalation.ts";
import type { EscalationNotice } from "../core/escalation-notice.ts";
import { isSpokenOfIn } from "../core/escalation-notices.ts";
import type { Recipient } from "../core/notice.ts";
import type { Platform } from "../core/person.ts";
import { visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Statements, Transaction } from "../store/direct.ts";
import {
  cardsOf,
  type EscalationCard,
  escalationById,
  forgetCard,
  type HeldEscalation,
  happeningsOf,
} from "../store/escalations.ts";
import { reachedAt } from "../store/outbox.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { keepTrue, type Posted } from "./keep-escalation-card.ts";
import { sendRelayed } from "./send-relayed.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";

/** An escalation at the moment at which something is said of it. */
export interface Speaking {
  claimed: ClaimedNotice;
  view: EscalationView;
  /** Messages of ours that show it, or the one in whose thread it is spoken of. */
  cards: EscalationCard[];
  roots: EscalationCard[];
  now: Date;
}

/** Says what there is to say about an escalation: to somebody, in a room, in its thread; or brings a card up to date. */
export async function sendEscalation(
  deps: Deps,
  tx: Transaction,
  claimed: ClaimedNotice,
  notice: EscalationNotice,
): Promise<Settled> {
  const read = await escalationById(tx, claimed.providerId, notice.escalation);
  if (!read) return dead("the escalation is gone");
  const file = fileConnected(read.file, platformsOf(deps));
  const view: EscalationView = { ...read, file, calendar: calendarOf(deps, file) };
  const cards = await cardsOf(tx, notice.escalation);
  const { threadId } = view.escalation;
  const speaking: Speaking = { claimed, view, cards, roots: threadId ? await cardsOf(tx, threadId) : cards, now: deps.now() };
  switch (notice.kind) {
    case "escalation":
    case "escalation-told":
    case "escalation-lead":
      return toPerson(deps, tx, speaking, notice);
    case "escalation-thread":
      return beginThread(deps, tx, speaking, notice.placeId);
    case "escalation-line":
      return inThread(deps, tx, speaking, notice);
    case "escalation-card":
      return bringUpToDate(deps, tx, speaking, notice);
    case "relayed":
      return sendRelayed(deps, tx, claimed, notice, view);
  }
}

/** What somebody may see of it today; null where they may see nothing. */
function asReadBy({ view, now }: Speaking, personId: string): EscalationView | null {
  const { file, action } = view;
  const today = dayOf(now, file.timeZone);
  const level = accessLevel(file, personId, today);
  if (level === null) return null;
  // Whoever has to decide reads what they decide about.
  const decides = standsIn(view, personId, today).length > 0;
  return { ...view, action: action && (decides ? action : visibleTo(action, file, personId, level, today)) };
}

/** Where its threads begin in the case's own rooms, on platforms that the reader can open; one of each. */
function linksOf({ roots, view }: Speaking, isWanted: (platform: Platform) => boolean) {
  const ofCase = new Set(view.file.places.filter(({ audience }) => audience === "case").map(({ id }) => id));
  const links = new Map(
    roots.flatMap(({ message: { platform }, link, placeId }) =>
      placeId && ofCase.has(placeId) && link && isWanted(platform) ? [[platform, link] as const] : [],
    ),
  );
  return [...links].map(([platform, link]) => ({ platform, link }));
}

const beside = (one: Platform) => (platform: Platform) => platform !== one;

type Personal = Extract<EscalationNotice, { to: Recipient }>;

async function toPerson(deps: Deps, tx: Transaction, speaking: Speaking, notice: Personal): Promise<Settled> {
  const { claimed, view, now } = speaking;
  const { to } = notice;
  const seen = asReadBy(speaking, to.personId);
  if (!seen) return skipped("the reader is not on the case");
  const person = view.file.people[to.personId];
  const context = { now, reader: to.personId };
  const why = coverSentence(view.file, to.coverFor, to.coverUntil);
  if (notice.kind === "escalation-told") {
    const told = (await happeningsOf(tx, notice.escalation)).find(({ seq }) => seq === notice.seq)?.happening;
    return told
      ? sayToPerson(deps, person, escalationToldCard(context, seen, told, why), claimed.key)
      : dead("nothing has happened");
  }
  if (whatBecame(view) !== null) return skipped("it needs no decision any more");
  const at = person && reachedAt(person, platformsOf(deps))?.platform;
  const more = { why, links: linksOf(speaking, (platform) => platform === at) };
  const card = notice.kind === "escalation" ? escalationCard(context, seen, more) : escalationLeadCard(context, seen, why);
  const settled = await sayToPerson(deps, person, card, claimed.key);
  const { message } = settled;
  if (!message) return settled;
  return { ...settled, holds: await kept(deps, tx, speaking, { personId: to.personId, placeId: null, link: null, message }) };
}

/** A message that was taken is kept true from now on. */
const kept = (
  deps: Deps,
  tx: Transaction,
  { claimed, view, roots }: Speaking,
  about: Pick<Posted, "personId" | "placeId" | "link" | "message">,
): Promise<HeldEscalation> => {
  const { id: escalationId, version: shownVersion } = view.escalation;
  return keepTrue(deps, tx, claimed, { escalationId, shownVersion, linked: roots, ...about });
};

const placeOf = ({ view }: Speaking, placeId: string): Place | undefined => view.file.places.find(({ id }) => id === placeId);

/** How a room reads it: the whole question, or that there is one. */
function roomCard(speaking: Speaking, place: Place): Card {
  const { view, now } = speaking;
  if (!isSpokenOfIn(place.audience, view.action)) return escalationMixedCard(view);
  return escalationCard({ now, reader: "", room: place }, view, { links: linksOf(speaking, beside(place.platform)) });
}

/** The thread begins; of a matter that is spoken of in another's thread, there. */
async function beginThread(deps: Deps, tx: Transaction, speaking: Speaking, placeId: string): Promise<Settled> {
  const { claimed, view, roots } = speaking;
  const place = placeOf(speaking, placeId);
  const chat = place && deps.chats.get(place.platform);
  if (!place || !chat) return dead("this service is not connected to the room");
  const isOpen = isSpokenOfIn(place.audience, view.action);
  const root = view.escalation.threadId ? roots.find((card) => card.placeId === placeId) : undefined;
  if (!isOpen && view.escalation.threadId) return skipped("the room knows of the matter");
  const { platform, workspace, conversation } = place;
  const thread = root && { thread: root.message.message };
  const message = await chat.send(
    { kind: "room", platform, workspace, conversation, ...thread },
    roomCard(speaking, place),
    claimed.key,
  );
  if (!isOpen) return { state: "sent", reason: null, message };
  const link = await chat.link(message);
  return {
    state: "sent",
    reason: null,
    message,
    holds: await kept(deps, tx, speaking, { personId: null, placeId, link, message }),
  };
}

/** What happened, in the thread. */
async function inThread(
  deps: Deps,
  tx: Statements,
  speaking: Speaking,
  { placeId, escalation, seq }: Extract<EscalationNotice, { kind: "escalation-line" }>,
): Promise<Settled> {
  const { claimed, view, roots } = speaking;
  const place = placeOf(speaking, placeId);
  const chat = place && deps.chats.get(place.platform);
  if (!place || !chat) return dead("this service is not connected to the room");
  if (!isSpokenOfIn(place.audience, view.action)) return skipped("the room may not read of it");
  const root = roots.find((card) => card.placeId === placeId);
  if (!root) return skipped("there is no thread in that room");
  const told = (await happeningsOf(tx, escalation)).find((each) => each.seq === seq)?.happening;
  if (!told) return dead("nothing has happened");
  const { platform, workspace, conversation } = place;
  const address = { kind: "room", platform, workspace, conversation, thread: root.message.message } as const;
  const message = await chat.send(address, lineCard(speaking, place, told), claimed.key);
  return { state: "sent", reason: null, message };
}

const lineCard = ({ view, now }: Speaking, place: Place, told: Happening): Card =>
  escalationLine({ now, reader: "", room: place }, view, told);

async function bringUpToDate(
  deps: Deps,
  tx: Statements,
  speaking: Speaking,
  { cardId, version, links }: Extract<EscalationNotice, { kind: "escalation-card" }>,
): Promise<Settled> {
  const { view, now } = speaking;
  const held = speaking.cards.find(({ id }) => id === cardId);
  if (!held) return skipped("the card is gone");
  if (held.shownVersion >= version && !links) return skipped("the card shows this already");
  const place = held.placeId === null ? undefined : placeOf(speaking, held.placeId);
  const seen = held.personId === null ? null : asReadBy(speaking, held.personId);
  if (held.placeId !== null && !place) return skipped("the room is not one of the case");
  if (held.personId !== null && !seen) return skipped("the reader is not on the case");
  const card = place
    ? roomCard(speaking, place)
    : escalationCard({ now, reader: held.personId ?? "" }, seen ?? view, {
        links: linksOf(speaking, (platform) => platform === held.message.platform),
      });
  try {
    await deps.chats.get(held.message.platform)?.update(held.message, card);
  } catch (err) {
    // Somebody removed the message: it is not put back.
    if (!(err instanceof ChatError) || err.fault !== "gone") throw err;
    await forgetCard(tx, held.id);
    return skipped("the message was removed");
  }
  const shows = { escalationId: view.escalation.id, shownVersion: view.escalation.version };
  return { state: "sent", reason: null, message: held.message, holds: { ...held, ...shows, isNew: false } };
}
