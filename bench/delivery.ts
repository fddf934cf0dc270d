import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openQueue } from "../src/clock/queue.ts";
import { createLog } from "../src/log.ts";
import { openDatabase, type PrismaClient } from "../src/store/database.ts";
import { directTransaction } from "../src/store/direct.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import {
  blockedActions,
  marker,
  putInLine,
  type Reader,
  readers,
  type Subjects,
  setupOf,
} from "../test/stories/support/due-messages.ts";
import { type Figure, quantile } from "./figure.ts";
import { answering, runChild, startChild } from "./service/child.ts";
import { freePort } from "./service/free-port.ts";
import { type PacingSink, pacingSink } from "./service/pacing-sink.ts";

const MESSAGES = 1_000;
const CHANNELS = 100;
const CONVERSATIONS = 500;
const REFUSED = 0.05;
const PATIENCE_MS = 120_000;

/** How close delivery comes to the pace that Slack allows, and how soon something that is due is taken. */
export async function run(): Promise<Figure[]> {
  return [await burst(), await steady()];
}

interface Stage {
  db: PrismaClient;
  sink: PacingSink;
  subjects: Subjects;
  wake: (lanes: string[]) => Promise<void>;
  /** Processor time that the service has used. */
  cpuMs: () => Promise<number>;
}

/** A thousand at once over a hundred channels: what takes longest is the channel with the most attempts, at one a second. */
async function burst(): Promise<Figure> {
  const people = readers({ slack: CHANNELS, teams: 0 });
  return onStage(people, REFUSED, async ({ db, sink, subjects, wake, cpuMs }) => {
    const lanes = await putInLine(db, subjects, { people, count: MESSAGES, run: "burst" });
    const began = performance.now();
    const used = await cpuMs();
    await wake(lanes);
    await allTaken(sink, "burst");
    const cost = ((await cpuMs()) - used) / MESSAGES;
    const ended = Math.max(...sink.taken.values());
    const longest = Math.max(...[...sink.attempts.values()].map(({ length }) => length));
    const refusals = [...sink.attempts.values()].flat().length - sink.taken.size;
    const first = Math.min(...[...sink.attempts.values()].flat());
    const limitSeconds = longest - 1;
    return {
      name: "1,000 messages over 100 channels, 5 % refused",
      ratio: (ended - first) / 1000 / limitSeconds,
      target: 1.1,
      detail: `of the pace limit: ${((ended - first) / 1000).toFixed(1)} s, the busiest channel needs ${limitSeconds} s; ${refusals} refused; first after ${(first - began).toFixed(0)} ms; ${closest(sink)}; ${cost.toFixed(1)} ms of processor time a message`,
    };
  });
}

/** The shortest time between two attempts in one channel. */
function closest({ attempts }: PacingSink): string {
  const gaps = [...attempts.values()].flatMap((times) => times.slice(1).map((at, index) => at - (times[index] ?? 0)));
  return `never closer than ${Math.min(...gaps).toFixed(0)} ms`;
}

/** A thousand in a minute over five hundred conversations, each when it is due. */
async function steady(): Promise<Figure> {
  const people = readers({ slack: CONVERSATIONS, teams: 0 });
  return onStage(people, 0, async ({ db, sink, subjects, wake }) => {
    const dueAt: number[] = [];
    const start = performance.now();
    await Promise.all(
      Array.from({ length: MESSAGES }, async (_, index) => {
        const due = start + (index * 60_000) / MESSAGES;
        await sleep(Math.max(0, due - performance.now()));
        dueAt[index] = due;
        await wake(await putInLine(db, subjects, { people, count: 1, run: "steady", from: index }));
      }),
    );
    await allTaken(sink, "steady");
    const delays = dueAt.map((due, index) => (sink.taken.get(marker("steady", index)) ?? Number.POSITIVE_INFINITY) - due);
    return {
      name: "due to taken, 1,000 in a minute, p99",
      value: quantile(delays, 0.99),
      unit: "ms",
      target: 2_000,
      detail: `over ${CONVERSATIONS} conversations; half within ${quantile(delays, 0.5).toFixed(0)} ms, the slowest ${Math.max(...delays).toFixed(0)} ms`,
    };
  });
}

async function allTaken(sink: PacingSink, what: string): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  while (sink.taken.size < MESSAGES) {
    if (performance.now() > giveUp) throw new Error(`bench: only ${sink.taken.size} messages of ${what} were taken`);
    await sleep(20);
  }
}

/** A Postgres on disk, these people, the service in a process of its own, and a Slack that notes what it takes. */
async function onStage(people: Reader[], refused: number, play: (stage: Stage) => Promise<Figure>): Promise<Figure> {
  const folder = await mkdtemp(path.join(tmpdir(), "followthrough-bench-"));
  // Started by root, Postgres runs as another user, who must be able to get to its own folder inside.
  await chmod(folder, 0o711);
  const { url, close } = await openEmbedded(folder, { info: () => {} });
  const sink = await pacingSink(refused);
  const port = await freePort();
  const settings = {
    ...{
      DATABASE_URL: url,
      SECRET_KEY: randomBytes(32).toString("base64"),
      PORT: String(port),
      LOG_LEVEL: "warn",
      REHEARSAL: "off",
    },
    ...{ SLACK_SIGNING_SECRET: "bench", SLACK_BOT_TOKEN: "xoxb-bench", SLACK_API_URL: sink.apiUrl },
  };
  const file = path.join(folder, "setup.yaml");
  await writeFile(file, setupOf(people));
  await runChild("src/main.ts", ["import", file], settings);
  const service = startChild("src/main.ts", ["serve"], settings);
  const { db, close: disconnect } = openDatabase(url);
  try {
    await answering(`http://127.0.0.1:${port}/readyz`);
    const queue = await openQueue(url, createLog("silent"), { clock: false });
    const subjects = await blockedActions(db);
    const figure = await play({
      db,
      sink,
      subjects,
      wake: (lanes) => directTransaction(db, (tx) => queue.wake(tx, lanes)),
      cpuMs: async () => (await service.usage()).cpuMs,
    });
    await queue.stop();
    return figure;
  } finally {
    await service.stop();
    await disconnect();
    await sink.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
