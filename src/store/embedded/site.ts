import { access, chmod, constants, mkdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { codeOf, EmbeddedError } from "./embedded-error.ts";

/** Where everything about one embedded database lies. */
export interface Site {
  root: string;
  /** What Postgres calls its data directory. */
  cluster: string;
  password: string;
  log: string;
  /** The port used last, used again where it is free. */
  port: string;
  lock: string;
  users: string;
  /** Postgres settings on top of ours. */
  settings: Record<string, string>;
}

export async function openSite(dataDir: string, settings: Record<string, string>): Promise<Site> {
  const root = path.join(await writableFolder(dataDir), "postgres");
  await writableFolder(root);
  const at = (name: string) => path.join(root, name);
  return {
    ...{ root, settings, cluster: at("cluster"), password: at("password"), log: at("server.log") },
    ...{ port: at("port"), lock: at("lock"), users: at("users") },
  };
}

async function writableFolder(folder: string): Promise<string> {
  try {
    const made = await makeFolder(folder);
    // Started by root, the server is another user, who has to get through to its own folder; ours inside stay closed.
    if (made && process.getuid?.() === 0) await chmod(folder, 0o711);
    await access(folder, constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (err) {
    const code = codeOf(err);
    if (code === "") throw err;
    throw new EmbeddedError(`${folder} cannot be written to (${code}): set DATA_DIR to a folder that this user may write to.`);
  }
}

/**
 * Makes a folder and those above it, one by one: Node's own `recursive` tries for ever where nothing can be made in a folder that is
 * there, such as /proc.
 *
 * @returns whether it was not there before
 */
async function makeFolder(folder: string): Promise<boolean> {
  if (await isFolder(folder)) return false;
  const above = path.dirname(folder);
  if (!(await isThere(above))) await makeFolder(above);
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (err) {
    // Another process may have made it just now.
    if (codeOf(err) === "EEXIST" && (await isFolder(folder))) return false;
    throw err;
  }
}

const found = (place: string) => stat(place).catch(() => null);
const isThere = async (place: string): Promise<boolean> => (await found(place)) !== null;
const isFolder = async (place: string): Promise<boolean> => (await found(place))?.isDirectory() ?? false;
