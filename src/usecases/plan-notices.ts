import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import { AGENDA_KINDS, type AgendaKind, claimDue, isPlanner, keptSoon, putBack, putOff, stillThere } from "../store/agenda.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { enqueueAll } from "../store/outbox.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Deps } from "./deps.ts";
import { type LookAt, leasedUntil } from "./look-at.ts";
import { lookAtActions } from "./plan-actions.ts";
import { lookAtEscalations } from "./plan-escalations.ts";
import { lookAtDigests, lookAtRooms, lookAtWeeklies } from "./plan-summaries.ts";
import { lookAtThresholds } from "./plan-thresholds.ts";
import { raiseOne, type ToRaise } from "./raise.ts";
import { platformOf } from "./signals.ts";

export interface Planned {
  /** Notices that were put in line. */
  planned: number;
  /** Rows that could not be looked at; they are looked at again a little later. */
  failed: number;
  /** False where another planner is at work, and this one did nothing. */
  complete: boolean;
}

/** The rules of each kind. */
export const LOOK_AT: Record<AgendaKind, LookAt> = {
  digest: lookAtDigests,
  room: lookAtRooms,
  weekly: lookAtWeeklies,
  action: lookAtActions,
  escalation: lookAtEscalations,
  threshold: lookAtThresholds,
};

/** Rows read and put back together: few statements, and nobody who changes one of them waits for long. */
const MOST = 1000;

/** Batches in hand at the same time: while the database writes one, the rules are applied to another. */
const AT_ONCE = 2;

/**
 * Says of everything whose moment has come by `now` what has to be said: puts it in line, and the row back at its next moment, both in
 * one transaction a batch. What was missed meanwhile is caught up, as far as it is still worth saying. Safe to run twice at once, and
 * to be killed at any point.
 *
 * @param ifBusy whether to wait for another planner, or to leave everything to it
 */
export async function planNotices(deps: Deps, now: Date, ifBusy: "wait" | "skip"): Promise<Planned> {
  const total: Planned = { planned: 0, failed: 0, complete: false };
  const provider = await onlyProvider(deps.db);
  if (!provider) return { ...total, complete: true };
  const began = deps.realNow();
  // Held by a transaction of its own, for as long as it takes.
  await directTransaction(deps.db, async (lock) => {
    if (!(await isPlanner(lock, ifBusy))) return;
    const lanes: Lanes = { woken: new Set(), more: new Set() };
    for (const kind of AGENDA_KINDS) {
      const work = async (): Promise<void> => {
        for (let more = true; more; await stillThere(lock)) {
          const step = await planBatch(deps, lanes, { providerId: provider.id, kind, now });
          const raised = await raiseAll(deps, lock, provider.id, step.raise, now);
          total.planned += step.planned + raised.planned;
          total.failed += step.failed + raised.failed;
          // What something has happened to is looked at again.
          more = step.rows === MOST || raised.done > 0;
        }
      };
      await Promise.all(Array.from({ length: kind === "action" ? AT_ONCE : 1 }, work));
    }
    await deps.wake(lock, [...lanes.more]);
    total.complete = true;
  });
  if (total.complete) deps.signals.passed(differenceInMilliseconds(deps.realNow(), began) / 1000, total.failed);
  return total;
}

/** What has to happen, one by one; a fault about one keeps no other from happening, and it is tried again in a minute. */
async function raiseAll(deps: Deps, lock: Transaction, providerId: string, subjects: ToRaise[], now: Date) {
  const total = { done: 0, planned: 0, failed: 0 };
  for (const each of subjects) {
    try {
      total.planned += await raiseOne(deps, providerId, each, now);
      total.done += 1;
    } catch (err) {
      total.failed += 1;
      deps.log.error({ err, ...each }, "an escalation could not go on");
      await directTransaction(deps.db, (tx) => putOff(tx, { providerId, now, ...each }, leasedUntil(now)));
    }
    await stillThere(lock);
  }
  return total;
}

/** Conversations that a pass has woken, and those for which more came after that: woken again at its end, not by every batch. */
interface Lanes {
  woken: Set<string>;
  more: Set<string>;
}

/** One batch, whole or not at all. */
const planBatch = (deps: Deps, { woken, more }: Lanes, shelf: { providerId: string; kind: AgendaKind; now: Date }) =>
  directTransaction(deps.db, async (tx) => {
    const [rows] = await Promise.all([claimDue(tx, shelf, MOST), keptSoon(tx)]);
    if (rows.length === 0) return { rows: 0, planned: 0, failed: 0, raise: [] };
    const looked = await LOOK_AT[shelf.kind](deps, tx, { providerId: shelf.providerId, now: shelf.now, rows });
    const added = await enqueueAll(
      tx,
      shelf,
      looked.flatMap(({ say }) => say),
    );
    const lanes = new Set(added.map(({ lane }) => lane));
    await deps.wake(tx, [...lanes.difference(woken)]);
    await Promise.all([putBack(tx, shelf, looked), tx.commit()]);
    for (const lane of lanes) (woken.has(lane) ? more : woken).add(lane);
    for (const { kind, lane, count } of added) deps.signals.planned({ kind, platform: platformOf(lane), count });
    const planned = added.reduce((sum, { count }) => sum + count, 0);
    const raise = looked.filter((row) => row.raise).map(({ subject }): ToRaise => ({ kind: shelf.kind, subject }));
    return { rows: rows.length, planned, failed: looked.filter((row) => "failed" in row).length, raise };
  });
