import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { button, inputs, type SlackJson, shownIn } from "../support/fake-slack.ts";
import { type TestService, testService } from "../support/service.ts";

let running: TestService;
beforeAll(async () => {
  running = await testService();
});
afterAll(() => running.stop());
beforeEach(() => running.slack.reset());

const latest = () => running.db.action.findFirstOrThrow({ orderBy: [{ createdAt: "desc" }, { number: "desc" }] });
const say = async (user: string, text: string, channel = "C0001"): Promise<SlackJson> =>
  (await running.people.command(user, "/action", text, { channel })).answers.next();
const message = (text: string, more: SlackJson = {}) =>
  running.people.event({
    type: "message",
    channel: "C0001",
    channel_type: "channel",
    user: "U0PRIYA",
    team: "T0001",
    ts: "1700000001.1",
    text,
    ...more,
  });

/** An action of Harriet's that she has accepted, asked for by Priya. */
async function anOpenAction(): Promise<string> {
  const draft = await say("U0PRIYA", 'assign Harriet in 10 working days get the pipe survey done evidence "surveyor\'s report"');
  await (await running.people.press("U0PRIYA", button(draft, "Confirm"))).answers.next();
  const ref = `C-014/A${(await latest()).number}`;
  await say("U0HARRIET", `accept ${ref}`);
  return ref;
}

describe("an action's way through Slack", () => {
  it("goes from a typed command to a signed-off action, each card replaced by what became of it", async () => {
    const { status, body, answers } = await running.people.command(
      "U0PRIYA",
      "/action",
      'assign <@U0HARRIET|harriet> in 10 working days get the pipe survey done evidence "surveyor\'s report"',
    );
    expect({ status, body }).toEqual({ status: 200, body: "" });
    const draft = await answers.next();
    expect(draft).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(shownIn(draft)).toContain("U0HARRIET");

    const confirmed = await running.people.press("U0PRIYA", button(draft, "Confirm"), { ephemeral: true });
    const said = await confirmed.answers.next();
    expect(said.replace_original).toBe(true);
    expect(shownIn(said)).toContain("Proposed");

    const asked = await running.slack.call("chat.postMessage", ({ channel }) => channel === "DU0HARRIET");
    expect(running.slack.callsTo("conversations.open")).toEqual([expect.objectContaining({ users: "U0HARRIET" })]);
    expect(asked.metadata).toEqual({
      event_type: "followthrough_notice",
      event_payload: { key: expect.stringMatching(/^proposed:/), page: 0 },
    });
    expect(button(asked, "Not me")).toBeDefined();

    const accepted = await running.people.press("U0HARRIET", button(asked, "Accept"), { channel: "DU0HARRIET" });
    const open = await accepted.answers.next();
    expect(open.replace_original).toBe(true);

    await running.people.press("U0HARRIET", button(open, "Submit evidence"), {
      channel: "DU0HARRIET",
      answers: accepted.answers,
    });
    const { view, trigger_id } = await running.slack.call("views.open");
    expect(trigger_id).toMatch(/\d/);
    expect(inputs(view).text).toMatchObject({ block_id: "text", element: { action_id: "text" } });

    const sent = await running.people.submit("U0HARRIET", view, { text: "Report filed as Q-2231" });
    expect(sent).toMatchObject({ status: 200, body: "" });
    const submitted = await accepted.answers.next();
    expect(submitted.replace_original).toBe(true);
    expect(shownIn(submitted)).toContain("Evidence submitted");

    const toSign = await running.slack.call("chat.postMessage", ({ channel }) => channel === "DU0PRIYA");
    const signed = await running.people.press("U0PRIYA", button(toSign, "Sign off"), { channel: "DU0PRIYA" });
    expect(shownIn(await signed.answers.next())).toContain("Complete");
    expect((await latest()).status).toBe("complete");
  });

  it("opens one form of a press that Slack delivers twice, and takes one form that it delivers twice", async () => {
    const ref = await anOpenAction();
    const card = await say("U0HARRIET", `show ${ref}`);
    const first = await running.people.press("U0HARRIET", button(card, "Give update"));
    await running.people.again(first);
    const { view } = await running.slack.call("views.open");
    await say("U0HARRIET", "help");
    expect(running.slack.callsTo("views.open")).toHaveLength(1);

    const sent = await running.people.submit("U0HARRIET", view, { text: "Surveyor booked" });
    await running.people.again(sent);
    const { id } = await latest();
    expect(await running.db.update.count({ where: { actionId: id } })).toBe(1);
  });

  it("changes nothing on a second press, and says what is true now", async () => {
    const draft = await say("U0PRIYA", 'assign me by tomorrow ring the landlord evidence "a note"');
    await (await running.people.press("U0PRIYA", button(draft, "Confirm"))).answers.next();
    const trail = await running.db.auditEntry.count();

    const second = await running.people.press("U0PRIYA", button(draft, "Discard"));
    const said = await second.answers.next();
    expect(said.replace_original).toBe(true);
    expect((await latest()).status).toBe("open");
    expect(await running.db.auditEntry.count()).toBe(trail);
  });
});

