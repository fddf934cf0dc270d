import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { messagesIn, type StubService, startStubService, TOKEN } from "./stub-service.ts";

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const modal = (extra: object = {}) => ({
  type: "modal",
  title: { type: "plain_text", text: "Submit evidence" },
  blocks: [section("What shows it?")],
  ...extra,
});

let service: StubService;
let triggers: string[];

beforeEach(async () => {
  triggers = [];
  service = await startStubService({ bot: (received) => void triggers.push(String(received.trigger_id)) });
});
afterEach(() => service.stop());

const command = async (as = "priya") => {
  await service.act({ do: "say", as, channel: "C0014", text: "/action" });
  return triggers.at(-1);
};

describe("who may call", () => {
  it("answers invalid_auth to another token and not_authed to none", async () => {
    const call = async (headers: Record<string, string>) =>
      (await fetch(`${service.url}/rehearsal/slack/api/auth.test`, { method: "POST", headers })).json();

    expect(await call({ authorization: "Bearer xoxb-another" })).toEqual({ ok: false, error: "invalid_auth" });
    expect(await call({})).toEqual({ ok: false, error: "not_authed" });
  });

  it("names the workspace, the bot and what it may do", async () => {
    const response = await fetch(`${service.url}/rehearsal/slack/api/auth.test`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
    });

    expect(response.headers.get("x-oauth-scopes")).toContain("chat:write");
    expect(await response.json()).toMatchObject({ ok: true, team_id: "T0001", user_id: "U0FOLLOWUP", bot_id: "B0FOLLOWUP" });
  });

  it("answers unknown_method to what Slack does not have", async () => {
    expect(await service.api("chat.shout", {})).toEqual({ ok: false, error: "unknown_method" });
  });
});

