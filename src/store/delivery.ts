import { subDays } from "date-fns/subDays";
import type { MessageRef } from "../chat/chat.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Notice } from "../core/notice.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type StoredAction, toAction } from "./actions.ts";
import type { Db } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { type LiveCard, type ShownCard, showsNow } from "./live-cards.ts";

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

/** Of `n`: a newer one waits that will say what is true then. */
const OVERTAKEN = Prisma.sql`
  EXISTS (SELECT 1 FROM notice later
          WHERE later.action_id = n.action_id AND later.kind = n.kind AND later.state = 'waiting' AND later.seq > n.seq
            AND n.kind IN ('proposed', 'chase', 'evidence-in', 'state', 'refresh')
            AND later.person_id IS NOT DISTINCT FROM n.person_id AND later.place_id IS NOT DISTINCT FROM n.place_id
            AND later.body->>'cardId' IS NOT DISTINCT FROM n.body->>'cardId')`;

/**
 * Claims the oldest waiting notice of a lane. One claimant a lane at a time, so that a conversation reads in order.
 *
 * @returns the notice; `busy` where somebody else has the lane; null where nothing waits
 */
export async function claimNext(tx: Statements, lane: string): Promise<ClaimedNotice | "busy" | null> {
  // Sent together, yet two statements: the second must see what was settled until the lock was ours.
  const [[lock], [row]] = await Promise.all([
    tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${lane}, 7)) AS held`,
    tx.$queryRaw<ClaimedNotice[]>(Prisma.sql`
      SELECT n.id, n.provider_id AS "providerId", n.key, n.case_id AS "caseId", n.action_id AS "actionId",
             n.person_id AS "personId", n.place_id AS "placeId", n.lane, n.body, n.attempts, n.created_at AS "createdAt",
             ${OVERTAKEN} AS overtaken
      FROM notice n WHERE n.lane = ${lane} AND n.state = 'waiting'
      ORDER BY n.seq LIMIT 1`),
  ]);
  return lock?.held ? (row ?? null) : "busy";
}

/** What a notice is about, and the card that it brings up to date, if there is one. */
export interface Subject {
  file: CaseFile;
  action: Action;
  held: LiveCard | null;
}

/** All of it as it is at one moment; null where the case or the action is gone. */
export async function subjectOf(tx: Statements, { providerId, actionId, placeId, body }: ClaimedNotice): Promise<Subject | null> {
  const cardId = body.kind === "refresh" ? body.cardId : null;
  const [row] = await tx.$queryRaw<{ file: CaseFile; action: StoredAction; held: LiveCard | null }[]>`
    SELECT s.file, a.action,
           (SELECT jsonb_build_object('id', l.id, 'kind', l.kind, 'actionId', l.action_id, 'personId', l.person_id,
                                      'placeId', l.place_id, 'message', l.message, 'shownChanges', l.shown_changes)
            FROM live_card l WHERE l.action_id = a.id AND (l.place_id = ${placeId}::uuid OR l.id = ${cardId}::uuid) LIMIT 1) AS held
    FROM action_snapshot a JOIN case_snapshot s ON s.id = a.case_id AND s.provider_id = a.provider_id
    WHERE a.provider_id = ${providerId} AND a.id = ${actionId}::uuid`;
  return row ? { ...row, action: toAction(row.action) } : null;
}

/** Settles at once whatever of a claimed lane newer notices overtake: after a busy hour that is most of it. */
export const skipOvertaken = (tx: Statements, lane: string, real: Date, reason: string): Promise<Skipped[]> =>
  tx.$queryRaw<Skipped[]>(Prisma.sql`
    UPDATE notice n SET state = 'skipped', reason = ${reason}, settled_at = ${real}
    WHERE n.lane = ${lane} AND n.state = 'waiting' AND ${OVERTAKEN}
    RETURNING n.id, n.kind, n.person_id AS "personId"`);

export type Skipped = Pick<ClaimedNotice, "id" | "personId"> & { kind: Notice["kind"] };

export interface Settled {
  state: "sent" | "skipped" | "dead";
  reason: string | null;
  message: MessageRef | null;
  /** The card that the message is, where it is kept true from now on. */
  shows?: ShownCard;
  /** The actions that a digest has said something of. */
  listed?: string[];
}

/** What became of a notice, for good, for its reader; and what the card shows that it was said with. */
export async function settle(
  tx: Statements,
  id: string,
  real: Date,
  { state, reason, message, shows, listed }: Settled,
): Promise<void> {
  await Promise.all([
    tx.$executeRaw`
      UPDATE notice SET state = ${state}, reason = ${reason}, settled_at = ${real}, attempts = attempts + ${state === "skipped" ? 0 : 1},
                        message = coalesce(${message && JSON.stringify(message)}::jsonb, message),
                        listed = coalesce(${listed ?? null}::uuid[], listed)
      WHERE id = ${id}::uuid`,
    shows && showsNow(tx, shows),
  ]);
}

export async function countAttempt(tx: Statements, id: string, reason: string): Promise<void> {
  await tx.$executeRaw`UPDATE notice SET reason = ${reason}, attempts = attempts + 1 WHERE id = ${id}::uuid`;
}

/** Conversations in which something waits, and when each may next be written to. Real time. */
export async function waitingLanes(db: Db): Promise<{ lane: string; freeAt: Date | null }[]> {
  return direct(db).$queryRaw`
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
