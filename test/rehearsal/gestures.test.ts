import { afterEach, describe, expect, it } from "vitest";
import { type Bot, messagesIn, type Received, type StubService, startStubService } from "./stub-service.ts";

let service: StubService;
afterEach(() => service.stop());

const start = async (bot: Bot = () => undefined) => {
  service = await startStubService({ bot });
};

const button = (value: string) => ({
  type: "actions",
  block_id: "row",
  elements: [{ type: "button", action_id: "accept", text: { type: "plain_text", text: "Accept" }, value, style: "primary" }],
});
const input = (block_id: string, element: object) => ({
  type: "input",
  block_id,
  label: { type: "plain_text", text: block_id },
  element: { action_id: block_id, ...element },
});
const options = ["case", "room"].map((value) => ({ text: { type: "plain_text", text: value }, value }));

const form = {
  type: "modal",
  callback_id: "evidence",
  private_metadata: "A1",
  title: { type: "plain_text", text: "Submit evidence" },
  submit: { type: "plain_text", text: "Submit" },
  blocks: [
    input("text", { type: "plain_text_input" }),
    input("date", { type: "datepicker" }),
    input("time", { type: "timepicker" }),
    input("who", { type: "users_select" }),
    input("kind", { type: "static_select", options }),
    input("ticks", { type: "checkboxes", options }),
    input("one", { type: "radio_buttons", options }),
  ],
};

/** Opens the form for whoever types a command. */
const opensForm: Bot = async (received, api) => {
  if (received.command) await api("views.open", { trigger_id: received.trigger_id, view: form });
  return undefined;
};

describe("a command", () => {
  it("arrives as Slack sends it, with people, rooms and links in brackets and the rest escaped", async () => {
    await start();

    await service.act({
      do: "say",
      as: "priya",
      channel: "C0014",
      text: "/action assign @harriet by Friday <b> & see https://x.example/a?b=1, #mdt-general",
    });

    expect(service.received).toHaveLength(1);
    expect(service.received[0]).toMatchObject({
      command: "/action",
      text: "assign <@U0003|harriet> by Friday &lt;b&gt; &amp; see <https://x.example/a?b=1>, <#C0100|mdt-general>",
      team_id: "T0001",
      channel_id: "C0014",
      channel_name: "c-014-quayside",
      user_id: "U0001",
      user_name: "priya",
      api_app_id: "A0FOLLOWUP",
    });
    expect(messagesIn(await service.column("tom"), "C0014")).toEqual([]);
  });

  it("says directmessage for the conversation with the app", async () => {
    await start();

    await service.act({ do: "say", as: "tom", channel: "D0002", text: "/mdt help" });

    expect(service.received[0]).toMatchObject({
      command: "/mdt",
      text: "help",
      channel_id: "D0002",
      channel_name: "directmessage",
    });
  });

  it("shows an answer that comes with the acknowledgement to the person alone", async () => {
    await start(() => ({ text: "Here is what you can type." }));

    await service.act({ do: "say", as: "priya", channel: "C0014", text: "/action help" });

    expect(messagesIn(await service.column("priya"), "C0014")).toMatchObject([
      { text: "Here is what you can type.", private: true },
    ]);
    expect(messagesIn(await service.column("tom"), "C0014")).toEqual([]);
  });

  it("that nobody registered is answered by Slack itself", async () => {
    await start();

    await service.act({ do: "say", as: "priya", channel: "C0014", text: "/lunch now" });

    expect(service.received).toEqual([]);
    expect(messagesIn(await service.column("priya"), "C0014")[0]).toMatchObject({ author: { name: "Slack" }, private: true });
  });

  it("tells the person when the service does not acknowledge", async () => {
    service = await startStubService({ bot: () => undefined, signingSecret: "another secret" });

    await service.act({ do: "say", as: "priya", channel: "C0014", text: "/action list" });

    expect(messagesIn(await service.column("priya"), "C0014")[0]?.text).toMatch(/error \(401\)/);
    expect(service.received).toEqual([]);
  });
});

