import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import { commandOf } from "./process.ts";
import type { Site } from "./site.ts";

/** What the server writes about itself into its folder. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`; "" before the server has written that far. */
  status: string;
}

/** Recovery after a power cut reads back all that was not yet in place: give it time. */
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 10;

const fileOf = (site: Site) => path.join(site.cluster, "postmaster.pid");

async function readPostmaster(site: Site): Promise<Postmaster | null> {
  const content = await readFile(fileOf(site), "utf8").catch((err: unknown) => {
    if (codeOf(err) === "ENOENT") return null;
    throw err;
  });
  if (content === null) return null;
  // Lines: pid, data folder, start, port, socket folder, address, shared memory, status.
  const lines = content.split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? "" };
}

/**
 * The server that runs on this folder already, ready to be used, or null. A file left by a killed server is removed: Postgres would
 * do so itself, except where the process id now belongs to another process of the same user, as happens in containers.
 */
export async function runningServer(site: Site): Promise<Postmaster | null> {
  const found = await readPostmaster(site);
  if (!found) return null;
  if (!(await isServerOf(site, found.pid))) {
    await rm(fileOf(site), { force: true });
    return null;
  }
  return settled(site, () => isServerOf(site, found.pid));
}

/** Waits until the server is ready, or null once it is gone. */
export async function settled(site: Site, isThere: () => Promise<boolean>): Promise<Postmaster | null> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const now = await readPostmaster(site);
    if (now?.status === "ready") return now;
    if (!(await isThere())) return null;
    await pause(LOOK_AGAIN_MS);
  }
  throw new EmbeddedError(`The embedded database is not ready after two minutes: see ${site.log}.`);
}

const DYING_MS = 3_000;

/** Whether a server that lets nobody in is gone a little later. */
export async function endsSoon(site: Site, { pid }: Postmaster): Promise<boolean> {
  const giveUpAt = performance.now() + DYING_MS;
  while (await isServerOf(site, pid)) {
    if (performance.now() > giveUpAt) return false;
    await pause(LOOK_AGAIN_MS);
  }
  return true;
}

/** Stops the server and waits for its last write. Work that others still have open on it is undone, as after a lost connection. */
export async function stopServer(site: Site): Promise<void> {
  const found = await readPostmaster(site);
  if (!found || !(await isServerOf(site, found.pid))) return;
  process.kill(found.pid, "SIGINT");
  const giveUpAt = performance.now() + PATIENCE_MS;
  while ((await readPostmaster(site))?.pid === found.pid && (await isServerOf(site, found.pid))) {
    if (performance.now() > giveUpAt) {
      throw new EmbeddedError(`The embedded database (process ${found.pid}) does not stop: see ${site.log}.`);
    }
    await pause(LOOK_AGAIN_MS);
  }
}

const isServerOf = async (site: Site, pid: number): Promise<boolean> => (await commandOf(pid)).includes(site.cluster);
