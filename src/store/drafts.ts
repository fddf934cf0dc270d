import { randomUUID } from "node:crypto";
import type { Action, SourceMessage } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { DraftPatch } from "../core/decide-draft.ts";
import { actionById } from "./actions.ts";
import { type AuditDraft, appendAudit, lockTrail } from "./audit.ts";
import { Abandoned, claimDelivery, orAbandonDirect, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";
import type { Statements } from "./direct.ts";
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
  return orAbandonDirect(db, async (tx): Promise<Drafted> => {
    // Statements sent together run in the order in which they stand here; the read comes after what it reads.
    const [, first, trail] = await Promise.all([
      claimDelivery(tx, writing.delivery, writing.now),
      takeNumbers(tx, file.id, drafts.length),
      lockTrail(tx, writing.providerId),
    ]);
    if (await someAreMade(tx, file.id, drafts)) throw new Abandoned("stale");
    const numbered = drafts.map((draft, i) => ({ draft, id: randomUUID(), number: first + i }));
    const entries = numbered.map(({ draft, number }) => audit(number, draft));
    const added = numbered.map(({ draft, id, number }) => insertDraft(tx, writing, file, draft, { id, number }));
    const [actions] = await Promise.all([
      Promise.all(numbered.map(({ id }) => actionById(tx, writing.providerId, id))),
      appendAudit(tx, entries, trail),
      announce(tx, writing, file, numbered),
      ...added,
    ]);
    return { kind: "drafted", actions: actions.filter((action) => action !== null) };
  });
}

/** Numbers are taken under the case's row lock, so that none is given twice or used again. */
async function takeNumbers(tx: Statements, caseId: string, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ first: number }[]>`
    UPDATE case_file SET next_number = next_number + ${count} WHERE id = ${caseId}::uuid RETURNING next_number - ${count} AS first`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  return row.first;
}

/** Under the lock that numbers are taken with: of two who make drafts of one message, the second finds those of the first. */
async function someAreMade(tx: Statements, caseId: string, drafts: NewDraft[]): Promise<boolean> {
  const keys = drafts.flatMap(({ sourceKey }) => sourceKey ?? []);
  if (keys.length === 0) return false;
  const made = await tx.$queryRaw<
    unknown[]
  >`SELECT FROM action WHERE case_id = ${caseId}::uuid AND source_key = ANY(${keys}::text[])`;
  return made.length > 0;
}

async function insertDraft(
  tx: Statements,
  writing: Writing,
  file: CaseFile,
  draft: NewDraft,
  { id, number }: { id: string; number: number },
): Promise<void> {
  const { text, owner, ownerRole, ownerChoices = [], chaser, due, dueWords, evidenceRequired } = draft.fields;
  await tx.$executeRaw`
    INSERT INTO action (id, provider_id, case_id, number, status, asker, text, owner, owner_role, owner_choices, chaser,
                        due_day, due_time, due_words, time_zone, evidence_required, follows, source, source_key, created_at)
    VALUES (${id}::uuid, ${writing.providerId}, ${file.id}::uuid, ${number}, 'draft', ${draft.asker}, ${text}, ${owner}, ${ownerRole},
            ${ownerChoices}::text[], ${chaser}, ${due?.day}, ${due?.time}, ${dueWords}, ${file.timeZone}, ${evidenceRequired},
            ${draft.follows}, ${draft.source && JSON.stringify(draft.source)}::jsonb, ${draft.sourceKey}, ${writing.now})`;
}

/** A line in every room of the case, and whoever delivers is woken. */
async function announce(tx: Statements, writing: Writing, file: CaseFile, drafts: { id: string }[]): Promise<void> {
  const notices = stateNotices(file, 1, writing.platforms);
  const about = { providerId: writing.providerId, caseId: file.id, now: writing.now };
  await Promise.all([
    ...drafts.map(({ id }) => enqueue(tx, { ...about, actionId: id }, notices)),
    writing.wake(tx, [...new Set(notices.map(({ lane }) => lane))]),
  ]);
}
