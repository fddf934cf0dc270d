import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BOT, cardIn, cardText, type TeamsJson, teamsButton } from "../support/fake-teams.ts";
import { accountOf, channel, groupChat, personal, type Spot } from "../support/teams-driver.ts";
import {
  CASE_ROOM,
  HARRIET,
  MIXED_ROOM,
  PRIYA,
  STRANGER,
  type TeamsService,
  TOM,
  teamsService,
  ZOE,
} from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService({ CLOCK: "off" });
  for (const user of [PRIYA, HARRIET]) running.teams.members.set(accountOf(user), user);
});
afterAll(() => running.stop());
beforeEach(() => {
  running.teams.reset();
  running.logged.length = 0;
});

const room = channel(CASE_ROOM, "1700000000000");
const CREATED = (user: string): Spot => ({ conversation: `a:${accountOf(user)}`, kind: "personal" });

/** The next thing said in a conversation, after `nth` others. */
const saidIn = async ({ conversation }: Spot, nth = 0): Promise<TeamsJson> => {
  await running.teams.call(() => running.teams.said(conversation).length > nth);
  return running.teams.said(conversation)[nth] ?? {};
};

const latestAction = () => running.db.action.findFirstOrThrow({ orderBy: { createdAt: "desc" }, include: { case: true } });
const CONFIRM = { type: "Action.Execute", verb: "confirm" };

/** A draft of Priya's for Harriet, whole enough to be confirmed. */
async function draft(text = "get the pipe survey done", owner = "Harriet"): Promise<string> {
  await running.people.say(PRIYA, personal(PRIYA), `action assign C-014 ${owner} by 25 March 2027 evidence "the report" ${text}`);
  await saidIn(personal(PRIYA));
  const { number } = await latestAction();
  running.teams.reset();
  return `C-014/A${number}`;
}

async function opened(): Promise<string> {
  const ref = await draft();
  await running.people.press(PRIYA, personal(PRIYA), { ...CONFIRM, data: { do: "confirm", ref } });
  await running.people.press(HARRIET, personal(HARRIET), { type: "Action.Execute", data: { do: "accept", ref } });
  running.teams.reset();
  return ref;
}

describe("words", () => {
  it("need no mention and no door in a personal chat", async () => {
    await running.people.say(PRIYA, personal(PRIYA), "assign C-014 Harriet by 25 March 2027 call the plumber");

    const said = await saidIn(personal(PRIYA));
    expect(cardText(said)).toContain("call the plumber");
    expect(teamsButton(said, "Discard").verb).toBe("discard");
    expect(said).toMatchObject({ type: "message", summary: expect.stringContaining("C-014/A") });
  });

  it("in a channel are answered in the personal chat; the thread reads that they were, and nothing of them", async () => {
    await running.people.say(PRIYA, room, "action assign Harriet by 25 March 2027 mend the boiler");

    const pointer = await saidIn(room);
    expect(JSON.stringify(pointer)).not.toContain("boiler");
    expect(pointer.text).toContain("your chat with Followthrough");
    expect(cardText(await saidIn(personal(PRIYA)))).toContain("mend the boiler");
  });

  it("name people by mention, whom the roster knows by their Teams id", async () => {
    const harriet = running.people.mention(accountOf(HARRIET), "Harriet J.");
    await running.people.say(PRIYA, room, `action assign ${harriet.text} by 25 March 2027 paint the door`, [harriet]);
    await saidIn(personal(PRIYA));

    expect(await latestAction()).toMatchObject({ owner: "harriet", text: "paint the door" });
    running.teams.reset();
    await running.people.say(PRIYA, room, `action assign ${harriet.text} by 25 March 2027 paint the wall`, [harriet]);
    await saidIn(personal(PRIYA));
    // The second time she is remembered.
    expect(running.teams.calls.filter(({ path }) => path.includes("/members/"))).toEqual([]);
  });

  it("name people by the name that was shown, where the roster cannot be asked just now", async () => {
    running.teams.trouble(({ path }) => path.includes("/members/"), { status: 503 });
    const tom = running.people.mention(accountOf(TOM), "Tom");
    const { status } = await running.people.say(PRIYA, room, `action assign ${tom.text} by 25 March 2027 sweep the yard`, [tom]);

    expect(status).toBe(200);
    expect(cardText(await saidIn(personal(PRIYA)))).toContain("sweep the yard");
    expect(await latestAction()).toMatchObject({ owner: "tom", text: "sweep the yard" });
  });

  it("lose what no store takes and nobody can see", async () => {
    await running.people.say(PRIYA, personal(PRIYA), "assign C-014 me by tomorrow ring the\u0000 glazier\ud800");

    expect(cardText(await saidIn(personal(PRIYA)))).toContain("ring the glazier");
  });

  it("that fit nothing get the nearest form, never silence", async () => {
    await running.people.say(PRIYA, personal(PRIYA), "asign Harriet");

    expect(cardText(await saidIn(personal(PRIYA)))).toContain("Nearest form");
  });

  it("without any text open a form, in a card", async () => {
    await running.people.say(PRIYA, room, "action assign");

    const form = await saidIn(personal(PRIYA));
    const save = cardIn(form).actions[0];
    const answered = await running.people.press(PRIYA, personal(PRIYA), save, { text: "ask the caretaker", date: "2027-03-25" });
    expect(answered.body.type).toBe("application/vnd.microsoft.card.adaptive");
    expect(cardText(answered.body)).toContain("ask the caretaker");
    expect((await latestAction()).case.ref).toBe("C-014");
  });

  it("of somebody whom the set-up does not name change nothing", async () => {
    const before = await running.db.action.count();
    await running.people.say(STRANGER, personal(STRANGER), "assign C-014 me by Friday look in");

    expect(cardText(await saidIn(personal(STRANGER)))).toContain("does not know you yet");
    expect(await running.db.action.count()).toBe(before);
  });

  it("of bots and webhooks are left alone", async () => {
    const from = { id: "28:another-bot", name: "Another" };
    const { status } = await running.people.post(
      running.people.activity(PRIYA, room, { from, text: "ACTION: me by Friday call" }),
    );

    expect(status).toBe(200);
    expect(running.teams.calls).toEqual([]);
  });
});

