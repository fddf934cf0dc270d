import { randomUUID } from "node:crypto";
import type { MessageRef } from "../chat/chat.ts";
import type { Notice } from "../core/notice.ts";
import type { ClaimedNotice } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { cardsOf, type EscalationCard, type HeldEscalation, holdEscalation } from "../store/escalations.ts";
import { type Addressed, enqueue, laneOf } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** What a message that was just taken shows, and where it stands. */
export interface Posted {
  escalationId: string;
  /** Of the escalation, when the card was drawn; 0 where nobody knows. */
  shownVersion: number;
  personId: string | null;
  placeId: string | null;
  link: string | null;
  message: MessageRef;
  /** The threads that it leads to. */
  linked: readonly Pick<EscalationCard, "id">[];
}

/**
 * A message is kept true from now on. The escalation is held until that is stored: whoever changes it afterwards finds the card, and what
 * changed while it was on its way is brought up to date. Threads on the other platforms lead to this one, and this one to them, whichever
 * began first.
 */
export async function keepTrue(deps: Deps, tx: Transaction, claimed: ClaimedNotice, posted: Posted): Promise<HeldEscalation> {
  const { escalationId, shownVersion, personId, placeId, link, message } = posted;
  const id = randomUUID();
  const now = await holdEscalation(tx, escalationId);
  const version = now?.version ?? shownVersion;
  const rooms = (await cardsOf(tx, escalationId)).filter((card) => card.placeId !== null);
  const others = rooms.filter((card) => card.message.platform !== message.platform);
  // Of all threads: one more each time, so that the same card is not thought to have been refreshed already.
  const links = rooms.length + 1;
  const refresh = (cardId: string, to: Pick<Addressed, "personId" | "placeId" | "lane">): Addressed => {
    const notice: Notice = { kind: "escalation-card", cardId, escalation: escalationId, version, links };
    return { notice, ...to };
  };
  const isNews = others.some((card) => card.link !== null && !posted.linked.some((known) => known.id === card.id));
  const isOld = version > shownVersion || (placeId !== null && isNews);
  const notices = [
    ...(isOld ? [refresh(id, { personId, placeId, lane: claimed.lane })] : []),
    ...(link === null ? [] : others.map((card) => refresh(card.id, inRoom(card)))),
  ];
  const { providerId, caseId, actionId } = claimed;
  await deps.wake(tx, await enqueue(tx, { providerId, caseId, actionId, escalationId, now: deps.now() }, notices));
  return { id, isNew: true, escalationId, shownVersion, personId, placeId, link };
}

const inRoom = ({ placeId, message: { platform, workspace, conversation } }: EscalationCard) => ({
  ...{ personId: null, placeId, lane: laneOf(platform, workspace, conversation) },
});
