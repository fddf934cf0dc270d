import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const PRIVATE = "Example Person";
const region = { timeZone: "Europe/London", region: "england", digestTime: "08:30", escalateAt: "12:00" };

/** What the log makes of a failed query. */
async function logged(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const err: unknown = await work().catch((reason: unknown) => reason);
  expect(err).toBeInstanceOf(Error);
  createLog("info", { write: (line: string) => lines.push(line) }).error({ err }, "request failed");
  return lines.join("");
}

describe("an error of the store, in the log", () => {
  it.each([
    [
      "a key that is taken",
      () => store.db.provider.createMany({ data: Array(2).fill({ id: PRIVATE, name: PRIVATE, ...region }) }),
    ],
    [
      "a reference to nothing",
      () => store.db.organisation.create({ data: { providerId: PRIVATE, id: PRIVATE, name: PRIVATE, kind: PRIVATE } }),
    ],
    ["a value that does not fit", () => store.db.$queryRaw`SELECT ${PRIVATE}::text::int`],
    [
      "a word that is not known",
      () => store.db.$executeRaw`INSERT INTO identity VALUES (${PRIVATE}, ${PRIVATE}, ${PRIVATE}, ${PRIVATE}, ${PRIVATE})`,
    ],
    ["a query that is wrong in itself", () => store.db.person.findMany({ where: { nobody: PRIVATE } as never })],
  ])("says what kind of error it was and holds no value: %s", async (_what, work) => {
    const line = await logged(work);

    expect(JSON.parse(line).err.type).toMatch(/^PrismaClient/);
    expect(line).not.toContain(PRIVATE);
  });
});

describe("openDatabase", () => {
  it("ends a query that would hold everybody up", async () => {
    const [row] = await store.db.$queryRaw<{ limit: string }[]>`SELECT current_setting('statement_timeout') AS limit`;

    expect(row?.limit).toBe("15s");
  });

  it("goes on after the database cut its connections", async () => {
    await store.db.$queryRaw`SELECT 1 AS one`;
    await store.db
      .$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database()`.catch(() => {});

    expect(await store.db.provider.count()).toBe(0);
  });
});
