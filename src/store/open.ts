import type { Logger } from "pino";
import type { PrismaClient } from "./database.ts";
import { openDatabase } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

export interface Store {
  url: string;
  db: PrismaClient;
  /** Migrations that opening it has applied. */
  applied: string[];
  close: () => Promise<void>;
}

/** Opens the store that the settings name, else the embedded one, brought up to date. */
export async function openStore(
  { databaseUrl, dataDir }: { databaseUrl: string | null; dataDir: string },
  log: Logger,
): Promise<Store> {
  const server = databaseUrl === null ? await openEmbedded(dataDir, log) : { url: databaseUrl, close: async () => {} };
  try {
    const applied = await migrate(server.url);
    if (applied.length > 0) log.info({ applied }, "migrations applied");
    const { db, close } = openDatabase(server.url);
    return { url: server.url, db, applied, close: () => close().then(server.close) };
  } catch (err) {
    await server.close();
    throw err;
  }
}
