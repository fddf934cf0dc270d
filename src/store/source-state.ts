import type { MessageRef } from "../chat/chat.ts";
import type { SourceState } from "../core/action.ts";
import { keyOfMessage, keysOf } from "../core/source-key.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Statements } from "./direct.ts";

/** An action whose message was changed or taken away. */
export interface Unsourced {
  id: string;
  providerId: string;
  caseId: string;
  caseRef: string;
  number: number;
  changes: number;
  /** Rooms show no more of it than that it is a draft. */
  neverConfirmed: boolean;
}

/**
 * Notes what became of a message on every action that was made from it. What is gone stays gone until it is put back, and what is known
 * already is not noted twice. The action itself is as it was: its version stays, and buttons that were drawn before still count.
 */
export function markSource(tx: Statements, message: MessageRef, became: SourceState | "restored"): Promise<Unsourced[]> {
  const found = Prisma.sql`c.id = a.case_id AND a.source_key = ANY(${keysOf(keyOfMessage(message))}::text[])`;
  const mark =
    became === "restored"
      ? Prisma.sql`source_state = CASE WHEN ${WAS_CHANGED} THEN 'changed' END, changes = a.changes + 1 FROM case_file c
                   WHERE ${found} AND a.source_state = 'removed'`
      : Prisma.sql`source_state = ${became}, changes = a.changes + 1 FROM case_file c
                   WHERE ${found} AND a.source_state IS DISTINCT FROM ${became} AND a.source_state IS DISTINCT FROM 'removed'`;
  return tx.$queryRaw<Unsourced[]>(Prisma.sql`
    UPDATE action a SET ${mark}
    RETURNING a.id, a.provider_id AS "providerId", a.case_id AS "caseId", c.ref AS "caseRef", a.number, a.changes,
              a.original_due_day IS NULL AS "neverConfirmed"`);
}

/** Before it was taken away; the trail has it. */
const WAS_CHANGED = Prisma.sql`
  EXISTS (SELECT FROM audit_entry e
          WHERE e.provider_id = a.provider_id AND e.case_ref = c.ref AND e.action_number = a.number AND e.verb = 'original-changed')`;
