import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { Db } from "./database.ts";

/**
 * Applies prisma/migrations the way `prisma migrate deploy` does, with the same table and checksums, so that either may follow the
 * other. Ours because Prisma's needs an engine that it downloads, and the service must start on a machine that cannot.
 */

export class MigrationError extends Error {
  override name = "MigrationError";
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

const FOLDER = path.join(import.meta.dirname, "../../prisma/migrations");

/** The lock that Prisma's own deploy takes: one of several replicas that start together migrates, the rest wait and find it done. */
const PRISMA_LOCK = 72_707_369;

const OLDEST = 15;

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Brings the store up to this build, each migration whole or not at all.
 *
 * @returns the names of the migrations that were applied just now
 * @throws MigrationError whose message is one line, where the store and this build do not belong together
 */
export async function migrate(url: string, folder: string = FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: url,
    application_name: "followthrough migrate",
    connectionTimeoutMillis: 10_000,
    lock_timeout: 120_000,
  });
  // A connection lost between two queries is told by the next one; without a listener it would end the process.
  client.on("error", () => {});
  await connect(client);
  try {
    await checkVersion(client);
    // Held by the session and let go when it ends, however it ends.
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const pending = pendingMigrations(migrations, await appliedRows(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** The first connection of every start, so what is wrong with the address is said here. Never the address: it holds a password. */
async function connect(client: pg.Client): Promise<void> {
  await client.connect().catch((err: unknown) => {
    const code = err instanceof Error && "code" in err ? ` (${err.code})` : "";
    throw new MigrationError(
      `DATABASE_URL: the database lets nobody in${code}: check that it runs, and the address, user, password and database name.`,
    );
  });
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
  );
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST)
    throw new MigrationError(`DATABASE_URL: PostgreSQL ${version} is too old, it has to be ${OLDEST} or later.`);
}

/** Whether every migration of this build is in the store. Later ones may be there too, while replicas are being replaced. */
export async function migrationsApplied(db: Db, folder: string = FOLDER): Promise<boolean> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const applied = new Set(rows.map((row) => row.name));
  return (await migrationNames(folder)).every((name) => applied.has(name));
}

/** Pure: what is still to be applied, or why nothing may be. */
function pendingMigrations(migrations: Migration[], applied: AppliedRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new MigrationError(`The store is newer than this build (migration ${row.migration_name}): start the newer build.`);
    }
    if (row.finished_at === null) {
      throw new MigrationError(
        `Migration ${row.migration_name} was left half-way by another tool: mend it with "prisma migrate resolve".`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(`Migration ${row.migration_name} was edited after it was applied: put the file back as it was.`);
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

async function appliedRows(client: pg.Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name",
  );
  return rows;
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (err) {
    await client.query("ROLLBACK");
    throw err;
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Names begin with the time they were made at, so their order is the order of the alphabet. */
async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
