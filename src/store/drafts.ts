import { randomUUID } from "node:crypto";
import type { Action, SourceMessage } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { DraftPatch } from "../core/decide-draft.ts";
import { actionById } from "./actions.ts";
import { type AuditDraft, appendAudit } from "./audit.ts";
import { Abandoned, claimDelivery, dueColumns, orAbandon, type Writing } from "./change.ts";
import type { Db, PrismaClient } from "./database.ts";
import { enqueue, stateNotices } from "./outbox.ts";

/** One draft to be: what was understood, and where it was said. */
export interface NewDraft {
  fields: DraftPatch;
  asker: string;
  follows: string | null;
  source: SourceMessage | null;
  /** Names the message, and the line within it; the same one is never made into a second draft. */
  sourceKey: string | null;
}

/** `stale`: the message was made into drafts meanwhile. */
export type Drafted = { kind: "drafted"; actions: Action[] } | { kind: "stale" } | { kind: "repeated" };

/** Makes drafts, numbered within their case, with their audit rows and a line in every room of the case: all of them or none. */
export async function saveDrafts(
  db: PrismaClient,
  writing: Writing,
  file: CaseFile,
  drafts: NewDraft[],
  audit: (number: number, draft: NewDraft) => AuditDraft,
): Promise<Drafted> {
  return orAbandon(db, async (tx): Promise<Drafted> => {
    await claimDelivery(tx, writing.delivery, writing.now);
    const first = await takeNumbers(tx, file.id, drafts.length);
    if (await someAreMade(tx, file.id, drafts)) throw new Abandoned("stale");
    const ids: string[] = [];
    for (const [i, draft] of drafts.entries()) {
      const number = first + i;
      ids.push(await insertDraft(tx, writing, file, draft, number));
      await appendAudit(tx, [audit(number, draft)]);
    }
    const lanes = await Promise.all(ids.map((id) => announce(tx, writing, file, id)));
    await writing.wake(tx, [...new Set(lanes.flat())]);
    const actions = await Promise.all(ids.map((id) => actionById(tx, writing.providerId, id)));
    return { kind: "drafted", actions: actions.filter((action) => action !== null) };
  });
}

/** Numbers are taken under the case's row lock, so that none is given twice or used again. */
async function takeNumbers(tx: Db, caseId: string, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ first: number }[]>`
    UPDATE case_file SET next_number = next_number + ${count} WHERE id = ${caseId}::uuid RETURNING next_number - ${count} AS first`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  return row.first;
}

/** Under the lock that numbers are taken with: of two who make drafts of one message, the second finds those of the first. */
async function someAreMade(tx: Db, caseId: string, drafts: NewDraft[]): Promise<boolean> {
  const keys = drafts.flatMap(({ sourceKey }) => sourceKey ?? []);
  return keys.length > 0 && (await tx.action.count({ where: { caseId, sourceKey: { in: keys } } })) > 0;
}

async function insertDraft(tx: Db, writing: Writing, file: CaseFile, draft: NewDraft, number: number): Promise<string> {
  const id = randomUUID();
  const { due = null, ...fields } = draft.fields;
  await tx.action.create({
    data: {
      ...{ id, number, status: "draft", providerId: writing.providerId, caseId: file.id, asker: draft.asker },
      ...fields,
      ...dueColumns({ due, originalDue: null }),
      timeZone: file.timeZone,
      follows: draft.follows,
      ...(draft.source && { source: { ...draft.source } }),
      sourceKey: draft.sourceKey,
      createdAt: writing.now,
    },
  });
  return id;
}

const announce = (tx: Db, writing: Writing, file: CaseFile, actionId: string): Promise<string[]> =>
  enqueue(
    tx,
    { providerId: writing.providerId, caseId: file.id, actionId, now: writing.now },
    stateNotices(file, 1, writing.platforms),
  );
