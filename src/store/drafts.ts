import { randomUUID } from "node:crypto";
import type { Action, SourceMessage } from "../core/action.ts";
import type { CaseFile, Level } from "../core/case-file.ts";
import type { DraftPatch } from "../core/decide-draft.ts";
import { draftQuestionTo } from "../core/draft-moment.ts";
import type { Notice, Recipient } from "../core/notice.ts";
import { keysOf } from "../core/source-key.ts";
import { actionById } from "./actions.ts";
import { type AuditDraft, appendAudit, lockTrail } from "./audit.ts";
import { Abandoned, claimDelivery, orAbandon, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { meetingToDraftIn } from "./meetings.ts";
import { address, enqueue, lanesOf, stateNotices } from "./outbox.ts";

/** One draft to be: what was understood, and where it was said. */
export interface NewDraft {
  fields: DraftPatch;
  asker: string;
  /** Who is asked at once what is missing: whoever said what it is made of, where somebody else chose the message, or their cover. */
  wantedOf?: Recipient;
  follows: string | null;
  source: SourceMessage | null;
  /** Names the message, and the line within it; the same one is never made into a second draft. */
  sourceKey: string | null;
  /** Made where the case works, or for it: while a meeting is open, in that meeting. */
  inMeeting: boolean;
  level: Level;
}

/** `stale`: the message was made into drafts meanwhile. */
export type Drafted = { kind: "drafted"; actions: Action[] } | { kind: "stale" } | { kind: "repeated" };

/**
 * Makes drafts, numbered within their case, with their audit rows and a line in the rooms that they were asked for in: all of them or
 * none.
 */
export async function saveDrafts(
  db: PrismaClient,
  writing: Writing,
  file: CaseFile,
  { drafts, textKey, rooms }: { drafts: NewDraft[]; textKey: string | null; rooms: readonly string[] },
  audit: (number: number, draft: NewDraft) => AuditDraft,
): Promise<Drafted> {
  return orAbandon(db, async (tx): Promise<Drafted> => {
    const notices = stateNotices(file, FIRST, writing.platforms, rooms);
    const ids = drafts.map(() => randomUUID());
    const asked = drafts.map((draft) => address(askedNotice(draft), file, writing.platforms));
    // Statements sent together run in the order in which they stand here; the read comes after what it reads.
    const [, first, meeting, trail] = await Promise.all([
      claimDelivery(tx, writing.delivery, writing.now, ids),
      takeNumbers(tx, file.id, drafts.length),
      drafts.some(({ inMeeting }) => inMeeting) ? meetingToDraftIn(tx, file.id) : null,
      lockTrail(tx, writing.providerId),
      writing.wake(tx, lanesOf([...notices, ...asked.flat()])),
    ]);
    if (await someAreMade(tx, file.id, textKey)) throw new Abandoned("stale");
    const made = drafts.map((draft, i) => {
      const id = ids[i] ?? randomUUID();
      return { draft, action: newAction(draft, { id, file, number: first + i, now: writing.now, meeting }) };
    });
    const entries = made.map(({ draft, action }) => audit(action.number, draft));
    const about = { providerId: writing.providerId, caseId: file.id, now: writing.now };
    await Promise.all([
      ...made.map(({ draft, action }) => insertAction(tx, { ...writing, file }, action, draft.sourceKey)),
      appendAudit(tx, entries, trail),
      ...made.map(({ action }, i) => enqueue(tx, { ...about, actionId: action.id }, [...notices, ...(asked[i] ?? [])])),
      tx.commit(),
    ]);
    return { kind: "drafted", actions: made.map(({ action }) => action) };
  });
}

const askedNotice = ({ wantedOf }: NewDraft): Notice[] => (wantedOf === undefined ? [] : [draftQuestionTo(wantedOf)]);

/** Numbers are taken under the case's row lock, so that none is given twice or used again. */
async function takeNumbers(tx: Statements, caseId: string, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ first: number }[]>`
    UPDATE case_file SET next_number = next_number + ${count} WHERE id = ${caseId}::uuid RETURNING next_number - ${count} AS first`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  return row.first;
}

