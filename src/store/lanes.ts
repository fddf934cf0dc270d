import { addMilliseconds } from "date-fns/addMilliseconds";
import type { Db } from "./database.ts";

/** About one message a second and conversation is what Slack allows (PLATFORMS). */
const GAP_MS = 1000;

/**
 * Takes the conversation's next turn, if it is free, for all replicas at once. Real time.
 *
 * @returns null where the turn was taken, else the moment at which to ask again
 */
export async function takeTurn(db: Db, lane: string, real: Date): Promise<Date | null> {
  const next = addMilliseconds(real, GAP_MS);
  const taken = await db.$executeRaw`
    INSERT INTO lane (key, free_at) VALUES (${lane}, ${next})
    ON CONFLICT (key) DO UPDATE SET free_at = ${next} WHERE lane.free_at <= ${real}`;
  if (taken > 0) return null;
  const row = await db.lane.findUnique({ where: { key: lane } });
  return row?.freeAt ?? null;
}

/** The platform asked for patience, or is out of reach: nothing goes to this conversation before then. */
export async function closeLane(db: Db, lane: string, until: Date): Promise<void> {
  await db.lane.upsert({ where: { key: lane }, create: { key: lane, freeAt: until }, update: { freeAt: until } });
}
