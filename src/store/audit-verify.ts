import { type AuditRow, type ChainEnd, faultIn, GENESIS, type Json, readJson } from "./audit-chain.ts";
import type { Db, PrismaClient } from "./database.ts";

export type Verdict =
  | { kind: "sound"; entries: number; head: ChainEnd; ofCase: number }
  /** `seq` is the first entry that is wrong. */
  | { kind: "broken"; seq: number; why: string };

const PAGE = 500;

/** A whole trail may take longer than any query of a person's command. */
const PATIENCE_MS = 3_600_000;

/**
 * Checks a provider's trail from its first entry to its last: an entry that was changed, removed, moved or added breaks the chain,
 * and a cut tail no longer reaches the head that is kept beside it.
 *
 * What this cannot see: whoever owns the database may write every entry and the head anew, or cut the trail and put the head back.
 * That is found out only by comparing the head with one noted elsewhere before; so print it, and keep it.
 *
 * @param caseRef the case whose entries are counted; the chain is checked whole either way
 */
export async function verifyAudit(
  db: PrismaClient,
  providerId: string,
  { caseRef = null }: { caseRef?: string | null } = {},
): Promise<Verdict> {
  // One moment for rows and head, whatever is added meanwhile.
  return db.$transaction((tx) => verify(tx, providerId, caseRef), { isolationLevel: "RepeatableRead", timeout: PATIENCE_MS });
}

/** Providers that have a trail or should have: the head or the rows alone may have been removed. */
export async function providersWithTrail(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM provider UNION SELECT provider_id FROM audit_head UNION SELECT provider_id FROM audit_entry ORDER BY id`;
  return rows.map((row) => row.id);
}

async function verify(tx: Db, providerId: string, caseRef: string | null): Promise<Verdict> {
  let end = GENESIS;
  let ofCase = 0;
  for (;;) {
    const page = await pageAfter(tx, providerId, end.seq);
    for (const stored of page) {
      const row = readRow(stored);
      const why = row ? faultIn(row, stored.hash, end) : "it was changed after it was written";
      if (why) return { kind: "broken", seq: end.seq + 1, why };
      end = { seq: end.seq + 1, hash: stored.hash };
      if (stored.case_ref === caseRef) ofCase += 1;
    }
    if (page.length < PAGE) break;
  }
  const why = (await faultAtHead(tx, providerId, end)) ?? (end.seq === 0 ? await faultInNothing(tx, providerId) : null);
  return why ? { kind: "broken", ...why } : { kind: "sound", entries: end.seq, head: end, ofCase };
}

async function faultAtHead(tx: Db, providerId: string, end: ChainEnd): Promise<{ seq: number; why: string } | null> {
  const row = await tx.auditHead.findUnique({ where: { providerId } });
  if (!row && end.seq > 0) return { seq: end.seq, why: "the head of the trail was removed" };
  const head = row ? { seq: Number(row.seq), hash: row.hash } : GENESIS;
  if (head.seq > end.seq) return { seq: end.seq + 1, why: `it is missing: the trail was cut, its head is at ${head.seq}` };
  if (head.seq < end.seq) return { seq: head.seq + 1, why: "it was added past the head of the trail" };
  if (head.hash !== end.hash) return { seq: end.seq, why: "it is not the one that the head of the trail names" };
  return null;
}

/** Head and entries removed together leave a whole chain of none. What was done is still there, and each of it had an entry. */
async function faultInNothing(tx: Db, providerId: string): Promise<{ seq: number; why: string } | null> {
  const actions = await tx.action.count({ where: { providerId } });
  if (actions > 0) return { seq: 1, why: "it is missing: the trail is empty although there are actions" };
  const cases = await tx.case.count({ where: { providerId } });
  return cases > 0 ? { seq: 1, why: "it is missing: the trail is empty although there are cases" } : null;
}

interface StoredRow {
  seq: bigint;
  at: string | null;
  actor: string | null;
  actor_name: string | null;
  actor_role: string | null;
  organisation: string | null;
  cover_for: string | null;
  verb: string;
  result: string;
  case_ref: string | null;
  action_number: number | null;
  before: string | null;
  after: string | null;
  why: string | null;
  origin: string;
  prev_hash: string;
  hash: string;
  provider_id: string;
}

const pageAfter = (tx: Db, providerId: string, seq: number): Promise<StoredRow[]> =>
  tx.$queryRaw<StoredRow[]>`
    SELECT provider_id, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor, actor_name, actor_role,
           organisation, cover_for, verb, result, case_ref, action_number, before::text, after::text, why, origin::text, prev_hash, hash
    FROM audit_entry WHERE provider_id = ${providerId} AND seq > ${seq} ORDER BY seq LIMIT ${PAGE}`;

/** @returns null for a row that we could not have written */
function readRow(stored: StoredRow): AuditRow | null {
  try {
    return {
      providerId: stored.provider_id,
      seq: Number(stored.seq),
      at: stored.at ?? "",
      actor: stored.actor,
      actorName: stored.actor_name,
      actorRole: stored.actor_role,
      organisation: stored.organisation,
      coverFor: stored.cover_for,
      verb: stored.verb,
      result: stored.result,
      caseRef: stored.case_ref,
      actionNumber: stored.action_number,
      before: readOptional(stored.before),
      after: readOptional(stored.after),
      why: stored.why,
      origin: readJson(stored.origin),
      prevHash: stored.prev_hash,
    };
  } catch {
    return null;
  }
}

/** Nothing is an empty column; a JSON null there is not ours. */
function readOptional(text: string | null): Json {
  if (text === "null") throw new Error("a JSON null is not how nothing is written");
  return text === null ? null : readJson(text);
}
