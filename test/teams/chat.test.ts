import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { ChatError } from "../../src/chat/chat.ts";
import type { KnownConversation, References } from "../../src/chat/references.ts";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { references } from "../../src/store/references.ts";
import { type TeamsApp, teamsApp } from "../../src/teams/app.ts";
import { tokenOf } from "../../src/teams/credentials.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { BOT, cardText, type FakeTeams, fakeTeams, type Trouble } from "../support/fake-teams.ts";

const USER = "aaaaaaaa-0000-4000-8000-000000000001";
const PERSON = { kind: "person", platform: "teams", workspace: BOT.tenant, user: USER } as const;
const ROOM = { kind: "room", platform: "teams", workspace: BOT.tenant, conversation: "19:room@thread.tacv2" } as const;
const AT = new Date("2027-03-10T09:00:00Z");

const card: Card = {
  template: "message",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "There you are", wrap: true }] },
  mentions: {},
};

let database: TestDatabase;
let teams: FakeTeams;
let known: References;
/** The wall clock, which a test may move. */
let real: number;
beforeAll(async () => {
  [database, teams] = await Promise.all([testDatabase(), fakeTeams()]);
  known = references(database.db);
});
afterAll(async () => {
  await teams.close();
  await database.close();
});
beforeEach(async () => {
  teams.reset();
  teams.tokenRequests.length = 0;
  real = AT.getTime();
  await database.db.conversationReference.deleteMany();
  await database.db.platformAccount.deleteMany();
});

const configOf = (more: Record<string, string> = {}) => {
  const { teams: config } = readConfig({ ...teams.settings, ...more });
  if (!config) throw new Error("Teams is off");
  return config;
};

function app(more: Record<string, string> = {}): TeamsApp {
  const answer = () => Promise.reject(new Error("nobody asks"));
  return teamsApp({
    config: configOf(more),
    references: known,
    answer,
    noteMessage: async () => {},
    notePresence: async () => {},
    realNow: () => new Date(real),
    log: createLog("silent"),
  });
}

const reference = (parts: Partial<KnownConversation> = {}): KnownConversation => ({
  platform: "teams",
  workspace: BOT.tenant,
  conversation: "a:personal",
  user: USER,
  kind: "personal",
  serviceUrl: teams.serviceUrl,
  botId: BOT.user,
  ...parts,
});

const paths = (): string[] => teams.calls.map(({ method, path }) => `${method} ${path}`);
const isPost = ({ method }: { method: string }): boolean => method === "POST";

