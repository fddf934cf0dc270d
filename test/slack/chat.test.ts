import { WebClient } from "@slack/web-api";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { type Chat, type ChatAddress, ChatError } from "../../src/chat/chat.ts";
import { createLog } from "../../src/log.ts";
import { slackApp } from "../../src/slack/app.ts";
import { fakeSlack } from "../support/fake-slack.ts";

const API = "https://slack.com";
const card: Card = {
  template: "message",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "A1 is due", wrap: true }] },
  mentions: {},
};
const room = { kind: "room", platform: "slack", workspace: "T0001", conversation: "C0001" } as const;
const harriet: ChatAddress = { kind: "person", platform: "slack", workspace: "T0001", user: "U0HARRIET" };

const logged: string[] = [];
const newApp = ({ apiUrl = `${API}/api/`, timeout }: { apiUrl?: string; timeout?: number } = {}) => {
  const app = slackApp({
    signingSecret: "secret",
    botToken: "xoxb-tests",
    apiUrl,
    realNow: () => new Date(),
    answer: () => Promise.reject(new Error("nobody asks")),
    noteMessage: async () => {},
    notePresence: async () => {},
    log: createLog("trace", { write: (line) => void logged.push(line) }),
  });
  if (timeout) Object.assign(app.client, { timeout });
  return app;
};

let chat: Chat;
beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  chat = newApp().chat;
});
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  logged.length = 0;
  expect(left).toEqual([]);
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const posts = (status: number, body: nock.Body, headers: Record<string, string> = {}) =>
  nock(API).post("/api/chat.postMessage").reply(status, body, headers);

const fault = async (sending: Promise<unknown>): Promise<ChatError> => {
  const err = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(err instanceof ChatError)) throw new Error("it was taken, or failed with something else", { cause: err });
  return err;
};

