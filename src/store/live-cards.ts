import { randomUUID } from "node:crypto";
import type { MessageRef } from "../chat/chat.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Db } from "./database.ts";
import { type Addressed, laneTo } from "./outbox.ts";

/** The message that was pressed. */
export type Pressed = Pick<MessageRef, "conversation" | "message">;

/** The kinds of notice whose cards are kept true. */
export type CardKind = "state" | "proposed" | "chase" | "evidence-in" | "request";

/** A message of ours that shows an action, and what it showed last. */
export interface LiveCard {
  id: string;
  kind: CardKind;
  actionId: string;
  personId: string | null;
  placeId: string | null;
  message: MessageRef;
  shownChanges: number;
}

/**
 * A notice for every card that somebody holds of this action. The pressed one is left out and counted as shown: the answer to the
 * press replaces it.
 */
export async function liveCardNotices(
  tx: Db,
  {
    action,
    file,
    platforms,
    pressed,
  }: { action: Action; file: CaseFile; platforms: ReadonlySet<Platform>; pressed: Pressed | null },
): Promise<Addressed[]> {
  const cards = await tx.liveCard.findMany({ where: { actionId: action.id, placeId: null } });
  const notices: Addressed[] = [];
  for (const card of cards) {
    const message = card.message as unknown as MessageRef;
    if (pressed && message.message === pressed.message && message.conversation === pressed.conversation) {
      await tx.liveCard.update({ where: { id: card.id }, data: { shownChanges: action.changes } });
    } else {
      notices.push({
        notice: { kind: "refresh", cardId: card.id, changes: action.changes },
        personId: card.personId,
        placeId: null,
        lane: laneTo(card.personId ? file.people[card.personId] : undefined, platforms),
      });
    }
  }
  return notices;
}

export async function stateCardAt(tx: Db, actionId: string, placeId: string): Promise<LiveCard | null> {
  const row = await tx.liveCard.findFirst({ where: { actionId, placeId } });
  return row && fromRow(row);
}

export async function liveCardById(tx: Db, id: string): Promise<LiveCard | null> {
  const row = await tx.liveCard.findUnique({ where: { id } });
  return row && fromRow(row);
}

const fromRow = (row: Prisma.LiveCardGetPayload<object>): LiveCard => ({
  ...row,
  kind: row.kind as CardKind,
  message: row.message as unknown as MessageRef,
});

export async function keepLiveCard(tx: Db, providerId: string, card: Omit<LiveCard, "id">): Promise<void> {
  const { message, ...rest } = card;
  await tx.liveCard.create({ data: { id: randomUUID(), providerId, ...rest, message: { ...message } } });
}

/** Never backwards: a slow update must not make a card look older than it is. */
export async function markShown(tx: Db, id: string, changes: number): Promise<void> {
  await tx.liveCard.updateMany({ where: { id, shownChanges: { lt: changes } }, data: { shownChanges: changes } });
}

export async function forgetLiveCard(tx: Db, id: string): Promise<void> {
  await tx.liveCard.delete({ where: { id } });
}