describe("somebody who has not added the app", () => {
  it("is told in the room how to, and nothing of the answer", async () => {
    const isCreation = ({ method, path }: { method: string; path: string }) => method === "POST" && path === "/v3/conversations";
    running.teams.trouble(isCreation, { status: 403, code: "MessageWritesBlocked" });
    await running.people.say(TOM, room, "action assign Harriet by 25 March 2027 open the loft");

    const said = await saidIn(room);
    expect(said.text).toContain("Add the Followthrough app");
    expect(said.text).not.toContain("loft");
    expect(said.entities).toEqual([
      { type: "mention", text: "<at>Somebody</at>", mentioned: { id: accountOf(TOM), name: "Somebody" } },
    ]);
  });

  it("reads an answer to a press in place of the card, for themselves alone", async () => {
    const ref = await opened();
    running.teams.trouble(({ path }) => path === "/v3/conversations", { status: 403, code: "MessageWritesBlocked" });
    const { body } = await running.people.press(TOM, room, { type: "Action.Execute", data: { do: "history", ref } });

    expect(body.type).toBe("application/vnd.microsoft.card.adaptive");
    expect(cardText(body)).toContain("get the pipe survey done");
    expect(running.teams.said(room.conversation)).toEqual([]);
  });

  it("is written to once they have", async () => {
    await running.people.install(ZOE, personal(ZOE));
    await running.people.say(ZOE, channel(CASE_ROOM), "action list mine");

    await saidIn(personal(ZOE));
    expect(running.teams.calls.filter(({ path }) => path === "/v3/conversations")).toEqual([]);
  });

  it("is no longer written to where it was once they have removed it", async () => {
    await running.people.install(ZOE, personal(ZOE), "remove");
    await running.people.say(ZOE, channel(CASE_ROOM), "action list mine");

    await saidIn(CREATED(ZOE));
    expect(running.teams.said(personal(ZOE).conversation)).toEqual([]);
  });
});

