import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import { startOf } from "./process.ts";

/**
 * A lock between processes that outlives none of them. Node has no flock, and a lock file that is removed and made again lets two
 * processes take over the same dead one. So each holder makes the file with the next number, `1`, `2`, and the highest number is
 * the lock: it is held while the process named in it lives. Numbers only grow, so whoever looked too long ago makes a file that
 * exists or is not the highest, and looks again.
 */
const FREE = "free";
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 15;

/** Runs the work while no other process, and nobody else in this one, runs theirs for the same folder. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const number = await take(folder);
  try {
    return await work();
  } finally {
    await replace(path.join(folder, String(number)), FREE);
  }
}

async function take(folder: string): Promise<number> {
  const claim = path.join(folder, `claim-${process.pid}-${randomUUID()}`);
  await writeFile(claim, `${process.pid} ${await startOf(process.pid)}`);
  const giveUpAt = performance.now() + PATIENCE_MS;
  try {
    for (;;) {
      const highest = await highestIn(folder);
      const holder = highest === 0 ? null : await holderOf(path.join(folder, String(highest)));
      if (holder === null && (await takeNext(folder, claim, highest + 1))) return highest + 1;
      if (holder !== null && performance.now() > giveUpAt) {
        throw new EmbeddedError(
          `${path.dirname(folder)} is being opened by process ${holder}: wait for it, or end it, and start again.`,
        );
      }
      await pause(LOOK_AGAIN_MS);
    }
  } finally {
    await rm(claim, { force: true });
  }
}

/** Linked, not written: the file is there with all that is in it, or not at all. */
async function takeNext(folder: string, claim: string, number: number): Promise<boolean> {
  const file = path.join(folder, String(number));
  try {
    await link(claim, file);
  } catch (err) {
    if (codeOf(err) === "EEXIST") return false;
    throw err;
  }
  if ((await highestIn(folder)) !== number) {
    await rm(file, { force: true });
    return false;
  }
  await sweep(folder, number);
  return true;
}

/** The process that holds the lock, or null where it is free or its holder died. */
async function holderOf(file: string): Promise<string | null> {
  const content = await readFile(file, "utf8").catch(() => null);
  if (content === null) return "unknown"; // A higher number has just taken its place: look again.
  if (content === FREE) return null;
  const [pid = "", startedAt] = content.split(" ");
  return (await startOf(Number(pid))) === startedAt ? pid : null;
}

async function highestIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number));
}

/** Removes the files of earlier holders, and claims whose makers were killed. */
async function sweep(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const claimant = /^claim-(\d+)-/.exec(name)?.[1];
    const isOver = claimant ? (await startOf(Number(claimant))) === null : /^\d+$/.test(name) && Number(name) < number;
    if (isOver) await rm(path.join(folder, name), { force: true });
  }
}

async function replace(file: string, content: string): Promise<void> {
  const fresh = `${file}-${randomUUID()}`;
  await writeFile(fresh, content);
  await rename(fresh, file);
}
