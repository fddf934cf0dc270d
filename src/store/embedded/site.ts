import { access, chmod, constants, mkdir, realpath } from "node:fs/promises";
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
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
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
