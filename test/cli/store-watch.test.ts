import { describe, expect, it } from "vitest";
import { untilStoreLost } from "../../src/cli/store-watch.ts";
import type { PrismaClient } from "../../src/store/database.ts";

/** A database that answers, or not, look by look; after the last it goes on as it was. */
function database(answers: boolean[]) {
  let looks = 0;
  const $queryRaw = (() => {
    const answer = answers[Math.min(looks, answers.length - 1)];
    looks += 1;
    return answer ? Promise.resolve([]) : Promise.reject(new Error("no answer"));
  }) as unknown as PrismaClient["$queryRaw"];
  return { db: { $queryRaw }, looks: () => looks };
}

describe("watching the embedded database", () => {
  it("takes three looks in a row without an answer for its end, and a pause for a pause", async () => {
    const { db, looks } = database([true, false, false, true, false, false, false]);

    await untilStoreLost(db, new AbortController().signal, 1);

    expect(looks()).toBe(7);
  });

  it("ends when nobody wants to know any more", async () => {
    const watching = new AbortController();
    const watched = untilStoreLost(database([true]).db, watching.signal, 60_000);
    watching.abort();

    await expect(watched).resolves.toBeUndefined();
  });
});
