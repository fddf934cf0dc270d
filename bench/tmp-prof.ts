import { chmod, mkdtemp } from "node:fs/promises";
import pg from "pg";
import { pino } from "pino";
import { openQueue } from "../src/clock/queue.ts";
import { createDeps } from "../src/deps.ts";
import { openDatabase } from "../src/store/database.ts";
import { direct } from "../src/store/direct.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { auditAgenda } from "../src/usecases/audit-agenda.ts";
import { planNotices } from "../src/usecases/plan-notices.ts";
import { addCases, makeDueAgain, NOW, people } from "./planning/caseload.ts";

const folder = "/tmp/followthrough-engine-prof";
const { mkdirSync } = await import("node:fs");
mkdirSync(folder, { recursive: true });
await chmod(folder, 0o711);
const server = await openEmbedded(folder, { info: () => {} });
if (process.env.MIG) await migrate(server.url);
console.log(server.url);
const { db, close } = openDatabase(server.url);
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
const [{ n }] = (await admin.query("SELECT count(*)::int n FROM case_file")).rows;
const t = async (name: string, f: () => Promise<unknown>) => {
  const a = performance.now();
  const r = await f();
  console.log(name, Math.round(performance.now() - a));
  return r;
};
if (n === 0) {
  await t("people", () => people(admin));
  await t("cases", () => addCases(admin, 0, 1000));
}
const log = pino({ level: "silent" });
const queue = await openQueue(server.url, log, { clock: false });
const deps = createDeps({
  store: { url: server.url, db, applied: [], close },
  log,
  realNow: () => new Date(),
  now: () => NOW,
  holidays: undefined,
  wake: queue.wake,
});
deps.chats.set("slack", {
  send: async () => {
    throw 1;
  },
  update: async () => {},
} as never);
for (let i = 0; i < Number(process.env.R ?? 3); i++) {
  await t("reset", () => makeDueAgain(admin));
  await t(
    "read",
    () =>
      direct(db)
        .$queryRaw`SELECT s.action FROM agenda g JOIN action_snapshot s ON s.id = g.subject::uuid WHERE g.provider_id = 'bench' AND g.kind = 'action' AND g.at <= ${NOW}`,
  );
  await t("plan", () => planNotices(deps, NOW, "wait"));
}
if (process.env.AUDIT) await t("audit", () => auditAgenda(deps, NOW));
if (process.env.FILL) await t("fill", () => addCases(admin, 1000, Number(process.env.FILL)));
await queue.stop();
await admin.end();
await close();
await server.close();
process.exit(0);