/** Under the lock that numbers are taken with: of two who make drafts of one message, the second finds those of the first. */
async function someAreMade(tx: Statements, caseId: string, textKey: string | null): Promise<boolean> {
  if (textKey === null) return false;
  const made = await tx.$queryRaw<unknown[]>`
    SELECT FROM action
    WHERE case_id = ${caseId}::uuid AND source_key = ANY(${keysOf(textKey)}::text[])`;
  return made.length > 0;
}

/** The version and the count of changes that an action begins with. */
const FIRST = 1;

function newAction(
  { fields, asker, follows, source, inMeeting, level }: NewDraft,
  { id, file, number, now, meeting }: { id: string; file: CaseFile; number: number; now: Date; meeting: string | null },
): Action {
  const { text = null, owner = null, ownerRole = null, ownerChoices = [], chaser = null } = fields;
  const { due = null, dueWords = null, evidenceRequired = null } = fields;
  return {
    ...{ id, caseId: file.id, caseRef: file.ref, number, status: "draft", level, asker },
    ...{ text, owner, ownerRole, ownerChoices, chaser, due, dueWords, evidenceRequired, follows, source },
    ...{ originalDue: null, extensions: 0, notYetHeard: false, blockedBecause: null, endedBecause: null, signedOffBy: null },
    ...{
      createdAt: now,
      statusSince: now,
      acceptedAt: null,
      closedAt: null,
      ...{
        runningSince: null,
        askedSince: null,
        escalation: null,
        climbed: {},
        meetingId: inMeeting ? meeting : null,
        sourceState: null,
      },
      acting: null,
      putOff: {},
      version: FIRST,
      changes: FIRST,
    },
    ...{ shown: false, request: null, latestUpdate: null, latestEvidence: null, latestDecision: null },
  };
}

async function insertAction(
  tx: Statements,
  { providerId, file }: { providerId: string; file: CaseFile },
  action: Action,
  sourceKey: string | null,
): Promise<void> {
  const { due, source } = action;
  await tx.$executeRaw`
    INSERT INTO action (id, provider_id, case_id, number, status, level, asker, text, owner, owner_role, owner_choices, chaser,
                        due_day, due_time, due_words, time_zone, evidence_required, follows, source, source_key, created_at, meeting_id,
                        status_since, version, changes)
    VALUES (${action.id}::uuid, ${providerId}, ${action.caseId}::uuid, ${action.number}, ${action.status}, ${action.level},
            ${action.asker}, ${action.text}, ${action.owner}, ${action.ownerRole}, ${action.ownerChoices}::text[], ${action.chaser},
            ${due?.day}, ${due?.time}, ${action.dueWords}, ${file.timeZone}, ${action.evidenceRequired}, ${action.follows},
            ${source && JSON.stringify(source)}::jsonb, ${sourceKey}, ${action.createdAt}, ${action.meetingId}::uuid,
            ${action.statusSince}, ${action.version}, ${action.changes})`;
}

/** Their asker has seen these drafts. */
export async function markShown(db: Statements, ids: string[], at: Date): Promise<void> {
  await direct(db).$executeRaw`UPDATE action SET shown_at = ${at} WHERE id = ANY(${ids}::uuid[]) AND shown_at IS NULL`;
}

/** The drafts that a delivery made. */
export async function madeBy(db: Statements, providerId: string, delivery: string): Promise<Action[]> {
  const [row] = await direct(db).$queryRaw<{ made: string[] | null }[]>`SELECT made FROM delivery WHERE key = ${delivery}`;
  const made = await Promise.all((row?.made ?? []).map((id) => actionById(db, providerId, id)));
  return made.filter((action) => action !== null);
}
