import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import type { Chat } from "../src/chat/chat.ts";
import { openQueue } from "../src/clock/queue.ts";
import { createDeps } from "../src/deps.ts";
import { openDatabase } from "../src/store/database.ts";
import { direct } from "../src/store/direct.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import type { Store } from "../src/store/open.ts";
import { auditAgenda } from "../src/usecases/audit-agenda.ts";
import type { Deps } from "../src/usecases/deps.ts";
import { minutesLinks } from "../src/usecases/minutes-link.ts";
import { planNotices } from "../src/usecases/plan-notices.ts";
import { type Figure, median } from "./figure.ts";
import { addCases, CASE_SIZE, DUE, makeDueAgain, NOW, people } from "./planning/caseload.ts";

const SMALL = 100_000;
const LARGE = 1_000_000;
const ROUNDS = 5;
/** The first passes are slower: the rules have not been compiled yet. */
const WARM_UP = 2;

/**
 * What a pass of the planner costs where 10,000 reminders are due, as a multiple of one query that only reads those actions; and whether
 * it matters how much else there is.
 */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "followthrough-bench-"));
  // Started by root, Postgres runs as another user, who must be able to get to its own folder inside.
  await chmod(folder, 0o711);
  const server = await openEmbedded(folder, { info: () => {} });
  await migrate(server.url);
  const { db, close } = openDatabase(server.url);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const log = pino({ level: "silent" });
  const queue = await openQueue(server.url, log, { clock: false });
  const store: Store = { url: server.url, db, applied: [], close };
  const now = () => NOW;
  const links = minutesLinks(Buffer.alloc(32, 7), "https://followthrough.example");
  const deps = createDeps({ store, log, realNow: () => new Date(), now, holidays: undefined, wake: queue.wake, links });
  deps.chats.set("slack", SILENT);
  try {
    await people(admin);
    await addCases(admin, 0, SMALL / CASE_SIZE);
    const small = await measure(deps, admin);
    await addCases(admin, SMALL / CASE_SIZE, LARGE / CASE_SIZE);
    const large = await measure(deps, admin);
    const audit = await timed(() => auditAgenda(deps, NOW));
    return [
      {
        name: "planning, 10,000 due of 1,000,000 / read them",
        ratio: median(large.map(({ plan, read }) => plan / read)),
        target: 2,
        detail: `${seconds(large, "plan")}, reading ${seconds(large, "read")}; ${spread(large.map(({ plan, read }) => plan / read))}`,
      },
      {
        name: "planning at 1,000,000 / at 100,000",
        ratio: median(large.map(({ plan }) => plan)) / median(small.map(({ plan }) => plan)),
        target: 1.3,
        detail: `${seconds(large, "plan")} and ${seconds(small, "plan")}; the same 10,000 due, ${CASE_SIZE} actions a case`,
      },
      {
        name: "memory that a pass adds at 1,000,000",
        value: Math.max(...large.map(({ mb }) => mb)),
        unit: "MB",
        target: 150,
        detail: "resident at its highest during a pass, above what it was before",
      },
      { name: "the auditor's look at 1,000,000", value: audit / 1000, unit: "s", target: 5, detail: "every quarter of an hour" },
    ];
  } finally {
    await queue.stop();
    await admin.end();
    await close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Round {
  plan: number;
  read: number;
  mb: number;
}

/** Takes turns, so that a slow moment of the machine meets both. */
async function measure(deps: Deps, admin: pg.Client): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    await makeDueAgain(admin);
    const read = await timed(async () => {
      const rows = await direct(deps.db).$queryRaw<{ action: unknown }[]>`
        SELECT s.action FROM agenda g JOIN action_snapshot s ON s.id = g.subject::uuid
        WHERE g.provider_id = 'bench' AND g.kind = 'action' AND g.at <= ${NOW}`;
      if (rows.length !== DUE) throw new Error(`bench: ${rows.length} due`);
    });
    const memory = watchMemory();
    const plan = await timed(async () => {
      const { planned, failed } = await planNotices(deps, NOW, "wait");
      if (planned !== DUE || failed > 0) throw new Error(`bench: planned ${planned}, failed ${failed}`);
    });
    if (round >= WARM_UP) rounds.push({ plan, read, mb: memory() });
  }
  return rounds;
}

async function timed(task: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await task();
  return performance.now() - from;
}

/** Returns what tells how much more was resident at most, in MB. */
function watchMemory(): () => number {
  const before = process.memoryUsage.rss();
  let highest = before;
  const look = () => {
    highest = Math.max(highest, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    look();
    return (highest - before) / 1e6;
  };
}

const seconds = (rounds: Round[], what: "plan" | "read"): string =>
  `${(median(rounds.map((round) => round[what])) / 1000).toFixed(2)} s`;
const spread = (ratios: number[]): string =>
  `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${ROUNDS} rounds`;

/** Planning says nothing: it only has to know that there is a platform. */
const unsaid = () => Promise.reject(new Error("bench: nothing is sent"));
const SILENT: Chat = { pages: () => 1, send: unsaid, update: unsaid, find: unsaid, members: unsaid, link: unsaid };
