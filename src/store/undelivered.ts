import { type Action, fullRef } from "../core/action.ts";
import type { Notice } from "../core/notice.ts";
import type { Undelivered } from "../core/weekly.ts";
import type { Statements } from "./direct.ts";

interface Row {
  caseId: string;
  personId: string | null;
  what: Notice["kind"];
  at: Date;
  reason: string | null;
  caseRef: string | null;
  number: Action["number"] | null;
}

/**
 * Messages since a moment that did not arrive, by case, the oldest first: those about the case, and the digests of its people and its
 * rooms.
 */
export async function undeliveredOf(
  tx: Statements,
  providerId: string,
  caseIds: string[],
  since: Date,
): Promise<Map<string, Undelivered[]>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id AS "caseId", n.person_id AS "personId", n.kind AS what, coalesce(n.due_at, n.created_at) AS at, n.reason,
           c.ref AS "caseRef", a.number
    FROM notice n
    JOIN case_file c ON c.id = n.case_id OR n.case_id IS NULL AND (
      EXISTS (SELECT 1 FROM membership m WHERE m.case_id = c.id AND m.person_id = n.person_id)
      OR EXISTS (SELECT 1 FROM place pl WHERE pl.case_id = c.id AND pl.platform = n.body->'room'->>'platform'
                   AND pl.workspace = n.body->'room'->>'workspace' AND pl.conversation = n.body->'room'->>'conversation'))
    LEFT JOIN action a ON a.id = n.action_id
    WHERE n.provider_id = ${providerId} AND n.state = 'dead' AND c.id = ANY (${caseIds}::uuid[])
      AND coalesce(n.due_at, n.created_at) >= ${since}
    ORDER BY n.seq`;
  const byCase = new Map<string, Undelivered[]>(caseIds.map((id) => [id, []]));
  for (const { caseId, personId, what, at, reason, caseRef, number } of rows) {
    const ref = caseRef !== null && number !== null ? fullRef({ caseRef, number }) : null;
    byCase.get(caseId)?.push({ personId, what, at, reason: reason ?? "", ref });
  }
  return byCase;
}
