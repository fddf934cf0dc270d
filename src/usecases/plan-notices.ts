import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import { AGENDA_KINDS, type AgendaKind, claimDue, isPlanner, putBack } from "../store/agenda.ts";
import { directTransaction } from "../store/direct.ts";
import { enqueueAll } from "../store/outbox.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Deps } from "./deps.ts";
import type { LookAt } from "./look-at.ts";
import { lookAtActions } from "./plan-actions.ts";
import { lookAtDigests, lookAtRooms, lookAtWeeklies } from "./plan-summaries.ts";
import { platformOf } from "./signals.ts";

export interface Planned {
  /** Notices that were put in line. */
  planned: number;
  /** Rows that could not be looked at; they are looked at again a little later. */
  failed: number;
  /** False where another planner is at work, who does what is left. */
  complete: boolean;
}

/** The rules of each kind. */
export const LOOK_AT: Record<AgendaKind, LookAt> = {
  digest: lookAtDigests,
  room: lookAtRooms,
  weekly: lookAtWeeklies,
  action: lookAtActions,
};

/** Rows read and put back together: few statements, and nobody who changes one of them waits for long. */
const MOST = 1000;

/**
 * Says of everything whose moment has come by `now` what has to be said: puts it in line, and the row back at its next moment, both in
 * one transaction a batch. What was missed meanwhile is caught up, as far as it is still worth saying. Safe to run twice at once, and
 * to be killed at any point.
 *
 * @param ifBusy whether to wait for another planner, or to leave the rest to it
 */
export async function planNotices(deps: Deps, now: Date, ifBusy: "wait" | "skip"): Promise<Planned> {
  const total: Planned = { planned: 0, failed: 0, complete: true };
  const provider = await onlyProvider(deps.db);
  if (!provider) return total;
  const began = deps.realNow();
  for (const kind of AGENDA_KINDS) {
    for (let rows = MOST; rows === MOST && total.complete; ) {
      const step = await planBatch(deps, { providerId: provider.id, kind, now }, ifBusy);
      rows = step.rows;
      total.planned += step.planned;
      total.failed += step.failed;
      total.complete = step.mine;
    }
  }
  if (total.complete) deps.signals.passed(differenceInMilliseconds(deps.realNow(), began) / 1000, total.failed);
  return total;
}

interface Step {
  /** False where another planner is at work. */
  mine: boolean;
  rows: number;
  planned: number;
  failed: number;
}

const planBatch = (deps: Deps, shelf: { providerId: string; kind: AgendaKind; now: Date }, ifBusy: "wait" | "skip") =>
  directTransaction(deps.db, async (tx): Promise<Step> => {
    // Sent together; what was claimed by somebody who is not the planner is let go again.
    const [mine, rows] = await Promise.all([isPlanner(tx, ifBusy), claimDue(tx, shelf, MOST)]);
    if (!mine || rows.length === 0) return { mine, rows: 0, planned: 0, failed: 0 };
    const looked = await LOOK_AT[shelf.kind](deps, tx, { providerId: shelf.providerId, now: shelf.now, rows });
    const added = await enqueueAll(
      tx,
      shelf,
      looked.flatMap(({ say }) => say),
    );
    await Promise.all([
      added.length > 0 && deps.wake(tx, [...new Set(added.map(({ lane }) => lane))]),
      putBack(tx, shelf, looked),
      tx.commit(),
    ]);
    for (const { kind, lane, count } of added) deps.signals.planned({ kind, platform: platformOf(lane), count });
    const planned = added.reduce((sum, { count }) => sum + count, 0);
    return { mine, rows: rows.length, planned, failed: looked.filter((row) => "failed" in row).length };
  });
