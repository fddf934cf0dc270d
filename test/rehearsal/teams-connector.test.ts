import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aad, TEAMS_CAST, TENANT } from "./stub-cast.ts";
import { type StubService, startStubService } from "./stub-service.ts";

const APP = "f0110000-0000-4000-8000-000000000001";
const PASSWORD = "a-password";
const CHANNEL = "19:c014@thread.tacv2";

let service: StubService;
let token: string;

beforeEach(async () => {
  service = await startStubService({
    bot: () => undefined,
    cast: async () => TEAMS_CAST,
    teams: { appPassword: PASSWORD, withoutApp: ["carl"] },
  });
  token = ((await (await askToken()).json()) as { access_token: string }).access_token;
});
afterEach(() => service.stop());

const askToken = (changed: Record<string, string> = {}, tenant = TENANT) =>
  fetch(`${service.url}/rehearsal/teams/login/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: APP, client_secret: PASSWORD },
      ...{ scope: "https://api.botframework.com/.default", ...changed },
    }),
  });

async function call(method: string, path: string, body?: unknown, bearer = token) {
  const response = await fetch(`${service.url}/rehearsal/teams/connector/v3/${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const read = (text ? JSON.parse(text) : {}) as { id?: string; activityId?: string; error?: { code: string } };
  return { status: response.status, headers: response.headers, body: read };
}

const at = (conversation: string, rest = "activities") => `conversations/${encodeURIComponent(conversation)}/${rest}`;
const begin = (member: string, tenantId = TENANT) =>
  call("POST", "conversations", { isGroup: false, bot: { id: `28:${APP}` }, members: [{ id: member }], tenantId });
const card = (text: string, more = {}) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: [{ type: "TextBlock", text }],
  ...more,
});
const carrying = (content: unknown, more = {}) => ({
  type: "message",
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
  ...more,
});
const messagesOf = async (as: string, conversation: string) =>
  (await service.teamsColumn(as)).conversations.find(({ id }) => id === conversation)?.messages ?? [];

describe("the token endpoint", () => {
  it("gives a token to the app alone, for what it may ask for", async () => {
    expect((await askToken()).status).toBe(200);
    expect((await askToken({ client_secret: "guessed" })).status).toBe(401);
    expect((await askToken({ client_id: "another" })).status).toBe(401);
    expect((await askToken({ scope: "https://graph.microsoft.com/.default" })).status).toBe(400);
    expect((await askToken({ grant_type: "password" })).status).toBe(400);
    expect((await askToken({}, "99999999-9999-4999-8999-999999999999")).status).toBe(400);
  });

  it.each(["", "forged"])("does not let a call in with the token %j", async (bearer) => {
    expect(await call("POST", at(CHANNEL), { type: "message", text: "hello" }, bearer)).toMatchObject({ status: 401 });
    expect(await messagesOf("harriet", CHANNEL)).toEqual([]);
  });
});

describe("a personal chat", () => {
  it("is begun with somebody who has added the app, by either of their ids, and is the same each time", async () => {
    const { body } = await begin(aad(3));
    const [member] = (await call("GET", at(CHANNEL, "members"))).body as unknown as { id: string; aadObjectId: string }[];

    expect(member?.aadObjectId).toBe(aad(3));
    expect(await begin(member?.id ?? "")).toMatchObject({ status: 201, body: { id: body.id } });
    expect((await call("POST", at(body.id ?? ""), { type: "message", text: "Please accept A1" })).status).toBe(201);
    expect(await messagesOf("harriet", body.id ?? "")).toMatchObject([{ text: "Please accept A1", author: { app: true } }]);
    expect(await messagesOf("hassan", body.id ?? "")).toEqual([]);
  });

  it("cannot be begun with somebody who has not, nor in another tenant, nor with nobody", async () => {
    expect(await begin(aad(5))).toMatchObject({ status: 403, body: { error: { code: "BotNotInConversationRoster" } } });
    expect(await begin(aad(3), "99999999-9999-4999-8999-999999999999")).toMatchObject({ status: 403 });
    expect(await begin("29:nobody")).toMatchObject({ status: 400 });
  });

  it("can be once they have added it", async () => {
    expect((await service.actInTeams({ do: "add-app", as: "carl" })).kind).toBe("done");

    expect(await begin(aad(5))).toMatchObject({ status: 201 });
  });
});

