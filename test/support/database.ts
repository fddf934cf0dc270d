import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openDatabase, type PrismaClient } from "../../src/store/database.ts";

export interface TestDatabase {
  url: string;
  db: PrismaClient;
  /** Also drops it, whoever is still connected. */
  close: () => Promise<void>;
}

/** A migrated, empty database of one's own. One a test file is usual: call it in `beforeAll` and close it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createDatabase("template_migrated");
  const { db, close } = openDatabase(url);
  return {
    url,
    db,
    close: async () => {
      await close();
      await drop();
    },
  };
}

/** A database as it comes, without any table. */
export const emptyDatabase = (): Promise<{ url: string; drop: () => Promise<void> }> => createDatabase("template0");

async function createDatabase(template: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { url: urlOf(name), drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

function urlOf(database: string): string {
  const url = new URL(inject("templateUrl"));
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
