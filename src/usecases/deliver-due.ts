import { setTimeout as sleep } from "node:timers/promises";
import { waitingLanes } from "../store/delivery.ts";
import { type Delivered, deliverLane } from "./deliver-notices.ts";
import type { Deps } from "./deps.ts";

/** Conversations served at once; each holds a database connection while the platform answers. */
const AT_ONCE = 4;

/**
 * Delivers what waits in every conversation, once: waits for the pace of each, but not for what failed, which stays for the next
 * time. Safe to run twice at once.
 */
export async function deliverDue(deps: Deps): Promise<{ sent: number; failed: number }> {
  const lanes = (await waitingLanes(deps.db)).filter(
    ({ freeAt }) => freeAt === null || freeAt.getTime() - deps.realNow().getTime() < 5_000,
  );
  const queue = lanes.map(({ lane }) => lane);
  const total = { sent: 0, failed: 0 };
  const serve = async (): Promise<void> => {
    for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
      const { sent, failed } = await serveLane(deps, lane);
      total.sent += sent;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, serve));
  return total;
}

/** Says everything that waits in one conversation, waiting for its pace, until nothing is left or the platform does not take it. */
async function serveLane(deps: Deps, lane: string): Promise<Delivered> {
  const total: Delivered = { sent: 0, failed: 0, again: null, because: null };
  for (;;) {
    const step = await deliverLane(deps, lane);
    total.sent += step.sent;
    total.failed += step.failed;
    if (step.because === "fault" || step.again === null) return { ...total, again: step.again, because: step.because };
    await sleep(Math.max(0, step.again.getTime() - deps.realNow().getTime()));
  }
}
