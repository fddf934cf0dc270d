import { ChatError } from "../chat/chat.ts";
import { type ClaimedNotice, claimNext, countAttempt, type Settled, settle, skipOvertaken } from "../store/delivery.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { closeLane, takeTurn } from "../store/lanes.ts";
import { NOWHERE } from "../store/outbox.ts";
import { GIVE_UP_AFTER, tryAgainAt } from "./back-off.ts";
import type { Deps } from "./deps.ts";
import { sendNotice } from "./send-notice.ts";
import { dead } from "./sending.ts";
import { tellUndelivered } from "./tell-undelivered.ts";

export interface Delivered {
  sent: number;
  failed: number;
  /** When the conversation may be written to again, if something still waits for it; null where nothing does. Real time. */
  again: Date | null;
  /** Why it has to wait: its own pace, somebody else who serves it just now, or a fault. */
  because: "pace" | "busy" | "fault" | null;
}

/**
 * Says everything that waits in one conversation, oldest first, at the pace that the platform allows. Safe to run twice at once. The
 * transaction stays open while the platform answers, so that a message is recorded or free for the next replica, never lost.
 */
export async function deliverLane(deps: Deps, lane: string): Promise<Delivered> {
  const total: Delivered = { sent: 0, failed: 0, again: null, because: null };
  for (;;) {
    const step = await directTransaction(deps.db, (tx) => deliverNext(deps, tx, lane)).catch((err: unknown) =>
      afterOurFault(deps, err),
    );
    if (step.kind === "done") return total;
    if (step.kind === "wait") return { ...total, failed: total.failed + step.failed, again: step.until, because: step.because };
    if (step.counts) total[step.counts] += 1;
  }
}

type Step =
  | { kind: "done" }
  | { kind: "wait"; until: Date; because: "pace" | "busy" | "fault"; failed: number }
  | { kind: "settled"; counts: "sent" | "failed" | null };

async function deliverNext(deps: Deps, tx: Transaction, lane: string): Promise<Step> {
  const claimed = await claimNext(tx, lane);
  if (claimed === null) return { kind: "done" };
  const real = deps.realNow();
  if (claimed === "busy")
    return { kind: "wait", until: tryAgainAt(new ChatError("retryable", "busy"), 0, real, 0), because: "busy", failed: 0 };
  if (claimed.overtaken) return passOver(deps, tx, lane);
  const turn = lane === NOWHERE ? null : await takeTurn(tx, lane, real);
  if (turn) return { kind: "wait", until: turn, because: "pace", failed: 0 };
  try {
    return await conclude(deps, tx, claimed, await sendNotice(deps, tx, claimed));
  } catch (err) {
    if (!(err instanceof ChatError)) throw new OurFault(claimed, err);
    return fail(deps, tx, claimed, err);
  }
}

class OurFault extends Error {
  readonly claimed: ClaimedNotice;
  constructor(claimed: ClaimedNotice, cause: unknown) {
    super("a notice could not be said", { cause });
    this.claimed = claimed;
  }
}

/**
 * A fault of ours must not stop the conversation for ever: it is logged, and counts as an attempt. Its transaction may be spoilt, so
 * that is recorded in one of its own.
 */
function afterOurFault(deps: Deps, err: unknown): Promise<Step> {
  if (!(err instanceof OurFault)) throw err;
  deps.log.error({ err: err.cause, notice: err.claimed.id }, "a notice could not be worded");
  return directTransaction(deps.db, (tx) => fail(deps, tx, err.claimed, new ChatError("retryable", "a fault of ours")));
}

/** Nobody's turn is taken for what is not said. */
async function passOver(deps: Deps, tx: Transaction, lane: string): Promise<Step> {
  const reason = "a newer one follows";
  const [overtaken] = await Promise.all([skipOvertaken(tx, lane, deps.realNow(), reason), tx.commit()]);
  for (const { id: notice, kind, personId: person } of overtaken)
    deps.log.info({ notice, kind, person, state: "skipped", reason }, "notice settled");
  return { kind: "settled", counts: null };
}

async function conclude(
  deps: Deps,
  tx: Transaction,
  claimed: ClaimedNotice,
  settled: Settled,
  reader: "gone" | "there" = "there",
): Promise<Step> {
  await Promise.all([
    settle(tx, claimed.id, deps.realNow(), settled),
    settled.state === "dead" ? tellUndelivered(deps, tx, claimed, reader) : tx.commit(),
  ]);
  const { id: notice, personId: person } = claimed;
  deps.log.info({ notice, kind: claimed.body.kind, person, state: settled.state, reason: settled.reason }, "notice settled");
  return { kind: "settled", counts: { sent: "sent", dead: "failed", skipped: null }[settled.state] as "sent" | "failed" | null };
}

/** Gone is gone; anything else is tried again, and the conversation waits so that it keeps its order. */
async function fail(deps: Deps, tx: Transaction, claimed: ClaimedNotice, err: ChatError): Promise<Step> {
  deps.log.warn({ notice: claimed.id, fault: err.fault, attempts: claimed.attempts, reason: err.message }, "notice not taken");
  const exhausted = err.fault === "retryable" && claimed.attempts + 1 >= GIVE_UP_AFTER;
  if (err.fault === "gone" || exhausted)
    return conclude(deps, tx, claimed, dead(err.message), err.fault === "gone" ? "gone" : "there");
  const until = tryAgainAt(err, claimed.attempts, deps.realNow(), Math.random());
  await Promise.all([closeLane(tx, claimed.lane, until), countAttempt(tx, claimed.id, err.message), tx.commit()]);
  return { kind: "wait", until, because: "fault", failed: 1 };
}
