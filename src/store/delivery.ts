import { subDays } from "date-fns/subDays";
import type { MessageRef } from "../chat/chat.ts";
import type { Notice } from "../core/notice.ts";
import type { Db } from "./database.ts";

/** A notice whose turn has come, held by this transaction until it is settled. */
export interface ClaimedNotice {
  id: string;
  providerId: string;
  key: string;
  caseId: string;
  actionId: string;
  personId: string | null;
  placeId: string | null;
  lane: string;
  body: Notice;
  attempts: number;
  createdAt: Date;
  /** A newer notice of the same kind to the same reader waits behind it and will say what is true then. */
  overtaken: boolean;
}

/**
 * Claims the oldest waiting notice of a lane. One claimant a lane at a time, so that a conversation reads in order.
 *
 * @returns the notice; `busy` where somebody else has the lane; null where nothing waits
 */
export async function claimNext(tx: Db, lane: string): Promise<ClaimedNotice | "busy" | null> {
  const [lock] = await tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${lane}, 7)) AS held`;
  if (!lock?.held) return "busy";
  const [row] = await tx.$queryRaw<ClaimedNotice[]>`
    SELECT n.id, n.provider_id AS "providerId", n.key, n.case_id AS "caseId", n.action_id AS "actionId", n.person_id AS "personId",
           n.place_id AS "placeId", n.lane, n.body, n.attempts, n.created_at AS "createdAt",
           EXISTS (SELECT 1 FROM notice later
                   WHERE later.action_id = n.action_id AND later.kind = n.kind AND later.state = 'waiting' AND later.seq > n.seq
                     AND n.kind IN ('proposed', 'chase', 'evidence-in', 'state', 'refresh')
                     AND later.person_id IS NOT DISTINCT FROM n.person_id AND later.place_id IS NOT DISTINCT FROM n.place_id
                     AND later.body->>'cardId' IS NOT DISTINCT FROM n.body->>'cardId') AS overtaken
    FROM notice n WHERE n.lane = ${lane} AND n.state = 'waiting'
    ORDER BY n.seq LIMIT 1`;
  return row ?? null;
}

export interface Settled {
  state: "sent" | "skipped" | "dead";
  reason: string | null;
  message: MessageRef | null;
}

/** What became of a notice, for good, for its reader. */
export async function settle(tx: Db, id: string, real: Date, { state, reason, message }: Settled): Promise<void> {
  const data = { state, reason, settledAt: real, ...(message && { message: { ...message } }) };
  await tx.notice.update({ where: { id }, data: { ...data, attempts: { increment: state === "skipped" ? 0 : 1 } } });
}

export async function countAttempt(tx: Db, id: string, reason: string): Promise<void> {
  await tx.notice.update({ where: { id }, data: { reason, attempts: { increment: 1 } } });
}

/** Conversations in which something waits, and when each may next be written to. Real time. */
export async function waitingLanes(db: Db): Promise<{ lane: string; freeAt: Date | null }[]> {
  return db.$queryRaw`
    SELECT n.lane, max(l.free_at) AS "freeAt" FROM notice n LEFT JOIN lane l ON l.key = n.lane
    WHERE n.state = 'waiting' GROUP BY n.lane ORDER BY min(n.seq)`;
}

/** How much waits and how much could not be delivered, for doctor and metrics. */
export async function outboxCounts(db: Db): Promise<{ waiting: number; dead: number; oldest: Date | null }> {
  const [row] = await db.$queryRaw<{ waiting: number; dead: number; oldest: Date | null }[]>`
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'dead')::int AS dead,
           min(created_at) FILTER (WHERE state = 'waiting') AS oldest
    FROM notice WHERE state IN ('waiting', 'dead')`;
  return row ?? { waiting: 0, dead: 0, oldest: null };
}

/**
 * Forgets what only guards against repetition: deliveries after a week, which is far longer than a platform repeats one, and the pace
 * of conversations that have been quiet for a day.
 */
export async function forgetRepetition(db: Db, real: Date): Promise<void> {
  await db.delivery.deleteMany({ where: { at: { lt: subDays(real, 7) } } });
  await db.lane.deleteMany({ where: { freeAt: { lt: subDays(real, 1) } } });
}
