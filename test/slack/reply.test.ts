import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { digestCard } from "../../src/cards/digest.ts";
import type { Answer } from "../../src/chat/chat.ts";
import { createLog } from "../../src/log.ts";
import { boltLogger } from "../../src/slack/bolt-logger.ts";
import { publishHome, type ReplyTo, reply } from "../../src/slack/reply.ts";
import { aDigest, aView, due, NOW } from "../support/builders.ts";
import { type FakeSlack, fakeSlack, shownIn } from "../support/fake-slack.ts";

let slack: FakeSlack;
let logged: string[] = [];
const log = createLog("trace", { write: (line) => void logged.push(line) });
beforeAll(async () => {
  slack = await fakeSlack();
});
afterAll(() => slack.close());
beforeEach(() => {
  slack.reset();
  logged = [];
});

const delivering = { log, stopping: () => AbortSignal.abort() };
const cardOf = (text: string): Card => ({
  template: "message",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text, wrap: true }] },
  mentions: {},
});
const form: Card = {
  template: "form-extend",
  content: {
    type: "AdaptiveCard",
    version: "1.5",
    body: [{ type: "Input.Date", id: "date", label: "New date", isRequired: true }],
    actions: [{ type: "Action.Execute", title: "Ask", data: { do: "extend", ref: "C-014/A1" } }],
  },
  mentions: {},
};
const answer = (parts: Partial<Answer>): Answer => ({ replace: null, tell: null, form: null, wrong: null, ...parts });
const to = (parts: Partial<ReplyTo> = {}): ReplyTo => ({
  client: new WebClient("xoxb-tests", { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: boltLogger(log) }),
  workspace: "T0001",
  user: "U0PRIYA",
  channel: "C0001",
  thread: null,
  responseUrl: null,
  triggerId: "1.2.3",
  pressed: null,
  ...parts,
});

