import { createHash, randomUUID } from "node:crypto";
import type { Action } from "../core/action.ts";
import type { Change } from "../core/decision.ts";
import type { Statements } from "./direct.ts";

/** Updates, evidence and requests are rows of their own: history is added to, never overwritten. */
export async function addRows(tx: Statements, actionId: string, change: Change, by: string, at: Date): Promise<void> {
  const { update, evidence, request } = change;
  await Promise.all([
    update !== undefined &&
      tx.$executeRaw`
        INSERT INTO action_update (id, action_id, by_person, at, text)
        VALUES (${randomUUID()}::uuid, ${actionId}::uuid, ${by}, ${at}, ${update})`,
    evidence &&
      tx.$executeRaw`
        INSERT INTO evidence (id, action_id, by_person, at, text, hash)
        VALUES (${evidence.id}::uuid, ${actionId}::uuid, ${by}, ${at}, ${evidence.text}, ${sha256(evidence.text)})`,
    request && settleRequest(tx, actionId, request, by, at),
  ]);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function settleRequest(
  tx: Statements,
  actionId: string,
  request: NonNullable<Change["request"]>,
  by: string,
  at: Date,
): Promise<void> {
  if (request.do === "decide") {
    await tx.$executeRaw`
      UPDATE change_request SET state = ${request.decision}, decided_by = ${by}, decided_at = ${at}, because = ${request.because}
      WHERE id = ${request.id}::uuid AND state = 'open'`;
    return;
  }
  const superseding = tx.$executeRaw`
    UPDATE change_request SET state = 'superseded' WHERE action_id = ${actionId}::uuid AND state = 'open'`;
  await Promise.all([superseding, request.do === "open" && openRequest(tx, actionId, request, by, at)]);
}

async function openRequest(
  tx: Statements,
  actionId: string,
  { id, why, wants }: Extract<Change["request"], { do: "open" }>,
  by: string,
  at: Date,
): Promise<void> {
  const [date, person] = wants.kind === "extension" ? [wants.to, null] : [null, wants.to];
  await tx.$executeRaw`
    INSERT INTO change_request (id, action_id, kind, by_person, at, why, to_day, to_time, to_person)
    VALUES (${id}::uuid, ${actionId}::uuid, ${wants.kind}, ${by}, ${at}, ${why}, ${date?.day}, ${date?.time}, ${person})`;
}

/** The action with what was added to it, as a reading would find it. */
export function withAdded(action: Action, { update, evidence, request }: Change, by: string, at: Date): Action {
  return {
    ...action,
    ...(update !== undefined && { latestUpdate: { by, at, text: update } }),
    ...(evidence && { latestEvidence: { ...evidence, by, at } }),
    ...(request && { request: request.do === "open" ? { id: request.id, by, at, why: request.why, ...request.wants } : null }),
  };
}
