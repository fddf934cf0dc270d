import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { caseByRef, entrance } from "../../src/store/cases.ts";
import { reachedAt } from "../../src/store/outbox.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { BOT } from "../support/fake-teams.ts";
import { TEAMS_SETUP, TOM } from "../support/teams-service.ts";

const ON_SLACK = { platform: "slack", workspace: "T0001", user: "U0TOM" } as const;
const ON_TEAMS = { platform: "teams", workspace: BOT.tenant, user: TOM } as const;
const BOTH = new Set(["slack", "teams"] as const);
const at = (second: number): Date => new Date(Date.UTC(2027, 2, 10, 9, 0, second));

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
  await importSetup(
    { db: store.db, log: createLog("silent"), now: () => at(0) },
    { name: "setup.yaml", text: TEAMS_SETUP },
    { dryRun: false },
  );
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.db.identity.updateMany({ data: { lastSeen: null } });
});

const tomsPlace = async (platforms: ReadonlySet<"slack" | "teams"> = BOTH) => {
  const tom = (await caseByRef(store.db, "harbour", "C-014"))?.people.tom;
  return tom && reachedAt(tom, platforms)?.platform;
};
const seenOnTeams = () => store.db.identity.findFirstOrThrow({ where: { platform: "teams", userId: TOM } });

describe("somebody on two platforms", () => {
  it("is written to where they were last seen", async () => {
    await entrance(store.db, ON_TEAMS, null, at(0));
    expect(await tomsPlace()).toBe("teams");

    await entrance(store.db, ON_SLACK, null, at(1));
    expect(await tomsPlace()).toBe("slack");
  });

  it("is written to on the one that is connected, wherever they were", async () => {
    await entrance(store.db, ON_TEAMS, null, at(0));

    expect(await tomsPlace(new Set(["slack"]))).toBe("slack");
  });

  it("is noted as seen once a minute at most", async () => {
    for (const second of [0, 30, 59]) await entrance(store.db, ON_TEAMS, null, at(second));
    expect((await seenOnTeams()).lastSeen).toEqual(at(0));

    await entrance(store.db, ON_TEAMS, null, at(60));
    expect((await seenOnTeams()).lastSeen).toEqual(at(60));
  });

  it("is noted at once where they come back to one of them", async () => {
    await entrance(store.db, ON_SLACK, null, at(0));
    await entrance(store.db, ON_TEAMS, null, at(10));
    await entrance(store.db, ON_SLACK, null, at(20));
    expect(await tomsPlace()).toBe("slack");

    await entrance(store.db, ON_TEAMS, null, at(30));
    expect(await tomsPlace()).toBe("teams");
  });

  it("is not there because a card of theirs asks what is true", async () => {
    await entrance(store.db, ON_SLACK, null, at(0));
    await entrance(store.db, ON_TEAMS, null, at(30), undefined, "unseen");

    expect(await tomsPlace()).toBe("slack");
    expect((await seenOnTeams()).lastSeen).toBeNull();
  });

  it("is the same to the next import, which changes nothing", async () => {
    await entrance(store.db, ON_TEAMS, null, at(0));
    const deps = { db: store.db, log: createLog("silent"), now: () => at(1) };

    expect(await importSetup(deps, { name: "setup.yaml", text: TEAMS_SETUP }, { dryRun: false })).toMatchObject({
      added: 0,
      changed: 0,
    });
    expect((await seenOnTeams()).lastSeen).toEqual(at(0));
  });
});
