import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownConversation, References } from "../../src/chat/references.ts";
import { references } from "../../src/store/references.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const at = (minute: number): Date => new Date(Date.UTC(2027, 2, 10, 9, minute));

const personal: KnownConversation = {
  platform: "teams",
  workspace: TENANT,
  conversation: "a:1",
  user: "priya",
  kind: "personal",
  serviceUrl: "https://smba.example/emea/",
  botId: "28:bot",
};
const room: KnownConversation = {
  ...personal,
  conversation: "19:room",
  user: null,
  kind: "room",
  serviceUrl: "https://smba.example/uk/",
};

let store: TestDatabase;
let known: References;
beforeAll(async () => {
  store = await testDatabase();
  known = references(store.db);
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.db.conversationReference.deleteMany();
});

describe("references", () => {
  it("find a person's own conversation by the person, and a room by its id, in their tenant alone", async () => {
    await known.remember(personal, at(0));
    await known.remember(room, at(0));

    expect(await known.personal(TENANT, "priya")).toEqual(personal);
    expect(await known.room(TENANT, "19:room")).toEqual(room);
    expect(await known.room(TENANT, "a:1")).toBeNull();
    expect(await known.personal("another", "priya")).toBeNull();
  });

  it("keep what was heard last, and know by which way a tenant was", async () => {
    await known.remember(room, at(5));
    await known.remember(personal, at(1));
    await known.remember({ ...room, serviceUrl: "https://smba.example/new/" }, at(9));

    expect(await known.room(TENANT, "19:room")).toMatchObject({ serviceUrl: "https://smba.example/new/" });
    expect(await known.lastReach(TENANT)).toEqual({ serviceUrl: "https://smba.example/new/", botId: "28:bot" });
    expect(await known.lastReach("another")).toBeNull();
  });

  it("forget where the app was removed", async () => {
    await known.remember(personal, at(0));
    await known.forget(TENANT, "a:1");

    expect(await known.personal(TENANT, "priya")).toBeNull();
  });

  it("know people both ways round, by the account that they have now", async () => {
    await known.rememberPerson(TENANT, "priya", "29:old");
    await known.rememberPerson(TENANT, "priya", "29:new");

    expect(await known.accountOf(TENANT, "priya")).toBe("29:new");
    expect(await known.userOf(TENANT, "29:new")).toBe("priya");
    expect(await known.userOf(TENANT, "29:old")).toBeNull();
    expect(await known.userOf("another", "29:new")).toBeNull();
  });
});