describe("a message with ACTION:", () => {
  it("makes a draft in a room of a case, without a mention of the bot", async () => {
    const { sent } = await running.people.sayToRoom(PRIYA, room, "ACTION: Harriet by 25 March 2027 sweep the stairs");

    expect(cardText(await saidIn(personal(PRIYA)))).toContain("sweep the stairs");
    const { source, sourceKey } = await latestAction();
    expect(source).toMatchObject({ platform: "teams", conversation: CASE_ROOM, message: sent.id });
    expect(sourceKey).toBe(`teams/${BOT.tenant}/${CASE_ROOM}/${sent.id}`);
  });

  it("makes one where the bot is mentioned too", async () => {
    await running.people.say(PRIYA, room, "ACTION: Harriet by 25 March 2027 sweep the yard");

    expect(cardText(await saidIn(personal(PRIYA)))).toContain("sweep the yard");
  });

  it("is conversation in rooms of no case, and what does not begin so is conversation anywhere", async () => {
    const before = await running.db.action.count();
    await running.people.sayToRoom(PRIYA, groupChat("19:other@thread.v2"), "ACTION: Harriet by Friday sweep");
    await running.people.sayToRoom(PRIYA, room, "who takes the action: me?");

    expect(running.teams.said().filter((said) => /sweep|takes the action/.test(JSON.stringify(said)))).toEqual([]);
    expect(await running.db.action.count()).toBe(before);
  });
});

describe("a press", () => {
  it("is answered in place of the card, for whoever pressed", async () => {
    const ref = await draft();
    const { status, body } = await running.people.press(PRIYA, personal(PRIYA), { ...CONFIRM, data: { do: "confirm", ref } });

    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
    expect(cardText(body)).toContain("Proposed");
  });

  it("on an old card changes nothing and shows what is true", async () => {
    const ref = await draft();
    const confirm = { ...CONFIRM, data: { do: "confirm", ref, seen: 1 } };
    await running.people.press(PRIYA, personal(PRIYA), confirm);
    const { body } = await running.people.press(PRIYA, personal(PRIYA), confirm);

    expect(cardText(body)).toContain("Proposed");
    expect(await running.db.auditEntry.count({ where: { verb: "confirm", actionNumber: (await latestAction()).number } })).toBe(
      1,
    );
  });

  it("that is not allowed is told to whoever pressed, beside the card", async () => {
    const ref = await opened();
    const { body } = await running.people.press(HARRIET, room, {
      type: "Action.Execute",
      data: { do: "cancel", ref, reason: "no" },
    });

    expect(body.type).toBe("application/vnd.microsoft.activity.message");
    expect(body.value).toContain("can do this. Nothing has changed.");
    expect(running.teams.calls).toEqual([]);
  });

  it("with data that is no command runs nothing", async () => {
    for (const data of [{}, { do: "drop" }, { do: "confirm", ref: "'; --" }]) {
      const { body } = await running.people.press(PRIYA, room, { type: "Action.Execute", data });
      expect(body.value).toContain("no longer in use");
    }
    expect((await running.people.invoke(PRIYA, room, "adaptiveCard/action", { action: "confirm" })).status).toBe(400);
  });

  it("of a card's own refresh does not count as having been there", async () => {
    const ref = await opened();
    await running.db.identity.updateMany({ data: { lastSeen: null } });
    const seen = async () =>
      (await running.db.identity.findFirstOrThrow({ where: { platform: "teams", personId: "harriet" } })).lastSeen;
    await running.people.press(HARRIET, room, { type: "Action.Execute", verb: "refresh", data: { do: "show", ref } });
    expect(await seen()).toBeNull();

    await running.people.press(HARRIET, room, { type: "Action.Execute", verb: "show", data: { do: "show", ref } });
    expect(await seen()).not.toBeNull();
  });

  it("of a card's own refresh shows what is true by now, and not to those who may not know", async () => {
    const ref = await opened();
    const refresh = { type: "Action.Execute", verb: "refresh", data: { do: "show", ref } };
    const shown = await running.people.press(HARRIET, room, refresh);
    const hidden = await running.people.press(ZOE, room, refresh);

    expect(cardText(shown.body)).toContain("get the pipe survey done");
    expect(hidden.body).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: expect.stringContaining("access"),
    });
  });
});

