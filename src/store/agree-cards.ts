import type { MessageRef } from "../chat/chat.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Person, Platform } from "../core/person.ts";
import type { Statements } from "./database.ts";
import type { Pressed } from "./live-cards.ts";
import { type Addressed, laneTo } from "./outbox.ts";

/** A message of ours that asked somebody to agree to a version of thresholds: the notice that it was sent by. */
export interface AgreeCard {
  id: string;
  personId: string;
  revision: number;
  message: MessageRef;
}

/** The messages that asked people to agree to a version, in whatever revision. */
export const agreeCards = (tx: Statements, caseId: string, version: number): Promise<AgreeCard[]> =>
  tx.$queryRaw<AgreeCard[]>`
    SELECT id, person_id AS "personId", (body->>'revision')::int AS revision, message FROM notice
    WHERE kind = 'threshold-agree' AND case_id = ${caseId}::uuid AND (body->>'version')::int = ${version}
      AND state = 'sent' AND message IS NOT NULL ORDER BY seq`;

/** One of them, by the notice that it was sent by. */
export async function agreeCard(tx: Statements, id: string): Promise<AgreeCard | null> {
  const [row] = await tx.$queryRaw<AgreeCard[]>`
    SELECT id, person_id AS "personId", (body->>'revision')::int AS revision, message FROM notice
    WHERE id = ${id}::uuid AND message IS NOT NULL`;
  return row ?? null;
}

/** What each of them has to show from now on; the answer to a press takes the place of the one that was pressed. */
export const agreeCardNotices = (
  cards: readonly AgreeCard[],
  { file, version, state }: { file: Pick<CaseFile, "id"> & { people: Record<string, Person> }; version: number; state: string },
  pressed: Pressed | null,
  platforms: ReadonlySet<Platform>,
): Addressed[] =>
  cards
    .filter(({ message }) => message.message !== pressed?.message || message.conversation !== pressed.conversation)
    .map(({ id, personId }) => ({
      ...{ notice: { kind: "threshold-card", case: file.id, version, card: id, state }, personId, placeId: null },
      lane: laneTo(file.people[personId], platforms),
    }));
