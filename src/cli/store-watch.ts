import { setTimeout as sleep } from "node:timers/promises";
import type { PrismaClient } from "../store/database.ts";

const LOOK_EVERY_MS = 5_000;

/** A pause of the database is waited out; this many looks in a row without an answer are its end. */
const LOOKS = 3;

/**
 * Resolves when the embedded database has stopped answering, or nobody wants to know any more. Only a new start brings that database
 * back; one that is a server of its own is somebody else's to bring back, and is waited for.
 */
export async function untilStoreLost(
  db: Pick<PrismaClient, "$queryRaw">,
  signal: AbortSignal,
  every: number = LOOK_EVERY_MS,
): Promise<void> {
  for (let missed = 0; missed < LOOKS && !signal.aborted; ) {
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
    missed = await db.$queryRaw`SELECT 1`.then(
      () => 0,
      () => missed + 1,
    );
  }
}
