import { setTimeout as sleep } from "node:timers/promises";
import { addMilliseconds } from "date-fns/addMilliseconds";
import { forgetRepetition, waitingLanes } from "../store/delivery.ts";
import { type Delivered, deliverLane } from "./deliver-notices.ts";
import type { Deps } from "./deps.ts";

/** Wakes of this long are taken together; the first after a quiet time is taken at once. */
const GATHERING_MS = 200;

/** Conversations written to at the same moment; each holds a database connection while the platform answers. */
const AT_ONCE = 12;

/** A pause up to here is waited for where the conversation was served: the queue is asked every few seconds only. */
const SHORT_MS = 15_000;

/** After a fault of ours a conversation is looked at again so much later. */
const AFTER_FAULT_MS = 3_000;

export interface Conversations {
  /** Something waits there. Returns at once. */
  woken: (lane: string) => void;
  /** Resolves when more may be woken: fetched one by one, wakes would cost more than what they are about. */
  gathering: () => Promise<void>;
  /** Wakes every conversation in which something waits. Returns once they are known. */
  sweep: () => Promise<void>;
  /** Lets what is being said end. What still waits is handed on. */
  stop: () => Promise<void>;
}

/**
 * Serves every conversation that has something waiting at its own pace, each once at a time. A busy room only pauses itself: while it
 * waits for its next turn it holds nothing that another conversation needs.
 *
 * @param later the conversation is to be looked at again then: it failed, another replica has it, or this one stops
 */
export function serveConversations(deps: Deps, later: (lane: string, at: Date) => Promise<unknown>): Conversations {
  /** Being served; true where something more came meanwhile. */
  const served = new Map<string, boolean>();
  const running = new Set<Promise<void>>();
  const turns = inTurns(AT_ONCE);
  const stopping = new AbortController();

  async function serve(lane: string): Promise<void> {
    try {
      do {
        served.set(lane, false);
        const { again, because } = await turns((): Promise<Delivered> => deliverLane(deps, lane));
        if (again === null) continue;
        const isShort = again.getTime() - deps.realNow().getTime() < SHORT_MS;
        if (because !== "busy" && isShort && (await reached(again))) served.set(lane, true);
        else await later(lane, again);
      } while (served.get(lane) && !stopping.signal.aborted);
    } finally {
      // At once, so that whoever wakes it from here on starts anew.
      served.delete(lane);
    }
  }

  /** False where a stop came first. */
  const reached = (moment: Date): Promise<boolean> =>
    sleep(Math.max(0, moment.getTime() - deps.realNow().getTime()), true, { signal: stopping.signal }).catch(() => false);

  function woken(lane: string): void {
    if (served.has(lane)) {
      served.set(lane, true);
      return;
    }
    const run = serve(lane)
      .catch(async (err: unknown) => {
        deps.log.error({ err }, "a conversation was not served");
        // The store was away, most likely. What a stop leaves here, the sweep finds.
        if (await reached(addMilliseconds(deps.realNow(), AFTER_FAULT_MS))) woken(lane);
      })
      .finally(() => running.delete(run));
    running.add(run);
  }

  return {
    woken,
    gathering: () => sleep(GATHERING_MS),
    async sweep() {
      await forgetRepetition(deps.db, deps.realNow());
      for (const { lane } of await waitingLanes(deps.db)) woken(lane);
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
