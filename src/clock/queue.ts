import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Statements } from "../store/database.ts";
import type { Delivered } from "../usecases/deliver-notices.ts";

const LANE = "lane";
const SWEEP = "sweep";

/** Conversations that one replica serves at once; each holds a database connection while the platform answers. */
const LANES_AT_ONCE = 4;

export interface Queue {
  /** As `Deps.wake`: one job a conversation, in the transaction that put something in line for it. */
  wake: (tx: Statements, lanes: string[]) => Promise<void>;
  /** Delivers from now on: a conversation when it is woken, and every minute whatever was missed. */
  work: (deliver: { lane: (lane: string) => Promise<Delivered>; all: () => Promise<unknown> }) => Promise<void>;
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
  });
  boss.on("error", (err) => log.error({ err }, "queue"));
  await boss.start();
  const forgetful = { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 300, deleteAfterSeconds: 3600 };
  await boss.createQueue(LANE, { ...forgetful, notify: true });
  await boss.createQueue(SWEEP, { ...forgetful, retryLimit: 0, policy: "exclusive" });
  return {
    async wake(tx, lanes) {
      if (lanes.length === 0) return;
      await boss.insert(
        LANE,
        lanes.map((lane) => ({ data: { lane } })),
        { db: { executeSql: async (text, values = []) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }) } },
      );
    },
    async work(deliver) {
      const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
      await boss.work<{ lane: string }>(LANE, { ...polling, localConcurrency: LANES_AT_ONCE }, async ([job]) => {
        if (!job) return;
        const { again } = await deliver.lane(job.data.lane);
        if (again) await boss.send(LANE, job.data, { startAfter: again });
      });
      await boss.work(SWEEP, polling, async () => {
        await deliver.all();
      });
      await boss.schedule(SWEEP, "* * * * *");
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}