describe("a message", () => {
  it("is seen by everybody there and sent as an event with its own id", async () => {
    await start();

    await service.act({ do: "say", as: "harriet", channel: "C0014", text: "ACTION: @Carl offers mediation" });
    await service.act({ do: "say", as: "harriet", channel: "D0003", text: "action list" });

    expect(service.received[0]).toMatchObject({
      type: "event_callback",
      team_id: "T0001",
      event: {
        type: "message",
        user: "U0003",
        text: "ACTION: <@U0005> offers mediation",
        channel: "C0014",
        channel_type: "channel",
      },
      authorizations: [{ user_id: "U0FOLLOWUP", is_bot: true }],
    });
    expect(service.received[1]).toMatchObject({ event: { channel: "D0003", channel_type: "im" } });
    expect(service.received[0]?.event_id).not.toBe(service.received[1]?.event_id);
    expect(messagesIn(await service.column("priya"), "C0014")).toHaveLength(1);
  });

  it("in a thread is sent with what that begins with, whichever message of it was answered", async () => {
    await start();
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "E1 was opened" });
    await service.act({ do: "say", as: "harriet", channel: "C0014", text: "I rang @Carl", thread: ts });
    const [, reply] = messagesIn(await service.column("priya"), "C0014");
    await service.act({ do: "say", as: "priya", channel: "C0014", text: "Thank you", thread: reply?.ts });

    const inThread = { type: "message", channel: "C0014", thread_ts: ts, parent_user_id: "U0FOLLOWUP" };
    expect(service.received.map(({ event }) => event)).toMatchObject([
      { ...inThread, user: "U0003", text: "I rang <@U0005>", ts: reply?.ts },
      { ...inThread, user: "U0001", text: "Thank you" },
    ]);
    expect(service.received.every(({ event }) => !("bot_id" in (event as object)))).toBe(true);
    expect(messagesIn(await service.column("priya"), "C0014").map(({ thread }) => thread)).toEqual([null, ts, ts]);
  });

  it("in a thread is no command, and there is none where nothing begins it", async () => {
    await start();
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "E1 was opened" });
    await service.act({ do: "say", as: "harriet", channel: "C0014", text: "/action list", thread: ts });

    expect(service.received).toEqual([]);
    expect(messagesIn(await service.column("harriet"), "C0014").at(-1)).toMatchObject({
      ...{ private: true, thread: ts, author: { name: "Slack" }, text: "`/action` does not work in threads." },
    });
    expect(await service.act({ do: "say", as: "harriet", channel: "C0014", text: "x", thread: "1.1" })).toMatchObject({
      kind: "problem",
    });
  });

  it("cannot be said in a room that the person is not in", async () => {
    await start();

    expect(await service.act({ do: "say", as: "tom", channel: "C0100", text: "hello" })).toEqual({
      kind: "problem",
      said: "You are not in that room.",
    });
    expect(service.received).toEqual([]);
  });

  it("becomes an action through its menu", async () => {
    await start();
    await service.act({ do: "say", as: "harriet", channel: "C0014", text: "I'll get the survey done" });
    const ts = messagesIn(await service.column("priya"), "C0014")[0]?.ts;

    await service.act({ do: "make-action", as: "priya", channel: "C0014", ts });

    expect(service.received[1]).toMatchObject({
      type: "message_action",
      callback_id: "make_action",
      user: { id: "U0001" },
      channel: { id: "C0014", name: "c-014-quayside" },
      message_ts: ts,
      message: { user: "U0003", text: "I'll get the survey done", ts },
    });
  });
});

describe("a press", () => {
  it("on a message carries the message, the button and a way to answer", async () => {
    await start();
    const { ts } = await service.api("chat.postMessage", {
      channel: "U0003",
      text: "Please accept",
      blocks: [button('{"do":"accept"}')],
    });

    const outcome = await service.act({ do: "press", as: "harriet", channel: "D0003", ts, block: "row", action: "accept" });

    expect(outcome).toEqual({ kind: "done" });
    expect(service.received[0]).toMatchObject({
      type: "block_actions",
      user: { id: "U0003", team_id: "T0001" },
      team: { id: "T0001" },
      container: { type: "message", message_ts: ts, channel_id: "D0003", is_ephemeral: false },
      channel: { id: "D0003", name: "directmessage" },
      message: { ts, text: "Please accept", bot_id: "B0FOLLOWUP" },
      actions: [{ type: "button", block_id: "row", action_id: "accept", value: '{"do":"accept"}' }],
      state: { values: {} },
    });
  });

  it("on a private message tells its place and time, not its content", async () => {
    await start();
    const posted = await service.api("chat.postEphemeral", {
      channel: "C0014",
      user: "U0001",
      text: "draft",
      blocks: [button("x")],
    });

    await service.act({ do: "press", as: "priya", channel: "C0014", ts: posted.message_ts, block: "row", action: "accept" });

    expect(service.received[0]).toMatchObject({ container: { message_ts: posted.message_ts, is_ephemeral: true } });
    expect(service.received[0]).not.toHaveProperty("message");
  });

  it("by somebody who cannot see the message sends nothing", async () => {
    await start();
    const posted = await service.api("chat.postEphemeral", {
      channel: "C0014",
      user: "U0001",
      text: "draft",
      blocks: [button("x")],
    });

    const outcome = await service.act({
      do: "press",
      as: "tom",
      channel: "C0014",
      ts: posted.message_ts,
      block: "row",
      action: "accept",
    });

    expect(outcome.kind).toBe("problem");
    expect(service.received).toEqual([]);
  });

  it("is a problem told to the person when the service is silent for three seconds", async () => {
    await start(() => new Promise(() => undefined));
    const { ts } = await service.api("chat.postMessage", { channel: "U0003", text: "Please accept", blocks: [button("x")] });

    const outcome = await service.act({ do: "press", as: "harriet", channel: "D0003", ts, block: "row", action: "accept" });

    expect(outcome.said).toMatch(/did not answer within 3 seconds/);
  });
});