describe("a form", () => {
  const form = async (ref: string, user = HARRIET): Promise<TeamsJson> =>
    (await running.people.press(user, room, { type: "Action.Execute", data: { do: "extend", ref } })).body;

  it("takes the place of the card, and what is sent takes its place again", async () => {
    const ref = await opened();
    const asked = await form(ref);
    const send = cardIn(asked).actions[0];
    const { body } = await running.people.press(HARRIET, room, send, { date: "2027-04-06", reason: "the surveyor is ill" });

    expect(body.type).toBe("application/vnd.microsoft.card.adaptive");
    expect(await running.db.changeRequest.findFirst({ orderBy: { at: "desc" } })).toMatchObject({
      toDay: "2027-04-06",
      why: "the surveyor is ill",
    });
  });

  it("that was not filled in well comes back with the reason above its input, and what was typed", async () => {
    const ref = await opened();
    const send = cardIn(await form(ref)).actions[0];
    const { body } = await running.people.press(HARRIET, room, send, { date: "1999-01-01", reason: "the surveyor is ill" });

    const card = cardIn(body);
    const at = card.body.findIndex((element: TeamsJson) => element.id === "date");
    expect(card.body[at - 1]).toMatchObject({ type: "TextBlock", color: "Attention" });
    expect(card.body[at].value).toBe("1999-01-01");
    expect(card.body.find((element: TeamsJson) => element.id === "reason").value).toBe("the surveyor is ill");
    expect(await running.db.changeRequest.count({ where: { action: { number: Number(ref.split("/A")[1]) } } })).toBe(0);

    const mended = await running.people.press(HARRIET, room, card.actions[0], {
      date: "2027-04-06",
      reason: "the surveyor is ill",
    });
    expect(cardText(mended.body)).not.toContain("1999");
    expect(await running.db.changeRequest.count({ where: { action: { number: Number(ref.split("/A")[1]) } } })).toBe(1);
  });
});

