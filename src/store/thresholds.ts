import type { Rule, Signatory, Threshold, WatchRule } from "../core/threshold.ts";
import { isWatchRule } from "../core/threshold.ts";
import type { Watch } from "../core/watch-openings.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";

const TURNS = 7_303;

/**
 * Incidents, thresholds and what follows from them happen one at a time in a case: ours until the transaction ends. Taken before
 * escalations are held, and so before their numbers, the agenda and the trail.
 */
export async function inTurn(tx: Statements, caseId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${TURNS}::int, hashtext(${caseId}))::text`;
}

const VERSION = Prisma.sql`
  t.case_id AS "caseId", t.version, t.revision, t.rules, t.signatories, t.owner, t.drafted_by AS "draftedBy",
  t.drafted_at AS "draftedAt", t.why, t.agreed_at AS "agreedAt"`;

/** Every version of a case's thresholds, the draft among them, in their order. */
export const thresholdsOf = (db: Statements, caseId: string): Promise<Threshold[]> =>
  direct(db).$queryRaw<Threshold[]>(
    Prisma.sql`SELECT ${VERSION} FROM threshold t WHERE t.case_id = ${caseId}::uuid ORDER BY t.version`,
  );

/** The version in force; null where none is. */
export async function versionInForce(db: Statements, caseId: string): Promise<number | null> {
  const [row] = await direct(db).$queryRaw<{ version: number | null }[]>`
    SELECT max(version) AS version FROM threshold WHERE case_id = ${caseId}::uuid AND agreed_at IS NOT NULL`;
  return row?.version ?? null;
}

/** Drafts of some cases that not everybody has agreed to yet. */
export const draftsOf = (db: Statements, caseIds: string[]): Promise<Threshold[]> =>
  direct(db).$queryRaw<Threshold[]>(
    Prisma.sql`SELECT ${VERSION} FROM threshold t WHERE t.case_id = ANY(${caseIds}::uuid[]) AND t.agreed_at IS NULL`,
  );

/** A draft as it is now; what it was before is in the trail. A version in force is never written over. */
export async function saveDraft(tx: Statements, draft: Threshold): Promise<void> {
  const kept = await tx.$executeRaw`
    INSERT INTO threshold (case_id, version, revision, rules, signatories, owner, drafted_by, drafted_at, why)
    VALUES (${draft.caseId}::uuid, ${draft.version}, ${draft.revision}, ${JSON.stringify(draft.rules)}::jsonb,
            ${JSON.stringify(draft.signatories)}::jsonb, ${draft.owner}, ${draft.draftedBy}, ${draft.draftedAt}, ${draft.why})
    ON CONFLICT (case_id, version) DO UPDATE
    SET revision = excluded.revision, rules = excluded.rules, signatories = excluded.signatories, owner = excluded.owner,
        drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at, why = excluded.why
    WHERE threshold.agreed_at IS NULL`;
  if (kept === 0) throw new Error("a version in force cannot be drafted");
}

/** Who has agreed, and from when on it is in force once everybody has. */
export async function saveAgreement(
  tx: Statements,
  {
    caseId,
    version,
    revision,
    signatories,
    agreedAt,
  }: { signatories: Signatory[] } & Pick<Threshold, "caseId" | "version" | "revision" | "agreedAt">,
): Promise<void> {
  const kept = await tx.$executeRaw`
    UPDATE threshold SET signatories = ${JSON.stringify(signatories)}::jsonb, agreed_at = ${agreedAt}
    WHERE case_id = ${caseId}::uuid AND version = ${version} AND revision = ${revision} AND agreed_at IS NULL`;
  if (kept === 0) throw new Error("the draft has moved on");
}

interface WatchRow {
  caseId: string;
  /** In force now. */
  current: { version: number; rules: Rule[]; agreedAt: string } | null;
  cluster: { id: string; threadId: string | null; version: number; rules: Rule[] | null } | null;
  /** Since when the matter of each rule of the cluster is open. */
  open: Record<string, string>;
  escalateAt: string;
}

/**
 * The rules about actions that are asked in some cases now. Those that go with another rule are those of the version with which the
 * cluster began, from when that rule was first crossed in a matter that is open still; the others are those of the version in force.
 */
export async function watchesOf(db: Statements, caseIds: string[]): Promise<Map<string, Watch[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await direct(db).$queryRaw<WatchRow[]>`
    SELECT c.case_id AS "caseId", t.current, k.cluster, p.escalate_at AS "escalateAt",
           coalesce((SELECT jsonb_object_agg(o.rule, o.since) FROM (
             SELECT f.rule, min(f.at) AS since FROM firing f JOIN escalation e ON e.id = f.escalation_id
             WHERE f.cluster_id = k.id
               AND (e.state = 'open' OR e.state = 'decided' AND e.body->'decision'->'verdict'->>'what' = 'stabilisation')
             GROUP BY f.rule) AS o), '{}') AS open
    FROM (SELECT DISTINCT case_id FROM threshold WHERE case_id = ANY(${caseIds}::uuid[]) AND agreed_at IS NOT NULL) AS c
    JOIN case_file f ON f.id = c.case_id JOIN provider p ON p.id = f.provider_id
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('version', version, 'rules', rules, 'agreedAt', agreed_at) AS current
      FROM threshold WHERE case_id = c.case_id AND agreed_at IS NOT NULL ORDER BY version DESC LIMIT 1) AS t ON true
    LEFT JOIN LATERAL (
      SELECT l.id, jsonb_build_object('id', l.id, 'threadId', l.thread_id, 'version', l.version,
                                      'rules', (SELECT rules FROM threshold WHERE case_id = l.case_id AND version = l.version)) AS cluster
      FROM cluster l WHERE l.case_id = c.case_id AND l.closed_at IS NULL LIMIT 1) AS k ON true`;
  return new Map(rows.map((row) => [row.caseId, watchesIn(row)]));
}

function watchesIn({ current, cluster, open, escalateAt }: WatchRow): Watch[] {
  const always = (current?.rules ?? []).filter(isWatchRule).filter(({ when }) => when.during === null);
  const during = (cluster?.rules ?? []).filter(isWatchRule).filter(({ when }) => when.during !== null);
  return [
    ...always.map((rule) => ({
      ...{ rule, version: current?.version ?? 0, since: new Date(current?.agreedAt ?? 0) },
      ...{ threadId: null, clusterId: null, escalateAt },
    })),
    ...during.flatMap((rule) => asked(rule, { cluster, open, escalateAt })),
  ];
}

function asked(rule: WatchRule, { cluster, open, escalateAt }: Pick<WatchRow, "cluster" | "open" | "escalateAt">): Watch[] {
  const since = open[rule.when.during ?? ""];
  if (!cluster || since === undefined) return [];
  return [
    { rule, version: cluster.version, since: new Date(since), threadId: cluster.threadId, clusterId: cluster.id, escalateAt },
  ];
}
