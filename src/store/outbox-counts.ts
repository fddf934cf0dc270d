import type { Notice } from "../core/notice.ts";
import type { Db } from "./database.ts";

/** How the outbox stands, for doctor and metrics. */

export interface OutboxCounts {
  waiting: number;
  dead: number;
  oldest: Date | null;
}

/** How much waits and how much could not be delivered, for doctor and metrics. `oldest`: since when, by the rules' clock. */
export async function outboxCounts(db: Db): Promise<OutboxCounts> {
  const [row] = await db.$queryRaw<OutboxCounts[]>`
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'dead')::int AS dead,
           min(coalesce(due_at, created_at)) FILTER (WHERE state = 'waiting') AS oldest
    FROM notice WHERE state IN ('waiting', 'dead')`;
  return row ?? { waiting: 0, dead: 0, oldest: null };
}

/** What could not be delivered to one reader, for one reason. */
export interface Undeliverable {
  /** Null: a room. */
  personId: string | null;
  kind: Notice["kind"];
  reason: string | null;
  count: number;
  latest: Date;
}

/** What could not be delivered since a moment, the latest first. Real time. */
export const undeliverable = (db: Db, since: Date): Promise<Undeliverable[]> =>
  db.$queryRaw<Undeliverable[]>`
    SELECT person_id AS "personId", kind, reason, count(*)::int AS count, max(settled_at) AS latest FROM notice
    WHERE state = 'dead' AND settled_at >= ${since} GROUP BY person_id, kind, reason ORDER BY max(settled_at) DESC`;
