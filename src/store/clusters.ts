import { randomUUID } from "node:crypto";
import type { Escalation } from "../core/escalation.ts";
import type { ReviewDecision, ThresholdReview } from "../core/threshold-review.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";

/** Incidents that follow each other closely. */
export interface Cluster {
  id: string;
  /** Of the thresholds, when it began. */
  version: number;
  openedAt: Date;
  closesAt: Date;
  /** The escalation whose thread it is spoken of in. */
  threadId: string | null;
}

const CLUSTER = Prisma.sql`
  c.id, c.version, c.opened_at AS "openedAt", c.closes_at AS "closesAt", c.thread_id AS "threadId"`;

/** The one that is open in a case. */
export async function openCluster(db: Statements, caseId: string): Promise<Cluster | null> {
  const [row] = await direct(db).$queryRaw<Cluster[]>(
    Prisma.sql`SELECT ${CLUSTER} FROM cluster c WHERE c.case_id = ${caseId}::uuid AND c.closed_at IS NULL`,
  );
  return row ?? null;
}

/** Of `e`: it keeps its cluster open. */
const WAITS = Prisma.sql`
  (e.state = 'open' OR e.state = 'decided' AND e.body->'decision'->'verdict'->>'what' = 'stabilisation' AND e.body->>'closed' IS NULL)`;

/** Those of some cases, by case, with how many of their questions keep them open. */
export async function openClusters(db: Statements, caseIds: string[]): Promise<Map<string, Cluster & { waiting: number }>> {
  const rows = await direct(db).$queryRaw<(Cluster & { caseId: string; waiting: number })[]>(Prisma.sql`
    SELECT c.case_id AS "caseId", ${CLUSTER},
           (SELECT count(*)::int FROM escalation e WHERE ${WAITS}
              AND e.id IN (SELECT escalation_id FROM firing WHERE cluster_id = c.id)) AS waiting
    FROM cluster c WHERE c.case_id = ANY(${caseIds}::uuid[]) AND c.closed_at IS NULL`);
  return new Map(rows.map((row) => [row.caseId, row]));
}

export async function addCluster(
  tx: Statements,
  providerId: string,
  caseId: string,
  { id, version, openedAt, closesAt, threadId }: Cluster,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cluster (id, provider_id, case_id, version, opened_at, closes_at, thread_id)
    VALUES (${id}::uuid, ${providerId}, ${caseId}::uuid, ${version}, ${openedAt}, ${closesAt}, ${threadId}::uuid)`;
}

/** It goes on for longer, or has a thread by now. */
export async function keepCluster(tx: Statements, { id, closesAt, threadId }: Cluster): Promise<void> {
  await tx.$executeRaw`UPDATE cluster SET closes_at = ${closesAt}, thread_id = ${threadId}::uuid WHERE id = ${id}::uuid`;
}

export async function closeCluster(tx: Statements, id: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE cluster SET closed_at = ${at} WHERE id = ${id}::uuid`;
}

/** The escalations that rules about incidents opened in a cluster, in their order; ours until the transaction ends. */
export async function holdEscalationsOf(tx: Statements, clusterId: string): Promise<Escalation[]> {
  const rows = await tx.$queryRaw<{ body: Escalation }[]>`
    SELECT body FROM escalation
    WHERE action_id IS NULL AND id IN (SELECT escalation_id FROM firing WHERE cluster_id = ${clusterId}::uuid)
    ORDER BY number FOR UPDATE`;
  return rows.map(({ body }) => body);
}

/** How many questions of a cluster keep it open: those that wait to be decided, about actions too, and stabilisation that has not ended. */
export async function waitingIn(tx: Statements, clusterId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM escalation e
    WHERE ${WAITS} AND e.id IN (SELECT escalation_id FROM firing WHERE cluster_id = ${clusterId}::uuid)`);
  return row?.count ?? 0;
}

/** Stabilisation was ended by decision: nothing more has to pass before the cluster is over. */
export async function endClusterOf(tx: Statements, escalationId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE cluster SET closes_at = least(closes_at, ${at})
    WHERE closed_at IS NULL AND id IN (SELECT cluster_id FROM firing WHERE escalation_id = ${escalationId}::uuid)`;
}

