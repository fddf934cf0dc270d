import { ChatError, type MessageRef } from "../chat/chat.ts";
import {
  askedInVain,
  claimNext,
  countAttempt,
  knownNotSent,
  moveTo,
  pageTaken,
  type Settled,
  saidWith,
  settle,
  skipOvertaken,
  waitingBeside,
} from "../store/delivery.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { closeLane, noteLimited, noteTaken, noteTrouble } from "../store/lanes.ts";
import { arrived, refreshSoon } from "./arrived.ts";
import { GIVE_UP_AFTER, tryAgainAt } from "./back-off.ts";
import type { Deps } from "./deps.ts";
import { fateOf } from "./fate.ts";
import { isReachedElsewhere } from "./presence.ts";
import { sendNotice } from "./send-notice.ts";
import { dead } from "./sending.ts";
import { platformOf } from "./signals.ts";
import { tellUndelivered } from "./tell-undelivered.ts";
import { type Attempt, chatsFor, Elsewhere, MoreFollows, MustWait } from "./under-way.ts";

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
 * transaction stays open while the platform answers: whoever finds the conversation free knows that nobody speaks there, so that a message
 * which left and was not recorded has lost its sender.
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

const NEXT: Step = { kind: "settled", counts: null };
const wait = (until: Date, because: "pace" | "busy" | "fault"): Step => ({ kind: "wait", until, because, failed: 0 });

async function deliverNext(deps: Deps, tx: Transaction, lane: string): Promise<Step> {
  const claimed = await claimNext(tx, lane);
  if (claimed === null) return { kind: "done" };
  if (claimed === "busy") return wait(tryAgainAt(new ChatError("retryable", "busy"), 0, deps.realNow(), 0), "busy");
  if (claimed.overtaken) return passOver(deps, tx, lane);
  const together = await saidWith(tx, claimed);
  const attempt: Attempt = { claimed, together, wonders: claimed.sendingSince !== null, again: false };
  try {
    if (claimed.sendingSince) {
      const step = await afterUnknownFate(deps, tx, attempt, claimed.sendingSince);
      if (step) return step;
    }
    const said = await sendNotice({ ...deps, chats: chatsFor(deps, attempt) }, tx, attempt);
    return await conclude(deps, tx, attempt, said);
  } catch (err) {
    return afterFault(deps, tx, attempt, err);
  }
}

/** What became of it, where that can be known; null where it has to be sent, or sent again. */
async function afterUnknownFate(deps: Deps, tx: Transaction, attempt: Attempt, since: Date): Promise<Step | null> {
  const { claimed } = attempt;
  const fate = await fateOf(deps, tx, claimed, since);
  deps.log.warn({ notice: claimed.id, asked: claimed.asked, fate: fate.kind }, "a message had left and was not recorded");
  switch (fate.kind) {
    case "later":
      return wait(fate.at, "pace");
    case "ask again":
      await askedInVain(tx, claimed.id, fate.fault.message);
      return pause(deps, tx, attempt, fate.fault, claimed.asked);
    case "cannot tell":
      attempt.again = true;
      return null;
    case "not there":
      attempt.wonders = false;
      return null;
    case "arrived":
      return record(deps, tx, attempt, fate.message);
  }
}

async function record(deps: Deps, tx: Transaction, attempt: Attempt, message: MessageRef): Promise<Step> {
  const settled = await arrived(deps, tx, attempt.claimed, message);
  if (!settled) return nextPage(deps, tx, attempt, message);
  await settle(tx, idsOf(attempt), deps.realNow(), settled);
  await refreshSoon(deps, tx, attempt.claimed);
  await Promise.all([noteTaken(tx, attempt.claimed.lane, deps.realNow()), tx.commit()]);
  report(deps, attempt, settled);
  return { kind: "settled", counts: "sent" };
}

async function nextPage(deps: Deps, tx: Transaction, { claimed }: Attempt, message: MessageRef): Promise<Step> {
  await Promise.all([pageTaken(tx, claimed.id, message), noteTaken(tx, claimed.lane, deps.realNow()), tx.commit()]);
  return NEXT;
}

/** What is thrown on the way is where it has to stop, or what the platform said. */
async function afterFault(deps: Deps, tx: Transaction, attempt: Attempt, err: unknown): Promise<Step> {
  const { claimed } = attempt;
  // What was settled on the way stays so.
  if (err instanceof MustWait) {
    if (claimed.sendingSince && !attempt.wonders) await knownNotSent(tx, idsOf(attempt));
    return wait(err.until, err.because);
  }
  if (err instanceof MoreFollows) return nextPage(deps, tx, attempt, err.taken);
  if (err instanceof Elsewhere) {
    await moveTo(tx, claimed.id, err.lane);
    await deps.wake(tx, [err.lane]);
    return NEXT;
  }
  if (!(err instanceof ChatError)) throw new OurFault(attempt, err);
  return fail(deps, tx, attempt, err);
}

class OurFault extends Error {
  readonly attempt: Attempt;
  constructor(attempt: Attempt, cause: unknown) {
    super("a notice could not be said", { cause });
    this.attempt = attempt;
  }
}

/**
 * A fault of ours must not stop the conversation for ever: it is logged, and counts as an attempt. Its transaction may be spoilt, so
 * that is recorded in one of its own. Whether the message had left by then is not for here to say: what was stored of that stays.
 */
