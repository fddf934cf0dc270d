import { randomUUID } from "node:crypto";
import type { MessageRef } from "../chat/chat.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import type { Statements } from "./direct.ts";
import { type Addressed, laneTo } from "./outbox.ts";

/** The message that was pressed. */
export type Pressed = Pick<MessageRef, "conversation" | "message">;

/** The kinds of notice whose cards are kept true. */
export type CardKind =
  | "state"
  | "draft"
  | "proposed"
  | "chase"
  | "evidence-in"
  | "request"
  | "reminder"
  | "silence"
  | "owner-left";

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

/** Cards of an action that people hold: not those of its rooms. */
type PersonalCard = Pick<LiveCard, "id" | "personId" | "message">;

export const personalCards = (tx: Statements, actionId: string): Promise<PersonalCard[]> =>
  tx.$queryRaw<PersonalCard[]>`
    SELECT id, person_id AS "personId", message FROM live_card WHERE action_id = ${actionId}::uuid AND place_id IS NULL`;

/** The pressed card, which the answer to the press replaces, and the others. */
export function apartFrom(pressed: Pressed | null, cards: PersonalCard[]): { shown: PersonalCard[]; others: PersonalCard[] } {
  const isPressed = ({ message: { message, conversation } }: PersonalCard): boolean =>
    message === pressed?.message && conversation === pressed.conversation;
  return { shown: cards.filter(isPressed), others: cards.filter((card) => !isPressed(card)) };
}

/** A notice for each of these cards, that it is to be brought up to date. */
export const refreshNotices = (
  cards: PersonalCard[],
  changes: number,
  file: CaseFile,
  platforms: ReadonlySet<Platform>,
): Addressed[] =>
  cards.map(({ id, personId }) => ({
    notice: { kind: "refresh", cardId: id, changes },
    personId,
    placeId: null,
    lane: laneTo(personId ? file.people[personId] : undefined, platforms),
  }));

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
export async function markShown(tx: Statements, id: string, changes: number): Promise<void> {
  await tx.$executeRaw`UPDATE live_card SET shown_changes = ${changes} WHERE id = ${id}::uuid AND shown_changes < ${changes}`;
}

export async function forgetLiveCard(tx: Statements, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM live_card WHERE id = ${id}::uuid`;
}

/**
 * A card of somebody's that does not show what its action is by now, and how often that has changed. Whoever changes the action just
 * now is waited for: they could not see a card that was posted meanwhile.
 */
export async function outdatedCard(
  tx: Statements,
  actionId: string,
  personId: string,
): Promise<{ id: string; changes: number } | null> {
  const [row] = await tx.$queryRaw<{ id: string; changes: number }[]>`
    SELECT l.id, a.changes FROM live_card l JOIN action a ON a.id = l.action_id
    WHERE l.action_id = ${actionId}::uuid AND l.person_id = ${personId} AND l.shown_changes < a.changes
    LIMIT 1 FOR SHARE OF a`;
  return row ?? null;
}
