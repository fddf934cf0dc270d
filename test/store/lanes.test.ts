import { randomUUID } from "node:crypto";
import { addMilliseconds } from "date-fns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACE } from "../../src/chat/pace.ts";
import { openDatabase } from "../../src/store/database.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { closeLane, noteLimited, noteTaken, noteTrouble, takeTurn, troubles, workspaceOf } from "../../src/store/lanes.ts";
import { NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
/** Another replica: connections of its own. */
let other: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  store = await testDatabase();
  other = openDatabase(store.url);
});
afterAll(async () => {
  await other.close();
  await store.close();
});

const aWorkspace = (platform = "slack"): string => `${platform}/${randomUUID()}`;
const aLane = (workspace = aWorkspace()): string => `${workspace}/${randomUUID()}`;
const later = (milliseconds: number): Date => addMilliseconds(NOW, milliseconds);
const GAP = PACE.slack.conversation.windows[0]?.within ?? 0;

/** True where the turn was taken, else the moment to ask again. */
async function turn(lane: string, at: Date, db = store.db): Promise<true | Date> {
  const taken = await takeTurn(db, lane, { real: at, paces: PACE }, { notices: [] });
  return taken.kind === "taken" ? true : taken.until;
}

/** Everybody tries at once, all the time, from two replicas; each is told by the same clock. */
async function hammer(lanes: string[], milliseconds: number, workers = 4): Promise<{ lane: string; at: number }[]> {
  const taken: { lane: string; at: number }[] = [];
  const start = performance.now();
  const clock = (): number => performance.now() - start;
  const worker = async (db: typeof store.db, index: number): Promise<void> => {
    for (let round = index; clock() < milliseconds; round += 1) {
      const lane = lanes[round % lanes.length] ?? "";
      const at = Math.round(clock());
      if ((await turn(lane, later(at), db)) === true) taken.push({ lane, at });
    }
  };
  await Promise.all([store.db, other.db].flatMap((db) => Array.from({ length: workers }, (_, index) => worker(db, index))));
  return taken.toSorted((a, b) => a.at - b.at);
}

function busiest(moments: number[], within: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + within).length));
}

describe("the pace of a conversation", () => {
  it("is one message a second on Slack, and a little", async () => {
    const lane = aLane();

    expect(await turn(lane, NOW)).toBe(true);
    expect(await turn(lane, later(1000))).toEqual(later(GAP));
    expect(await turn(lane, later(GAP))).toBe(true);
  });

  it("is its own", async () => {
    const workspace = aWorkspace();
    await turn(aLane(workspace), NOW);

    expect(await turn(aLane(workspace), NOW)).toBe(true);
  });

  it("lets one of several at the same moment go", async () => {
    const lane = aLane();
    const turns = await Promise.all([store.db, other.db, store.db, other.db].map((db) => turn(lane, NOW, db)));

    expect(turns.filter((each) => each === true)).toHaveLength(1);
  });

  it("stops for as long as the platform asks", async () => {
    const lane = aLane();
    await turn(lane, NOW);
    await closeLane(store.db, lane, later(60_000));

    expect(await turn(lane, later(5_000))).toEqual(later(60_000));
    expect(await turn(lane, later(60_000))).toBe(true);
  });

  it("is never more than a Teams conversation takes, however two replicas hammer it", async () => {
    const lane = aLane(aWorkspace("teams"));
    const moments = (await hammer([lane], 2_600)).map(({ at }) => at);

    expect(moments.length).toBeGreaterThanOrEqual(14);
    expect(busiest(moments, 1000)).toBeLessThanOrEqual(7);
  });

  it("is kept in every window of half a minute and of an hour", async () => {
    const lane = aLane(aWorkspace("teams"));
    const moments: number[] = [];
    for (let at = 0; moments.length < 400; ) {
      const free = await turn(lane, later(at), moments.length % 2 === 0 ? store.db : other.db);
      if (free === true) moments.push(at);
      else at = free.getTime() - NOW.getTime();
    }

    expect(busiest(moments, 1000)).toBeLessThanOrEqual(7);
    expect(busiest(moments, 30_000)).toBeLessThanOrEqual(60);
    // At this rate the busiest hour begins here.
    const perHour = 60 + ((moments.length - 60) / ((moments.at(-1) ?? 0) - (moments[59] ?? 0))) * 3_600_000;
    expect(perHour).toBeLessThanOrEqual(1_800);
  });
});

