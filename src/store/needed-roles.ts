import type { CaseFile } from "../core/case-file.ts";
import type { NeededRole } from "../core/ladder-holes.ts";
import { direct, type Statements } from "./direct.ts";

/** The roles that decide by the thresholds in force of some cases, each with the rule that counts on it, by case. */
export async function thresholdRoles(db: Statements, caseIds: string[]): Promise<Map<string, NeededRole[]>> {
  const rows = await direct(db).$queryRaw<(NeededRole & { caseId: string })[]>`
    SELECT t.case_id AS "caseId", decider->>'role' AS role, agreed->>'ref' AS rule
    FROM (SELECT DISTINCT ON (case_id) case_id, rules FROM threshold
          WHERE case_id = ANY(${caseIds}::uuid[]) AND agreed_at IS NOT NULL ORDER BY case_id, version DESC) t,
         jsonb_array_elements(t.rules) WITH ORDINALITY AS r(agreed, place),
         jsonb_array_elements(agreed->'deciders') WITH ORDINALITY AS d(decider, turn)
    ORDER BY r.place, d.turn`;
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId);
  return new Map([...byCase].map(([caseId, needed]) => [caseId, needed.map(({ role, rule }) => ({ role, rule }))]));
}

/** Cases in which there is something to escalate: an action that somebody has been asked for and that has not ended. */
export async function casesInWork(db: Statements, providerId: string): Promise<CaseFile[]> {
  const rows = await direct(db).$queryRaw<{ file: CaseFile }[]>`
    SELECT s.file FROM case_snapshot s WHERE s.provider_id = ${providerId} AND EXISTS (
      SELECT 1 FROM action a WHERE a.case_id = s.id AND a.status IN ('proposed', 'open', 'blocked'))
    ORDER BY s.ref`;
  return rows.map(({ file }) => file);
}
