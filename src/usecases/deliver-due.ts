import { setTimeout as sleep } from "node:timers/promises";
import { waitingLanes } from "../store/delivery.ts";
import { type Delivered, deliverLane } from "./deliver-notices.ts";
import type { Deps } from "./deps.ts";

/** Conversations served at once; each holds a database connection while the platform answers. */
const AT_ONCE = 4;

/** A conversation, or workspace, that has to wait longer than this is left for the next time. */
const PATIENCE_MS = 5_000;

/**
 * Delivers what waits in every conversation, once, and what comes of that: waits for the pace of each, but not for what failed, which
 * stays for the next time. Safe to run twice at once.
 */
export async function deliverDue(deps: Deps): Promise<{ sent: number; failed: number }> {
  const total = { sent: 0, failed: 0 };
  const served = new Set<string>();
  for (;;) {
    const waiting = await waitingLanes(deps.db);
    const soon = deps.realNow().getTime() + PATIENCE_MS;
    const queue = waiting
      .filter(({ lane, freeAt }) => !served.has(lane) && (freeAt === null || freeAt.getTime() < soon))
      .map(({ lane }) => lane);
    if (queue.length === 0) return total;
    const serve = async (): Promise<void> => {
      for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
        served.add(lane);
        const { sent, failed } = await serveLane(deps, lane);
        total.sent += sent;
        total.failed += failed;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, serve));
  }
}

/** Says everything that waits in one conversation, waiting for its pace, until nothing is left or the platform does not take it. */
async function serveLane(deps: Deps, lane: string): Promise<Delivered> {
  const total: Delivered = { sent: 0, failed: 0, again: null, because: null };
  for (;;) {
    const step = await deliverLane(deps, lane);
    total.sent += step.sent;
    total.failed += step.failed;
    const wait = (step.again?.getTime() ?? 0) - deps.realNow().getTime();
    if (step.because === "fault" || step.again === null || wait > PATIENCE_MS)
      return { ...total, again: step.again, because: step.because };
    await sleep(Math.max(0, wait));
  }
}
