import { type AuditRow, type ChainEnd, GENESIS, hashOf, type Json, storable, storableText } from "./audit-chain.ts";
import type { Statements } from "./direct.ts";

/** One thing that was done or refused, before it has its place in the chain. */
export interface AuditDraft {
  providerId: string;
  at: Date;
  /** Person, role and organisation as they are now; the trail does not follow later changes. Null for the service itself. */
  actor: { id: string; name: string; role: string; organisation: string } | null;
  /** Whom the actor stood in for, as cover. */
  coverFor: string | null;
  verb: string;
  result: "done" | "refused";
  caseRef: string | null;
  actionNumber: number | null;
  before: Json;
  after: Json;
  why: string | null;
  /** Platform, workspace, place: where it was asked. */
  origin: Json;
}

/**
 * Adds to the trail, in the order given, in the transaction of the change that it tells of: neither is ever stored without the
 * other. Waits for other writers to the same provider's trail, so call it late in the transaction. All entries of one call are of
 * one provider.
 *
 * @param end where the trail stands, if the caller has locked it already
 */
export async function appendAudit(tx: Statements, drafts: AuditDraft[], end?: ChainEnd): Promise<void> {
  const [first] = drafts;
  if (!first) return;
  if (drafts.some((draft) => draft.providerId !== first.providerId)) throw new Error("one call adds to one provider's trail");
  let head = end ?? (await lockTrail(tx, first.providerId));
  const rows = drafts.map((draft) => {
    const row = place(draft, head);
    head = { seq: row.seq, hash: hashOf(row) };
    return { ...row, hash: head.hash };
  });
  await insert(tx, rows, head);
}

/** The end of the chain, ours until the transaction ends. */
export async function lockTrail(tx: Statements, providerId: string): Promise<ChainEnd> {
  const select = () => tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    SELECT seq, hash FROM audit_head WHERE provider_id = ${providerId} FOR UPDATE`;
  let [found] = await select();
  if (!found) {
    // Two first writers: one adds the row, the other waits here and then finds it.
    await tx.$executeRaw`
      INSERT INTO audit_head (provider_id, seq, hash) VALUES (${providerId}, ${GENESIS.seq}, ${GENESIS.hash}) ON CONFLICT DO NOTHING`;
    [found] = await select();
  }
  if (!found) throw new Error("the head of the trail was added and is not there");
  return { seq: Number(found.seq), hash: found.hash };
}

function place(draft: AuditDraft, head: ChainEnd): AuditRow {
  const { providerId, at, actor, coverFor, verb, result, caseRef, actionNumber, why } = draft;
  return {
    ...{ providerId, seq: head.seq + 1, at: at.toISOString(), actor: actor?.id ?? null },
    actorName: storableText(actor?.name ?? null),
    actorRole: storableText(actor?.role ?? null),
    organisation: storableText(actor?.organisation ?? null),
    ...{ coverFor, verb, result, caseRef, actionNumber, why: storableText(why) },
    before: storable(draft.before),
    after: storable(draft.after),
    origin: storable(draft.origin),
    prevHash: head.hash,
  };
}

/** One statement, because every command waits for it. JSON null becomes an empty column. */
async function insert(tx: Statements, rows: (AuditRow & { hash: string })[], head: ChainEnd): Promise<void> {
  const [first] = rows;
  await tx.$executeRaw`
    WITH head AS (UPDATE audit_head SET seq = ${head.seq}, hash = ${head.hash} WHERE provider_id = ${first?.providerId})
    INSERT INTO audit_entry (provider_id, seq, at, actor, actor_name, actor_role, organisation, cover_for, verb, result, case_ref,
                             action_number, before, after, why, origin, prev_hash, hash)
    SELECT r->>'providerId', (r->>'seq')::bigint, (r->>'at')::timestamptz, r->>'actor', r->>'actorName', r->>'actorRole',
           r->>'organisation', r->>'coverFor', r->>'verb', r->>'result', r->>'caseRef', (r->>'actionNumber')::int,
           nullif(r->'before', 'null'), nullif(r->'after', 'null'), r->>'why', r->'origin', r->>'prevHash', r->>'hash'
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS r`;
}
