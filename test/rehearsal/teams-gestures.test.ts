import { afterEach, describe, expect, it } from "vitest";
import { aad, TEAMS_CAST, TENANT } from "./stub-cast.ts";
import { type StubService, startStubService, type TeamsBot } from "./stub-service.ts";

const CHANNEL = "19:c014@thread.tacv2";
const CARD = "application/vnd.microsoft.card.adaptive";

let service: StubService;
afterEach(() => service.stop());

const start = async (teamsBot: TeamsBot = () => undefined) => {
  const cast = async () => TEAMS_CAST;
  service = await startStubService({ bot: () => undefined, cast, teamsBot, teams: { appPassword: "p", withoutApp: ["carl"] } });
};

const execute = (title: string, data: object) => ({ type: "Action.Execute", title, verb: "accept", data });
const card = (text: string, actions: object[] = [], more = {}) => ({
  ...{ type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text }], actions },
  ...more,
});
const invokeAnswer = (type: string, value: unknown, statusCode = 200) => ({ body: { statusCode, type, value } });

/** Our own message in the channel, as the service would post it. */
const posted = (content: object) =>
  service.teams?.tenant.messages.post({
    ...{ conversation: CHANNEL, from: null, text: "", mentions: [], thread: null },
    cards: [content as Record<string, unknown>],
  }).id ?? "";

const messages = async (as: string, conversation = CHANNEL) =>
  (await service.teamsColumn(as)).conversations.find(({ id }) => id === conversation)?.messages ?? [];
const textOf = async (as: string) => {
  const [message] = await messages(as);
  const body = message?.cards[0]?.body as { text: string }[] | undefined;
  return body?.[0]?.text;
};

describe("words in a channel", () => {
  it("arrive as Teams sends them, with those who are named as entities and the rest escaped", async () => {
    await start();
    await service.actInTeams({
      do: "say",
      as: "harriet",
      conversation: CHANNEL,
      text: "@followthrough action assign @Hassan <b> & @Priya",
    });

    expect(service.activities()).toMatchObject([
      {
        ...{ type: "message", channelId: "msteams", textFormat: "plain" },
        text: "<at>Followthrough</at> action assign <at>Hassan</at> &lt;b&gt; &amp; @Priya",
        from: { aadObjectId: aad(3), name: "Harriet" },
        recipient: { id: "28:f0110000-0000-4000-8000-000000000001" },
        conversation: { conversationType: "channel", isGroup: true, tenantId: TENANT },
        channelData: { tenant: { id: TENANT }, channel: { id: CHANNEL }, team: { id: CHANNEL } },
      },
    ]);
    const [activity] = service.activities();
    expect(activity?.conversation.id).toBe(`${CHANNEL};messageid=${activity?.id}`);
    expect(activity?.from.id).toMatch(/^29:1/);
    expect(activity?.entities.filter(({ type }: { type: string }) => type === "mention")).toMatchObject([
      { text: "<at>Followthrough</at>", mentioned: { id: "28:f0110000-0000-4000-8000-000000000001" } },
      { text: "<at>Hassan</at>", mentioned: { name: "Hassan" } },
    ]);
  });

  it("are seen by those who are in it, and by nobody else", async () => {
    await start();
    await service.actInTeams({ do: "say", as: "harriet", conversation: "19:mdt@thread.v2", text: "hello" });

    expect(await messages("hassan", "19:mdt@thread.v2")).toMatchObject([
      { text: "hello", author: { name: "Harriet", app: false } },
    ]);
    expect((await service.teamsColumn("carl")).conversations.map(({ id }) => id)).not.toContain("19:mdt@thread.v2");
    expect(await service.actInTeams({ do: "say", as: "carl", conversation: "19:mdt@thread.v2", text: "hello" })).toMatchObject({
      kind: "problem",
    });
  });
});

