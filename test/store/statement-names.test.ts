import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/database.ts";
import { direct, directTransaction, type Statements } from "../../src/store/direct.ts";
import { statementNames } from "../../src/store/statement-names.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

describe("names of statements", () => {
  it("are the same for the same text, and another for another", () => {
    const { nameOf } = statementNames();

    expect(nameOf("SELECT 1")).toBe(nameOf(["SELECT", "1"].join(" ")));
    expect(nameOf("SELECT 2")).not.toBe(nameOf("SELECT 1"));
  });

  it("run out, so that texts which are made anew each time do not fill the server", () => {
    const { nameOf } = statementNames();
    const names = Array.from({ length: 600 }, (_, number) => nameOf(`SELECT ${number}`));

    expect(new Set(names).size).toBe(501);
    expect(names.at(-1)).toBeUndefined();
    expect(nameOf("SELECT 0")).toBe(names[0]);
  });

  it("are given up where Postgres was misled by one, and by nothing else", () => {
    const { nameOf, misled } = statementNames();

    expect(misled(Object.assign(new Error("unique"), { code: "23505" }))).toBe(false);
    expect(nameOf("SELECT 1")).toBeDefined();
    expect(misled(Object.assign(new Error("no such statement"), { code: "26000" }))).toBe(true);
    expect(nameOf("SELECT 1")).toBeUndefined();
    expect(nameOf("SELECT 2")).toBeUndefined();
  });
});

describe("a statement that Postgres knows by name", () => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store.close());
  beforeEach(() => store.db.$executeRawUnsafe("DROP VIEW IF EXISTS seen; CREATE VIEW seen AS SELECT 1 AS said"));

  /** A service of its own, which has asked before. */
  async function asked<T>(use: (db: TestDatabase["db"]) => Promise<T>): Promise<T> {
    const { db, close } = openDatabase(store.url);
    try {
      for (let times = 0; times < 8; times += 1) await said(direct(db));
      return await use(db);
    } finally {
      await close();
    }
  }
  const said = async (db: Statements): Promise<unknown> =>
    (await db.$queryRaw<{ said: unknown }[]>`SELECT said FROM seen WHERE ${"x"} <> 'y'`)[0]?.said;

  const migrated = () => store.db.$executeRawUnsafe("DROP VIEW seen; CREATE VIEW seen AS SELECT 'two' AS said, 3 AS more");

  it("is really known there", async () => {
    const known = await asked(
      (db) => direct(db).$queryRaw`SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT said FROM seen%'`,
    );

    expect(known).toHaveLength(1);
  });

  it("is answered also once a later version has changed what it reads from", async () => {
    await asked(async (db) => {
      await migrated();
      expect(await said(direct(db))).toBe("two");
      expect(await said(direct(db))).toBe("two");
    });
  });

  it("ends a transaction once, which then keeps nothing, and none after it", async () => {
    await asked(async (db) => {
      await directTransaction(db, said);
      await migrated();
      await expect(directTransaction(db, said)).rejects.toThrow("cached plan");
      expect(await directTransaction(db, said)).toBe("two");
    });
  });

  it("is answered also where something in between has made Postgres forget it", async () => {
    await asked(async (db) => {
      await direct(db).$queryRawUnsafe("DEALLOCATE ALL");
      expect(await said(direct(db))).toBe(1);
    });
  });
});
