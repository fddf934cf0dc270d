import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, median } from "./figure.ts";
import { answering, type Child, startChild } from "./service/child.ts";
import { freePort } from "./service/free-port.ts";

const STARTS = 5;
const REST_MS = 10_000;

/** What `npm start` runs, on a data folder that has been used before: how long until it is ready, and what it holds while nobody asks. */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "followthrough-bench-"));
  // Started by root, Postgres runs as another user, who must be able to get to its own folder inside.
  await chmod(folder, 0o711);
  const seconds: number[] = [];
  try {
    const first = await startUp(folder);
    await first.child.stop();
    let rssMb = 0;
    for (let start = 0; start < STARTS; start += 1) {
      const { child, tookSeconds } = await startUp(folder);
      seconds.push(tookSeconds);
      if (start === STARTS - 1) {
        await sleep(REST_MS);
        rssMb = (await child.usage()).rssMb;
      }
      await child.stop();
    }
    const slowest = `slowest of ${STARTS} ${Math.max(...seconds).toFixed(2)} s; first start ever ${first.tookSeconds.toFixed(2)} s`;
    return [
      {
        name: "start to ready, warm",
        value: median(seconds),
        unit: "s",
        target: 2.5,
        detail: `with its own Postgres; ${slowest}`,
      },
      {
        name: "memory at rest",
        value: rssMb,
        unit: "MB",
        target: 200,
        detail: "resident, after 10 s, the node process without Postgres",
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startUp(folder: string): Promise<{ child: Child; tookSeconds: number }> {
  const port = await freePort();
  const from = performance.now();
  const child = startChild("src/main.ts", ["serve"], { DATA_DIR: folder, PORT: String(port) });
  await answering(`http://127.0.0.1:${port}/readyz`);
  return { child, tookSeconds: (performance.now() - from) / 1000 };
}