describe("a reply in a channel", () => {
  it("is sent in the conversation of its thread, without a mention, whichever message of it was answered", async () => {
    await start();
    const root = posted(card("E1 was opened"));
    const say = (as: string, text: string, thread: string) =>
      service.actInTeams({ do: "say", as, conversation: CHANNEL, text, thread });
    await say("harriet", "I rang them", root);
    const [, reply] = await messages("harriet");
    await say("hassan", "Thank you", reply?.id ?? "");

    const conversation = { id: `${CHANNEL};messageid=${root}`, conversationType: "channel" };
    expect(service.activities()).toMatchObject([
      {
        ...{ type: "message", text: "I rang them", id: reply?.id, replyToId: root },
        conversation,
        from: { aadObjectId: aad(3) },
      },
      { ...{ type: "message", text: "Thank you", replyToId: root }, conversation, from: { aadObjectId: aad(4) } },
    ]);
    expect(
      service.activities().flatMap(({ entities }) => entities.filter(({ type }: { type: string }) => type === "mention")),
    ).toEqual([]);
    expect((await messages("carl")).map(({ thread }) => thread)).toEqual([null, root, root]);
  });

  it("is none in a group chat, nor where nothing begins the thread", async () => {
    await start();
    const chat = "19:mdt@thread.v2";
    await service.actInTeams({ do: "say", as: "harriet", conversation: chat, text: "hello" });
    const [hello] = await messages("harriet", chat);

    for (const at of [
      { conversation: chat, thread: hello?.id },
      { conversation: CHANNEL, thread: "17" },
    ])
      expect(await service.actInTeams({ do: "say", as: "harriet", text: "x", ...at })).toMatchObject({ kind: "problem" });
    expect(service.activities()).toHaveLength(1);
  });
});

describe("a personal chat", () => {
  const personal = async (as: string) =>
    (await service.teamsColumn(as)).conversations.find(({ kind }) => kind === "personal")?.id ?? "";

  it("carries words without a mention", async () => {
    await start();
    await service.actInTeams({ do: "say", as: "harriet", conversation: await personal("harriet"), text: "action help" });

    expect(service.activities()).toMatchObject([{ text: "action help", conversation: { conversationType: "personal" } }]);
    expect(service.activities()[0]?.conversation.id).toMatch(/^a:1/);
  });

  it("is with nobody where the app was not added, and with the app once it was", async () => {
    await start();
    const say = async () =>
      service.actInTeams({ do: "say", as: "carl", conversation: await personal("carl"), text: "action help" });

    expect((await service.teamsColumn("carl")).installed).toBe(false);
    expect((await say()).said).toContain("Carl has not added Followthrough");
    await service.actInTeams({ do: "add-app", as: "carl" });
    expect((await say()).kind).toBe("done");
    expect(
      service
        .installations()
        .filter(({ from }) => from.aadObjectId === aad(5))
        .map(({ type }) => type),
    ).toEqual(["conversationUpdate", "installationUpdate"]);
  });
});

describe("where the app was added", () => {
  it("is told once for each room and each person who has it, before anything else happens", async () => {
    await start();
    await service.act({ do: "open-home", as: "priya" });
    await service.teamsColumn("harriet");

    const installs = service.installations().filter(({ type }) => type === "installationUpdate");
    expect(installs.map(({ conversation }) => conversation.conversationType)).toEqual([
      "channel",
      "groupChat",
      "personal",
      "personal",
    ]);
    expect(installs.every(({ action }) => action === "add")).toBe(true);
  });

  it("is told again where the service did not take it", async () => {
    let up = false;
    await start(() => (up ? undefined : { status: 503 }));
    await service.teamsColumn("harriet");
    const before = service.installations().length;
    up = true;
    await service.teamsColumn("harriet");

    expect(service.installations().length - before).toBe(8);
  });
});

