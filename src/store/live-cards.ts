import { randomUUID } from "node:crypto";
import type { MessageRef } from "../chat/chat.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import type { Db } from "./database.ts";
import type { Statements } from "./direct.ts";
import { type Addressed, laneTo } from "./outbox.ts";

/** The message that was pressed. */
export type Pressed = Pick<MessageRef, "conversation" | "message">;

/** The kinds of notice whose cards are kept true. */
export type CardKind = "state" | "proposed" | "chase" | "evidence-in" | "request" | "reminder" | "silence" | "owner-left";

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

/** What a message of ours shows now; one that was just posted has no id yet. */
export type ShownCard = Omit<LiveCard, "id"> & { id: string | null; providerId: string };

export const showsNow = (tx: Statements, card: ShownCard): Promise<void> =>
  card.id === null ? keepLiveCard(tx, card) : markShown(tx, card.id, card.shownChanges);

async function keepLiveCard(tx: Statements, card: Omit<ShownCard, "id">): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO live_card (id, provider_id, action_id, kind, person_id, place_id, message, shown_changes)
    VALUES (${randomUUID()}::uuid, ${card.providerId}, ${card.actionId}::uuid, ${card.kind}, ${card.personId}, ${card.placeId}::uuid,
            ${JSON.stringify(card.message)}::jsonb, ${card.shownChanges})`;
}

/** Never backwards: a slow update must not make a card look older than it is. */
async function markShown(tx: Statements, id: string, changes: number): Promise<void> {
  await tx.$executeRaw`UPDATE live_card SET shown_changes = ${changes} WHERE id = ${id}::uuid AND shown_changes < ${changes}`;
}

export async function forgetLiveCard(tx: Statements, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM live_card WHERE id = ${id}::uuid`;
}

/** A card of somebody's of which nobody knows what it shows, and how often its action has changed by now. */
export async function unknownCard(
  tx: Statements,
  actionId: string,
  personId: string,
): Promise<{ id: string; changes: number } | null> {
  const [row] = await tx.$queryRaw<{ id: string; changes: number }[]>`
    SELECT l.id, a.changes FROM live_card l JOIN action a ON a.id = l.action_id
    WHERE l.action_id = ${actionId}::uuid AND l.person_id = ${personId} AND l.shown_changes = 0 LIMIT 1`;
  return row ?? null;
}
