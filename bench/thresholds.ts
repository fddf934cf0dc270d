import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { around, firings } from "../src/core/firing.ts";
import type { Rule } from "../src/core/threshold.ts";
import { readRules } from "../src/core/threshold-words.ts";
import { openDatabase, type PrismaClient } from "../src/store/database.ts";
import { direct } from "../src/store/direct.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { evaluationOf } from "../src/store/incidents.ts";
import { migrate } from "../src/store/migrate.ts";
import { type Figure, median } from "./figure.ts";

const INCIDENTS = 100_000;
const CASES = 50;
/** One an hour in each case. */
const APART_MINUTES = 60;
const ROUNDS = 400;
const WARM_UP = 100;
const ZONE = "Europe/London";
/** The last incident of every case. */
const NOW = new Date("2027-06-17T12:00:00Z");

/**
 * What it costs to hold one incident to the thresholds in force where 100,000 are in the store, as a multiple of the one indexed query
 * that reads the incidents of its window. A crowded window: an incident an hour, 168 in seven days.
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
  try {
    const cases = await fill(admin);
    const rounds: { read: number; evaluate: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const caseId = cases[round % cases.length] ?? "";
      // Takes turns, so that a slow moment of the machine meets both.
      const read = await timed(() => readWindow(db, caseId));
      const evaluate = await timed(() => evaluateOne(db, caseId));
      if (round >= WARM_UP) rounds.push({ read, evaluate });
    }
    const reads = rounds.map(({ read }) => read);
    const evaluations = rounds.map(({ evaluate }) => evaluate);
    return [
      {
        name: "thresholds, one of 100,000 / read its window",
        ratio: median(evaluations) / median(reads),
        target: 2,
        detail: `${median(evaluations).toFixed(2)} ms, reading ${median(reads).toFixed(2)} ms; 168 incidents in the window`,
      },
    ];
  } finally {
    await admin.end();
    await close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const MAP = [{ role: "Service manager" }] as Parameters<typeof readRules>[1]["map"];

function agreed(): Rule[] {
  const read = readRules(
    [
      "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
      "T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h",
      "T3: request unacknowledged 4h during T2: escalation to Service manager within 4h",
    ].join("\n"),
    { map: MAP },
  );
  if ("wrong" in read) throw new Error(read.wrong);
  return read.rules;
}

/** The floor: what any evaluation has to read. */
async function readWindow(db: PrismaClient, caseId: string): Promise<void> {
  const { from } = around({ at: NOW }, agreed(), ZONE);
  const rows = await direct(db).$queryRaw<{ number: number }[]>`
    SELECT number, at, category, injury FROM incident WHERE case_id = ${caseId}::uuid AND at >= ${from} AND at <= ${NOW}`;
  if (rows.length < 168) throw new Error(`bench: ${rows.length} in the window`);
}

async function evaluateOne(db: PrismaClient, caseId: string): Promise<void> {
  const { rules, incidents, used } = await evaluationOf(db, caseId, NOW);
  const fired = firings(rules, incidents, used, INCIDENTS / CASES, ZONE);
  if (fired.length !== 2) throw new Error(`bench: ${fired.length} fired`);
}

/** Incidents of every case up to now, each used by an earlier firing but for the last few. Returns the ids of the cases. */
async function fill(admin: pg.Client): Promise<string[]> {
  const each = INCIDENTS / CASES;
  await admin.query(
    `INSERT INTO provider (id, name, time_zone, region, digest_time, escalate_at)
     VALUES ('bench', 'Bench', $1, 'england', '08:30', '12:00')`,
    [ZONE],
  );
  await admin.query("INSERT INTO organisation (provider_id, id, name, kind) VALUES ('bench', 'o', 'Bench', 'provider')");
  await admin.query(
    "INSERT INTO person (provider_id, id, name, role, organisation_id) VALUES ('bench', 'lead', 'Lead', 'Service manager', 'o')",
  );
  await admin.query(
    `INSERT INTO case_file (id, provider_id, ref, purpose, lead_id, protected_terms)
     SELECT gen_random_uuid(), 'bench', 'B-' || n, 'Bench', 'lead', '{}' FROM generate_series(1, $1) AS n`,
    [CASES],
  );
  await admin.query(
    `INSERT INTO threshold (case_id, version, revision, rules, signatories, owner, drafted_by, drafted_at, agreed_at)
     SELECT id, 1, 1, $1, '[]', 'lead', 'lead', $2, $2 FROM case_file`,
    [JSON.stringify(agreed()), NOW],
  );
  await admin.query(
    `INSERT INTO incident (id, provider_id, case_id, number, at, recorded_at, recorded_by, category, injury, concerns)
     SELECT gen_random_uuid(), 'bench', c.id, n, at, at, 'lead', 'self-harm', 'none', '{}'
     FROM case_file c, generate_series(1, $1::int) AS n,
          LATERAL (SELECT $2::timestamptz - make_interval(mins => ($1::int - n) * $3::int) AS at) AS t`,
    [each, NOW, APART_MINUTES],
  );
  for (const [rule, count] of [
    ["T1", 2],
    ["T2", 3],
  ] as const) {
    await admin.query(
      `INSERT INTO firing (id, case_id, version, rule, key, facts, at, escalation_id)
       SELECT gen_random_uuid(), c.id, 1, $4,
              (SELECT string_agg('I' || k, '+') FROM generate_series(n, n + $5::int - 1) AS k), '{}',
              $2::timestamptz - make_interval(mins => ($1::int - n - $5::int + 1) * $3::int), gen_random_uuid()
       FROM case_file c, generate_series(1, $1::int - 5, $5::int) AS n`,
      [each, NOW, APART_MINUTES, rule, count],
    );
  }
  await admin.query("ANALYZE");
  const { rows } = await admin.query<{ id: string }>("SELECT id FROM case_file");
  return rows.map(({ id }) => id);
}

async function timed(task: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await task();
  return performance.now() - from;
}