describe("a press", () => {
  const press = (message: string, as = "harriet") =>
    service.actInTeams({
      do: "press",
      as,
      conversation: CHANNEL,
      message,
      action: 1,
      inputs: { reason: "because", ref: "forged" },
    });
  const offered = card("Proposed", [
    execute("Not me", { do: "not-me", ref: "C-014/A1" }),
    execute("Accept", { do: "accept", ref: "C-014/A1" }),
  ]);

  it("sends the button's own data with what is filled in, and puts the answer in the card's place for that person", async () => {
    await start(({ type }) => (type === "invoke" ? invokeAnswer(CARD, card("Open")) : undefined));
    const message = posted(offered);

    expect((await press(message)).kind).toBe("done");
    expect(service.activities()).toMatchObject([
      {
        ...{ type: "invoke", name: "adaptiveCard/action", replyToId: message },
        value: {
          action: { type: "Action.Execute", title: "Accept", verb: "accept", data: { do: "accept", reason: "because" } },
          trigger: "manual",
        },
      },
    ]);
    expect([await textOf("harriet"), await textOf("hassan")]).toEqual(["Open", "Proposed"]);
  });

  it("is told in words, or as what stood in the way, with the card left as it was", async () => {
    const answers = [
      invokeAnswer("application/vnd.microsoft.activity.message", "Shown below."),
      invokeAnswer("application/vnd.microsoft.error", { code: "BadRequest", message: "Not yours to accept." }, 400),
      invokeAnswer(CARD, { type: "Image" }),
      { status: 500, body: {} },
    ];
    await start(({ type }) => (type === "invoke" ? answers.shift() : undefined));
    const message = posted(offered);

    expect(await press(message)).toEqual({ kind: "told", said: "Shown below." });
    expect(await press(message)).toEqual({ kind: "problem", said: "Not yours to accept." });
    expect((await press(message)).said).toContain("Teams does not show");
    expect((await press(message)).said).toContain("(500)");
    expect(await textOf("harriet")).toBe("Proposed");
  });

  it("on a card that has changed since says so and sends nothing", async () => {
    await start();
    const message = posted(card("Complete"));

    expect(await press(message)).toMatchObject({ kind: "problem" });
    expect(service.activities()).toEqual([]);
  });

  it("gives way to what everybody sees once the message is brought up to date", async () => {
    await start(({ type }) => (type === "invoke" ? invokeAnswer(CARD, card("Form")) : undefined));
    const message = posted(offered);
    await press(message);
    expect(await textOf("harriet")).toBe("Form");
    const kept = service.teams?.tenant.messages.find(CHANNEL, message);
    if (kept) service.teams?.tenant.messages.rewrite(kept, { text: "", mentions: [], cards: [card("Blocked")] });

    expect(await textOf("harriet")).toBe("Blocked");
  });
});

describe("a card that asks to be kept up to date", () => {
  const refreshing = card("Old", [], { refresh: { action: execute("Refresh", { do: "show" }) } });

  it("is asked for anew by whoever looks at it, in their own place", async () => {
    await start(({ type }) => (type === "invoke" ? invokeAnswer(CARD, card("New")) : undefined));
    const message = posted(refreshing);
    expect(await messages("harriet")).toMatchObject([{ refreshes: true }]);
    await service.actInTeams({ do: "refresh", as: "harriet", conversation: CHANNEL, message });

    expect(service.activities()).toMatchObject([{ name: "adaptiveCard/action", value: { trigger: "automatic" } }]);
    expect([await textOf("harriet"), await textOf("hassan")]).toEqual(["New", "Old"]);
    expect(await messages("harriet")).toMatchObject([{ refreshes: false }]);
  });

  it("does not undo what came of a press in the meantime", async () => {
    let answerRefresh = () => {};
    const held = new Promise<void>((resolve) => {
      answerRefresh = resolve;
    });
    await start(async ({ type, value }) => {
      if (type !== "invoke") return undefined;
      if (value.trigger === "manual") return invokeAnswer(CARD, card("Accepted"));
      await held;
      return invokeAnswer(CARD, card("Proposed still"));
    });
    const message = posted({ ...refreshing, actions: [execute("Accept", { do: "accept" })] });
    const at = { as: "harriet", conversation: CHANNEL, message };
    const refresh = service.actInTeams({ do: "refresh", ...at });
    await service.actInTeams({ do: "press", ...at, action: 0 });
    answerRefresh();
    await refresh;

    expect(await textOf("harriet")).toBe("Accepted");
  });

  it("stays as it is, without a word, where that fails", async () => {
    await start(({ type }) => (type === "invoke" ? { status: 500 } : undefined));
    const message = posted(refreshing);

    expect(await service.actInTeams({ do: "refresh", as: "harriet", conversation: CHANNEL, message })).toEqual({ kind: "done" });
    expect(await textOf("harriet")).toBe("Old");
  });
});

