import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import type { Site } from "./site.ts";

const run = promisify(execFile);

/** The one database user. The password is random, kept in a file that only our own user can read. */
export const DATABASE_USER = "followthrough";

/** Makes the folder that holds the database, unless there is one: then checks that this build and this user can use it. */
export async function prepareCluster(site: Site, binaries: Binaries, account: Account | null): Promise<void> {
  const major = await readFile(path.join(site.cluster, "PG_VERSION"), "utf8").catch((err: unknown) => {
    if (codeOf(err) === "ENOENT") return null;
    throw err;
  });
  if (major === null) return createCluster(site, binaries, account);
  checkMajor(Number.parseInt(major, 10), binaries.major, site);
  await checkOwner(site);
}

export async function passwordOf(site: Site): Promise<string> {
  return readFile(site.password, "utf8").catch(() => {
    throw new EmbeddedError(
      `${site.password} cannot be read: put it back from a backup of the folder, or run as the user who made it.`,
    );
  });
}

function checkMajor(found: number, ours: number, site: Site): void {
  if (found === ours) return;
  const wayOut =
    found > ours ? "start the newer build that made it" : "move its data with pg_dump and pg_restore of that version";
  throw new EmbeddedError(
    `${site.root} was made by PostgreSQL ${found} and this build has ${ours}: ${wayOut}, or set DATA_DIR to another folder.`,
  );
}

async function checkOwner(site: Site): Promise<void> {
  const ourselves = process.getuid?.();
  if (ourselves === undefined || ourselves === 0) return;
  const { uid } = await stat(site.cluster);
  if (uid !== ourselves) {
    throw new EmbeddedError(
      `${site.root} belongs to another user (uid ${uid}): start as that user, or set DATA_DIR to another folder.`,
    );
  }
}

/** Made under another name and renamed when it is whole: killed half-way, it is simply made again. */
async function createCluster(site: Site, { initdb }: Binaries, account: Account | null): Promise<void> {
  const draft = `${site.cluster}.new`;
  const passwordForInit = `${site.password}.init`;
  const password = randomBytes(24).toString("hex");
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(site.password, password, { mode: 0o600 });
  await writeFile(passwordForInit, password, { mode: 0o600 });
  if (account) {
    await chown(draft, account.uid, account.gid);
    await chown(passwordForInit, account.uid, account.gid);
  }
  const options = [
    ...["-D", draft, "-U", DATABASE_USER, `--pwfile=${passwordForInit}`, "--auth=scram-sha-256", "--no-instructions"],
    // Built in, so that the order and case of letters are the same on every machine.
    ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...(site.settings.fsync === "off" ? ["--no-sync"] : []),
  ];
  try {
    await run(initdb, options, { ...account, cwd: draft, env: { LC_ALL: "C", TZ: "UTC" } });
  } catch (err) {
    throw new EmbeddedError(`The embedded database could not be made in ${site.root}: ${reasonIn(err)}`);
  } finally {
    await rm(passwordForInit, { force: true });
  }
  await chmod(draft, 0o700);
  await rename(draft, site.cluster);
}

/** The last line of what initdb complained of. */
function reasonIn(err: unknown): string {
  const said = err instanceof Error && "stderr" in err && typeof err.stderr === "string" ? err.stderr : String(err);
  const complaints = said.split("\n").filter((line) => /error|fatal/i.test(line));
  return (complaints.at(0) ?? said).trim();
}
