import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { direct, directTransaction, type Statements } from "../../src/store/direct.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
  await store.db.$executeRaw`CREATE TABLE kept (line integer)`;
});
beforeEach(() => store.db.$executeRaw`TRUNCATE kept`);
afterAll(() => store.close());

const add = (tx: Statements, line: number) => tx.$executeRaw`INSERT INTO kept VALUES (${line})`;
const kept = async () =>
  (await direct(store.db).$queryRaw<{ line: number }[]>`SELECT line FROM kept ORDER BY line`).map(({ line }) => line);

describe("directTransaction", () => {
  it("keeps statements that were sent together, and answers each with its own result", async () => {
    const counts = await directTransaction(store.db, (tx) =>
      Promise.all([add(tx, 1), add(tx, 2), tx.$executeRaw`DELETE FROM kept`]),
    );

    expect(counts).toEqual([1, 1, 2]);
  });

  it("undoes all of them where one fails", async () => {
    const work = directTransaction(store.db, (tx) => Promise.all([add(tx, 1), tx.$executeRaw`SELECT 1 / 0`, add(tx, 2)]));

    await expect(work).rejects.toThrow("division by zero");
    expect(await kept()).toEqual([]);
  });

  it("undoes what was done where the work itself gives up", async () => {
    const work = directTransaction(store.db, async (tx) => {
      await add(tx, 1);
      throw new Error("changed its mind");
    });

    await expect(work).rejects.toThrow("changed its mind");
    expect(await kept()).toEqual([]);
  });

  it("keeps statements that were sent together with its end", async () => {
    await directTransaction(store.db, (tx) => Promise.all([add(tx, 1), add(tx, 2), tx.commit()]));

    expect(await kept()).toEqual([1, 2]);
  });

  it("keeps none of them where one fails, although its end was sent along", async () => {
    const work = directTransaction(store.db, (tx) =>
      Promise.all([add(tx, 1), tx.$executeRaw`SELECT 1 / 0`, add(tx, 2), tx.commit()]),
    );

    await expect(work).rejects.toThrow("division by zero");
    expect(await kept()).toEqual([]);
  });

  it("does not call kept what was not, where the failed statement went unnoticed", async () => {
    const work = directTransaction(store.db, async (tx) => {
      await add(tx, 1);
      await tx.$executeRaw`SELECT 1 / 0`.catch(() => {});
    });

    await expect(work).rejects.toThrow("division by zero");
    expect(await kept()).toEqual([]);
  });

  it("refuses a statement that comes after its end", async () => {
    let late: Promise<unknown> = Promise.resolve();
    await directTransaction(store.db, async (tx) => {
      late = sleep(20).then(() => add(tx, 1));
      late.catch(() => {});
    });

    await expect(late).rejects.toThrow("the transaction has ended");
    expect(await kept()).toEqual([]);
  });

  it("leaves the connection fit for the next, also after a failure", async () => {
    await directTransaction(store.db, (tx) => tx.$executeRaw`SELECT 1 / 0`).catch(() => {});
    await directTransaction(store.db, (tx) => add(tx, 7));

    expect(await kept()).toEqual([7]);
  });
});

describe("direct", () => {
  it("reads whole numbers of any size, moments, lists and JSON as Prisma does", async () => {
    const read = (db: Statements) =>
      db.$queryRaw`SELECT 9007199254740993::int8 AS big, '2027-03-25T14:20:00.123Z'::timestamptz AS at,
                          ARRAY['a', 'b'] AS list, '{"a":[1]}'::jsonb AS json, 3 AS small, NULL::text AS nothing`;

    expect(await read(direct(store.db))).toEqual(await read(store.db));
  });

  it("stays within a transaction that it is given", async () => {
    const undone = store.db.$transaction(async (tx) => {
      await add(direct(tx), 1);
      throw new Error("undone");
    });

    await expect(undone).rejects.toThrow("undone");
    expect(await kept()).toEqual([]);
  });
});
