import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openQueue, type Queue } from "../../src/clock/queue.ts";
import type { Conversations } from "../../src/usecases/serve-conversations.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
const opened: Queue[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map((queue) => queue.stop()));
  await database.close();
});

const idle: Conversations = { woken: () => {}, gathering: async () => {}, sweep: async () => {}, stop: async () => {} };

async function replica(pass: () => Promise<void>): Promise<void> {
  const queue = await openQueue(database.url, pino({ level: "silent" }), { clock: true });
  opened.push(queue);
  await queue.work(() => idle, pass);
}

describe("the queue", () => {
  it("plans at the start, and by another replica where one hangs or was killed in the midst of it", async () => {
    let end = (): void => {};
    const hanging = new Promise<void>((resolve) => {
      end = resolve;
    });
    const passes: string[] = [];
    await replica(async () => {
      passes.push("first");
      await hanging;
    });
    await expect.poll(() => passes, { timeout: 10_000 }).toEqual(["first"]);

    await replica(async () => void passes.push("second"));
    await expect.poll(() => passes, { timeout: 10_000 }).toContain("second");
    end();
  });
});
