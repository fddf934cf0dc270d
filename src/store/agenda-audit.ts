import type { Day } from "../core/working-day.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { AgendaKind, DueRow } from "./agenda.ts";
import type { Statements } from "./direct.ts";

/** More than this are found by the passes that follow. */
const MOST = 1000;

export interface Missing {
  kind: AgendaKind;
  subject: string;
}

/** Actions that one look goes through: so many that are due on each day, and so many others. */
const OF_A_DAY = 2_000;
const OF_ALL = 10_000;

/** Where a look begins: it goes on from a random place, so that where there are more than it goes through, none is left out for long. */
export interface Place {
  providerId: string;
  /** A UUID. */
  from: string;
}

/**
 * Puts on the agenda whatever should stand there and does not: live actions, above all those that are due on some days, open escalations, people whom we
 * can write to, rooms of cases, leads.
 *
 * @param since moments from then on are looked at
 */
export const addMissing = (tx: Statements, { providerId, from }: Place, days: Day[], since: Date): Promise<Missing[]> =>
  tx.$queryRaw<Missing[]>`
    INSERT INTO agenda (provider_id, kind, subject, case_id, at, looked_at)
    SELECT ${providerId}, s.kind, s.subject, s.case_id, 'epoch', greatest(s.since, ${since})
    FROM (SELECT 'action' AS kind, a.id::text AS subject, a.case_id, coalesce(a.changed_at, a.created_at) AS since
          FROM (SELECT id FROM (${dueOn(days, from, OF_A_DAY)}) AS due
                UNION SELECT id FROM (
                  (SELECT id FROM action WHERE id >= ${from}::uuid ORDER BY id LIMIT ${OF_ALL})
                  UNION ALL (SELECT id FROM action WHERE id < ${from}::uuid ORDER BY id LIMIT ${OF_ALL}) LIMIT ${OF_ALL}) AS others) AS chosen
          JOIN action a ON a.id = chosen.id
          WHERE a.provider_id = ${providerId} AND a.status NOT IN ('complete', 'not achieved', 'cancelled')
          UNION ALL SELECT 'escalation', e.id::text, e.case_id, e.opened_at FROM escalation e
                    WHERE e.provider_id = ${providerId} AND e.state = 'open'
          UNION ALL SELECT 'threshold', c.case_id::text, c.case_id, c.opened_at FROM cluster c
                    WHERE c.provider_id = ${providerId} AND c.closed_at IS NULL
          UNION ALL SELECT 'threshold', r.case_id::text, r.case_id, r.opened_at FROM threshold_review r
                    WHERE r.provider_id = ${providerId} AND r.decision IS NULL
          UNION ALL SELECT DISTINCT 'digest', i.person_id, NULL::uuid, ${since}::timestamptz FROM identity i WHERE i.provider_id = ${providerId}
          UNION ALL SELECT DISTINCT 'weekly', c.lead_id, NULL::uuid, ${since}::timestamptz FROM case_file c WHERE c.provider_id = ${providerId}
          UNION ALL SELECT DISTINCT 'room', pl.platform || '/' || pl.workspace || '/' || pl.conversation, NULL::uuid, ${since}::timestamptz
                    FROM place pl JOIN case_file c ON c.id = pl.case_id WHERE c.provider_id = ${providerId}) AS s
    WHERE NOT EXISTS (SELECT FROM agenda g WHERE g.provider_id = ${providerId} AND g.kind = s.kind AND g.subject = s.subject)
    LIMIT ${MOST}
    ON CONFLICT DO NOTHING
    RETURNING kind, subject`;

/** Ids of actions that are due on each of some days, by their own index. */
const dueOn = (days: Day[], from: string, most: number): Prisma.Sql => Prisma.sql`
  SELECT a.id FROM unnest(${days}::text[]) AS d(day)
  CROSS JOIN LATERAL (
    (SELECT id FROM action WHERE due_day = d.day AND id >= ${from}::uuid ORDER BY id LIMIT ${most})
    UNION ALL (SELECT id FROM action WHERE due_day = d.day AND id < ${from}::uuid ORDER BY id LIMIT ${most}) LIMIT ${most}) AS a`;

/** A row that is not due by itself, nor was looked at after the moment that is asked about, held while it is looked at once more. */
export interface SampledRow extends DueRow {
  /** Null: never. */
  at: Date | null;
}

/** Rows of actions that are due on one of some days, found by the actions, not by the agenda. */
export const sampleDue = (tx: Statements, { providerId, from }: Place, days: Day[], most: number, now: Date) =>
  tx.$queryRaw<SampledRow[]>`
    SELECT g.subject, g.case_id AS "caseId", g.looked_at AS "lookedAt", nullif(g.at, 'infinity') AS at
    FROM (${dueOn(days, from, most)}) AS a
    JOIN agenda g ON g.provider_id = ${providerId} AND g.kind = 'action' AND g.subject = a.id::text
                     AND g.at > ${now} AND g.looked_at <= ${now}
    FOR UPDATE OF g SKIP LOCKED`;

/** Any rows of a kind. */
export const sampleAny = (tx: Statements, { providerId, from }: Place, kind: AgendaKind, most: number, now: Date) =>
  tx.$queryRaw<SampledRow[]>`
    SELECT subject, case_id AS "caseId", looked_at AS "lookedAt", nullif(at, 'infinity') AS at FROM agenda
    WHERE provider_id = ${providerId} AND kind = ${kind} AND at > ${now} AND looked_at <= ${now} AND subject IN (
      SELECT subject FROM (
        (SELECT subject FROM agenda WHERE provider_id = ${providerId} AND kind = ${kind} AND subject >= ${from} ORDER BY subject LIMIT ${most})
        UNION ALL
        (SELECT subject FROM agenda WHERE provider_id = ${providerId} AND kind = ${kind} AND subject < ${from} ORDER BY subject LIMIT ${most}))
        AS s LIMIT ${most})
    FOR UPDATE SKIP LOCKED`;

export async function lookAgain(tx: Statements, providerId: string, kind: AgendaKind, subjects: string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.$executeRaw`
    UPDATE agenda SET at = 'epoch' WHERE provider_id = ${providerId} AND kind = ${kind} AND subject = ANY(${subjects}::text[])`;
}

/** A conversation in which something has waited for long while nobody is kept from serving it. */
export interface Unserved {
  lane: string;
  waiting: number;
  /** The notice that has waited longest. */
  notice: string;
}

/**
 * @param before put in line before then, by the rules' clock
 * @param real not closed, and not served, since a few minutes before then
 */
export const unservedLanes = (tx: Statements, before: Date, real: Date): Promise<Unserved[]> =>
  tx.$queryRaw<Unserved[]>`
    SELECT n.lane, count(*)::int AS waiting, (array_agg(n.id::text ORDER BY n.seq))[1] AS notice
    FROM notice n LEFT JOIN lane l ON l.key = n.lane
    WHERE n.state = 'waiting' AND n.created_at < ${before} AND (l.free_at IS NULL OR l.free_at < ${real}::timestamptz - interval '5 minutes')
    GROUP BY n.lane`;
