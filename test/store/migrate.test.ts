import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/database.ts";
import { MigrationError, migrate, migrationsApplied } from "../../src/store/migrate.ts";
import { emptyDatabase } from "../support/database.ts";

const OURS = path.join(import.meta.dirname, "../../prisma/migrations");

let url: string;
let drop: () => Promise<void>;
let folder: string;
beforeEach(async () => {
  ({ url, drop } = await emptyDatabase());
  folder = await mkdtemp(path.join(tmpdir(), "followthrough-migrations-"));
});
afterEach(async () => {
  await drop();
  await rm(folder, { recursive: true });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing was refused",
    (err: unknown) => (err instanceof MigrationError ? err.message : String(err)),
  );

describe("migrate", () => {
  it("applies each migration once, in the order of their names", async () => {
    await addMigration("20270102000000_second", "INSERT INTO told VALUES ('second')");
    await addMigration("20270101000000_first", "CREATE TABLE told (word text); INSERT INTO told VALUES ('first')");

    expect(await migrate(url, folder)).toEqual(["20270101000000_first", "20270102000000_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    await addMigration("20270103000000_third", "INSERT INTO told VALUES ('third')");
    expect(await migrate(url, folder)).toEqual(["20270103000000_third"]);

    expect(await query("SELECT word FROM told")).toEqual([{ word: "first" }, { word: "second" }, { word: "third" }]);
  });

  it("applies them once when four replicas start together", async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url)));

    const names = (await readdir(OURS, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(applied.flat().sort()).toEqual(names.sort());
    expect(applied.filter((list) => list.length > 0)).toHaveLength(1);
    expect(await query("SELECT migration_name FROM _prisma_migrations ORDER BY 1")).toHaveLength(names.length);
  });

  it("keeps nothing of a migration that fails, and goes on from there once it is mended", async () => {
    await addMigration("20270101000000_first", "CREATE TABLE told (word text)");
    await addMigration("20270102000000_second", "INSERT INTO told VALUES ('half'); SELECT 1 / 0");

    await expect(migrate(url, folder)).rejects.toThrow("division by zero");
    expect(await query("SELECT word FROM told")).toEqual([]);

    await addMigration("20270102000000_second", "INSERT INTO told VALUES ('whole')");
    expect(await migrate(url, folder)).toEqual(["20270102000000_second"]);
  });

  it("fills the table that Prisma's own deploy reads", async () => {
    await addMigration("20270101000000_first", "SELECT 1");
    await migrate(url, folder);

    expect(await query("SELECT * FROM _prisma_migrations")).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        // printf 'SELECT 1' | sha256sum
        checksum: "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5",
        migration_name: "20270101000000_first",
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it("does not start where an applied migration was edited since", async () => {
    await addMigration("20270101000000_first", "SELECT 1");
    await migrate(url, folder);
    await appendFile(path.join(folder, "20270101000000_first", "migration.sql"), " ");
    await addMigration("20270102000000_second", "CREATE TABLE told (word text)");

    expect(await refusal(migrate(url, folder))).toMatch(
      /^Migration 20270101000000_first was edited after it was applied: [^\n]+$/,
    );
    expect(await query("SELECT to_regclass('told') AS told")).toEqual([{ told: null }]);
  });

  it("does not start on a store that is newer than this build", async () => {
    await cp(OURS, folder, { recursive: true });
    await addMigration("29990101000000_later", "SELECT 1");
    await migrate(url, folder);

    expect(await refusal(migrate(url))).toMatch(
      /^The store is newer than this build \(migration 29990101000000_later\): [^\n]+$/,
    );
  });

  it("does not start on a migration that another tool left half-way, until it is marked as undone", async () => {
    await addMigration("20270101000000_first", "SELECT 1");
    await migrate(url, folder);
    await query("UPDATE _prisma_migrations SET finished_at = NULL");
    expect(await refusal(migrate(url, folder))).toMatch(/^Migration 20270101000000_first was left half-way[^\n]+$/);

    await query("UPDATE _prisma_migrations SET rolled_back_at = now()");
    expect(await migrate(url, folder)).toEqual(["20270101000000_first"]);
  });
});

describe("a store that cannot be had", () => {
  it.each([
    ["nobody listens", { port: "1" }, "ECONNREFUSED"],
    ["the password is wrong", { password: "guessed" }, "28P01"],
    ["there is no such database", { pathname: "/nowhere" }, "3D000"],
  ])("is told in one line without the password where %s", async (_why, change, code) => {
    const wrong = Object.assign(new URL(url), change);

    const said = await refusal(migrate(wrong.href));

    expect(said).toMatch(new RegExp(`^DATABASE_URL: the database lets nobody in \\(${code}\\): [^\n]+$`));
    expect(said).not.toContain(wrong.password);
  });
});

describe("migrationsApplied", () => {
  it("is true once every migration of this build is in, and stays so when a newer build has added its own", async () => {
    await cp(OURS, folder, { recursive: true });
    await addMigration("29990101000000_later", "SELECT 1");
    await migrate(url);
    const { db, close } = openDatabase(url);
    try {
      expect(await migrationsApplied(db)).toBe(true);
      expect(await migrationsApplied(db, folder)).toBe(false);
      await migrate(url, folder);
      expect(await migrationsApplied(db)).toBe(true);
    } finally {
      await close();
    }
  });
});
