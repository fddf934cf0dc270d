import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Delivered } from "../usecases/deliver-notices.ts";

/** Conversations written to at the same moment; each holds a database connection while the platform answers. */
const AT_ONCE = 4;

export interface Conversations {
  /** Something waits there. Returns at once. */
  woken: (lane: string) => void;
  /** Lets what is being said end. What still waits is handed on. */
  stop: () => Promise<void>;
}

/**
 * Serves every conversation that has something waiting at its own pace, each once at a time. A busy room only pauses itself: while it
 * waits for its next turn it holds nothing that another conversation needs.
 *
 * @param later the conversation is to be looked at again then: it failed, another replica has it, or this one stops
 */
export function serveConversations(
  deliver: (lane: string) => Promise<Delivered>,
  { later, realNow, log }: { later: (lane: string, at: Date) => Promise<unknown>; realNow: () => Date; log: Logger },
): Conversations {
  /** Being served; true where something more came meanwhile. */
  const served = new Map<string, boolean>();
  const running = new Set<Promise<void>>();
  const turns = inTurns(AT_ONCE);
  const stopping = new AbortController();

  async function serve(lane: string): Promise<void> {
    try {
      do {
        served.set(lane, false);
        const { again, because } = await turns(() => deliver(lane));
        if (again === null) continue;
        if (because === "pace" && (await reached(again))) served.set(lane, true);
        else await later(lane, again);
      } while (served.get(lane) && !stopping.signal.aborted);
    } finally {
      // At once, so that whoever wakes it from here on starts anew.
      served.delete(lane);
    }
  }

  /** False where a stop came first. */
  const reached = (moment: Date): Promise<boolean> =>
    sleep(Math.max(0, moment.getTime() - realNow().getTime()), true, { signal: stopping.signal }).catch(() => false);

  return {
    woken(lane) {
      if (served.has(lane)) {
        served.set(lane, true);
        return;
      }
      const run = serve(lane)
        // The sweep finds what this one leaves.
        .catch((err: unknown) => log.error({ err }, "a conversation was not served"))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Runs at most so many at once, the others in the order in which they came. */
function inTurns(most: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (job) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
