import type { MessageRef } from "../chat/chat.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { afterAll, type Escalation, type Happening } from "../core/escalation.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type StoredAction, toAction } from "./actions.ts";
import { Abandoned } from "./change.ts";
import { direct, type Statements } from "./direct.ts";

/** An escalation with all that decides about it, as it is at one moment. */
export interface EscalationRead {
  escalation: Escalation;
  action: Action | null;
  file: CaseFile;
}

/** A message of ours that shows an escalation and is kept true. */
export interface EscalationCard {
  id: string;
  personId: string | null;
  placeId: string | null;
  message: MessageRef;
  link: string | null;
  shownVersion: number;
}

async function read(db: Statements, where: Prisma.Sql): Promise<EscalationRead[]> {
  const rows = await direct(db).$queryRaw<{ body: Escalation; action: StoredAction | null; file: CaseFile }[]>(Prisma.sql`
    SELECT e.body, a.action, s.file
    FROM escalation e JOIN case_snapshot s ON s.id = e.case_id AND s.provider_id = e.provider_id
    LEFT JOIN action_snapshot a ON a.id = e.action_id
    WHERE ${where} ORDER BY e.number`);
  return rows.map(({ body, action, file }) => ({ escalation: body, action: action && toAction(action), file }));
}

export async function escalationById(db: Statements, providerId: string, id: string): Promise<EscalationRead | null> {
  const [found] = await read(db, Prisma.sql`e.provider_id = ${providerId} AND e.id = ${id}::uuid`);
  return found ?? null;
}

/** `E1` of a case. */
export async function escalationByNumber(
  db: Statements,
  providerId: string,
  caseRef: string,
  number: number,
): Promise<EscalationRead | null> {
  const [found] = await read(
    db,
    Prisma.sql`e.provider_id = ${providerId} AND e.number = ${number}
               AND e.case_id = (SELECT id FROM case_file WHERE provider_id = ${providerId} AND ref = ${caseRef})`,
  );
  return found ?? null;
}

/** The latest about an action, open or not. */
export async function latestAbout(db: Statements, actionId: string): Promise<Escalation | null> {
  const [row] = await direct(db).$queryRaw<{ body: Escalation }[]>`
    SELECT body FROM escalation WHERE action_id = ${actionId}::uuid ORDER BY number DESC LIMIT 1`;
  return row?.body ?? null;
}

/** What happened to an escalation, in order; `seq` counts from 1. */
export async function happeningsOf(db: Statements, escalationId: string): Promise<{ seq: number; happening: Happening }[]> {
  return direct(db).$queryRaw`
    SELECT seq, body AS happening FROM escalation_event WHERE escalation_id = ${escalationId}::uuid ORDER BY seq`;
}

/** The provider's hour at which steps in working days open. */
export async function escalateAtOf(db: Statements, providerId: string): Promise<string> {
  const [row] = await direct(db).$queryRaw<{ escalateAt: string }[]>`
    SELECT escalate_at AS "escalateAt" FROM provider WHERE id = ${providerId}`;
  if (!row) throw new Error(`provider ${providerId} is gone`);
  return row.escalateAt;
}

const NUMBERS = 7_302;

/** The number of the next escalation of a case, ours until the transaction ends: taken after rows are locked, and before the trail. */
export async function nextEscalationNumber(tx: Statements, caseId: string): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${NUMBERS}::int, hashtext(${caseId}))::text`;
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    SELECT coalesce(max(number), 0) + 1 AS number FROM escalation WHERE case_id = ${caseId}::uuid`;
  return row?.number ?? 1;
}

/** Holds an escalation until the transaction ends, and reads it as it is now; null where it is gone. */
export async function holdEscalation(tx: Statements, id: string): Promise<Escalation | null> {
  const [row] = await tx.$queryRaw<{ body: Escalation }[]>`SELECT body FROM escalation WHERE id = ${id}::uuid FOR UPDATE`;
  return row?.body ?? null;
}

/**
 * Stores what has happened: the escalation as it is after it, and each happening by itself. The write names the version that it follows.
 *
 * @throws Abandoned where something else has happened meanwhile
 */
export async function storeHappenings(
  tx: Statements,
  providerId: string,
  before: Escalation | null,
  happenings: readonly Happening[],
): Promise<Escalation> {
  const next = afterAll(before, happenings);
  if (!next) throw new Error("nothing has happened");
  const body = JSON.stringify(next);
  const first = next.version - happenings.length + 1;
  const kept = before
    ? tx.$executeRaw`
        UPDATE escalation SET state = ${next.state}, version = ${next.version}, body = ${body}::jsonb
        WHERE id = ${next.id}::uuid AND version = ${before.version}`
    : tx.$executeRaw`
        INSERT INTO escalation (id, provider_id, case_id, number, action_id, thread_id, state, opened_at, version, body)
        VALUES (${next.id}::uuid, ${providerId}, ${next.caseId}::uuid, ${next.number}, ${next.actionId}::uuid, ${next.threadId}::uuid,
                ${next.state}, ${next.openedAt}::timestamptz, ${next.version}, ${body}::jsonb)`;
  const [count] = await Promise.all([kept, addEvents(tx, next.id, happenings, first)]);
  if (count === 0) throw new Abandoned("stale");
  return next;
}

