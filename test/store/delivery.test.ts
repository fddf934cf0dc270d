import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notice } from "../../src/core/notice.ts";
import { claimNext, countAttempt, forgetRepetition, settle, skipOvertaken, waitingLanes } from "../../src/store/delivery.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { closeLane } from "../../src/store/lanes.ts";
import { enqueue } from "../../src/store/outbox.ts";
import { outboxCounts } from "../../src/store/outbox-counts.ts";
import { NOW, to } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const aLane = (): string => `slack/T0001/${randomUUID()}`;
const proposed = (version: number): Notice => ({ kind: "proposed", to: to("harriet"), version });
const told = (version: number): Notice => ({
  kind: "told",
  what: "blocked",
  to: to("harriet"),
  by: "priya",
  why: null,
  version,
});

async function waiting(lane: string, notices: Notice[], actionId = randomUUID()): Promise<void> {
  const about = { providerId: "harbour", caseId: randomUUID(), actionId, now: NOW };
  await enqueue(
    store.db,
    about,
    notices.map((notice) => ({ notice, personId: "harriet", placeId: null, lane })),
  );
}

const sent = { state: "sent", reason: null, message: null } as const;

/** Claims and settles what is next, and says which it was. */
const next = (lane: string, settled: Parameters<typeof settle>[3] = sent) =>
  directTransaction(store.db, async (tx) => {
    const claimed = await claimNext(tx, lane);
    if (claimed === null || claimed === "busy") return claimed;
    await settle(tx, claimed.id, NOW, settled);
    return { version: (claimed.body as { version: number }).version, overtaken: claimed.overtaken };
  });

describe("claiming", () => {
  it("takes the oldest of a conversation, one after the other, until nothing waits", async () => {
    const lane = aLane();
    await waiting(lane, [told(1), told(2)]);

    expect([await next(lane), await next(lane), await next(lane)]).toMatchObject([{ version: 1 }, { version: 2 }, null]);
  });

  it("has one claimant a conversation, and as many as there are conversations", async () => {
    const [one, other] = [aLane(), aLane()];
    await waiting(one, [told(1), told(2)]);
    await waiting(other, [told(1)]);

    await directTransaction(store.db, async (tx) => {
      await claimNext(tx, one);
      expect(await next(one)).toBe("busy");
      expect(await next(other)).toMatchObject({ version: 1 });
    });
    expect(await next(one)).toMatchObject({ version: 1 });
  });

  it("gives back what a claimant did not settle", async () => {
    const lane = aLane();
    await waiting(lane, [told(1)]);
    await expect(
      directTransaction(store.db, async (tx) => {
        await claimNext(tx, lane);
        throw new Error("the process died");
      }),
    ).rejects.toThrow();

    expect(await next(lane)).toMatchObject({ version: 1 });
  });

  it("knows what a newer notice overtakes: a question, not news", async () => {
    const lane = aLane();
    await waiting(lane, [proposed(2), told(3), told(4), proposed(5)]);

    expect([await next(lane), await next(lane), await next(lane), await next(lane)]).toEqual([
      { version: 2, overtaken: true },
      { version: 3, overtaken: false },
      { version: 4, overtaken: false },
      { version: 5, overtaken: false },
    ]);
  });

  it("passes over all that is overtaken at once, and nothing else", async () => {
    const [lane, other] = [aLane(), aLane()];
    await waiting(lane, [proposed(2), told(3), proposed(4), proposed(5)]);
    await waiting(other, [proposed(2), proposed(3)]);
    const skipped = await directTransaction(store.db, (tx) => skipOvertaken(tx, lane, NOW, "a newer one follows"));

    expect(skipped).toMatchObject([
      { kind: "proposed", personId: "harriet" },
      { kind: "proposed", personId: "harriet" },
    ]);
    const settled = await store.db.notice.findMany({ where: { lane, state: { not: "waiting" } } });
    expect(settled.map(({ id }) => id).sort()).toEqual(skipped.map(({ id }) => id).sort());
    expect(settled).toMatchObject(
      [0, 1].map(() => ({ state: "skipped", reason: "a newer one follows", settledAt: NOW, attempts: 0 })),
    );
    expect([await next(lane), await next(lane), await next(lane)]).toMatchObject([{ version: 3 }, { version: 5 }, null]);
    expect(await next(other)).toMatchObject({ version: 2, overtaken: true });
  });

  it("does not take another action's question for a newer one", async () => {
    const lane = aLane();
    await waiting(lane, [proposed(2)]);
    await waiting(lane, [proposed(3)]);

    expect(await next(lane)).toEqual({ version: 2, overtaken: false });
  });
});

describe("what became of a notice", () => {
  const only = (lane: string) => store.db.notice.findFirstOrThrow({ where: { lane } });
  const message = { platform: "slack", workspace: "T0001", conversation: "D1", message: "1.2" } as const;

  it.each([
    ["sent", { state: "sent", reason: null, message }, 1],
    ["dead", { state: "dead", reason: "channel_archived", message: null }, 1],
    ["skipped", { state: "skipped", reason: "the action is open", message: null }, 0],
  ] as const)("is kept: %s", async (_, settled, attempts) => {
    const lane = aLane();
    await waiting(lane, [told(1)]);
    await next(lane, settled);

    expect(await only(lane)).toMatchObject({ ...settled, attempts, settledAt: NOW });
  });

  it("is counted while it still waits", async () => {
    const lane = aLane();
    await waiting(lane, [told(1)]);
    const { id } = await only(lane);
    await directTransaction(store.db, (tx) => countAttempt(tx, [id], "rate limited", { unsure: false, counts: true }));

    expect(await only(lane)).toMatchObject({ state: "waiting", attempts: 1, reason: "rate limited", settledAt: null });
  });
});

describe("the conversations in which something waits", () => {
  it("come with the moment at which each may be written to, the longest waiting first", async () => {
    const [closed, open, done] = [aLane(), aLane(), aLane()];
    await waiting(closed, [told(1)]);
    await waiting(open, [told(1)]);
    await waiting(done, [told(1)]);
    await next(done);
    await closeLane(store.db, closed, NOW);

    const lanes = (await waitingLanes(store.db)).filter(({ lane }) => [closed, open, done].includes(lane));
    expect(lanes).toEqual([
      { lane: closed, freeAt: NOW },
      { lane: open, freeAt: null },
    ]);
  });

  it("are counted, with what could not be delivered", async () => {
    const before = await outboxCounts(store.db);
    const [waits, dies] = [aLane(), aLane()];
    await waiting(waits, [told(1)]);
    await waiting(dies, [told(1)]);
    await next(dies, { state: "dead", reason: "gone", message: null });

    expect(await outboxCounts(store.db)).toMatchObject({ waiting: before.waiting + 1, dead: before.dead + 1, oldest: NOW });
  });
});

describe("what guards against repetition", () => {
  it("is forgotten when no platform repeats it any more, and not before", async () => {
    const real = new Date("2027-03-11T14:00:00Z");
    const daysBefore = (days: number): Date => new Date(real.getTime() - days * 86_400_000);
    const lane = aLane();
    await store.db.delivery.createMany({
      data: [
        { key: "old", at: daysBefore(8) },
        { key: "recent", at: daysBefore(6) },
      ],
    });
    await closeLane(store.db, lane, daysBefore(2));

    await forgetRepetition(store.db, real);

    expect(await store.db.delivery.findMany({ select: { key: true } })).toEqual([{ key: "recent" }]);
    expect(await store.db.lane.findUnique({ where: { key: lane } })).toBeNull();
  });
});
