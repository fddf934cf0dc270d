import { randomUUID } from "node:crypto";
import { addMilliseconds } from "date-fns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeLane, takeTurn } from "../../src/store/lanes.ts";
import { NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const aLane = (): string => `slack/T0001/${randomUUID()}`;
const later = (milliseconds: number): Date => addMilliseconds(NOW, milliseconds);

describe("the pace of a conversation", () => {
  it("is one message a second", async () => {
    const lane = aLane();

    expect(await takeTurn(store.db, lane, NOW)).toBeNull();
    expect(await takeTurn(store.db, lane, later(999))).toEqual(later(1000));
    expect(await takeTurn(store.db, lane, later(1000))).toBeNull();
  });

  it("is its own", async () => {
    await takeTurn(store.db, aLane(), NOW);

    expect(await takeTurn(store.db, aLane(), NOW)).toBeNull();
  });

  it("lets one of several at the same moment go", async () => {
    const lane = aLane();
    const turns = await Promise.all([1, 2, 3, 4].map(() => takeTurn(store.db, lane, NOW)));

    expect(turns.filter((turn) => turn === null)).toHaveLength(1);
  });

  it("stops for as long as the platform asks", async () => {
    const lane = aLane();
    await takeTurn(store.db, lane, NOW);
    await closeLane(store.db, lane, later(60_000));

    expect(await takeTurn(store.db, lane, later(5_000))).toEqual(later(60_000));
    expect(await takeTurn(store.db, lane, later(60_000))).toBeNull();
  });
});