describe("an answer", () => {
  it("goes to the address that Slack gave for it, for the asker alone", async () => {
    const answers = slack.responseUrl();
    await reply(delivering, to({ responseUrl: answers.url }), answer({ tell: cardOf("Your actions") }));

    expect(answers.posts).toEqual([expect.objectContaining({ response_type: "ephemeral", replace_original: false })]);
    expect(shownIn(answers.posts[0])).toContain("Your actions");
    expect(slack.calls).toEqual([]);
  });

  it("takes the place of the pressed card, and tells what is for the presser alone beside it", async () => {
    const answers = slack.responseUrl();
    await reply(delivering, to({ responseUrl: answers.url }), answer({ replace: cardOf("Open"), tell: cardOf("Thank you") }));

    expect(answers.posts.map(({ replace_original }) => replace_original)).toEqual([true, false]);
  });

  it("that is longer than its address takes goes on in the direct conversation, at its pace, and nothing of it is lost", async () => {
    const overdue = Array.from({ length: 180 }, (_, index) => aView({ number: index + 1, due: due("2027-03-09") }));
    const digest = digestCard({ now: NOW, reader: "harriet" }, aDigest("harriet", { overdue }), "asked");
    const answers = slack.responseUrl();
    await reply(delivering, to({ responseUrl: answers.url }), answer({ tell: digest }));

    const direct = slack.callsTo("chat.postMessage");
    expect(answers.posts).toHaveLength(5);
    expect(direct.map(({ channel }) => channel)).toEqual(direct.map(() => "DU0PRIYA"));
    const text = [...answers.posts, ...direct].map((each) => String(each?.text)).join("\n");
    expect(text.match(/^C-014\/A\d+(?= ·)/gm)).toEqual(overdue.map(({ action }) => `C-014/A${action.number}`));
  }, 20_000);

  it("without an address is private where it was asked, in its thread", async () => {
    await reply(delivering, to({ thread: "1.1" }), answer({ tell: cardOf("Drafted") }));

    expect(slack.calls.map(({ method }) => method)).toEqual(["chat.postEphemeral"]);
    expect(slack.calls[0]?.body).toMatchObject({ channel: "C0001", user: "U0PRIYA", thread_ts: "1.1" });
  });

  it("without an address is written into a direct conversation", async () => {
    await reply(delivering, to({ channel: "D0001" }), answer({ tell: cardOf("Your actions") }));

    expect(slack.calls).toEqual([expect.objectContaining({ method: "chat.postMessage" })]);
    expect(slack.calls[0]?.body.channel).toBe("D0001");
  });

  it("that came from no conversation opens one", async () => {
    await reply(delivering, to({ channel: null }), answer({ tell: cardOf("Done") }));

    expect(slack.calls.map(({ method }) => method)).toEqual(["conversations.open", "chat.postMessage"]);
    expect(slack.calls[1]?.body.channel).toBe("DU0PRIYA");
  });

  it("opens a form that knows which card and which command it belongs to", async () => {
    const pressed = { message: "1.1", readBy: "room" } as const;
    await reply(delivering, to({ responseUrl: "https://hooks.slack.example/1", pressed }), answer({ form }));
    const [opened] = slack.callsTo("views.open");

    expect(opened?.trigger_id).toBe("1.2.3");
    expect(JSON.parse(opened?.view.private_metadata)).toEqual({
      command: { do: "extend", ref: "C-014/A1" },
      responseUrl: "https://hooks.slack.example/1",
      channel: "C0001",
      message: "1.1",
      readBy: "room",
    });
  });

  it.each([404, 500])("that its address refuses with %d is logged by ids, and throws nothing", async (status) => {
    const answers = slack.responseUrl({ status });
    await reply(delivering, to({ responseUrl: answers.url }), answer({ tell: cardOf("zebrafish") }));

    expect(logged.join("")).toContain("an answer did not arrive");
    expect(logged.join("")).toContain("U0PRIYA");
    expect(logged.join("")).not.toMatch(/zebrafish|hook/);
  });

  it.each([
    [200, "shown"],
    [404, "lost"],
    [503, "lost"],
  ] as const)("that shows a draft, and that its address answers with %d, says that it was %s, once", async (status, fate) => {
    const heard: string[] = [];
    const drafts = { shown: async () => void heard.push("shown"), lost: async () => void heard.push("lost") };
    const answers = slack.responseUrl(status === 200 ? {} : { status });
    await reply(delivering, to({ responseUrl: answers.url }), answer({ tell: cardOf("C-014/A1 · draft"), drafts }));

    expect(heard).toEqual([fate]);
    expect(answers.posts).toHaveLength(1);
  });

  it("that its address does not take just now is tried again, and only what is left of it", async () => {
    const answers = slack.responseUrl({ status: 503 });
    const saying = reply(
      { log, stopping: () => new AbortController().signal },
      to({ responseUrl: answers.url }),
      answer({ tell: cardOf("Your actions") }),
    );
    await answers.next();
    answers.mend();
    await saying;

    expect(answers.posts).toHaveLength(2);
  });

  it("to an address where nobody is, is logged, and throws nothing", async () => {
    await reply(delivering, to({ responseUrl: "http://127.0.0.1:9/hook" }), answer({ tell: cardOf("zebrafish") }));

    expect(logged.join("")).toContain("an answer did not arrive");
    expect(logged.join("")).not.toContain("zebrafish");
  });

  it("that Slack refuses is logged, and throws nothing", async () => {
    slack.react("views.open", () => ({ body: { ok: false, error: "expired_trigger_id" } }));
    slack.react("views.publish", () => ({ body: { ok: false, error: "invalid_arguments" } }));
    await reply(delivering, to(), answer({ form }));
    await publishHome(log, to(), cardOf("zebrafish"));

    expect(logged.join("")).toContain("an answer did not arrive");
    expect(logged.join("")).toContain("a home tab was not published");
    expect(logged.join("")).not.toContain("zebrafish");
  });

  it("of nothing says nothing", async () => {
    await reply(delivering, to(), answer({}));

    expect(slack.calls).toEqual([]);
    expect(logged).toEqual([]);
  });
});