function afterOurFault(deps: Deps, err: unknown): Promise<Step> {
  if (!(err instanceof OurFault)) throw err;
  deps.log.error({ err: err.cause, notice: err.attempt.claimed.id }, "a notice could not be worded");
  const fault = new ChatError("retryable", "a fault of ours", undefined, { unsure: true });
  return directTransaction(deps.db, (tx) => fail(deps, tx, err.attempt, fault));
}

/** Nobody's turn is taken for what is not said. */
async function passOver(deps: Deps, tx: Transaction, lane: string): Promise<Step> {
  const reason = "a newer one follows";
  const [overtaken] = await Promise.all([skipOvertaken(tx, lane, deps.realNow(), reason), tx.commit()]);
  for (const { id: notice, kind, personId: person } of overtaken)
    deps.log.info({ notice, kind, person, state: "skipped", reason }, "notice settled");
  return NEXT;
}

const idsOf = ({ claimed, together }: Attempt): string[] => [claimed, ...together].map(({ id }) => id);

async function conclude(
  deps: Deps,
  tx: Transaction,
  attempt: Attempt,
  said: Settled,
  reader: "gone" | "there" = "there",
): Promise<Step> {
  const { claimed } = attempt;
  const settled =
    attempt.again && said.state === "sent" ? { ...said, reason: "sent again: nobody could tell whether it had arrived" } : said;
  // What is not said is not said for itself alone.
  const ids = settled.state === "skipped" ? [claimed.id] : idsOf(attempt);
  if (settled.state === "dead") {
    await settle(tx, ids, deps.realNow(), settled);
    for (const each of [claimed, ...attempt.together]) await tellUndelivered(deps, tx, each, settled.reason ?? "", reader);
  } else {
    const settling = settle(tx, ids, deps.realNow(), settled);
    if (settled.shows?.personId) await settling.then(() => refreshSoon(deps, tx, claimed));
    const [mended] = await Promise.all([
      settled.state === "sent" && noteTaken(tx, claimed.lane, deps.realNow()),
      settling,
      tx.commit(),
    ]);
    if (mended) await goOn(deps, claimed.lane);
  }
  report(deps, settled.state === "skipped" ? { ...attempt, together: [] } : attempt, settled);
  return { kind: "settled", counts: { sent: "sent", dead: "failed", skipped: null }[settled.state] as "sent" | "failed" | null };
}

/** What waited for the workspace to be mended need not wait for its next try. */
const goOn = (deps: Deps, lane: string): Promise<void> =>
  directTransaction(deps.db, async (tx) => deps.wake(tx, await waitingBeside(tx, lane)));

function report(deps: Deps, { claimed, together, again }: Attempt, { state, reason }: Settled): void {
  for (const { id: notice, personId: person, body } of [claimed, ...together])
    deps.log.info({ notice, kind: body.kind, person, state, reason }, "notice settled");
  if (state === "skipped") return;
  const platform = platformOf(claimed.lane);
  for (const { body, dueAt, createdAt } of [claimed, ...together]) {
    const lag = (deps.now().getTime() - (dueAt ?? createdAt).getTime()) / 1000;
    deps.signals.settled({ kind: body.kind, platform, state: state === "sent" ? "sent" : "failed", lag });
  }
  if (again && state === "sent") deps.signals.again({ kind: claimed.body.kind, platform });
}

/** Gone is gone, unless its reader can be met elsewhere; anything else is tried again, and the conversation waits, so that it keeps its order. */
async function fail(deps: Deps, tx: Transaction, attempt: Attempt, err: ChatError): Promise<Step> {
  const { claimed } = attempt;
  const { fault, message: reason } = err;
  deps.log.warn({ notice: claimed.id, fault, attempts: claimed.attempts, reason }, "notice not taken");
  const exhausted = fault === "retryable" && claimed.attempts + 1 >= GIVE_UP_AFTER;
  if (fault === "gone" || exhausted) {
    // Claimed anew, it finds its reader there.
    if (err.unreachable && claimed.personId && (await isReachedElsewhere(deps, tx, claimed))) return NEXT;
    return conclude(deps, tx, attempt, dead(reason), fault === "gone" ? "gone" : "there");
  }
  return pause(deps, tx, attempt, err, claimed.attempts);
}

/** The workspace is written before the conversation, as everywhere: two that want both must not wait for one another. */
async function pause(deps: Deps, tx: Transaction, attempt: Attempt, err: ChatError, tried: number): Promise<Step> {
  const { lane } = attempt.claimed;
  const real = deps.realNow();
  const { message: reason } = err;
  const unsure = err.unsure || attempt.wonders;
  if (err.fault === "misconfigured") {
    const [until] = await Promise.all([
      noteTrouble(tx, lane, real, reason),
      countAttempt(tx, idsOf(attempt), reason, { unsure, counts: false }),
      tx.commit(),
    ]);
    return { kind: "wait", until, because: "fault", failed: 1 };
  }
  const until = tryAgainAt(err, tried, real, Math.random());
  await Promise.all([
    err.retryAfter !== undefined && noteLimited(tx, lane, real, until),
    closeLane(tx, lane, until),
    countAttempt(tx, idsOf(attempt), reason, { unsure, counts: true }),
    tx.commit(),
  ]);
  return { kind: "wait", until, because: "fault", failed: 1 };
}