describe("the pace of a whole workspace", () => {
  it("is never more than a Teams tenant takes, however many conversations want to speak", async () => {
    const tenant = aWorkspace("teams");
    const lanes = Array.from({ length: 40 }, () => aLane(tenant));
    const moments = (await hammer(lanes, 2_300)).map(({ at }) => at);

    expect(moments.length).toBeGreaterThan(60);
    expect(busiest(moments, 1000)).toBeLessThanOrEqual(30);
  });

  it("does not hold back another workspace", async () => {
    const tenant = aWorkspace("teams");
    for (let count = 0; count < 30; count += 1) await turn(aLane(tenant), NOW);

    expect(await turn(aLane(tenant), NOW)).not.toBe(true);
    expect(await turn(aLane(aWorkspace("teams")), NOW)).toBe(true);
  });

  it("leaves a conversation its turn where the workspace has none to give", async () => {
    const tenant = aWorkspace("teams");
    const lane = aLane(tenant);
    for (let count = 0; count < 30; count += 1) await turn(aLane(tenant), NOW);
    await turn(lane, NOW);

    expect(await store.db.lane.findUnique({ where: { key: lane } })).toMatchObject({ sends: [] });
  });
});

describe("a workspace in which several conversations are slowed down", () => {
  const limit = (lane: string, at: number) =>
    directTransaction(store.db, (tx) => noteLimited(tx, lane, later(at), later(30_000)));

  it("waits as a whole", async () => {
    const workspace = aWorkspace();
    for (const at of [0, 500, 1000, 1500]) await limit(aLane(workspace), at);

    expect(await turn(aLane(workspace), later(2_000))).toEqual(later(30_000));
    expect(await turn(aLane(workspace), later(30_000))).toBe(true);
  });

  it.each([
    [
      "the same one comes again and again",
      async (workspace: string) => {
        const lane = aLane(workspace);
        for (const at of [0, 500, 1000, 1500, 2000]) await limit(lane, at);
      },
    ],
    [
      "they come seconds apart",
      async (workspace: string) => {
        for (const at of [0, 4_000, 8_000, 12_000, 16_000]) await limit(aLane(workspace), at);
      },
    ],
    [
      "something is taken in between",
      async (workspace: string) => {
        for (const at of [0, 500, 1000]) await limit(aLane(workspace), at);
        await directTransaction(store.db, (tx) => noteTaken(tx, aLane(workspace), later(1_200)));
        await limit(aLane(workspace), 1_500);
      },
    ],
  ])("goes on where %s", async (_, happens) => {
    const workspace = aWorkspace();
    await happens(workspace);

    expect(await turn(aLane(workspace), later(17_000))).toBe(true);
  });
});

describe("a workspace that an administrator has to mend", () => {
  it("is tried with one message a minute, and goes on by itself once one is taken", async () => {
    const workspace = aWorkspace();
    const trouble = (at: number) =>
      directTransaction(store.db, (tx) => noteTrouble(tx, aLane(workspace), later(at), "token_revoked"));
    await trouble(0);

    expect(await turn(aLane(workspace), later(59_000))).toEqual(later(60_000));
    expect(await turn(aLane(workspace), later(60_000))).toBe(true);
    expect(await turn(aLane(workspace), later(60_100))).toEqual(later(120_000));
    expect((await troubles(store.db)).filter((each) => each.workspace === workspace)).toEqual([
      { workspace, reason: "token_revoked", since: NOW },
    ]);

    await directTransaction(store.db, (tx) => noteTaken(tx, aLane(workspace), later(60_500)));
    expect(await turn(aLane(workspace), later(60_600))).toBe(true);
    expect((await troubles(store.db)).filter((each) => each.workspace === workspace)).toEqual([]);
  });
});

describe("what leaves with a turn", () => {
  it("is known to be under way before anybody is called, and only where the turn was taken", async () => {
    const lane = aLane();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) {
      await store.db.notice.create({
        data: { id, providerId: "harbour", key: id, kind: "told", lane, body: {}, createdAt: NOW, personId: "harriet" },
      });
    }
    const [first = "", second = ""] = ids;
    await takeTurn(store.db, lane, { real: NOW, paces: PACE }, { notices: [first] });
    await takeTurn(store.db, lane, { real: NOW, paces: PACE }, { notices: [second] });

    const rows = await other.db.notice.findMany({ where: { lane }, orderBy: { seq: "asc" } });
    expect(rows.map(({ sendingSince }) => sendingSince)).toEqual([NOW, null]);
  });
});

it("the workspace of a lane is its first two parts", () => {
  expect(workspaceOf("teams/t1/19:a/b@thread")).toBe("teams/t1");
});
