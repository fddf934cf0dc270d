import pg from "pg";
import type { Logger } from "pino";
import { type Account, checkEnterable, serverAccount } from "./embedded/account.ts";
import { type Binaries, findBinaries } from "./embedded/binaries.ts";
import { DATABASE_USER, passwordOf, prepareCluster } from "./embedded/cluster.ts";
import { codeOf, EmbeddedError } from "./embedded/embedded-error.ts";
import { withLock } from "./embedded/lock.ts";
import { endsSoon, runningServer, stopServer } from "./embedded/postmaster.ts";
import { startServer } from "./embedded/server.ts";
import { openSite, type Site } from "./embedded/site.ts";
import { anyLeft, join, leave } from "./embedded/users.ts";

export { EmbeddedError };

const DATABASE = "followthrough";

/**
 * A real PostgreSQL in `<dataDir>/postgres`, for machines that have none. Several processes may have it open: whoever finds no server
 * starts one, and the last to close it stops it. One left running by a killed process is used as it is.
 *
 * @param settings Postgres settings on top of ours
 * @throws EmbeddedError whose message is one line that says what to do
 */
export async function openEmbedded(
  dataDir: string,
  log: Pick<Logger, "info">,
  settings: Record<string, string> = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const site = await openSite(dataDir, settings);
  return withLock(site.lock, async () => {
    const user = await join(site.users);
    try {
      return { url: await serve(site, log), close: once(() => close(site, user, log)) };
    } catch (err) {
      await leave(user);
      throw err;
    }
  });
}

async function serve(site: Site, log: Pick<Logger, "info">): Promise<string> {
  const adopted = await runningServer(site);
  const server = adopted ?? (await start(site));
  log.info({ port: server.port, pid: server.pid }, adopted ? "embedded database joined" : "embedded database started");
  const url = (database: string, password: string) =>
    `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${server.port}/${database}`;
  const password = await passwordOf(site);
  try {
    await ensureDatabase(url("postgres", password));
  } catch (err) {
    // It was killed a moment ago, and was still to be seen when it was joined.
    if (adopted && (await endsSoon(site, adopted))) return serve(site, log);
    throw err;
  }
  return url(DATABASE, password);
}

async function start(site: Site) {
  const binaries = await findBinaries();
  const account = await serverAccount(site.cluster);
  if (account) await checkAccount(account, site, binaries);
  await prepareCluster(site, binaries, account);
  return startServer(site, binaries, account);
}

async function checkAccount(account: Account, site: Site, binaries: Binaries): Promise<void> {
  await checkEnterable(account, site.root, "DATA_DIR");
  await checkEnterable(account, binaries.folder, "The project's folder");
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (err) {
    throw new EmbeddedError(`The embedded database runs but lets nobody in (${codeOf(err)}): stop it and start again.`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function close(site: Site, user: string, log: Pick<Logger, "info">): Promise<void> {
  await withLock(site.lock, async () => {
    await leave(user);
    if (await anyLeft(site.users)) return;
    await stopServer(site);
    log.info("embedded database stopped");
  });
}

/** A signal and the end of a command may both close. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