describe("a form", () => {
  const formOf = async (ref: string, label: string) => {
    const card = await say("U0HARRIET", `show ${ref}`);
    const pressed = await running.people.press("U0HARRIET", button(card, label));
    const { view } = await running.slack.call("views.open");
    return { view, answers: pressed.answers };
  };

  it("stays open with what is wrong beside the input that it is wrong in", async () => {
    const { view } = await formOf(await anOpenAction(), "Ask for new date");

    const { body } = await running.people.submit("U0HARRIET", view, { date: "2020-01-06", reason: "the surveyor is ill" });
    expect(JSON.parse(body)).toEqual({ response_action: "errors", errors: { date: expect.any(String) } });
  });

  it("stays open over protected text, each time that it is sent, and keeps nothing of it", async () => {
    const { view, answers } = await formOf(await anOpenAction(), "Ask for new date");
    const fill = { date: "2030-01-07", reason: "Example Person is in hospital" };

    for (const time of ["first", "again"]) {
      const { body } = await running.people.submit("U0HARRIET", view, fill);
      const { response_action, errors } = JSON.parse(body) as SlackJson;
      expect({ time, response_action, inputs: Object.keys(errors) }).toEqual({
        time,
        response_action: "errors",
        inputs: ["reason"],
      });
      expect(errors.reason).toContain("Not saved: the text holds a protected name.");
    }
    expect(answers.posts).toEqual([]);
    expect(await running.db.changeRequest.count()).toBe(0);
    const kept = await running.db.auditEntry.findMany({ where: { result: "refused" } });
    expect(kept).not.toEqual([]);
    expect(JSON.stringify(kept, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "Example Person",
    );
  });

  it("that was opened by words answers to the person alone", async () => {
    const { answers } = await running.people.command("U0PRIYA", "/action", "assign");
    const { view } = await running.slack.call("views.open");
    expect(Object.keys(inputs(view))).toEqual(expect.arrayContaining(["text", "who", "date", "evidence"]));

    await running.people.submit("U0PRIYA", view, {
      text: "Ring the landlord",
      who: "person:priya",
      date: "2030-01-07",
      evidence: "a note",
    });
    const draft = await answers.next();
    expect(draft).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(await latest()).toMatchObject({ text: "Ring the landlord", owner: "priya", dueDay: "2030-01-07", status: "draft" });
  });
});

describe("Make this an action", () => {
  it("keeps the address of the message, for those who can open it", async () => {
    const address = "https://harbour.slack.example/archives/C0001/p1700000000000900";
    running.slack.react("chat.getPermalink", () => ({ body: { ok: true, permalink: address } }));
    const message = { channel: "C0001", ts: "1700000000.000900", text: "I'll ring the landlord by Friday", user: "U0HARRIET" };

    const draft = await (await running.people.shortcut("U0PRIYA", message)).answers.next();

    expect(JSON.stringify(draft)).toContain(address);
    const { source } = await running.db.action.findFirstOrThrow({ where: { sourceKey: { contains: message.ts } } });
    expect(source).toMatchObject({ link: address });
  });

  it("takes the words of the message, whose writer `I'll` and `me` are, and keeps who pressed as the asker", async () => {
    const { answers } = await running.people.shortcut("U0PRIYA", {
      ts: "1700000002.000100",
      text: "I'll get the survey done by next Friday",
      user: "U0HARRIET",
    });
    const draft = await answers.next();

    expect(draft.response_type).toBe("ephemeral");
    const action = await latest();
    expect(action).toMatchObject({ owner: "harriet", asker: "priya", status: "draft" });
    expect(action.source).toEqual({
      platform: "slack",
      workspace: "T0001",
      conversation: "C0001",
      message: "1700000002.000100",
      link: null,
      saidBy: "harriet",
    });
  });

  it("finds the actions of a message that is too long for one, once, and says where there are none", async () => {
    const long = `${"We talked about the flat for a while. ".repeat(60)}\nACTION: Harriet to oil the hinges by 25 March 2027\nTom will ring the plumber by 26 March 2027`;
    const message = { ts: "1700000002.000200", text: long, user: "U0HARRIET" };
    const drafts = await (await running.people.shortcut("U0PRIYA", message)).answers.next();

    expect(shownIn(drafts)).toMatch(/2 drafts from this text[\s\S]*oil the hinges[\s\S]*ring the plumber/);
    expect(shownIn(await (await running.people.shortcut("U0TOM", message)).answers.next())).toContain("already");
    expect(await running.db.action.count({ where: { sourceKey: { contains: message.ts } } })).toBe(2);
    const nothing = { ...message, ts: "1700000002.000300", text: long.split("\n")[0] ?? "" };
    expect(shownIn(await (await running.people.shortcut("U0PRIYA", nothing)).answers.next())).toContain("no action was found");
  });

  it("knows a writer from another organisation's workspace", async () => {
    const message = { ts: "1700000003.000100", text: "I'll fix the tap by next Friday", user: "U0ANA", team: "T0QUAY" };
    await (await running.people.shortcut("U0PRIYA", message)).answers.next();

    expect(await latest()).toMatchObject({ owner: "ana", asker: "priya" });
  });

  it("never makes whoever presses the owner of what a stranger said they would do", async () => {
    const message = { ts: "1700000004.000100", text: "I'll fix the tap by next Friday", user: "U0STRANGER" };
    const draft = await (await running.people.shortcut("U0PRIYA", message)).answers.next();

    expect(await latest()).toMatchObject({ owner: null, asker: "priya" });
    expect(shownIn(draft)).toContain("Who will do this?");
  });

  it("shows the action that a message is already", async () => {
    const message = { ts: "1700000005.000100", text: "Harriet by Friday call the plumber", user: "U0HARRIET" };
    await (await running.people.shortcut("U0PRIYA", message)).answers.next();
    const count = await running.db.action.count();

    const again = await (await running.people.shortcut("U0PRIYA", message)).answers.next();
    expect(shownIn(again)).toContain("already");
    expect(await running.db.action.count()).toBe(count);
  });

  it("asks for the case in a form where the room belongs to none", async () => {
    const message = { ts: "1700000007.000100", text: "Harriet to oil the gate by 25 March 2027", user: "U0HARRIET" };
    await running.people.shortcut("U0PRIYA", message, { channel: "C0ELSEWHERE" });
    const { view } = await running.slack.call("views.open");
    const { element, label } = view.blocks.find(({ block_id }: { block_id?: string }) => block_id === "case");

    expect(label.text).toBe("Case");
    expect(element).toMatchObject({ type: "static_select", initial_option: { value: "C-014" } });
  });
});

describe("a message in a room", () => {
  it("makes a draft of each ACTION: line, on one card for the writer alone", async () => {
    await message(
      "ACTION: Harriet by tomorrow fix the tap evidence photo\nand now something else\nACTION: me by Friday ring Ana evidence a note",
    );
    const card = await running.slack.call("chat.postEphemeral");

    expect(card).toMatchObject({ channel: "C0001", user: "U0PRIYA" });
    expect(card.thread_ts).toBeUndefined();
    expect(shownIn(card)).toContain("2 drafts from this text");
    const edit = await running.people.press("U0PRIYA", button(card, "Edit", 1), { ephemeral: true });
    expect(edit.status).toBe(200);
    await running.slack.call("views.open");

    const all = await running.people.press("U0PRIYA", button(card, "Confirm all"), { ephemeral: true });
    await all.answers.next();
    const made = await running.db.action.findMany({ orderBy: { number: "desc" }, take: 2 });
    expect(made.map(({ status, owner }) => ({ status, owner }))).toEqual([
      { status: "open", owner: "priya" },
      { status: "proposed", owner: "harriet" },
    ]);
  });

  it("answers in the thread that it was written in", async () => {
    await message("ACTION: me by Friday ring Ana", { ts: "1700000007.2", thread_ts: "1700000007.1" });

    expect(await running.slack.call("chat.postEphemeral")).toMatchObject({ thread_ts: "1700000007.1" });
  });

  it("hears a reply that is also sent to the room", async () => {
    await message("ACTION: me by Friday ring Ana", {
      subtype: "thread_broadcast",
      ts: "1700000008.2",
      thread_ts: "1700000008.1",
    });

    expect(await running.slack.call("chat.postEphemeral")).toMatchObject({ user: "U0PRIYA" });
  });

  it.each([
    ["conversation", {}, "what action do we need?"],
    ["a message of a bot", { bot_id: "B1" }, "ACTION: me by Friday ring Ana"],
    ["an edit", { subtype: "message_changed" }, "ACTION: me by Friday ring Ana"],
    ["a join", { subtype: "channel_join" }, "ACTION: me by Friday ring Ana"],
    ["a room without a case", { channel: "C0OTHER" }, "ACTION: me by Friday ring Ana"],
    ["a stranger in a room without a case", { channel: "C0OTHER", user: "U0NOBODY" }, "ACTION: me by Friday ring Ana"],
  ])("says nothing to %s", async (_what, more, text) => {
    const before = await running.db.action.count();
    await message(text, { ts: "1700000009.1", ...more });
    await say("U0PRIYA", "help");

    expect(running.slack.callsTo("chat.postEphemeral")).toEqual([]);
    expect(running.slack.callsTo("chat.postMessage").filter(({ text }) => !text.includes("C-014"))).toEqual([]);
    expect(await running.db.action.count()).toBe(before);
  });

  it("asks which case is meant where a room belongs to several", async () => {
    await message("ACTION: me by Friday ring Ana", { channel: "C0MIX", ts: "1700000010.1" });

    expect(shownIn(await running.slack.call("chat.postEphemeral"))).toContain("Which case is this for?");
  });

  it("hears somebody from another organisation's workspace", async () => {
    await message("ACTION: me by Friday mend the tap", {
      user: "U0ANA",
      team: "T0QUAY",
      user_team: "T0QUAY",
      ts: "1700000011.1",
    });

    expect(await running.slack.call("chat.postEphemeral")).toMatchObject({ user: "U0ANA" });
    expect(await latest()).toMatchObject({ asker: "ana", owner: "ana" });
  });
});

describe("a direct conversation", () => {
  const write = (text: string, user = "U0PRIYA") =>
    message(text, { channel: `D${user}`, channel_type: "im", user, ts: `17000001${text.length}.1` });
  const heard = (user = "U0PRIYA") =>
    running.slack.call("chat.postMessage", ({ channel, metadata }) => channel === `D${user}` && !metadata);

  it("needs no door before the words", async () => {
    await write("list C-014");
    expect(shownIn(await heard())).toContain("C-014");
  });

  it("takes them with a door, too", async () => {
    await write("/mdt help");
    expect(shownIn(await heard())).toContain("What you can write after mdt");
  });

  it("never answers with silence", async () => {
    await write("thank you");
    expect(shownIn(await heard())).toContain("Those words were not understood.");
  });

  it("gives an example where a form cannot be opened", async () => {
    const ref = await anOpenAction();
    await write(`evidence ${ref}`, "U0HARRIET");
    const told = shownIn(await heard("U0HARRIET"));

    expect(told).toContain("Not saved: this needs a few more words.");
    expect(told).toContain(`Try: action evidence ${ref} `);
    expect(running.slack.callsTo("views.open")).toEqual([]);
  });

  it("gives an example of the case where a whole action would need a form", async () => {
    await write("assign C-014");
    const told = shownIn(await heard());

    expect(told).toContain("Not saved: this needs a few more words.");
    expect(told).toContain("Try: action assign C-014 @Harriet by Friday");
    expect(running.slack.callsTo("views.open")).toEqual([]);
  });

  it("shows a draft that is to be edited with the button that opens its form", async () => {
    await say("U0PRIYA", "assign me by tomorrow ring the landlord");
    await write(`edit C-014/A${(await latest()).number}`);

    expect(button(await heard(), "Edit").value).toContain('"edit"');
  });
});

describe("the home tab", () => {
  const open = (user: string, tab = "home") => running.people.event({ type: "app_home_opened", user, channel: `D${user}`, tab });

  it("shows somebody what is theirs", async () => {
    await open("U0HARRIET");
    const { user_id, view } = await running.slack.call("views.publish");

    expect(user_id).toBe("U0HARRIET");
    expect(view.type).toBe("home");
    expect(view.blocks.length).toBeGreaterThan(0);
  });

  it("tells a stranger whom to ask", async () => {
    await open("U0NOBODY");

    expect(shownIn((await running.slack.call("views.publish")).view)).toContain("Followthrough does not know you yet.");
  });

  it("is left alone while the messages are looked at", async () => {
    await open("U0HARRIET", "messages");
    await say("U0PRIYA", "help");

    expect(running.slack.callsTo("views.publish")).toEqual([]);
  });

  it("shows what became of a press on it, and tells it", async () => {
    const ref = await anOpenAction();
    await running.people.pressAtHome("U0HARRIET", {
      action_id: "unblock#1",
      value: JSON.stringify({ do: "evidence", ref, text: "Filed" }),
    });

    // The question of before may arrive on the way.
    const told = (message: Parameters<typeof shownIn>[0]) => shownIn(message).includes("Evidence submitted");
    await running.slack.call("chat.postMessage", (message) => message.channel === "DU0HARRIET" && told(message));
    await running.slack.call("views.publish", ({ user_id }) => user_id === "U0HARRIET");
  });
});
