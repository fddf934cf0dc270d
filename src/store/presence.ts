import type { CaseFile } from "../core/case-file.ts";
import type { Identity, Platform } from "../core/person.ts";
import { direct, type Statements } from "./direct.ts";

/**
 * Notes that somebody cannot be reached there, until they are heard from again.
 *
 * @returns who that is, and the platforms on which they can be reached still; null where we know nobody there
 */
export async function markGone(
  tx: Statements,
  { platform, workspace, user }: Identity,
  now: Date,
): Promise<{ providerId: string; personId: string; since: Date; left: Platform[] } | null> {
  const [row] = await tx.$queryRaw<{ providerId: string; personId: string; since: Date; left: Platform[] }[]>`
    WITH gone AS (
      UPDATE identity SET gone_since = coalesce(gone_since, ${now})
      WHERE platform = ${platform} AND workspace = ${workspace} AND user_id = ${user}
      RETURNING provider_id, person_id, gone_since)
    SELECT g.provider_id AS "providerId", g.person_id AS "personId", g.gone_since AS since,
           ARRAY(SELECT i.platform FROM identity i
                 WHERE i.provider_id = g.provider_id AND i.person_id = g.person_id AND i.gone_since IS NULL AND i.platform <> ${platform}) AS left
    FROM gone g`;
  return row ?? null;
}

/** They are there again. */
export async function markBack(db: Statements, { platform, workspace, user }: Identity): Promise<void> {
  await direct(db).$executeRaw`
    UPDATE identity SET gone_since = NULL
    WHERE platform = ${platform} AND workspace = ${workspace} AND user_id = ${user} AND gone_since IS NOT NULL`;
}

/** Cases in which somebody owns something that is not ended. */
export async function casesInHandsOf(tx: Statements, providerId: string, personId: string): Promise<CaseFile[]> {
  const rows = await tx.$queryRaw<{ file: CaseFile }[]>`
    SELECT s.file FROM case_snapshot s WHERE s.provider_id = ${providerId} AND EXISTS (
      SELECT 1 FROM action a WHERE a.case_id = s.id AND a.owner = ${personId}
        AND a.status NOT IN ('complete', 'not achieved', 'cancelled'))
    ORDER BY s.ref`;
  return rows.map(({ file }) => file);
}

/** Whether this lead has been told since then that this person was not reached. */
export async function hasHeardOf(
  tx: Statements,
  { providerId, hearer, unreached, since }: { providerId: string; hearer: string; unreached: string; since: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ heard: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM notice WHERE kind = 'undelivered' AND person_id = ${hearer} AND provider_id = ${providerId}
                   AND body->>'unreached' = ${unreached} AND created_at >= ${since}) AS heard`;
  return row?.heard ?? false;
}

export async function caseById(tx: Statements, providerId: string, id: string): Promise<CaseFile | null> {
  const [row] = await tx.$queryRaw<{ file: CaseFile }[]>`
    SELECT file FROM case_snapshot WHERE provider_id = ${providerId} AND id = ${id}::uuid`;
  return row?.file ?? null;
}
