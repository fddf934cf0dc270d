import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import type { Answer, ChatRequest } from "../../src/chat/chat.ts";
import { createLog } from "../../src/log.ts";
import { createHttpServer } from "../../src/server.ts";
import { type SlackApp, slackApp } from "../../src/slack/app.ts";
import { type FakeSlack, fakeSlack, shownIn } from "../support/fake-slack.ts";
import { SIGNING_SECRET } from "../support/service.ts";
import { type SlackDriver, slackDriver } from "../support/slack-driver.ts";

const said: Card = {
  template: "message",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "There you are", wrap: true }] },
  mentions: {},
};
const NOTHING: Answer = { replace: null, tell: null, form: null, wrong: null };

let slack: FakeSlack;
let app: SlackApp;
let people: SlackDriver;
let heard: ChatRequest[] = [];
let noted: unknown[] = [];
/** What the use cases would do. */
let answer: (request: ChatRequest) => Promise<Answer>;
let close: () => Promise<void>;

beforeAll(async () => {
  slack = await fakeSlack();
  const log = createLog("silent");
  app = slackApp({
    signingSecret: SIGNING_SECRET,
    botToken: "xoxb-tests",
    apiUrl: slack.apiUrl,
    realNow: () => new Date(),
    answer: (request) => {
      heard.push(request);
      return answer(request);
    },
    noteMessage: async (message, became) => void noted.push({ ...message, became }),
    notePresence: async (who, is) => void noted.push({ ...who, is }),
    log,
  });
  const server = createHttpServer(
    { slack: app.listener, teams: null, ready: async () => true, metrics: null, minutes: null, rehearsal: null },
    log,
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  people = slackDriver({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, SIGNING_SECRET, slack);
  close = async () => {
    server.closeAllConnections();
    server.close();
    await slack.close();
  };
});
afterAll(() => close());
beforeEach(() => {
  heard = [];
  noted = [];
  slack.reset();
  answer = async () => ({ ...NOTHING, tell: said });
});

const modal = {
  callback_id: "form-extend",
  private_metadata: JSON.stringify({
    command: { do: "extend", ref: "C-014/A1" },
    responseUrl: null,
    channel: "C0001",
    message: null,
    readBy: null,
  }),
  blocks: [
    { type: "input", block_id: "date", element: { type: "datepicker", action_id: "date" } },
    { type: "input", block_id: "reason", element: { type: "plain_text_input", action_id: "reason" } },
  ],
};

/** Longer than the app waits before it acknowledges, shorter than Slack waits. */
const late = async (parts: Partial<Answer>): Promise<Answer> => {
  await sleep(2_700);
  return { ...NOTHING, tell: said, ...parts };
};

describe("an answer that takes long", () => {
  it("is acknowledged in time, given through its address when it is there, and waited for by a stop", async () => {
    answer = () => late({ wrong: { field: "date", message: "That date is in the past." } });
    const began = performance.now();
    const [command, form] = await Promise.all([
      people.command("U0PRIYA", "/action", "list"),
      people.submit("U0PRIYA", modal, { reason: "ill" }),
    ]);

    expect(performance.now() - began).toBeLessThan(3_000);
    expect([command.status, form.status]).toEqual([200, 200]);
    // The form is closed by now: what was wrong with it is told instead.
    expect(form.body).toBe("");
    expect(command.answers.posts).toEqual([]);
    await app.idle();
    expect(shownIn(command.answers.posts[0])).toContain("There you are");
    expect(slack.callsTo("chat.postEphemeral")).toHaveLength(1);
  });
});

describe("a profile that changed", () => {
  it.each([
    [{ deleted: true }, "gone"],
    [{ deleted: false }, "back"],
    [{}, "back"],
  ])("says whether the account is closed: %o", async (profile, is) => {
    await people.event({ type: "user_change", user: { id: "U0HARRIET", team_id: "T0OTHER", ...profile } });

    expect(noted).toEqual([{ platform: "slack", workspace: "T0OTHER", user: "U0HARRIET", is }]);
    expect(heard).toEqual([]);
  });
});

describe("a message that was changed or taken away", () => {
  const message = { platform: "slack", workspace: "T0001", conversation: "C0001", message: "1700000001.1" };
  const changed = (before: string, after: string, more = {}) => ({
    ...{ type: "message", subtype: "message_changed", channel: "C0001", channel_type: "channel", ts: "1700000002.1" },
    message: { ts: "1700000001.1", text: after, user: "U0HARRIET", ...more },
    previous_message: { ts: "1700000001.1", text: before },
  });
  const deleted = {
    type: "message",
    subtype: "message_deleted",
    channel: "C0001",
    deleted_ts: "1700000001.1",
    ts: "1700000002.1",
  };

  it.each([
    ["changed", changed("by Friday", "by Monday"), [{ ...message, became: "changed" }]],
    ["taken away", deleted, [{ ...message, became: "removed" }]],
    ["taken away from above its replies", changed("x", "gone", { subtype: "tombstone" }), [{ ...message, became: "removed" }]],
    ["given a preview by Slack", changed("by Friday", "by Friday"), []],
  ])("is noted where it was %s, and nobody is answered", async (_, event, expected) => {
    await people.event(event);

    expect(noted).toEqual(expected);
    expect(heard).toEqual([]);
  });
});

describe("a stop", () => {
  it("waits for the answer to arrive, not only for it to be decided", async () => {
    const answers = slack.responseUrl({ afterMs: 200 });
    await people.command("U0PRIYA", "/action", "list", { answers });
    const began = performance.now();
    await app.idle();

    expect(performance.now() - began).toBeGreaterThan(50);
    expect(answers.posts).toHaveLength(1);
  });
});

describe("a form", () => {
  it("stays open with what is wrong beside its input, or beside the first where it belongs to none", async () => {
    for (const [field, beside] of [
      ["reason", "reason"],
      ["date", "date"],
      ["who", "date"],
      [null, "date"],
    ] as const) {
      answer = async () => ({ ...NOTHING, tell: said, wrong: { field, message: "Not so." } });
      const { body } = await people.submit("U0PRIYA", modal, { reason: "ill" });
      expect(JSON.parse(body)).toEqual({ response_action: "errors", errors: { [beside]: "Not so." } });
    }
    expect(slack.calls).toEqual([]);
  });

  it("is one request of what was opened and what was filled in, without what was left empty", async () => {
    await people.submit("U0PRIYA", modal, { date: "2030-01-07", reason: "  " });

    expect(heard[0]?.body).toEqual({ kind: "command", command: { do: "extend", ref: "C-014/A1", date: "2030-01-07" } });
    expect(heard[0]?.canOpenForms).toBe(false);
  });

  it("sent with other words is another delivery, with the same words the same one", async () => {
    for (const reason of ["ill", "ill", "away"]) await people.submit("U0PRIYA", modal, { reason });
    const [first, second, third] = heard.map(({ delivery }) => delivery);

    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });
});

describe("who and where", () => {
  it("knows a person from another organisation's workspace by their own team", async () => {
    await people.press("U0ANA", { action_id: "accept#1", value: '{"do":"accept","ref":"C-014/A1"}' }, { team: "T0QUAY" });

    expect(heard[0]).toMatchObject({
      from: { workspace: "T0QUAY", user: "U0ANA" },
      place: { workspace: "T0001", conversation: "C0001", personal: false },
    });
  });

  it("tells a card that a room reads from one that one person reads", async () => {
    const accept = { action_id: "accept#1", value: '{"do":"accept","ref":"C-014/A1"}' };
    await people.press("U0PRIYA", accept);
    await people.press("U0PRIYA", accept, { ephemeral: true });
    await people.press("U0PRIYA", accept, { channel: "D0001" });

    expect(heard.map(({ pressed }) => pressed?.readBy)).toEqual(["room", "one", "one"]);
  });

  it("asks nothing for a button that only opens a link", async () => {
    const { status } = await people.press("U0PRIYA", { action_id: "open#1", url: "https://quay.example" });

    expect(status).toBe(200);
    expect(heard).toEqual([]);
  });
});
