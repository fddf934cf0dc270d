import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notice } from "../../src/core/notice.ts";
import { type Addressed, address, enqueue, laneOf, laneTo, NOWHERE, stateNotices } from "../../src/store/outbox.ts";
import { aCaseFile, NOW, PEOPLE, to } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const SLACK = new Set(["slack"] as const);
const proposed = (personId: string, version = 2): Notice => ({ kind: "proposed", to: to(personId), version });
const addressed = (notice: Notice, lane = "slack/T0001/U-HARRIET"): Addressed => ({
  notice,
  personId: "harriet",
  placeId: null,
  lane,
});
const about = () => ({ providerId: "harbour", caseId: randomUUID(), actionId: randomUUID(), now: NOW });

describe("putting notices in line", () => {
  it("says each thing to each reader once, however often it is put in line", async () => {
    const same = about();
    await enqueue(store.db, same, [addressed(proposed("harriet")), addressed(proposed("harriet"))]);
    await enqueue(store.db, same, [addressed(proposed("harriet")), addressed(proposed("harriet", 3))]);

    const rows = await store.db.notice.findMany({ where: { actionId: same.actionId }, orderBy: { seq: "asc" } });
    expect(rows.map(({ key }) => key)).toEqual([`proposed:${same.actionId}:v2:harriet`, `proposed:${same.actionId}:v3:harriet`]);
  });

  it("keeps them in the order in which they were given", async () => {
    const several = about();
    const versions = [5, 3, 9, 1];
    await enqueue(
      store.db,
      several,
      versions.map((version) => addressed(proposed("harriet", version))),
    );

    const rows = await store.db.notice.findMany({ where: { actionId: several.actionId }, orderBy: { seq: "asc" } });
    expect(rows.map(({ body }) => (body as { version: number }).version)).toEqual(versions);
  });

  it("names each conversation that has to be woken once", async () => {
    const lanes = await enqueue(store.db, about(), [
      addressed(proposed("harriet"), "slack/T0001/A"),
      addressed(proposed("harriet", 3), "slack/T0001/A"),
      addressed(proposed("harriet", 4), "slack/T0001/B"),
    ]);

    expect(lanes).toEqual(["slack/T0001/A", "slack/T0001/B"]);
    expect(await enqueue(store.db, about(), [])).toEqual([]);
  });

  it("is gone with the transaction that it was part of", async () => {
    const lost = about();
    await expect(
      store.db.$transaction(async (tx) => {
        await enqueue(tx, lost, [addressed(proposed("harriet"))]);
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");

    expect(await store.db.notice.count({ where: { actionId: lost.actionId } })).toBe(0);
  });
});

describe("the conversation that a notice waits in", () => {
  it("is the reader's own, on a connected platform", () => {
    expect(laneTo(PEOPLE.harriet, SLACK)).toBe(laneOf("slack", "T0001", "U-HARRIET"));
    expect(laneTo(PEOPLE.harriet, new Set())).toBe(NOWHERE);
    expect(laneTo(PEOPLE.meera, SLACK)).toBe(NOWHERE);
    expect(laneTo(undefined, SLACK)).toBe(NOWHERE);
  });

  it("is for people what is addressed to people", () => {
    const notices: Notice[] = [proposed("harriet"), { kind: "refresh", cardId: "c1", changes: 2 }];

    expect(address(notices, aCaseFile(), SLACK)).toMatchObject([{ personId: "harriet", lane: "slack/T0001/U-HARRIET" }]);
  });

  it("is every room of the case on a connected platform", () => {
    const place = { workspace: "T0001", audience: "case" } as const;
    const file = aCaseFile({
      places: [
        { ...place, id: "p1", platform: "slack", conversation: "C0001" },
        { ...place, id: "p2", platform: "teams", conversation: "19:abc" },
      ],
    });

    expect(stateNotices(file, 4, SLACK)).toEqual([
      { notice: { kind: "state", placeId: "p1", changes: 4 }, personId: null, placeId: "p1", lane: "slack/T0001/C0001" },
    ]);
  });
});
