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
const room: ChatAddress = { kind: "room", platform: "slack", workspace: "T0001", conversation: "C0001" };
const harriet: ChatAddress = { kind: "person", platform: "slack", workspace: "T0001", user: "U0HARRIET" };

const logged: string[] = [];
const newApp = ({ apiUrl = `${API}/api/`, timeout }: { apiUrl?: string; timeout?: number } = {}) => {
  const app = slackApp({
    signingSecret: "secret",
    botToken: "xoxb-tests",
    apiUrl,
    realNow: () => new Date(),
    answer: () => Promise.reject(new Error("nobody asks")),
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

  it("logs neither the card nor the token", async () => {
    posts(429, "", { "retry-after": "30" });
    await fault(chat.send(room, card, "k"));

    expect(logged.join("")).not.toMatch(/A1 is due|xoxb-/);
  });
});