describe("sending to Slack", () => {
  it("posts blocks, a text for notifications and the notice's key, with the bot's token", async () => {
    let sent = new URLSearchParams();
    nock(API, { reqheaders: { authorization: "Bearer xoxb-tests" } })
      .post("/api/chat.postMessage", (body: Record<string, string>) => {
        sent = new URLSearchParams(body);
        return true;
      })
      .reply(200, { ok: true, channel: "C0001", ts: "1700000000.000100" });

    const message = await chat.send(room, card, "proposed:1:v2:harriet");

    expect(message).toEqual({ platform: "slack", workspace: "T0001", conversation: "C0001", message: "1700000000.000100" });
    expect(sent.get("text")).toContain("A1 is due");
    expect(JSON.parse(sent.get("blocks") ?? "[]")).not.toEqual([]);
    expect(JSON.parse(sent.get("metadata") ?? "{}")).toEqual({
      event_type: "followthrough_notice",
      event_payload: { key: "proposed:1:v2:harriet", page: 0 },
    });
    expect([sent.get("unfurl_links"), sent.get("unfurl_media")]).toEqual(["false", "false"]);
  });

  it("posts in a thread of a room, and knows the reply by itself and its thread", async () => {
    nock(API)
      .post(
        "/api/chat.postMessage",
        ({ channel, thread_ts }: Record<string, string>) => channel === "C0001" && thread_ts === "1.1",
      )
      .reply(200, { ok: true, channel: "C0001", ts: "1.5" });
    nock(API)
      .post("/api/chat.update", ({ channel, ts }: Record<string, string>) => channel === "C0001" && ts === "1.5")
      .reply(200, { ok: true });

    const reply = await chat.send({ ...room, thread: "1.1" }, card, "k");
    expect(reply).toEqual({ platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.5", thread: "1.1" });
    await chat.update(reply, card);
  });

  it("opens the direct conversation with a person once", async () => {
    nock(API)
      .post("/api/conversations.open", { users: "U0HARRIET" })
      .reply(200, { ok: true, channel: { id: "D0001" } });
    nock(API)
      .post("/api/chat.postMessage", ({ channel }: { channel: string }) => channel === "D0001")
      .twice()
      .reply(200, { ok: true, channel: "D0001", ts: "1.1" });

    await chat.send(harriet, card, "a");
    expect(await chat.send(harriet, card, "b")).toMatchObject({ conversation: "D0001" });
  });

  it("brings a message up to date where it stands", async () => {
    nock(API)
      .post("/api/chat.update", ({ channel, ts }: Record<string, string>) => channel === "C0001" && ts === "1.1")
      .reply(200, { ok: true });

    await chat.update({ platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.1" }, card);
  });

  it("throws what Slack asks to wait, at once and without trying again", async () => {
    posts(429, "", { "retry-after": "30" });

    const err = await fault(chat.send(room, card, "k"));
    expect({ fault: err.fault, retryAfter: err.retryAfter }).toEqual({ fault: "retryable", retryAfter: 30_000 });
  });

  it("sends to one conversation while another has to wait", async () => {
    posts(429, "", { "retry-after": "30" });
    posts(200, { ok: true, channel: "C0002", ts: "1.2" });

    const [limited, taken] = await Promise.all([
      fault(chat.send(room, card, "k")),
      chat.send({ ...room, conversation: "C0002" }, card, "l"),
    ]);
    expect(limited.fault).toBe("retryable");
    expect(taken.message).toBe("1.2");
  });

  it("is retryable where Slack asks to wait without saying how long", async () => {
    posts(429, "");

    expect(await fault(chat.send(room, card, "k"))).toMatchObject({ fault: "retryable", retryAfter: undefined });
  });

  it.each([
    ["channel_not_found", "gone"],
    ["is_archived", "gone"],
    ["token_revoked", "misconfigured"],
    ["missing_scope", "misconfigured"],
    ["internal_error", "retryable"],
  ])("knows what %s means, and tries it once", async (error, expected) => {
    posts(200, { ok: false, error });

    expect(await fault(chat.send(room, card, "k"))).toMatchObject({ fault: expected, message: error });
  });

  it.each([500, 502, 503])("is retryable where Slack fails with %d, and tries it once", async (status) => {
    posts(status, "<html>upstream</html>");

    expect(await fault(chat.send(room, card, "k"))).toMatchObject({ fault: "retryable", message: `http ${status}` });
  });

  it("is retryable where nobody answers", async () => {
    nock(API).post("/api/chat.postMessage").replyWithError("connect ECONNREFUSED");

    expect((await fault(chat.send(room, card, "k"))).fault).toBe("retryable");
  });

  it("is retryable where the answer does not come in time", async () => {
    nock.enableNetConnect("127.0.0.1");
    const slow = await fakeSlack();
    slow.react("chat.postMessage", () => ({ afterMs: 1_000 }));

    expect((await fault(newApp({ apiUrl: slow.apiUrl, timeout: 50 }).chat.send(room, card, "k"))).fault).toBe("retryable");
    expect(slow.calls).toHaveLength(1);
    await slow.close();
  });

  it("waits for an answer of ten seconds at most", () => {
    expect(newApp().client).toBeInstanceOf(WebClient);
    expect(newApp().client).toMatchObject({ timeout: 10_000, rejectRateLimitedCalls: true });
  });

  it("finds a person gone where their conversation cannot be opened", async () => {
    nock(API).post("/api/conversations.open").reply(200, { ok: false, error: "user_disabled" });

    expect(await fault(chat.send(harriet, card, "k"))).toMatchObject({ fault: "gone", message: "user_disabled" });
  });

  it("throws for a message that cannot be changed any more", async () => {
    nock(API).post("/api/chat.update").reply(200, { ok: false, error: "message_not_found" });

    const removed = { platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.1" } as const;
    expect(await fault(chat.update(removed, card))).toMatchObject({ fault: "gone", message: "message_not_found" });
  });

  it.each([
    ["a status that says nothing of what was done", () => posts(502, "<html>upstream</html>"), true],
    [
      "a fault of which Slack says that some of it may have succeeded",
      () => posts(200, { ok: false, error: "internal_error" }),
      true,
    ],
    ["a limit", () => posts(429, "", { "retry-after": "1" }), false],
    ["a refusal", () => posts(200, { ok: false, error: "is_archived" }), false],
    [
      "a connection that nobody took",
      () =>
        nock(API)
          .post("/api/chat.postMessage")
          .replyWithError(Object.assign(new Error("no"), { code: "ECONNREFUSED" })),
      false,
    ],
  ])("knows whether the message may have been taken all the same: %s", async (_, answers, unsure) => {
    answers();

    expect((await fault(chat.send(room, card, "k"))).unsure).toBe(unsure);
  });

  it("is sure that nothing was said where only the conversation could not be opened", async () => {
    nock(API).post("/api/conversations.open").reply(502, "");

    expect(await fault(chat.send(harriet, card, "k"))).toMatchObject({ fault: "retryable", unsure: false });
  });

  it.each([
    ["the person's account where the token lives", { ok: true }, { fault: "gone", unreachable: true }],
    [
      "the token where that is dead, too",
      { ok: false, error: "account_inactive" },
      { fault: "misconfigured", unreachable: false },
    ],
  ])("takes account_inactive for %s", async (_, token, expected) => {
    nock(API)
      .post("/api/conversations.open")
      .reply(200, { ok: true, channel: { id: "D0001" } });
    posts(200, { ok: false, error: "account_inactive" });
    nock(API).post("/api/auth.test").reply(200, token);

    expect(await fault(chat.send(harriet, card, "k"))).toMatchObject(expected);
  });

  it("sends one message of several, and says with it which", async () => {
    const row = { type: "TextBlock", text: "A row that stands alone", wrap: true } as const;
    const long: Card = { ...card, content: { ...card.content, body: Array.from({ length: 120 }, () => row) } };
    let metadata = "";
    nock(API)
      .post("/api/chat.postMessage", (body: Record<string, string>) => {
        metadata = body.metadata ?? "";
        return true;
      })
      .reply(200, { ok: true, channel: "C0001", ts: "1.2" });

    expect(chat.pages(room, long)).toBe(3);
    await chat.send(room, long, "k", 2);
    expect(JSON.parse(metadata).event_payload).toEqual({ key: "k", page: 2 });
  });

  it("logs neither the card nor the token", async () => {
    posts(429, "", { "retry-after": "30" });
    await fault(chat.send(room, card, "k"));

    expect(logged.join("")).not.toMatch(/A1 is due|xoxb-/);
  });
});

describe("looking for a message on Slack", () => {
  const since = new Date("2027-03-11T14:20:00Z");
  const kept = (key: string, page = 0) => ({ event_type: "followthrough_notice", event_payload: { key, page } });
  const history = (body: nock.Body, fits: (asked: Record<string, string>) => boolean = () => true) =>
    nock(API).post("/api/conversations.history", fits).reply(200, body);

  it("finds it by what was kept with it, from a little before it left", async () => {
    const messages = [
      { ts: "1804774801.000300", metadata: { ...kept("k"), event_type: "another_app" } },
      { ts: "1804774801.000200", metadata: kept("k", 1) },
      { ts: "1804774801.000100", metadata: kept("k") },
    ];
    history({ ok: true, messages }, ({ oldest, include_all_metadata: all }) => Number(oldest) < 1_804_774_800 && all === "true");
    const found = await chat.find(room, "k", since);
    history({ ok: true, messages });

    expect(found).toEqual({ platform: "slack", workspace: "T0001", conversation: "C0001", message: "1804774801.000100" });
    expect(await chat.find(room, "k", since, 1)).toMatchObject({ message: "1804774801.000200" });
  });

  it("reads on where there is more, and says where it is not there", async () => {
    history({ ok: true, messages: [{ ts: "3.1" }, { ts: "2.1" }], has_more: true }, ({ latest }) => latest === undefined);
    history({ ok: true, messages: [{ ts: "1.1" }], has_more: false }, ({ latest }) => latest === "2.1");

    expect(await chat.find(room, "k", since)).toBe("not there");
  });

  it("cannot tell where it may not look, or there is too much to look through", async () => {
    history({ ok: false, error: "missing_scope" });
    expect(await chat.find(room, "k", since)).toBe("cannot tell");

    for (let read = 0; read < 5; read += 1) history({ ok: true, messages: [{ ts: `${9 - read}.1` }], has_more: true });
    expect(await chat.find(room, "k", since)).toBe("cannot tell");
  });

  it("finds a reply in its thread, which is in no room's history, and reads on there", async () => {
    const replies = (body: nock.Body, fits: (asked: Record<string, string>) => boolean) =>
      nock(API).post("/api/conversations.replies", fits).reply(200, body);
    const begun = { ts: "1.1", metadata: kept("the thread's own") };
    const more = { has_more: true, response_metadata: { next_cursor: "more" } };
    replies({ ok: true, messages: [begun, { ts: "2.1" }], ...more }, ({ ts, cursor }) => ts === "1.1" && cursor === undefined);
    replies(
      { ok: true, messages: [begun, { ts: "3.1", metadata: kept("k") }] },
      ({ cursor, oldest, include_all_metadata: all }) => {
        return cursor === "more" && Number(oldest) < 1_804_774_800 && all === "true";
      },
    );

    expect(await chat.find({ ...room, thread: "1.1" }, "k", since)).toEqual({
      ...{ platform: "slack", workspace: "T0001", conversation: "C0001", message: "3.1", thread: "1.1" },
    });
  });

  it.each([
    [{ ok: true, messages: [{ ts: "1.1" }] }, "not there"],
    [{ ok: false, error: "thread_not_found" }, "not there"],
    [{ ok: false, error: "missing_scope" }, "cannot tell"],
  ])("says of a thread that answers %j: %s", async (body, expected) => {
    nock(API).post("/api/conversations.replies").reply(200, body);

    expect(await chat.find({ ...room, thread: "1.1" }, "k", since)).toBe(expected);
  });

  it("has to be asked again where Slack has no time for it", async () => {
    nock(API).post("/api/conversations.history").reply(429, "", { "retry-after": "60" });

    expect(await fault(chat.find(room, "k", since))).toMatchObject({ fault: "retryable", retryAfter: 60_000, unsure: false });
  });
});

describe("the link to a message on Slack", () => {
  const message = { platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.1" } as const;
  const answers = (status: number, body: nock.Body) =>
    nock(API)
      .post(
        "/api/chat.getPermalink",
        ({ channel, message_ts: ts }: Record<string, string>) => channel === "C0001" && ts === "1.1",
      )
      .reply(status, body);

  it("is Slack's own", async () => {
    answers(200, { ok: true, permalink: "https://harbour.slack.example/archives/C0001/p11" });

    expect(await chat.link(message)).toBe("https://harbour.slack.example/archives/C0001/p11");
  });

  it.each([
    ["does not know the message", 200, { ok: false, error: "message_not_found" }],
    ["has no time for it", 429, ""],
    ["fails", 502, "<html>upstream</html>"],
  ])("is none where Slack %s", async (_, status, body) => {
    answers(status, body);

    expect(await chat.link(message)).toBeNull();
  });
});

describe("asking Slack who is in a room", () => {
  const members = (body: nock.Body, fits: (asked: Record<string, string>) => boolean = () => true) =>
    nock(API).post("/api/conversations.members", fits).reply(200, body);

  it("names everybody but us, however many pages it takes", async () => {
    members(
      { ok: true, members: ["U1", "U0BOT"], response_metadata: { next_cursor: "more" } },
      ({ cursor }) => cursor === undefined,
    );
    members({ ok: true, members: ["U2"], response_metadata: { next_cursor: "" } }, ({ cursor }) => cursor === "more");
    nock(API).post("/api/auth.test").reply(200, { ok: true, user_id: "U0BOT" });

    expect(await chat.members(room)).toEqual([{ user: "U1" }, { user: "U2" }]);
  });

  it("says that it cannot be told without the scope, or where we are not in it", async () => {
    for (const error of ["missing_scope", "channel_not_found"]) {
      members({ ok: false, error });
      nock(API).post("/api/auth.test").reply(200, { ok: true, user_id: "U0BOT" });
      expect(await chat.members(room)).toBeNull();
    }
  });
});
