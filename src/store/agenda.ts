import { addMinutes } from "date-fns/addMinutes";
import type { Statements } from "./direct.ts";
import { direct } from "./direct.ts";

/** What has to be looked at: a person's digest, a room's, a lead's weekly summary, an action, an open escalation, a case's cluster and reviews, a meeting. */
export const AGENDA_KINDS = ["digest", "room", "weekly", "action", "escalation", "threshold", "meeting"] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

/** A row whose moment has come, held by this transaction. */
export interface DueRow {
  /** An action's id, a person's, or a room as platform/workspace/conversation. */
  subject: string;
  caseId: string | null;
  /** Moments up to here have been dealt with. */
  lookedAt: Date;
}

export interface Shelf {
  providerId: string;
  kind: AgendaKind;
  /** The moment that is planned for. */
  now: Date;
}

const PLANNER = 7_301;

/** One planner at a time, for the length of a transaction. False where another is at work and nobody wants to wait for it. */
export async function isPlanner(tx: Statements, ifBusy: "wait" | "skip"): Promise<boolean> {
  if (ifBusy === "wait") {
    // After an outage a pass takes longer than a statement may.
    await tx.$executeRaw`SET LOCAL statement_timeout = '10min'`;
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${PLANNER}::bigint)::text`;
    return true;
  }
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(${PLANNER}::bigint) AS held`;
  return row?.held ?? false;
}

/** A transaction that only holds a lock is ended by the database when it is silent for long; and a lost one must not be relied upon. */
export async function stillThere(tx: Statements): Promise<void> {
  await tx.$queryRaw`SELECT 1`;
}

/**
 * The end of this transaction need not wait for the disk: a batch that a crash takes back is still due and planned again. What was said of
 * it meanwhile was recorded after it, and is not on the disk without it.
 */
export async function keptSoon(tx: Statements): Promise<void> {
  await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
}

/**
 * The next rows whose moment has come, those of one case together. They are held until the transaction ends, so that whoever changes
 * what they are about afterwards puts them on the agenda again; those that somebody is changing just now are left for later.
 */
export const claimDue = (tx: Statements, { providerId, kind, now }: Shelf, most: number): Promise<DueRow[]> =>
  tx.$queryRaw<DueRow[]>`
    SELECT subject, case_id AS "caseId", looked_at AS "lookedAt" FROM agenda
    WHERE provider_id = ${providerId} AND kind = ${kind} AND at <= ${now}
    ORDER BY at, case_id LIMIT ${most} FOR UPDATE SKIP LOCKED`;

/** Where a row goes after it was looked at. */
export type PutBack = { subject: string } /** Null: time alone brings nothing more. */ & (
  | { next: Date | null }
  /** It could not be looked at. */
  | { failed: true }
  /** There is nothing to look at any more. */
  | { gone: true }
);

const FAILED_AGAIN_MINUTES = 15;

/** Puts rows back at their next moment: all of them in one statement, and those that are gone off the agenda in another. */
export async function putBack(tx: Statements, { providerId, kind, now }: Shelf, rows: PutBack[]): Promise<void> {
  const kept = rows.filter((row) => !("gone" in row));
  const gone = rows.filter((row) => "gone" in row).map(({ subject }) => subject);
  const at = kept.map((row) => ("next" in row ? (row.next?.toISOString() ?? "infinity") : inAWhile(now)));
  await Promise.all([
    kept.length > 0 &&
      tx.$executeRaw`
        UPDATE agenda SET at = back.at, looked_at = CASE WHEN back.looked THEN greatest(agenda.looked_at, ${now}) ELSE agenda.looked_at END
        FROM unnest(${kept.map(({ subject }) => subject)}::text[], ${at}::timestamptz[], ${kept.map((row) => "next" in row)}::boolean[])
             AS back(subject, at, looked)
        WHERE agenda.provider_id = ${providerId} AND agenda.kind = ${kind} AND agenda.subject = back.subject`,
    gone.length > 0 &&
      tx.$executeRaw`DELETE FROM agenda WHERE provider_id = ${providerId} AND kind = ${kind} AND subject = ANY(${gone}::text[])`,
  ]);
}

/** What was leased and has failed waits a minute, unless something has changed meanwhile. */
export const putOff = (
  tx: Statements,
  { providerId, kind, subject, now }: Shelf & { subject: string },
  leased: Date,
): Promise<number> =>
  tx.$executeRaw`
    UPDATE agenda SET at = ${addMinutes(now, 1)}
    WHERE provider_id = ${providerId} AND kind = ${kind} AND subject = ${subject} AND at = ${leased}`;

const inAWhile = (now: Date): string => addMinutes(now, FAILED_AGAIN_MINUTES).toISOString();

/** The first moment after one, and up to another, at which something has to be looked at; null where there is none. */
export async function nextMoment(db: Statements, after: Date, until: Date): Promise<Date | null> {
  const [row] = await direct(db).$queryRaw<{ at: Date | null }[]>`
    SELECT min(first.at) AS at FROM unnest(${[...AGENDA_KINDS]}::text[]) AS k(kind)
    CROSS JOIN LATERAL (SELECT a.at FROM agenda a WHERE a.kind = k.kind AND a.at > ${after} AND a.at <= ${until}
                        ORDER BY a.at LIMIT 1) AS first`;
  return row?.at ?? null;
}

export interface AgendaHealth {
  /** Rows whose moment passed some minutes ago: nobody plans, or something cannot be planned. */
  overdue: number;
  oldest: Date | null;
}

const LATE_MINUTES = 5;

/** What should have been looked at by now. What has only just changed is not counted. */
export async function agendaHealth(db: Statements, now: Date): Promise<AgendaHealth> {
  const [row] = await direct(db).$queryRaw<AgendaHealth[]>`
    SELECT count(*)::int AS overdue, min(at) AS oldest FROM agenda
    WHERE kind = ANY(${[...AGENDA_KINDS]}::text[]) AND at > 'epoch' AND at <= ${addMinutes(now, -LATE_MINUTES)}`;
  return row ?? { overdue: 0, oldest: null };
}

/** The latest moment that the rules' clock is known to have reached: moved there, looked at something, or something was done. */
export async function latestMoment(db: Statements): Promise<Date | null> {
  const [row] = await direct(db).$queryRaw<{ latest: Date | null }[]>`
    SELECT greatest((SELECT max(looked_at) FROM agenda WHERE kind = ANY(${[...AGENDA_KINDS]}::text[]) AND isfinite(looked_at)),
                    (SELECT max(at) FROM audit_entry), (SELECT at FROM pass WHERE name = 'rehearsal')) AS latest`;
  return row?.latest ?? null;
}

/** Parts of the clock's work; and where the rehearsal's clock was moved to. */
export type PassName = "plan" | "audit" | "rehearsal";

/** That part was done to its end. Real time, for all replicas; the rehearsal's own. */
export async function passDone(db: Statements, name: PassName, real: Date): Promise<void> {
  await direct(db).$executeRaw`
    INSERT INTO pass (name, at) VALUES (${name}, ${real}) ON CONFLICT (name) DO UPDATE SET at = greatest(pass.at, excluded.at)`;
}

export async function lastPasses(db: Statements): Promise<Record<"plan" | "audit", Date | null>> {
  const rows = await direct(db).$queryRaw<{ name: PassName; at: Date }[]>`SELECT name, at FROM pass`;
  const at = (name: PassName): Date | null => rows.find((row) => row.name === name)?.at ?? null;
  return { plan: at("plan"), audit: at("audit") };
}