describe("Make this an action", () => {
  const message = (content: string, parts: TeamsJson = {}): TeamsJson => ({
    id: String(Date.now() + Math.floor(Math.random() * 1e9)),
    from: { user: { id: HARRIET.toUpperCase(), displayName: "Harriet" } },
    body: { contentType: "html", content },
    mentions: [],
    ...parts,
  });

  it("opens a form with the words of the message; as they stand they are read as typed ones, said by their writer", async () => {
    const chosen = message("<p>I'll call the landlord by 25 March 2027</p>");
    const { body } = await running.people.choose(PRIYA, room, chosen);

    expect(body.task.type).toBe("continue");
    const card = body.task.value.card.content;
    const text = card.body.find((element: TeamsJson) => element.id === "text");
    expect(text.value).toBe("I'll call the landlord by 25 March 2027");
    expect(await running.db.action.count({ where: { sourceKey: { endsWith: chosen.id } } })).toBe(0);

    const sent = await running.people.sendDialog(PRIYA, room, card.actions[0], { text: text.value });
    expect(sent.body.task).toMatchObject({ type: "message", value: expect.stringContaining("your chat with Followthrough") });
    expect(await latestAction()).toMatchObject({
      owner: "harriet",
      asker: "priya",
      dueDay: "2027-03-25",
      sourceKey: expect.stringContaining(chosen.id),
    });
    expect(cardText(await saidIn(personal(PRIYA)))).toContain("call the landlord");
  });

  it("takes what was filled in beside the words", async () => {
    const { body } = await running.people.choose(PRIYA, room, message("<div>The loft <b>leaks</b></div>"));
    const send = body.task.value.card.content.actions[0];
    expect(send.type).toBe("Action.Submit");
    await running.people.sendDialog(PRIYA, room, send, { text: "The loft leaks", who: "person:tom", date: "2027-03-26" });

    expect(await latestAction()).toMatchObject({ owner: "tom", dueDay: "2027-03-26", text: "The loft leaks" });
  });

  it.each([
    ["as Teams gives it", "https://teams.microsoft.com/l/message/19:x/1", "https://teams.microsoft.com/l/message/19:x/1"],
    [
      "made by us where it leads elsewhere",
      "https://evil.example/teams.microsoft.com",
      expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/message\//),
    ],
    ["made by us where it is none", "no link", expect.stringMatching(/^https:\/\/teams\.microsoft\.com\//)],
  ])("keeps the link to the message %s", async (_, linkToMessage, kept) => {
    const { body } = await running.people.choose(PRIYA, room, message("<p>look at the gutter</p>", { linkToMessage }));
    const send = body.task.value.card.content.actions[0];

    expect(send.data.source.link).toEqual(kept);
  });

  it.each([
    "https://evil.example/",
    "http://teams.microsoft.com/l/1",
    "https://teams.microsoft.com.evil.example/",
    "https://teams.microsoft.com@evil.example/",
    "javascript:alert(1)",
  ])("does not take %s for the link to it from a button", async (link) => {
    const { body } = await running.people.choose(PRIYA, room, message("<p>look at the drain</p>"));
    const send = body.task.value.card.content.actions[0];
    const forged = { ...send, data: { ...send.data, source: { ...send.data.source, link } } };
    await running.people.sendDialog(PRIYA, room, forged, { text: "look at the drain", date: "2027-03-25" });

    expect((await latestAction()).source).toMatchObject({ link: null, platform: "teams" });
  });

  it("goes on in the dialog where the person cannot be written to", async () => {
    running.teams.trouble(({ path }) => path === "/v3/conversations", { status: 403 });
    const { body } = await running.people.choose(TOM, room, message("<p>Harriet to fix the lift by 25 March 2027</p>"));
    const send = body.task.value.card.content.actions[0];
    const sent = await running.people.sendDialog(TOM, room, send, { text: "Harriet to fix the lift by 25 March 2027" });

    const draft = sent.body.task.value.card.content;
    expect(cardText(draft)).toContain("fix the lift");
    expect(teamsButton(draft, "Discard").type).toBe("Action.Submit");
    const discarded = await running.people.sendDialog(TOM, room, teamsButton(draft, "Discard"));
    expect(discarded.status).toBe(200);
    expect((await latestAction()).status).toBe("cancelled");
  });

  it("asks for the case where the conversation belongs to none, and goes on with the one that was chosen", async () => {
    const elsewhere = groupChat("19:elsewhere@thread.v2");
    const { body } = await running.people.choose(PRIYA, elsewhere, message("<p>Harriet to oil the gate by 25 March 2027</p>"));
    const card = body.task.value.card.content;
    const choice = card.body.find((element: TeamsJson) => element.id === "case");
    expect(choice).toMatchObject({ type: "Input.ChoiceSet", label: "Case", value: "C-014", choices: [{ value: "C-014" }] });

    await running.people.sendDialog(PRIYA, elsewhere, card.actions[0], {
      case: "C-014",
      text: "Harriet to oil the gate by 25 March 2027",
    });
    expect(await latestAction()).toMatchObject({
      owner: "harriet",
      dueDay: "2027-03-25",
      text: "oil the gate",
      case: { ref: "C-014" },
    });
  });

  it("finds the actions of a message that no input holds at once, and says in the dialog where they are", async () => {
    const long = `<p>${"We talked about the flat for a while. ".repeat(60)}</p><p>ACTION: Harriet to oil the hinges by 25 March 2027</p><p>Tom will ring the plumber by 26 March 2027</p>`;
    const chosen = message(long);
    const { body } = await running.people.choose(PRIYA, room, chosen);

    expect(body.task).toMatchObject({ type: "message", value: expect.stringContaining("your chat with Followthrough") });
    expect(cardText(await saidIn(personal(PRIYA)))).toMatch(
      /2 drafts from this text[\s\S]*oil the hinges[\s\S]*ring the plumber/,
    );
    const made = { where: { sourceKey: { contains: chosen.id } } };
    expect(await running.db.action.count({ where: { ...made.where, shownAt: { not: null } } })).toBe(2);
    await running.people.choose(TOM, room, chosen);
    expect(await running.db.action.count(made)).toBe(2);
    const nothing = await running.people.choose(PRIYA, room, message(`<p>${"We talked. ".repeat(300)}</p>`));
    expect(cardText(nothing.body.task.value.card.content)).toContain("no action was found");
  });

  it("tells in the dialog whoever may not", async () => {
    const { body } = await running.people.choose(ZOE, room, message("<p>call</p>"));

    expect(cardText(body.task.value.card.content)).toContain("do not have access");
  });
});

describe("installations", () => {
  it("are remembered for a room, under its channel, and forgotten", async () => {
    const spot = groupChat("19:fresh@thread.v2");
    await running.people.install(PRIYA, spot);
    const where = { conversation: spot.conversation };

    expect(await running.db.conversationReference.findFirst({ where })).toMatchObject({
      platform: "teams",
      workspace: BOT.tenant,
      userId: null,
      serviceUrl: running.teams.serviceUrl,
      botId: BOT.user,
    });
    await running.people.post(
      running.people.activity(PRIYA, spot, { type: "conversationUpdate", membersRemoved: [{ id: BOT.user }] }),
    );
    expect(await running.db.conversationReference.count({ where })).toBe(0);
  });

  it("of other members, and kinds of activity that are not ours, are acknowledged", async () => {
    for (const parts of [
      { type: "conversationUpdate", membersAdded: [{ id: accountOf(TOM) }] },
      { type: "messageReaction", reactionsAdded: [{ type: "like" }] },
      { type: "messageUpdate", text: "ACTION: me by Friday call" },
      { type: "event", name: "application/vnd.microsoft.meetingStart" },
      { type: "invoke", name: "signin/verifyState" },
    ]) {
      expect((await running.people.post(running.people.activity(PRIYA, groupChat(MIXED_ROOM), parts))).status).toBe(200);
    }
    expect(running.teams.calls).toEqual([]);
  });
});

describe("a stop", () => {
  it("waits until answers have arrived", async () => {
    const other = await teamsService({ CLOCK: "off" });
    await other.people.say(PRIYA, personal(PRIYA), "action list");
    await other.service.stop();

    expect(other.teams.said()).toHaveLength(1);
    await other.stop();
  });
});

describe("a call in a chat of the case", () => {
  const chat = groupChat("19:meeting_c014@thread.v2");
  const event = (user: string, name: string, spot = chat, parts: TeamsJson = {}) =>
    running.people.post(
      running.people.activity(user, spot, {
        ...{
          type: "event",
          name: `application/vnd.microsoft.${name}`,
          value: { MeetingType: "Scheduled", Id: "MCMx", Title: "MDT" },
        },
        ...parts,
      }),
    );
  const meetings = () => running.db.meeting.findMany({ orderBy: { number: "asc" } });

  beforeAll(async () => {
    const { id: caseId } = await running.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
    await running.db.place.create({
      data: {
        ...{ id: crypto.randomUUID(), caseId, platform: "teams", workspace: BOT.tenant, audience: "case" },
        conversation: chat.conversation,
      },
    });
  });

  it("starts its meeting once, however often Teams says so, and answers nothing", async () => {
    const first = await event(PRIYA, "meetingStart");
    await running.people.again(first);
    await event(PRIYA, "meetingStart");

    expect(first.status).toBe(200);
    expect(await meetings()).toMatchObject([{ number: 1, state: "open", body: { chair: "priya" } }]);
    expect(running.teams.said(personal(PRIYA).conversation)).toEqual([]);
  });

  it("makes an action of nothing that is said in it, until somebody means to", async () => {
    const drafted = () => running.db.action.count({ where: { meetingId: { not: null } } });
    await running.people.sayToRoom(PRIYA, chat, "I'll oil the landing door by 25 March 2027");
    await running.people.sayToRoom(HARRIET, chat, "Tom to oil the cellar door by 25 March 2027, evidence: photo");
    expect(await drafted()).toBe(0);

    await running.people.sayToRoom(PRIYA, chat, "ACTION: Tom to oil the hatch by 25 March 2027, evidence: photo");
    await expect.poll(drafted).toBe(1);
    const { number } = await running.db.action.findFirstOrThrow({ where: { meetingId: { not: null } } });
    await running.people.say(PRIYA, personal(PRIYA), `discard C-014/A${number}`);
    await expect.poll(() => running.db.action.count({ where: { number, status: "cancelled" } })).toBe(1);
  });

  it("ends it where nothing is missing, and else leaves it open and asks whoever chairs", async () => {
    await event(PRIYA, "meetingEnd");
    expect(await meetings()).toMatchObject([{ state: "open" }]);
    expect(await running.db.notice.count({ where: { kind: "meeting-asked", personId: "priya" } })).toBe(1);

    await running.people.say(PRIYA, personal(PRIYA), "mdt meeting no-actions C-014 because everything agreed is done");
    await saidIn(personal(PRIYA));
    await running.people.say(PRIYA, personal(PRIYA), "mdt follow-up C-014 in 3 weeks");
    await saidIn(personal(PRIYA), 1);
    await event(PRIYA, "meetingEnd");
    expect(await meetings()).toMatchObject([{ state: "ended" }]);
  });

  it("is nothing to us in any other chat, of somebody whom we do not know, and by another name", async () => {
    await event(PRIYA, "meetingStart", groupChat("19:elsewhere@thread.v2"));
    await event(STRANGER, "meetingStart");
    await event(PRIYA, "meetingParticipantJoin");
    await event(PRIYA, "meetingStart", chat, { from: { id: "28:another-bot" } });

    expect(await meetings()).toHaveLength(1);
    expect(await running.db.auditEntry.count({ where: { verb: "call" } })).toBe(0);
  });
});
