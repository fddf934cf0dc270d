import pg from "pg";
import { openEmbedded } from "../src/store/embedded.ts";
import { makeDueAgain, NOW } from "./planning/caseload.ts";

const server = await openEmbedded("/tmp/followthrough-engine-prof", { info: () => {} });
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await makeDueAgain(admin);
admin.on("notice", (n) => console.log(n.message));
await admin.query(
  "LOAD 'auto_explain'; SET auto_explain.log_min_duration = 20; SET auto_explain.log_analyze = on; SET auto_explain.log_nested_statements = on; SET client_min_messages = log;",
);
const { directTransaction } = await import("../src/store/direct.ts");
const { claimDue, putBack } = await import("../src/store/agenda.ts");
const { readActions } = await import("../src/store/agenda-subjects.ts");
const { Prisma } = await import("../src/generated/prisma/client.ts");
const t = async <T>(name: string, f: () => Promise<T>) => {
  const a = performance.now();
  const r = await f();
  console.log("#", name, Math.round(performance.now() - a));
  return r;
};
const tx = {
  $queryRaw: async (st: any, ...values: any[]) => {
    const sql = st instanceof Prisma.Sql ? st : Prisma.sql(st, ...values);
    const a = performance.now();
    const r = (await admin.query(sql.text, sql.values)).rows;
    console.log("  q", sql.text.trim().slice(0, 60).replace(/\s+/g, " "), Math.round(performance.now() - a));
    return r;
  },
  $executeRaw: async (st: any, ...values: any[]) => {
    const sql = st instanceof Prisma.Sql ? st : Prisma.sql(st, ...values);
    const a = performance.now();
    const r = (await admin.query(sql.text, sql.values)).rowCount;
    console.log("  x", sql.text.trim().slice(0, 60).replace(/\s+/g, " "), Math.round(performance.now() - a));
    return r;
  },
} as any;
const shelf = { providerId: "bench", kind: "action" as const, now: NOW };
await admin.query("BEGIN");
const rows = await t("claim", () => claimDue(tx, shelf, 1000));
const cases = [...new Set(rows.map((r) => r.caseId!))];
console.log(rows.length, cases.length);
const subjects = await t("read", () =>
  readActions(
    tx,
    "bench",
    rows.map((r) => r.subject),
    cases,
  ),
);
const { actionMoments } = await import("../src/core/action-agenda.ts");
const { lookAt } = await import("../src/core/agenda.ts");
const { bankHolidays } = await import("../src/core/bank-holidays.ts");
const holidays = bankHolidays("england");
for (let i = 0; i < 3; i++)
  await t("rules", async () => {
    for (const r of rows) {
      const s = subjects.get(r.subject)!;
      lookAt(actionMoments({ ...s, calendar: { timeZone: "Europe/London", region: "england", holidays } }, NOW), r.lookedAt, NOW);
    }
  });
const { enqueueAll } = await import("../src/store/outbox.ts");
await t("enqueue", () =>
  enqueueAll(
    tx,
    { providerId: "bench", now: NOW },
    rows.map((r) => ({
      notice: {
        kind: "reminder",
        to: { personId: "p1", coverFor: null, coverUntil: null },
        due: { day: "2027-03-11", time: null },
        occasion: "overdue",
        day: "2027-03-12",
      },
      personId: "p1",
      placeId: null,
      lane: "slack/T0001/U" + r.subject.slice(0, 2),
      caseId: r.caseId,
      actionId: r.subject,
      dueAt: NOW,
    })),
  ),
);
await t("putBack", () =>
  putBack(
    tx,
    shelf,
    rows.map((r) => ({ subject: r.subject, next: new Date(+NOW + 86400000) })),
  ),
);
await admin.query("ROLLBACK");
await admin.end();
await server.close();
process.exit(0);