const addEvents = (tx: Statements, id: string, happenings: readonly Happening[], first: number): Promise<number> =>
  tx.$executeRaw`
    INSERT INTO escalation_event (escalation_id, seq, at, kind, body)
    SELECT ${id}::uuid, e.seq, e.at, e.kind, e.body
    FROM unnest(${happenings.map((_, i) => first + i)}::int[], ${happenings.map(({ at }) => at)}::timestamptz[],
                ${happenings.map(({ kind }) => kind)}::text[], ${happenings.map((each) => JSON.stringify(each))}::jsonb[])
      AS e(seq, at, kind, body)`;

/**
 * The action notes that it is spoken of higher up, and what for, so that the same is not taken up twice. It counts as a change: whoever
 * decides about the action just now decides again.
 *
 * @returns how often the action has changed by now
 */
export async function noteOnAction(
  tx: Statements,
  actionId: string,
  { escalation, climbed }: { escalation: string | null; climbed: Record<string, string> },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ changes: number }[]>`
    UPDATE action SET escalation = ${escalation}::uuid, climbed = climbed || ${JSON.stringify(climbed)}::jsonb, changes = changes + 1
    WHERE id = ${actionId}::uuid RETURNING changes`;
  if (!row) throw new Error(`action ${actionId} is gone`);
  return row.changes;
}

/** Holds an action until the transaction ends; before its escalation, as everybody does who wants both. */
export async function holdAction(tx: Statements, actionId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM action WHERE id = ${actionId}::uuid FOR UPDATE`;
}

/** Escalations by id, each with its case. */
export const escalationsByIds = async (tx: Statements, providerId: string, ids: string[]): Promise<Map<string, EscalationRead>> =>
  new Map(
    (await read(tx, Prisma.sql`e.provider_id = ${providerId} AND e.id = ANY(${ids}::uuid[])`)).map((one) => [
      one.escalation.id,
      one,
    ]),
  );

/** The action that an escalation is about; null where it is about none, undefined where there is no such escalation. */
export async function actionOf(tx: Statements, id: string): Promise<string | null | undefined> {
  const [row] = await tx.$queryRaw<
    { actionId: string | null }[]
  >`SELECT action_id AS "actionId" FROM escalation WHERE id = ${id}::uuid`;
  return row?.actionId;
}

export const cardsOf = (tx: Statements, escalationId: string): Promise<EscalationCard[]> =>
  direct(tx).$queryRaw<EscalationCard[]>`
    SELECT id, person_id AS "personId", place_id AS "placeId", message, link, shown_version AS "shownVersion"
    FROM escalation_card WHERE escalation_id = ${escalationId}::uuid`;

/** What a message of ours shows from now on: an escalation, at a version. */
export type HeldEscalation = Omit<EscalationCard, "message"> & { escalationId: string; isNew: boolean };

export const holdsNow = (tx: Statements, held: HeldEscalation, message: MessageRef): Promise<void> =>
  held.isNew ? keepCard(tx, { ...held, message }) : cardShows(tx, held.id, held.shownVersion);

export async function keepCard(
  tx: Statements,
  { escalationId, ...card }: EscalationCard & { escalationId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO escalation_card (id, provider_id, escalation_id, person_id, place_id, message, thread, link, shown_version)
    SELECT ${card.id}::uuid, provider_id, id, ${card.personId}, ${card.placeId}::uuid, ${JSON.stringify(card.message)}::jsonb,
           ${card.placeId && threadKey(card.message)}, ${card.link}, ${card.shownVersion}
    FROM escalation WHERE id = ${escalationId}::uuid`;
}

/** Never backwards: a slow update must not make a card look older than it is. */
async function cardShows(tx: Statements, id: string, version: number): Promise<void> {
  await tx.$executeRaw`UPDATE escalation_card SET shown_version = ${version} WHERE id = ${id}::uuid AND shown_version < ${version}`;
}

export async function forgetCard(tx: Statements, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM escalation_card WHERE id = ${id}::uuid`;
}

/** A message in a room, as the thread that begins with it is known. */
const threadKey = ({ platform, workspace, conversation, message }: MessageRef): string =>
  `${platform}/${workspace}/${conversation}/${message}`;

/** The message that the thread about an escalation begins with in a room, its own or that of the one in whose thread it is spoken of. */
export async function threadIn(db: Statements, escalationId: string, placeId: string): Promise<string | null> {
  const [row] = await direct(db).$queryRaw<{ message: string }[]>`
    SELECT c.message->>'message' AS message FROM escalation e
    JOIN escalation_card c ON c.escalation_id = coalesce(e.thread_id, e.id) AND c.place_id = ${placeId}::uuid
    WHERE e.id = ${escalationId}::uuid LIMIT 1`;
  return row?.message ?? null;
}

/** The escalation whose thread begins with a message of ours in a room. */
export async function threadAt(
  db: Statements,
  message: MessageRef,
): Promise<{ escalationId: string; providerId: string; placeId: string } | null> {
  const [row] = await direct(db).$queryRaw<{ escalationId: string; providerId: string; placeId: string }[]>`
    SELECT escalation_id AS "escalationId", provider_id AS "providerId", place_id AS "placeId" FROM escalation_card
    WHERE thread = ${threadKey(message)} LIMIT 1`;
  return row ?? null;
}
