import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "../generated/prisma/client.ts";
import { openDirect, type Statements, type Transaction } from "./direct.ts";

export type { PrismaClient, Statements, Transaction };

/** What store functions take: a client, or the transaction that the caller opened. */
export type Db = Prisma.TransactionClient;

/**
 * Connects to the store. Nothing is sent before the first query, so a wrong address shows there.
 *
 * Queries end after 15 seconds and forgotten transactions after 30: a stuck one must not hold the locks that everybody else needs.
 */
export function openDatabase(url: string): { db: PrismaClient; close: () => Promise<void> } {
  const settings = {
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // Kept while people think: to connect costs more than all that one of them asks for, and a new connection knows no statement.
    idleTimeoutMillis: 600_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "followthrough",
  };
  const pool = new pg.Pool(settings);
  // A connection lost while idle is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => {});
  const db = new PrismaClient({ adapter: new PrismaPg(pool), log: [] });
  // More than the twelve that deliveries hold while a platform answers: a request always finds one.
  const closeDirect = openDirect(db, { ...settings, max: 16 });
  const close = async () => {
    await closeDirect();
    await db.$disconnect();
    await pool.end();
  };
  return { db, close };
}