describe("a message", () => {
  it("is posted, brought up to date and taken away", async () => {
    const { body } = await call("POST", at(CHANNEL), carrying(card("one")));
    const id = body.id ?? "";
    expect(await messagesOf("harriet", CHANNEL)).toMatchObject([{ id, cards: [{ body: [{ text: "one" }] }], thread: null }]);

    expect(await call("PUT", at(CHANNEL, `activities/${id}`), carrying(card("two")))).toMatchObject({
      status: 200,
      body: { id },
    });
    expect(await messagesOf("hassan", CHANNEL)).toMatchObject([{ id, cards: [{ body: [{ text: "two" }] }] }]);

    expect((await call("DELETE", at(CHANNEL, `activities/${id}`))).status).toBe(200);
    expect(await messagesOf("harriet", CHANNEL)).toEqual([]);
    expect((await call("PUT", at(CHANNEL, `activities/${id}`), carrying(card("three")))).status).toBe(404);
  });

  it("answers in a thread where it is told which", async () => {
    const { body } = await call("POST", at(CHANNEL), { type: "message", text: "first" });
    await call("POST", at(CHANNEL, `activities/${body.id}`), { type: "message", text: "by its message" });
    await call("POST", at(`${CHANNEL};messageid=${body.id}`), { type: "message", text: "by its thread" });

    expect((await messagesOf("harriet", CHANNEL)).map(({ thread }) => thread)).toEqual([null, body.id, body.id]);
  });

  it("begins a thread of its own where a conversation in the channel is asked for", async () => {
    const channelData = { tenant: { id: TENANT }, channel: { id: CHANNEL } };
    const activity = { type: "message", text: "a new thread" };
    const { status, body } = await call("POST", "conversations", { isGroup: true, channelData, activity });

    expect([status, body.id]).toEqual([201, `${CHANNEL};messageid=${body.activityId}`]);
    expect(await messagesOf("harriet", CHANNEL)).toMatchObject([{ id: body.activityId, text: "a new thread" }]);
  });

  it("is news to whom it names, in its words or in its card", async () => {
    const entity = (name: string, id: string) => ({ type: "mention", text: `<at>${name}</at>`, mentioned: { id, name } });
    await call("POST", at(CHANNEL), { type: "message", text: "<at>Harriet</at> look", entities: [entity("Harriet", aad(3))] });
    const named = card("<at>Hassan</at> is asked", { msteams: { entities: [entity("Hassan", aad(4))] } });
    await call("POST", at(CHANNEL), carrying(named));

    const { people } = await service.teamsColumn("carl");
    expect(people.map(({ id, news }) => [id, news.map(({ count }) => count)])).toEqual([
      ["harriet", [1]],
      ["hassan", [1]],
      ["carl", []],
    ]);
  });

  it.each([
    ["nothing in it", { type: "message" }],
    ["a card without a version", carrying({ type: "AdaptiveCard" })],
    ["an attachment of another kind", { type: "message", attachments: [{ contentType: "image/png", content: {} }] }],
    [
      "a mention that its text does not hold",
      { type: "message", text: "x", entities: [{ type: "mention", text: "<at>y</at>" }] },
    ],
    ["a type that is none", { type: "event", name: "x" }],
  ])("is refused with %s", async (_what, activity) => {
    expect(await call("POST", at(CHANNEL), activity)).toMatchObject({ status: 400, body: { error: { code: "BadSyntax" } } });
    expect(await messagesOf("harriet", CHANNEL)).toEqual([]);
  });

  it("is refused where it is too large, and where there is no such conversation", async () => {
    expect(await call("POST", at(CHANNEL), { type: "message", text: "x".repeat(81 * 1024) })).toMatchObject({ status: 413 });
    expect(await call("POST", at("19:elsewhere@thread.tacv2"), { type: "message", text: "x" })).toMatchObject({ status: 404 });
  });

  it("of a person is not ours to change", async () => {
    await service.actInTeams({ do: "say", as: "harriet", conversation: CHANNEL, text: "mine" });
    const [mine] = await messagesOf("harriet", CHANNEL);

    expect(await call("PUT", at(CHANNEL, `activities/${mine?.id}`), { type: "message", text: "yours" })).toMatchObject({
      status: 404,
    });
    expect(await messagesOf("harriet", CHANNEL)).toMatchObject([{ text: "mine" }]);
  });

  it("is typed without a trace", async () => {
    expect((await call("POST", at(CHANNEL), { type: "typing" })).status).toBe(202);
    expect(await messagesOf("harriet", CHANNEL)).toEqual([]);
  });
});

describe("a busy Teams", () => {
  it("answers the next calls as a test asks, and does nothing for them", async () => {
    service.teams?.connector.troubleNext(
      { status: 429, code: "Throttled", retryAfter: 2 },
      { status: 502, code: "ServiceError" },
    );
    const refused = await call("POST", at(CHANNEL), { type: "message", text: "one" });

    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    expect((await call("POST", at(CHANNEL), { type: "message", text: "one" })).status).toBe(502);
    expect((await call("POST", at(CHANNEL), { type: "message", text: "one" })).status).toBe(201);
    expect(await messagesOf("harriet", CHANNEL)).toHaveLength(1);
  });
});

describe("who is where", () => {
  it("is told by the roster, in pages, and for one", async () => {
    const { body } = await call("GET", at(CHANNEL, "pagedmembers?pageSize=50"));
    const { members } = body as unknown as { members: { id: string; aadObjectId: string; name: string }[] };
    const harriet = members.find(({ name }) => name === "Harriet");

    expect(members.map(({ aadObjectId }) => aadObjectId)).toEqual([aad(3), aad(4), aad(5)]);
    expect((await call("GET", at(CHANNEL, `members/${harriet?.id}`))).body).toMatchObject({
      aadObjectId: aad(3),
      userRole: "user",
    });
    expect((await call("GET", at("19:mdt@thread.v2", `members/${aad(5)}`))).status).toBe(404);
  });

  it("is told of a team, which only a channel has", async () => {
    expect((await call("GET", `teams/${encodeURIComponent(CHANNEL)}`)).body).toMatchObject({ id: CHANNEL, name: "c-014" });
    expect((await call("GET", `teams/${encodeURIComponent("19:mdt@thread.v2")}`)).status).toBe(404);
  });

  it("answers nothing that it does not know", async () => {
    expect((await call("GET", "attachments/1")).status).toBe(404);
    expect((await call("GET", "conversations/%E0%A4%A/members")).status).toBe(400);
  });
});
