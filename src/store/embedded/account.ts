import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { EmbeddedError } from "./embedded-error.ts";

const run = promisify(execFile);

/** The system user that the server runs as, where that is not the user who started us. */
export interface Account {
  uid: number;
  gid: number;
}

const NAME = "postgres";

/**
 * Postgres refuses to run as root. Started by root, it runs as whoever owns the data already, else as the system user `postgres`,
 * which is made if it is missing.
 *
 * @returns null where we are not root and the server runs as ourselves
 */
export async function serverAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp()) ?? (await create());
}

/** Every folder on the way must let the account in, and a home folder usually does not: say which, before Postgres says less. */
export async function checkEnterable(account: Account, target: string, called: string): Promise<void> {
  for (const folder of folderAndParents(target)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new EmbeddedError(
        `${called}: started as root, the database runs as the user ${NAME}, who may not enter ${folder}: ` +
          `run "chmod o+x ${folder}", move to a folder that everybody may enter, or start as an ordinary user.`,
      );
    }
  }
}

function folderAndParents(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...folderAndParents(parent), folder];
}

async function lookUp(): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", NAME]), run("id", ["-g", NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function create(): Promise<Account> {
  await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]).catch(() => {});
  const account = await lookUp();
  if (account) return account;
  throw new EmbeddedError(
    `The database does not run as root, and the system user ${NAME} could not be made: make it, start as an ordinary user, or set DATABASE_URL.`,
  );
}