describe("a message to a person", () => {
  it("goes to the personal chat that is known, with the bot's token", async () => {
    await known.remember(reference(), AT);
    const message = await app().chat.send(PERSON, card, "key");

    expect(paths()).toEqual(["POST /v3/conversations/a:personal/activities"]);
    expect(message).toEqual({
      platform: "teams",
      workspace: BOT.tenant,
      conversation: "a:personal",
      message: expect.stringMatching(/^m/),
    });
    const [call] = teams.calls;
    expect(call?.authorization).toBe("Bearer token-1");
    expect(call?.body).toMatchObject({ type: "message", from: { id: BOT.user }, summary: "There you are" });
    expect(cardText(call?.body ?? {})).toContain("There you are");
    expect(teams.tokenRequests[0]).toEqual({
      path: `/login/${BOT.tenant}/oauth2/v2.0/token`,
      form: {
        grant_type: "client_credentials",
        client_id: BOT.appId,
        client_secret: BOT.password,
        scope: "https://api.botframework.com/.default",
      },
    });
  });

  it("begins one where there is none, through the way that the tenant was last heard", async () => {
    await known.remember(reference({ conversation: ROOM.conversation, user: null, kind: "room" }), AT);
    await known.rememberPerson(BOT.tenant, USER, "29:priya");
    const { chat } = app();
    await chat.send(PERSON, card, "key");
    await chat.send(PERSON, card, "key");

    const [created, ...said] = paths();
    expect(created).toBe("POST /v3/conversations");
    expect(teams.calls[0]?.body).toMatchObject({
      isGroup: false,
      bot: { id: BOT.user },
      members: [{ id: "29:priya" }],
      tenantId: BOT.tenant,
      channelData: { tenant: { id: BOT.tenant } },
    });
    // The second time it is known.
    expect(said).toEqual(["POST /v3/conversations/a:29:priya/activities", "POST /v3/conversations/a:29:priya/activities"]);
  });

  it("names somebody never heard from by the directory's id", async () => {
    await known.remember(reference({ conversation: ROOM.conversation, user: null, kind: "room" }), AT);
    await app().chat.send(PERSON, card, "key");

    expect(teams.calls[0]?.body.members).toEqual([expect.objectContaining({ id: USER })]);
  });

  it("begins anew where the chat that was known is gone", async () => {
    await known.remember(reference(), AT);
    teams.trouble(({ path }) => path.includes("a:personal"), { status: 403, code: "BotNotInConversationRoster" });
    const message = await app().chat.send(PERSON, card, "key");

    expect(message.conversation).toBe(`a:${USER}`);
    expect((await known.personal(BOT.tenant, USER))?.conversation).toBe(`a:${USER}`);
  });

  it("who has not added the app is gone, and says why", async () => {
    await known.remember(reference({ conversation: ROOM.conversation, user: null, kind: "room" }), AT);
    teams.trouble(({ path }) => path === "/v3/conversations", { status: 403, code: "MessageWritesBlocked" });

    expect(await fault(app().chat.send(PERSON, card, "key"))).toEqual({
      fault: "gone",
      reason: "the person has not added the app (MessageWritesBlocked)",
      retryAfter: undefined,
    });
  });

  it("in a tenant that nobody was heard from is gone", async () => {
    expect(await fault(app().chat.send(PERSON, card, "key"))).toMatchObject({
      fault: "gone",
      reason: "nobody of this tenant has added the app",
    });
    expect(teams.calls).toEqual([]);
  });
});

