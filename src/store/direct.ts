import pg from "pg";
import { Prisma } from "../generated/prisma/client.ts";
import type { PrismaClient } from "./database.ts";

/**
 * What runs a statement that we wrote ourselves: Prisma's clients do, and the driver beneath them does for a third of the processor
 * time. So what every request needs goes to the driver.
 */
export interface Statements {
  $queryRaw<Rows>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
  /** Resolves to the number of rows. */
  $executeRaw(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): Promise<Rows>;
}

const pools = new WeakMap<object, pg.Pool>();

/** Remembers which connections a client stands on. */
export const standsOn = (db: PrismaClient, pool: pg.Pool): unknown => pools.set(db, pool);

/** The driver beneath a client; a transaction keeps to its own connection. */
export function direct(db: Statements): Statements {
  const pool = pools.get(db);
  return pool ? statementsOn(pool) : db;
}

/** A transaction in statements alone. It ends as `work` does: kept when that resolves, undone when it throws. */
export async function directTransaction<T>(db: PrismaClient, work: (tx: Statements) => Promise<T>): Promise<T> {
  const pool = pools.get(db);
  if (!pool) throw new Error("a transaction cannot be begun within one");
  const connection = await pool.connect();
  // Lost between two statements: the next one says so. Without a listener it would end the process.
  connection.on("error", ignored);
  let broken = false;
  try {
    await connection.query("BEGIN");
    const result = await work(statementsOn(connection));
    await connection.query("COMMIT");
    return result;
  } catch (err) {
    await connection.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw err;
  } finally {
    connection.off("error", ignored);
    connection.release(broken);
  }
}

const ignored = (): void => {};

/** As Prisma reads them: int8 has more digits than a number. */
const types = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

function statementsOn(connection: pg.Pool | pg.PoolClient): Statements {
  const run = (text: string, values: unknown[]) => connection.query({ text, values, types });
  const runSql = (statement: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    const sql = statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...values);
    return run(sql.text, sql.values);
  };
  return {
    $queryRaw: async <Rows>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await runSql(statement, values)).rows as Rows,
    $executeRaw: async (statement, ...values) => (await runSql(statement, values)).rowCount ?? 0,
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) => (await run(text, values)).rows as Rows,
  };
}
