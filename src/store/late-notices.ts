import type { ClaimedNotice } from "./delivery.ts";
import { direct, type Statements } from "./direct.ts";

/** A notice that waits because of a fault. */
export type LateNotice = Pick<ClaimedNotice, "id" | "providerId" | "caseId" | "actionId" | "personId" | "lane" | "body"> & {
  reason: string;
};

/**
 * Escalations that somebody should have been asked about by then and that wait because of a fault: their own, one of their conversation, or
 * one of its workspace. Those that somebody heard of already are left out, and those that only wait for their turn.
 */
export const lateEscalations = (db: Statements, since: Date): Promise<LateNotice[]> =>
  direct(db).$queryRaw<LateNotice[]>`
    SELECT late.* FROM (
      SELECT n.id, n.seq, n.provider_id AS "providerId", n.case_id AS "caseId", n.action_id AS "actionId", n.person_id AS "personId",
             n.lane, n.body,
             coalesce(n.reason,
               (SELECT before.reason FROM notice before
                WHERE before.lane = n.lane AND before.state = 'waiting' AND before.seq < n.seq AND before.reason IS NOT NULL
                ORDER BY before.seq LIMIT 1),
               (SELECT w.trouble FROM lane w WHERE w.key = split_part(n.lane, '/', 1) || '/' || split_part(n.lane, '/', 2))) AS reason
      FROM notice n
      WHERE n.state = 'waiting' AND n.kind IN ('escalation', 'escalation-lead') AND n.created_at <= ${since}
        AND NOT EXISTS (SELECT 1 FROM notice told WHERE told.kind = 'undelivered' AND told.body->>'notice' = n.id::text)) AS late
    WHERE late.reason IS NOT NULL ORDER BY late.seq`;

/** Whether a message has reached its reader after all. */
export async function hasArrived(db: Statements, id: string): Promise<boolean> {
  const [row] = await direct(db).$queryRaw<{ state: string }[]>`SELECT state FROM notice WHERE id = ${id}::uuid`;
  return row?.state === "sent";
}