describe("a message to a room", () => {
  it("goes through the way the room was heard, else the tenant's", async () => {
    await known.remember(reference(), AT);
    await app().chat.send(ROOM, card, "key");

    expect(paths()).toEqual([`POST /v3/conversations/${ROOM.conversation}/activities`]);
  });

  it("goes into a thread of a channel, and is brought up to date there", async () => {
    await known.remember(reference(), AT);
    const { chat } = app();
    const reply = await chat.send({ ...ROOM, thread: "1700" }, card, "key");
    await chat.update(reply, card);

    const thread = `/v3/conversations/${ROOM.conversation};messageid=1700/activities`;
    expect(reply).toMatchObject({ conversation: ROOM.conversation, thread: "1700" });
    expect(paths()).toEqual([`POST ${thread}`, `PUT ${thread}/${reply.message}`]);
  });

  it.each(["19:chat@thread.v2", "19:meeting_x@thread.v2"])("goes to %s itself, which has no threads", async (conversation) => {
    await known.remember(reference(), AT);
    const said = await app().chat.send({ ...ROOM, conversation, thread: "1700" }, card, "key");

    expect(paths()).toEqual([`POST /v3/conversations/${conversation}/activities`]);
    expect(said).toEqual({ platform: "teams", workspace: BOT.tenant, conversation, message: said.message });
  });

  it("goes into the thread of a channel of the old kind, too", async () => {
    await known.remember(reference(), AT);
    await app().chat.send({ ...ROOM, conversation: "19:old@thread.skype", thread: "1700" }, card, "key");

    expect(paths()).toEqual(["POST /v3/conversations/19:old@thread.skype;messageid=1700/activities"]);
  });

  it("has the address at which Teams opens it, and needs to ask nobody for it", async () => {
    const { chat } = app();
    const at = { platform: "teams", workspace: BOT.tenant, message: "1800" } as const;
    const channel = { ...at, conversation: ROOM.conversation };
    const place = "https://teams.microsoft.com/l/message/19%3A";

    expect(await chat.link(channel)).toBe(`${place}room%40thread.tacv2/1800?tenantId=${BOT.tenant}`);
    expect(await chat.link({ ...channel, thread: "1700" })).toBe(
      `${place}room%40thread.tacv2/1800?tenantId=${BOT.tenant}&parentMessageId=1700`,
    );
    expect(await chat.link({ ...at, conversation: "19:chat@thread.v2" })).toBe(
      `${place}chat%40thread.v2/1800?tenantId=${BOT.tenant}&context=%7B%22contextType%22%3A%22chat%22%7D`,
    );
    expect(await chat.link({ ...at, conversation: "a:personal" })).toBeNull();
    expect(teams.calls).toEqual([]);
  });

  it("has no fate that Teams could tell", async () => {
    expect(await app().chat.find(ROOM, "key", AT)).toBe("cannot tell");
  });

  it.each([
    [502, true],
    [504, true],
    [500, true],
    [503, false],
    [429, false],
    [403, false],
  ])("that is answered %d may have been taken all the same: %s", async (status, unsure) => {
    await known.remember(reference(), AT);
    teams.trouble(({ path }) => path.includes("/activities"), { status });

    await expect(app().chat.send(ROOM, card, "key")).rejects.toMatchObject({ unsure });
  });

  it("is for sure not taken where its conversation could not even be begun", async () => {
    await known.remember(reference({ conversation: ROOM.conversation, user: null, kind: "room" }), AT);
    teams.trouble(({ path }) => path === "/v3/conversations", { status: 502 });

    await expect(app().chat.send(PERSON, card, "key")).rejects.toMatchObject({ fault: "retryable", unsure: false });
  });

  it("is read by those of the roster, page by page", async () => {
    await known.remember(reference(), AT);
    teams.roster([{ id: "29:1", aadObjectId: "AAAA" }], [{ id: "29:2", objectId: "bbbb" }]);

    expect(await app().chat.members(ROOM)).toEqual([{ user: "aaaa" }, { user: "bbbb" }]);
  });

  it("is read by nobody knows whom where somebody has no id of the directory, or we are not in it", async () => {
    await known.remember(reference(), AT);
    teams.roster([{ id: "29:1", aadObjectId: "aaaa" }, { id: "29:guest" }]);
    expect(await app().chat.members(ROOM)).toBeNull();

    teams.trouble(({ path }) => path.includes("/pagedmembers"), { status: 403, code: "BotNotInConversationRoster" });
    expect(await app().chat.members(ROOM)).toBeNull();
  });

  it("is brought up to date in its place", async () => {
    await known.remember(reference(), AT);
    await app().chat.update({ platform: "teams", workspace: BOT.tenant, conversation: ROOM.conversation, message: "m7" }, card);

    expect(paths()).toEqual([`PUT /v3/conversations/${ROOM.conversation}/activities/m7`]);
    expect(cardText(teams.calls[0]?.body ?? {})).toContain("There you are");
  });

  it("goes nowhere but to hosts of the settings", async () => {
    await known.remember(reference(), AT);

    expect(await fault(app({ TEAMS_SERVICE_HOSTS: "smba.trafficmanager.net" }).chat.send(ROOM, card, "key"))).toMatchObject({
      fault: "misconfigured",
    });
    expect(teams.calls).toEqual([]);
    expect(teams.tokenRequests).toEqual([]);
  });
});

