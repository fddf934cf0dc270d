import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startOf } from "./process.ts";

/**
 * Who uses the embedded server, a file each: the last to leave stops it. Read and written under the lock alone. A process that was
 * killed leaves its file behind; it counts for nothing.
 */
export async function join(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}-${randomUUID()}`);
  await writeFile(file, String(await startOf(process.pid)));
  return file;
}

export const leave = (file: string): Promise<void> => rm(file, { force: true });

export async function anyLeft(folder: string): Promise<boolean> {
  let left = false;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const startedAt = await readFile(file, "utf8");
    if ((await startOf(Number.parseInt(name, 10))) === startedAt) left = true;
    else await leave(file);
  }
  return left;
}