/** That a rule was crossed, by which facts, and the matter in which it is spoken of. */
export interface NewFiring {
  caseId: string;
  version: number;
  rule: string;
  /** The same facts have the same key, and fire once. */
  key: string;
  facts: { incidents: string[] } | { action: string };
  at: Date;
  clusterId: string | null;
  escalationId: string;
}

/** @returns false where the same facts have fired already */
export async function addFiring(tx: Statements, firing: NewFiring): Promise<boolean> {
  const { caseId, version, rule, key, facts, at, clusterId, escalationId } = firing;
  const added = await tx.$executeRaw`
    INSERT INTO firing (id, case_id, version, rule, key, facts, at, cluster_id, escalation_id)
    VALUES (${randomUUID()}::uuid, ${caseId}::uuid, ${version}, ${rule}, ${key}, ${JSON.stringify(facts)}::jsonb, ${at},
            ${clusterId}::uuid, ${escalationId}::uuid)
    ON CONFLICT (case_id, rule, key) DO NOTHING`;
  return added === 1;
}

export type Firing = Pick<NewFiring, "version" | "rule" | "facts" | "at" | "escalationId">;

/** Every crossing in a cluster, in the order in which they came. */
export const firingsIn = (db: Statements, clusterId: string): Promise<Firing[]> =>
  direct(db).$queryRaw<Firing[]>`
    SELECT version, rule, facts, at, escalation_id AS "escalationId" FROM firing WHERE cluster_id = ${clusterId}::uuid
    ORDER BY at, rule, key`;

const REVIEW = Prisma.sql`
  r.id, r.case_id AS "caseId", r.cluster_id AS "clusterId", r.version, r.owner, r.opened_at AS "openedAt", r.due_day AS "dueDay",
  r.decision, r.decided_by AS "decidedBy", r.decided_at AS "decidedAt", r.why`;

export async function addReview(
  tx: Statements,
  providerId: string,
  { id, caseId, clusterId, version, owner, openedAt, dueDay }: ThresholdReview,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO threshold_review (id, provider_id, case_id, cluster_id, version, owner, opened_at, due_day)
    VALUES (${id}::uuid, ${providerId}, ${caseId}::uuid, ${clusterId}::uuid, ${version}, ${owner}, ${openedAt}, ${dueDay})`;
}

/** Reviews of some cases that nobody has decided, the oldest first. */
export const openReviews = (db: Statements, caseIds: string[]): Promise<ThresholdReview[]> =>
  direct(db).$queryRaw<ThresholdReview[]>(Prisma.sql`
    SELECT ${REVIEW} FROM threshold_review r WHERE r.case_id = ANY(${caseIds}::uuid[]) AND r.decision IS NULL ORDER BY r.opened_at`);

export async function reviewById(db: Statements, caseId: string, id: string): Promise<ThresholdReview | null> {
  const [row] = await direct(db).$queryRaw<ThresholdReview[]>(
    Prisma.sql`SELECT ${REVIEW} FROM threshold_review r WHERE r.case_id = ${caseId}::uuid AND r.id = ${id}::uuid`,
  );
  return row ?? null;
}

/**
 * What the draft that follows a version came to in a review, if it answers one: each decision makes a draft, or changes it, and there is no
 * other until everybody has agreed to that one.
 */
export async function reviewAnsweredSince(db: Statements, caseId: string, agreedAt: Date): Promise<ReviewDecision | null> {
  const [row] = await direct(db).$queryRaw<{ decision: ReviewDecision }[]>`
    SELECT decision FROM threshold_review WHERE case_id = ${caseId}::uuid AND decision IS NOT NULL AND decided_at >= ${agreedAt}
    ORDER BY decided_at DESC LIMIT 1`;
  return row?.decision ?? null;
}

/** @returns false where it has been decided already */
export async function decideReview(
  tx: Statements,
  id: string,
  { decision, by, at, why }: { decision: ReviewDecision; by: string; at: Date; why: string },
): Promise<boolean> {
  const decided = await tx.$executeRaw`
    UPDATE threshold_review SET decision = ${decision}, decided_by = ${by}, decided_at = ${at}, why = ${why}
    WHERE id = ${id}::uuid AND decision IS NULL`;
  return decided === 1;
}
