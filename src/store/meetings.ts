import { randomUUID } from "node:crypto";
import type { MessageRef } from "../chat/chat.ts";
import type { Meeting, MeetingBody } from "../core/meeting.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";

type Row = Omit<Meeting, keyof MeetingBody> & { body: MeetingBody };

const ROW = Prisma.sql`
  m.id, m.case_id AS "caseId", m.number, m.state, m.opened_at AS "openedAt", m.ended_at AS "endedAt", m.follow_up_day AS "followUp",
  m.changed_at AS "changedAt", m.version, m.body`;

const toMeeting = ({ body, ...row }: Row): Meeting => ({ ...body, ...row });

async function read(db: Statements, where: Prisma.Sql): Promise<Meeting[]> {
  const rows = await direct(db).$queryRaw<Row[]>(Prisma.sql`SELECT ${ROW} FROM meeting m WHERE ${where} ORDER BY m.number`);
  return rows.map(toMeeting);
}

/** The one that is open in a case. */
export async function openMeeting(db: Statements, caseId: string): Promise<Meeting | null> {
  const [found] = await read(db, Prisma.sql`m.case_id = ${caseId}::uuid AND m.state = 'open'`);
  return found ?? null;
}

/** `M1` of a case. */
export async function meetingByNumber(db: Statements, caseId: string, number: number): Promise<Meeting | null> {
  const [found] = await read(db, Prisma.sql`m.case_id = ${caseId}::uuid AND m.number = ${number}`);
  return found ?? null;
}

export async function meetingById(db: Statements, providerId: string, id: string): Promise<Meeting | null> {
  const [found] = await read(db, Prisma.sql`m.provider_id = ${providerId} AND m.id = ${id}::uuid`);
  return found ?? null;
}

export const meetingsByIds = async (db: Statements, providerId: string, ids: string[]): Promise<Map<string, Meeting>> =>
  new Map((await read(db, Prisma.sql`m.provider_id = ${providerId} AND m.id = ANY(${ids}::uuid[])`)).map((one) => [one.id, one]));

/** The latest of a case, open or not. */
export async function latestMeeting(db: Statements, caseId: string): Promise<Meeting | null> {
  const [row] = await direct(db).$queryRaw<Row[]>(
    Prisma.sql`SELECT ${ROW} FROM meeting m WHERE m.case_id = ${caseId}::uuid ORDER BY m.number DESC LIMIT 1`,
  );
  return row ? toMeeting(row) : null;
}

/**
 * A meeting as it is, ours until the transaction ends. Before actions, which whoever makes a draft in it takes after it; and before the
 * trail.
 */
export async function holdMeeting(tx: Statements, id: string): Promise<Meeting | null> {
  const [row] = await tx.$queryRaw<Row[]>(Prisma.sql`SELECT ${ROW} FROM meeting m WHERE m.id = ${id}::uuid FOR UPDATE`);
  return row ? toMeeting(row) : null;
}

/** The open meeting of a case, which cannot end before this transaction does. */
export async function meetingToDraftIn(tx: Statements, caseId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM meeting WHERE case_id = ${caseId}::uuid AND state = 'open' FOR SHARE`;
  return row?.id ?? null;
}

/** Columns of a meeting stand by themselves; the rest is its body. */
function apart({ id, caseId, number, state, openedAt, endedAt, followUp, changedAt, version, ...body }: Meeting) {
  return { columns: { id, caseId, number, state, openedAt, endedAt, followUp, changedAt, version }, body: JSON.stringify(body) };
}

/** One that begins; its number is the next of its case, whose turn it is (`inTurn`). */
export async function addMeeting(tx: Statements, providerId: string, meeting: Omit<Meeting, "id" | "number">): Promise<Meeting> {
  const { columns, body } = apart({ ...meeting, id: randomUUID(), number: 0 });
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    INSERT INTO meeting (id, provider_id, case_id, number, state, opened_at, ended_at, follow_up_day, changed_at, version, body)
    SELECT ${columns.id}::uuid, ${providerId}, ${columns.caseId}::uuid, coalesce(max(number), 0) + 1, ${columns.state},
           ${columns.openedAt}, ${columns.endedAt}::timestamptz, ${columns.followUp}, ${columns.changedAt}, ${columns.version}, ${body}::jsonb
    FROM meeting WHERE case_id = ${columns.caseId}::uuid
    RETURNING number`;
  if (!row) throw new Error("a meeting was not added");
  return { ...meeting, id: columns.id, number: row.number };
}

/** A meeting that this transaction holds, as it is now. The write names the version that it follows. */
export async function saveMeeting(tx: Statements, meeting: Meeting): Promise<void> {
  const { columns, body } = apart(meeting);
  const kept = await tx.$executeRaw`
    UPDATE meeting SET state = ${columns.state}, ended_at = ${columns.endedAt}, follow_up_day = ${columns.followUp},
                       changed_at = ${columns.changedAt}, version = ${columns.version}, body = ${body}::jsonb
    WHERE id = ${columns.id}::uuid AND version = ${columns.version - 1} AND state = 'open'`;
  if (kept === 0) throw new Error("a meeting was changed that nobody held");
}

/** Actions that are of the meeting that this transaction holds no more. They stay actions of its case. */
export async function leaveMeeting(tx: Statements, meetingId: string, actionIds: string[]): Promise<void> {
  await tx.$executeRaw`UPDATE action SET meeting_id = NULL WHERE meeting_id = ${meetingId}::uuid AND id = ANY(${actionIds}::uuid[])`;
}

/** A message of ours that shows a meeting in a room and is kept true. */
export interface MeetingCard {
  id: string;
  placeId: string;
  message: MessageRef;
  shownVersion: number;
}

export async function meetingCardIn(tx: Statements, meetingId: string, placeId: string): Promise<MeetingCard | null> {
  const [row] = await tx.$queryRaw<MeetingCard[]>`
    SELECT id, place_id AS "placeId", message, shown_version AS "shownVersion" FROM meeting_card
    WHERE meeting_id = ${meetingId}::uuid AND place_id = ${placeId}::uuid LIMIT 1`;
  return row ?? null;
}

/** What a message shows from now on; one that was just posted has no id yet. */
export type HeldMeeting = Omit<MeetingCard, "message" | "id"> & { id: string | null; meetingId: string };

export async function showsMeeting(
  tx: Statements,
  { id, meetingId, placeId, shownVersion }: HeldMeeting,
  message: MessageRef,
): Promise<void> {
  if (id !== null) {
    // Never backwards: a slow update must not make a card look older than it is.
    await tx.$executeRaw`UPDATE meeting_card SET shown_version = greatest(shown_version, ${shownVersion}) WHERE id = ${id}::uuid`;
    return;
  }
  await tx.$executeRaw`
    INSERT INTO meeting_card (id, provider_id, meeting_id, place_id, message, shown_version)
    SELECT ${randomUUID()}::uuid, provider_id, id, ${placeId}::uuid, ${JSON.stringify(message)}::jsonb, ${shownVersion}
    FROM meeting WHERE id = ${meetingId}::uuid`;
}

export async function forgetMeetingCard(tx: Statements, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM meeting_card WHERE id = ${id}::uuid`;
}
