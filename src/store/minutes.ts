import { createHash } from "node:crypto";
import type { Minutes, MinutesBody, Moment } from "../core/minutes.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { canonicalJson, type Json, storable } from "./audit-chain.ts";
import { direct, type Statements } from "./direct.ts";

/** A version of minutes with what is needed of its meeting. */
export interface KeptMinutes extends Minutes {
  providerId: string;
  caseId: string;
  /** Of the meeting: `M1`. */
  number: number;
  chair: string;
  openedBy: string;
  /** How many versions there are. */
  latest: number;
  /** When the latest was issued, as it says itself. */
  latestAt: Moment;
}

/**
 * Keeps a version. Two corrections at once: the second finds that its number is taken.
 *
 * @returns its hash, or null where there is such a version already
 */
export async function addMinutes(
  tx: Statements,
  { meetingId, at, by, why, body }: Pick<Minutes, "meetingId" | "at" | "by" | "why"> & { body: MinutesBody },
): Promise<string | null> {
  const kept = storable(body as unknown as Json);
  const hash = hashOfMinutes(kept);
  const added = await tx.$executeRaw`
    INSERT INTO minutes (meeting_id, version, at, by_person, why, body, hash)
    VALUES (${meetingId}::uuid, ${body.version}, ${at}, ${by}, ${why}, ${JSON.stringify(kept)}::jsonb, ${hash})
    ON CONFLICT DO NOTHING`;
  return added === 0 ? null : hash;
}

/** The same for the same minutes, however the store spells them. */
export const hashOfMinutes = (body: Json): string => createHash("sha256").update(canonicalJson(body)).digest("hex");

const KEPT = Prisma.sql`
  n.meeting_id AS "meetingId", n.version, n.at, n.by_person AS by, n.why, n.body, n.hash,
  m.provider_id AS "providerId", m.case_id AS "caseId", m.number, m.body->>'chair' AS chair, m.body->>'openedBy' AS "openedBy",
  l.version AS latest, l.body->'issued'->'at' AS "latestAt"`;

const LATEST = Prisma.sql`
  JOIN LATERAL (SELECT version, body FROM minutes WHERE meeting_id = n.meeting_id ORDER BY version DESC LIMIT 1) AS l ON true`;

/** Of a case: the latest version of its latest meeting, of that meeting, or that version; null where there is none. */
export async function minutesOf(
  db: Statements,
  caseId: string,
  { meeting, version }: { meeting?: number | undefined; version?: number | undefined },
): Promise<KeptMinutes | null> {
  const ofMeeting = meeting === undefined ? Prisma.empty : Prisma.sql`AND m.number = ${meeting}`;
  const ofVersion = version === undefined ? Prisma.empty : Prisma.sql`AND n.version = ${version}`;
  const [row] = await direct(db).$queryRaw<KeptMinutes[]>(Prisma.sql`
    SELECT ${KEPT} FROM minutes n JOIN meeting m ON m.id = n.meeting_id ${LATEST}
    WHERE m.case_id = ${caseId}::uuid ${ofMeeting} ${ofVersion}
    ORDER BY m.number DESC, n.version DESC LIMIT 1`);
  return row ?? null;
}

export async function minutesByMeeting(db: Statements, meetingId: string, version: number): Promise<KeptMinutes | null> {
  const [row] = await direct(db).$queryRaw<KeptMinutes[]>(Prisma.sql`
    SELECT ${KEPT} FROM minutes n JOIN meeting m ON m.id = n.meeting_id ${LATEST}
    WHERE n.meeting_id = ${meetingId}::uuid AND n.version = ${version}`);
  return row ?? null;
}

/** What was issued of a meeting before a version, in order. */
export async function minutesBefore(db: Statements, meetingId: string, version: number): Promise<MinutesBody[]> {
  const rows = await direct(db).$queryRaw<{ body: MinutesBody }[]>`
    SELECT body FROM minutes WHERE meeting_id = ${meetingId}::uuid AND version < ${version} ORDER BY version`;
  return rows.map(({ body }) => body);
}
