import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withLock } from "../../src/store/embedded/lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "followthrough-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

const LOCK = new URL("../../src/store/embedded/lock.ts", import.meta.url).href;

/** Another process that does this under the lock. */
function inAnother(work: string): ChildProcessByStdio<null, Readable, null> {
  const program = `
    import { readFile, writeFile } from "node:fs/promises";
    import { withLock } from ${JSON.stringify(LOCK)};
    const lock = () => withLock(${JSON.stringify(path.join(folder, "lock"))}, async () => { ${work} });`;
  const looped = `${program}\nfor (let turn = 0; turn < 25; turn += 1) await lock();`;
  return spawn(process.execPath, ["--input-type=module", "-e", looped], { stdio: ["ignore", "pipe", "inherit"] });
}

it("lets one process at a time do its work", async () => {
  const counter = path.join(folder, "counter");
  await writeFile(counter, "0");
  // Reads, waits and writes: two at once would lose a count.
  const count = `
    const before = Number(await readFile(${JSON.stringify(counter)}, "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 1));
    await writeFile(${JSON.stringify(counter)}, String(before + 1));`;
  const children = [inAnother(count), inAnother(count), inAnother(count), inAnother(count)];

  await Promise.all(children.map((child) => once(child, "exit")));

  expect(await readFile(counter, "utf8")).toBe("100");
});

it("passes the lock of a killed process to exactly one of those who wait", async () => {
  const holder = inAnother(`process.stdout.write("held"); await new Promise(() => setInterval(() => {}, 1000));`);
  await once(holder.stdout, "data");
  let inside = 0;
  const waiting = Array.from({ length: 8 }, () =>
    withLock(path.join(folder, "lock"), async () => {
      inside += 1;
      const together = inside;
      await new Promise((resolve) => setTimeout(resolve, 3));
      inside -= 1;
      return together;
    }),
  );
  holder.kill("SIGKILL");

  expect(await Promise.all(waiting)).toEqual(Array(8).fill(1));
});

it("is free again after work that failed, and leaves one file behind", async () => {
  const lock = path.join(folder, "lock");
  await expect(
    withLock(lock, async () => {
      throw new Error("no luck");
    }),
  ).rejects.toThrow("no luck");

  expect(await withLock(lock, async () => "done")).toBe("done");
  expect(await readdir(lock)).toHaveLength(1);
});