describe("chat", () => {
  it("understands Slack's own client, with blocks and metadata", async () => {
    const client = new webApi.WebClient(TOKEN, { slackApiUrl: `${service.url}/rehearsal/slack/api/` });
    const metadata = { event_type: "notice", event_payload: { key: "reminder:1" } };

    const posted = await client.chat.postMessage({
      channel: "C0014",
      text: "Due soon",
      blocks: [section("*Due soon*")],
      metadata,
    });
    const history = await client.conversations.history({ channel: "C0014", include_all_metadata: true });

    expect(posted.ok).toBe(true);
    expect(history.messages).toMatchObject([{ ts: posted.ts, text: "Due soon", bot_id: "B0FOLLOWUP", metadata }]);
  });

  it("takes a user id for the direct conversation with that user", async () => {
    const posted = await service.api("chat.postMessage", { channel: "U0003", text: "Please accept" });

    expect(posted).toMatchObject({ ok: true, channel: "D0003" });
    expect(messagesIn(await service.column("harriet"), "D0003")).toMatchObject([{ text: "Please accept" }]);
    expect((await service.column("priya")).conversations.map(({ id }) => id)).not.toContain("D0003");
  });

  it("stamps messages with the rehearsal's time, each later than the last", async () => {
    const first = await service.api("chat.postMessage", { channel: "C0014", text: "one" });
    const second = await service.api("chat.postMessage", { channel: "C0100", text: "two" });

    expect(first.ts).toBe("1804773600.000000");
    expect(second.ts).toBe("1804773600.000001");
  });

  it.each([
    ["channel_not_found", { channel: "C9999", text: "hello" }],
    ["channel_not_found", { text: "hello" }],
    ["no_text", { channel: "C0014" }],
    ["invalid_blocks", { channel: "C0014", blocks: Array.from({ length: 51 }, () => section("row")) }],
    ["invalid_blocks", { channel: "C0014", blocks: [section("x".repeat(3001))] }],
    ["invalid_blocks", { channel: "C0014", blocks: "not blocks" }],
  ])("refuses with %s", async (error, args) => {
    expect(await service.api("chat.postMessage", args)).toMatchObject({ ok: false, error });
  });

  it("updates and deletes the app's own messages and nobody else's", async () => {
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "draft exists" });
    await service.act({ do: "say", as: "priya", channel: "C0014", text: "mine" });
    const mine = messagesIn(await service.column("priya"), "C0014").at(-1)?.ts;

    expect(await service.api("chat.update", { channel: "C0014", ts, text: "now open" })).toMatchObject({ ok: true, ts });
    expect(await service.api("chat.update", { channel: "C0014", ts: mine, text: "hers" })).toMatchObject({
      error: "cant_update_message",
    });
    expect(await service.api("chat.delete", { channel: "C0014", ts: mine })).toMatchObject({ error: "cant_delete_message" });
    expect(messagesIn(await service.column("tom"), "C0014").map(({ text }) => text)).toEqual(["now open", "mine"]);

    await service.api("chat.delete", { channel: "C0014", ts });
    expect(await service.api("chat.update", { channel: "C0014", ts, text: "again" })).toMatchObject({
      error: "message_not_found",
    });
  });

  it("shows a private message to its one reader, and to no history and no update", async () => {
    const posted = await service.api("chat.postEphemeral", { channel: "C0014", user: "U0001", text: "only you" });
    const ts = posted.message_ts;

    expect(messagesIn(await service.column("priya"), "C0014")).toMatchObject([{ text: "only you", private: true }]);
    expect(messagesIn(await service.column("tom"), "C0014")).toEqual([]);
    expect(await service.api("conversations.history", { channel: "C0014" })).toMatchObject({ messages: [] });
    expect(await service.api("chat.update", { channel: "C0014", ts, text: "x" })).toMatchObject({ error: "message_not_found" });
    expect(await service.api("chat.postEphemeral", { channel: "C0100", user: "U0002", text: "x" })).toMatchObject({
      error: "user_not_in_channel",
    });
  });

  it("keeps a reply in its thread, and out of the room's history", async () => {
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "E1 was opened" });
    const metadata = { event_type: "notice", event_payload: { key: "k" } };
    const one = await service.api("chat.postMessage", { channel: "C0014", text: "one", thread_ts: ts, metadata });
    const two = await service.api("chat.postMessage", { channel: "C0014", text: "two", thread_ts: ts });
    const thread = { channel: "C0014", ts, include_all_metadata: true };

    expect(await service.api("conversations.history", { channel: "C0014" })).toMatchObject({ messages: [{ ts }] });
    expect(await service.api("conversations.replies", thread)).toMatchObject({
      messages: [{ ts }, { ts: one.ts, thread_ts: ts, metadata }, { ts: two.ts }],
      has_more: false,
    });
    const first = await service.api("conversations.replies", { ...thread, limit: 1 });
    const cursor = (first.response_metadata as { next_cursor: string }).next_cursor;
    expect(first).toMatchObject({ messages: [{ ts }, { ts: one.ts }], has_more: true });
    expect(await service.api("conversations.replies", { ...thread, limit: 1, cursor })).toMatchObject({
      messages: [{ ts }, { ts: two.ts }],
      has_more: false,
    });
    expect(await service.api("conversations.replies", { ...thread, oldest: one.ts })).toMatchObject({
      messages: [{ ts }, { ts: two.ts }],
    });
    expect(await service.api("conversations.replies", { channel: "C0014", ts: "1.1" })).toMatchObject({
      error: "thread_not_found",
    });
    expect(await service.api("chat.update", { channel: "C0014", ts: one.ts, text: "one, now" })).toMatchObject({ ok: true });
    expect(messagesIn(await service.column("tom"), "C0014").map(({ text, thread: begins }) => [text, begins])).toEqual([
      ["E1 was opened", null],
      ["one, now", ts],
      ["two", ts],
    ]);
  });

  it("gives a link that leads to the message on the page", async () => {
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "here" });
    const { permalink } = await service.api("chat.getPermalink", { channel: "C0014", message_ts: ts });

    const followed = await fetch(String(permalink), { redirect: "manual" });

    expect(followed.status).toBe(302);
    expect(followed.headers.get("location")).toBe(`/#C0014/${ts}`);
  });
});

