import type { MessageRef } from "../chat/chat.ts";
import type { SourceState } from "../core/action.ts";
import { keyOfMessage, keysOf } from "../core/source-key.ts";
import type { Statements } from "./direct.ts";

/** An action whose message was changed or taken away. */
export interface Unsourced {
  id: string;
  providerId: string;
  caseId: string;
  caseRef: string;
  number: number;
  changes: number;
}

/**
 * Notes what became of a message on every action that was made from it. What is gone stays gone, and what is known already is not noted
 * twice. The action itself is as it was: its version stays, and buttons that were drawn before still count.
 */
export const markSource = (tx: Statements, message: MessageRef, became: SourceState): Promise<Unsourced[]> =>
  tx.$queryRaw<Unsourced[]>`
    UPDATE action a SET source_state = ${became}, changes = a.changes + 1
    FROM case_file c
    WHERE c.id = a.case_id AND a.source_key = ANY(${keysOf(keyOfMessage(message))}::text[])
      AND a.source_state IS DISTINCT FROM ${became} AND a.source_state IS DISTINCT FROM 'removed'
    RETURNING a.id, a.provider_id AS "providerId", a.case_id AS "caseId", c.ref AS "caseRef", a.number, a.changes`;
