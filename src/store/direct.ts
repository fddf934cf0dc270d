import pg from "pg";
import { Prisma } from "../generated/prisma/client.ts";
import type { PrismaClient } from "./database.ts";
import { gatheringSocket } from "./gathering-socket.ts";
import { type StatementNames, statementNames } from "./statement-names.ts";

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

/** The statements of a transaction, and its end. */
export interface Transaction extends Statements {
  /**
   * Keeps what was done. Said right after the last statements, without waiting for them, it leaves in one piece with them: where one
   * of them fails, Postgres keeps nothing all the same. Not said at all, it is said when the work is done.
   */
  commit: () => Promise<void>;
}

/** Connections, and the names that Postgres knows our statements by on them. */
interface Line {
  pool: pg.Pool;
  names: StatementNames;
}

const lines = new WeakMap<object, Line>();
const shortLines = new WeakMap<object, Line>();

/** Short transactions at once, beside the others. */
const SHORT_AT_ONCE = 4;

/**
 * Opens connections of their own for the statements of a client. Those asked for together are sent together and answered in order:
 * nothing waits for an answer that it does not need.
 *
 * @returns what closes them
 */
export function openDirect(db: PrismaClient, settings: pg.PoolConfig): () => Promise<void> {
  const open = (max: number | undefined): pg.Pool => {
    const pool = new pg.Pool({ ...settings, max, types, pipeline: true, stream: gatheringSocket } as pg.PoolConfig);
    // A connection lost while idle is replaced by the next statement; without a listener it would end the process.
    return pool.on("error", ignored);
  };
  const names = statementNames();
  const [pool, short] = [open(settings.max), open(SHORT_AT_ONCE)];
  lines.set(db, { pool, names });
  shortLines.set(db, { pool: short, names });
  return async () => {
    await Promise.all([pool.end(), short.end()]);
  };
}

/** The driver beneath a client; a transaction keeps to its own connection. */
export function direct(db: Statements): Statements {
  const line = lines.get(db);
  if (!line) return db;
  const { pool, names } = line;
  return statementsOn(async (text, values) => {
    const name = names.nameOf(text);
    try {
      return await ask(pool, text, values, name);
    } catch (err) {
      if (!names.misled(err)) throw err;
      return ask(pool, text, values);
    }
  });
}

/** One statement, made here: where the driver makes it, it copies what it is told property by property. */
function ask(of: Pick<pg.Pool, "query">, text: string, values: unknown[], name?: string): Promise<pg.QueryResult> {
  const answered = new Promise<pg.QueryResult>((resolve, reject) => {
    const query: pg.QueryConfig = Object.assign(new pg.Query(text, values), { text, name });
    of.query(query, (err, result) => (err ? reject(err) : resolve(result)));
  });
  return answered.catch((err: Error) => {
    // From whoever asked, as the driver has it, instead of from the socket.
    Error.captureStackTrace(err);
    throw err;
  });
}

/**
 * A transaction in statements alone. It ends as `work` does: kept when that resolves, undone when it throws. Whoever sends several
 * statements together must wait for all of them.
 */
export const directTransaction = <T>(db: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  transactionIn(lines.get(db), work);

/**
 * A transaction that others wait for in the middle of their own: it has connections to itself, since those others may hold all the rest.
 * It waits for nobody but the database.
 */
export const shortTransaction = <T>(db: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  transactionIn(shortLines.get(db), work);

async function transactionIn<T>(line: Line | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!line) throw new Error("a transaction cannot be begun within one");
  const { pool, names } = line;
  const connection = await pool.connect();
  // Lost between two statements: the next one says so.
  connection.on("error", ignored);
  let ended = false;
  let broken = false;
  let failure: unknown;
  const statements = statementsOn((text, values) => {
    // Late, it would be a change outside any transaction.
    if (ended) throw new Error("the transaction has ended");
    return ask(connection, text, values, names.nameOf(text)).catch((err: unknown) => {
      failure ??= err;
      // Nothing was kept; whoever tries again is not misled again.
      names.misled(err);
      throw err;
    });
  });
  async function end(): Promise<void> {
    ended = true;
    const { command } = await connection.query("COMMIT");
    // After a failed statement Postgres answers ROLLBACK.
    if (command !== "COMMIT") throw failure ?? new Error("a transaction was not kept");
  }
  let committed: Promise<void> | undefined;
  function commit(): Promise<void> {
    committed ??= end();
    // A statement's failure is heard where that is waited for.
    committed.catch(ignored);
    return committed;
  }
  try {
    // Not waited for: it leaves with the first statement, and fails only with the connection.
    const [, result] = await Promise.all([connection.query("BEGIN"), work({ ...statements, commit })]);
    await commit();
    return result;
  } catch (err) {
    ended = true;
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

const texts = new WeakMap<TemplateStringsArray, string>();

/** The text of a statement that is written in one piece: the same string each time, so that its name is found at once. */
function textOf(statement: TemplateStringsArray): string {
  const known = texts.get(statement);
  if (known !== undefined) return known;
  const text = statement.reduce((before, piece, index) => `${before}$${index}${piece}`);
  texts.set(statement, text);
  return text;
}

function statementsOn(query: (text: string, values: unknown[]) => Promise<pg.QueryResult>): Statements {
  const run = async (text: string, values: unknown[]) => query(text, values);
  const runSql = (statement: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    if (!(statement instanceof Prisma.Sql) && !values.some((value) => value instanceof Prisma.Sql))
      return run(textOf(statement), values);
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
