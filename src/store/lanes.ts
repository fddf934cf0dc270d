import { addMilliseconds } from "date-fns/addMilliseconds";
import type { Statements } from "./direct.ts";

/** About one message a second and conversation is what Slack allows (PLATFORMS). */
const GAP_MS = 1000;

/**
 * Takes the conversation's next turn, if it is free, for all replicas at once. Real time.
 *
 * @returns null where the turn was taken, else the moment at which to ask again
 */
export async function takeTurn(tx: Statements, lane: string, real: Date): Promise<Date | null> {
  const next = addMilliseconds(real, GAP_MS);
  const taken = await tx.$executeRaw`
    INSERT INTO lane (key, free_at) VALUES (${lane}, ${next})
    ON CONFLICT (key) DO UPDATE SET free_at = ${next} WHERE lane.free_at <= ${real}`;
  if (taken > 0) return null;
  // A second statement: where the turn was taken at this very moment, the first cannot see by whom.
  const [row] = await tx.$queryRaw<{ freeAt: Date }[]>`SELECT free_at AS "freeAt" FROM lane WHERE key = ${lane}`;
  return row?.freeAt ?? null;
}

/** The platform asked for patience, or is out of reach: nothing goes to this conversation before then. */
export async function closeLane(tx: Statements, lane: string, until: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO lane (key, free_at) VALUES (${lane}, ${until}) ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at`;
}