describe("the home tab", () => {
  it("tells the app that it was opened, and carries presses with the view", async () => {
    await start();
    await service.api("views.publish", { user_id: "U0001", view: { type: "home", blocks: [button("new")] } });
    const home = (await service.column("priya")).home;

    await service.act({ do: "open-home", as: "priya" });
    await service.act({ do: "press-view", as: "priya", view: home?.id, block: "row", action: "accept" });

    expect(service.received[0]).toMatchObject({
      event: { type: "app_home_opened", tab: "home", user: "U0001", channel: "D0001", view: { id: home?.id } },
    });
    expect(service.received[1]).toMatchObject({
      type: "block_actions",
      container: { type: "view", view_id: home?.id },
      view: { type: "home" },
    });
  });
});

describe("a form", () => {
  const typed = {
    text: { text: "Report QH-2231" },
    date: { date: "2027-03-12" },
    time: { time: "14:20" },
    who: { who: "U0003" },
    kind: { kind: "room" },
    ticks: { ticks: ["case", "room"] },
    one: { one: null },
  };

  const submit = async (bot: Bot) => {
    await start(bot);
    await service.act({ do: "say", as: "priya", channel: "C0014", text: "/action" });
    const view = (await service.column("priya")).form?.id;
    return service.act({ do: "submit", as: "priya", view, values: typed });
  };
  const answering =
    (answer: unknown): Bot =>
    (received, api) =>
      received.type === "view_submission" ? answer : opensForm(received, api);
  const submission = () => service.received.find(({ type }) => type === "view_submission") as Received;

  it("arrives with every value under the field that Slack has for its kind, and closes", async () => {
    expect(await submit(answering(undefined))).toEqual({ kind: "done" });

    expect(submission()).toMatchObject({
      user: { id: "U0001" },
      view: {
        callback_id: "evidence",
        private_metadata: "A1",
        state: {
          values: {
            text: { text: { type: "plain_text_input", value: "Report QH-2231" } },
            date: { date: { type: "datepicker", selected_date: "2027-03-12" } },
            time: { time: { type: "timepicker", selected_time: "14:20" } },
            who: { who: { type: "users_select", selected_user: "U0003" } },
            kind: { kind: { type: "static_select", selected_option: { value: "room" } } },
            ticks: { ticks: { type: "checkboxes", selected_options: [{ value: "case" }, { value: "room" }] } },
            one: { one: { type: "radio_buttons", selected_option: null } },
          },
        },
      },
    });
    expect((await service.column("priya")).form).toBeNull();
  });

  it("stays open with its errors", async () => {
    const outcome = await submit(answering({ response_action: "errors", errors: { date: "31 February does not exist." } }));

    expect(outcome).toEqual({ kind: "errors", errors: { date: "31 February does not exist." } });
    expect((await service.column("priya")).form).not.toBeNull();
  });

  it("is replaced where the answer says so", async () => {
    await submit(answering({ response_action: "update", view: { ...form, callback_id: "next" } }));

    expect((await service.column("priya")).form).toMatchObject({ callback_id: "next" });
  });

  it("is closed with all below it on clear", async () => {
    await submit(answering({ response_action: "clear" }));

    expect((await service.column("priya")).form).toBeNull();
  });
});