describe("what Teams answers to a message", () => {
  it.each<[Trouble, Partial<Fault>]>([
    [
      { status: 429, headers: { "retry-after": "7" }, code: "TooManyRequests" },
      { fault: "retryable", retryAfter: 7000 },
    ],
    [{ status: 429 }, { fault: "retryable", retryAfter: undefined }],
    [{ status: 412 }, { fault: "retryable" }],
    [{ status: 500 }, { fault: "retryable" }],
    [{ status: 502 }, { fault: "retryable" }],
    [
      { status: 503, headers: { "retry-after": "3" } },
      { fault: "retryable", retryAfter: 3000 },
    ],
    [{ status: 504 }, { fault: "retryable" }],
    [
      { status: 401, code: "Unauthorized" },
      { fault: "misconfigured", reason: "Unauthorized" },
    ],
    [
      { status: 403, code: "BotNotInConversationRoster" },
      { fault: "gone", reason: "BotNotInConversationRoster" },
    ],
    [
      { status: 404, code: "ConversationNotFound" },
      { fault: "gone", reason: "ConversationNotFound" },
    ],
    [{ status: 413 }, { fault: "gone" }],
  ])("%o is told for what it is, after one try", async (trouble, expected) => {
    await known.remember(reference(), AT);
    teams.trouble(isPost, trouble);

    expect(await fault(app().chat.send(ROOM, card, "key"))).toMatchObject(expected);
    expect(teams.calls).toHaveLength(1);
  });

  it("follows no redirect: the token is for the hosts of the settings alone", async () => {
    await known.remember(reference(), AT);
    teams.trouble(isPost, { status: 307, headers: { location: `${teams.base}/elsewhere` } });

    expect(await fault(app().chat.send(ROOM, card, "key"))).toMatchObject({ fault: "gone" });
    expect(teams.calls).toHaveLength(1);
  });

  it("where nobody answers is for later", async () => {
    await known.remember(reference({ serviceUrl: "http://127.0.0.1:9/" }), AT);

    expect(await fault(app().chat.send(ROOM, card, "key"))).toMatchObject({ fault: "retryable" });
  });
});

describe("the bot's token", () => {
  it("is asked for once, also for many messages at the same time, and anew before it ends", async () => {
    await known.remember(reference(), AT);
    const { chat } = app();
    await Promise.all([chat.send(ROOM, card, "1"), chat.send(ROOM, card, "2"), chat.send(ROOM, card, "3")]);
    expect(teams.tokenRequests).toHaveLength(1);

    real += 56 * 60_000;
    await chat.send(ROOM, card, "4");
    expect(teams.tokenRequests).toHaveLength(2);
  });

  it.each<[Trouble, Partial<Fault>]>([
    [
      { status: 401, code: "invalid_client" },
      { fault: "misconfigured", reason: "invalid_client" },
    ],
    [
      { status: 400, code: "unauthorized_client" },
      { fault: "misconfigured", reason: "unauthorized_client" },
    ],
    [{ status: 503, code: "temporarily_unavailable" }, { fault: "retryable" }],
  ])("refused with %o says what that means", async (trouble, expected) => {
    await known.remember(reference(), AT);
    teams.refuseTokens(trouble);

    expect(await fault(app().chat.send(ROOM, card, "key"))).toMatchObject(expected);
    expect(teams.calls).toEqual([]);
  });

  it("can be asked for alone, for doctor", async () => {
    expect(await tokenOf(configOf(), () => AT)).toEqual({ kind: "granted" });
    teams.refuseTokens({ status: 401, code: "invalid_client" });
    expect(await tokenOf(configOf(), () => AT)).toEqual({ kind: "refused", reason: "invalid_client" });
    expect(await tokenOf(configOf({ TEAMS_LOGIN_URL: "http://127.0.0.1:9/" }), () => AT)).toMatchObject({ kind: "unreached" });
  });
});

type Fault = Pick<ChatError, "fault" | "retryAfter"> & { reason: string };

async function fault(promise: Promise<unknown>): Promise<Fault> {
  const err = await promise.then(
    () => new Error("it was taken"),
    (thrown: unknown) => thrown,
  );
  if (!(err instanceof ChatError)) throw err;
  return { fault: err.fault, reason: err.message, retryAfter: err.retryAfter };
}