describe("conversations and people", () => {
  it("knows rooms, direct conversations, members and names", async () => {
    expect(await service.api("conversations.open", { users: "U0003" })).toMatchObject({ channel: { id: "D0003", is_im: true } });
    expect(await service.api("conversations.info", { channel: "C0014" })).toMatchObject({
      channel: { name: "c-014-quayside", is_im: false },
    });
    expect(await service.api("conversations.members", { channel: "C0100" })).toMatchObject({
      members: ["U0001", "U0003", "U0005", "U0FOLLOWUP"],
    });
    expect(await service.api("users.info", { user: "U0003" })).toMatchObject({
      user: { real_name: "Harriet", team_id: "T0001" },
    });
    expect(await service.api("users.info", { user: "U9999" })).toMatchObject({ error: "user_not_found" });
  });
});

describe("forms", () => {
  it("opens one for the person whose gesture the trigger came with, once", async () => {
    const trigger_id = await command();

    expect(await service.api("views.open", { trigger_id, view: modal({ callback_id: "evidence" }) })).toMatchObject({ ok: true });
    expect((await service.column("priya")).form).toMatchObject({ callback_id: "evidence" });
    expect((await service.column("tom")).form).toBeNull();
    expect(await service.api("views.open", { trigger_id, view: modal() })).toMatchObject({ error: "exchanged_trigger_id" });
    expect(await service.api("views.open", { trigger_id: "1.2.3", view: modal() })).toMatchObject({
      error: "invalid_trigger_id",
    });
  });

  it("lets a trigger expire after three real seconds", async () => {
    let real = new Date("2026-11-23T10:00:00Z");
    const slow = await startStubService({
      bot: (received) => void triggers.push(String(received.trigger_id)),
      realNow: () => real,
    });
    await slow.act({ do: "say", as: "priya", channel: "C0014", text: "/action" });
    real = new Date("2026-11-23T10:00:03.001Z");

    expect(await slow.api("views.open", { trigger_id: triggers.at(-1), view: modal() })).toMatchObject({
      error: "expired_trigger_id",
    });
    await slow.stop();
  });

  it.each([
    ["a title over 24 characters", { title: { type: "plain_text", text: "x".repeat(25) } }],
    ["more than 100 blocks", { blocks: Array.from({ length: 101 }, () => section("row")) }],
    [
      "an input without a submit button",
      {
        blocks: [{ type: "input", label: { type: "plain_text", text: "What" }, element: { type: "plain_text_input" } }],
      },
    ],
  ])("refuses %s", async (_what, extra) => {
    const trigger_id = await command();

    expect(await service.api("views.open", { trigger_id, view: modal(extra) })).toMatchObject({ error: "invalid_arguments" });
  });

  it("replaces an open form, unless it changed meanwhile", async () => {
    const opened = await service.api("views.open", { trigger_id: await command(), view: modal() });
    const { id: view_id, hash } = opened.view as { id: string; hash: string };

    expect(await service.api("views.update", { view_id, hash, view: modal({ callback_id: "second" }) })).toMatchObject({
      ok: true,
    });
    expect(await service.api("views.update", { view_id, hash, view: modal() })).toMatchObject({ error: "hash_conflict" });
    expect((await service.column("priya")).form).toMatchObject({ id: view_id, callback_id: "second" });
  });

  it("keeps a home tab for each person", async () => {
    await service.api("views.publish", { user_id: "U0003", view: { type: "home", blocks: [section("Waiting for you")] } });

    expect((await service.column("harriet")).home?.blocks).toMatchObject([{ type: "section" }]);
    expect((await service.column("priya")).home).toBeNull();
  });
});