describe("Make this an action", () => {
  const dialog = {
    body: {
      task: {
        type: "continue",
        value: {
          title: "Make this an action",
          card: { contentType: CARD, content: card("Form", [{ type: "Action.Submit", title: "Draft", data: { do: "assign" } }]) },
        },
      },
    },
  };

  it("opens the app's dialog with the message that it was chosen on, and sends what is filled in", async () => {
    await start(({ type, name }) => {
      if (type !== "invoke") return undefined;
      return name === "composeExtension/fetchTask" ? dialog : { body: { task: { type: "message", value: "Drafted." } } };
    });
    await service.actInTeams({ do: "say", as: "hassan", conversation: CHANNEL, text: "I'll get the survey done" });
    const [message] = await messages("harriet");
    await service.actInTeams({ do: "make-action", as: "harriet", conversation: CHANNEL, message: message?.id });
    const open = (await service.teamsColumn("harriet")).dialog;

    expect(open).toMatchObject({ title: "Make this an action" });
    expect((await service.teamsColumn("hassan")).dialog).toBeNull();
    const sent = await service.actInTeams({
      do: "submit",
      as: "harriet",
      dialog: open?.id,
      action: 0,
      inputs: { text: "survey" },
    });
    expect(sent).toEqual({ kind: "told", said: "Drafted." });
    expect((await service.teamsColumn("harriet")).dialog).toBeNull();
    const [, fetched, submitted] = service.activities();
    expect(fetched).toMatchObject({
      name: "composeExtension/fetchTask",
      value: {
        commandContext: "message",
        messagePayload: { from: { user: { id: aad(4) } }, body: { content: "<p>I'll get the survey done</p>" } },
      },
    });
    expect(submitted).toMatchObject({ name: "composeExtension/submitAction", value: { data: { do: "assign", text: "survey" } } });
  });

  it("closes without a word to the app, and what is closed cannot be sent", async () => {
    await start(({ name }) => (name === "composeExtension/fetchTask" ? dialog : undefined));
    const message = posted(card("Anything"));
    await service.actInTeams({ do: "make-action", as: "harriet", conversation: CHANNEL, message });
    const open = (await service.teamsColumn("harriet")).dialog;
    await service.actInTeams({ do: "close", as: "harriet" });

    expect(await service.actInTeams({ do: "submit", as: "harriet", dialog: open?.id, action: 0 })).toMatchObject({
      kind: "problem",
    });
    expect(service.activities()).toHaveLength(1);
  });
});

describe("a people picker", () => {
  it("offers the people of the conversation beside the card's own choices", async () => {
    await start();
    const query = { type: "Data.Query", dataset: "graph.microsoft.com/users?scope=currentContext" };
    const who = {
      type: "Input.ChoiceSet",
      id: "who",
      choices: [{ title: "Housing officer", value: "role" }],
      "choices.data": query,
    };
    posted(card("Who?", [], { body: [who] }));
    const [message] = await messages("harriet");

    const body = message?.cards[0]?.body as { choices: { title: string }[] }[] | undefined;
    expect(body?.[0]?.choices.map(({ title }) => title)).toEqual(["Housing officer", "Harriet", "Hassan", "Carl"]);
  });
});
