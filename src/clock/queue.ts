import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Transaction } from "../store/database.ts";
import type { Conversations } from "../usecases/serve-conversations.ts";

const LANE = "lane";
const SWEEP = "sweep";
const PASS = "pass";

export interface Queue {
  /** As `Deps.wake`: one job a conversation, in the transaction that put something in line for it. */
  wake: (tx: Transaction, lanes: string[]) => Promise<void>;
  /**
   * Plans and delivers from now on: every minute `pass`, by one replica; a conversation when it is woken, and every minute whatever was
   * missed, by any.
   */
  work: (
    serve: (later: (lane: string, at: Date) => Promise<unknown>) => Conversations,
    pass: () => Promise<void>,
  ) => Promise<void>;
  /** Lets what is being delivered end. */
  stop: () => Promise<void>;
}

/**
 * The queue is pg-boss, in the same database. A job only says that a conversation has something waiting; what waits, and what became
 * of it, is the outbox's to know. A lost job therefore loses nothing: the sweep finds what it would have found.
 */
export async function openQueue(url: string, log: Logger, { clock }: { clock: boolean }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "followthrough-queue",
    max: 4,
    schedule: clock,
    supervise: clock,
    useListenNotify: clock,
    // A minute is looked for this often: what is due at half past eight should not wait for most of a minute.
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
  });
  boss.on("error", (err) => log.error({ err }, "queue"));
  await boss.start();
  const forgetful = { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 300, deleteAfterSeconds: 3600 };
  await boss.createQueue(LANE, { ...forgetful, notify: true });
  await boss.createQueue(SWEEP, { ...forgetful, retryLimit: 0, policy: "exclusive" });
  // One waits at most, but beside one that runs: it may have been killed, and the planner's own lock says who plans.
  await boss.createQueue(PASS, { ...forgetful, retryLimit: 0, policy: "short", expireInSeconds: 900 });
  let conversations: Conversations | null = null;
  return {
    async wake(tx, lanes) {
      if (lanes.length === 0) return;
      await boss.insert(
        LANE,
        lanes.map((lane) => ({ data: { lane } })),
        { db: { executeSql: async (text, values = []) => sent(tx.$queryRawUnsafe(text, ...values)) } },
      );
    },
    async work(serve, pass) {
      const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
      const serving = serve((lane, at) => boss.send(LANE, { lane }, { startAfter: at }));
      conversations = serving;
      // Taken in batches and passed on at once: a worker rests between two fetches, and one job a fetch would take minutes.
      const eagerly = { ...polling, batchSize: 100, burstWhenBatchFull: true };
      await boss.work<{ lane: string }>(LANE, eagerly, async (jobs) => {
        for (const lane of new Set(jobs.map(({ data }) => data.lane))) serving.woken(lane);
        await serving.gathering();
      });
      await boss.work(SWEEP, polling, async () => {
        await serving.sweep();
      });
      await boss.work(PASS, polling, pass);
      await boss.schedule(SWEEP, "* * * * *");
      await boss.schedule(PASS, "* * * * *");
      // Minutes that were missed are caught up by the first that is not, and that need not be waited for.
      await boss.send(PASS, {});
      // What a killed process had in hand waits for nobody's job: it is looked for at once.
      await serving.sweep();
    },
    async stop() {
      // Nobody is woken any more; what wakes up meanwhile is for the next to start, or another replica.
      if (conversations) await boss.offWork(LANE);
      await conversations?.stop();
      await boss.stop({ graceful: true, timeout: 20_000 });
    },
  };
}

/** Not waited for: what follows in the transaction leaves with it, and the transaction's end tells of its failure. */
function sent(statement: Promise<unknown>): { rows: never[] } {
  statement.catch(() => {});
  return { rows: [] };
}
