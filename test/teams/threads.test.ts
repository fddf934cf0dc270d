import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SlackJson, shownIn } from "../support/fake-slack.ts";
import { BOT, cardText, type TeamsJson } from "../support/fake-teams.ts";
import { accountOf, channel, groupChat, personal, type Spot } from "../support/teams-driver.ts";
import { CASE_ROOM, HARRIET, MIXED_ROOM, STRANGER, type TeamsService, TOM, teamsService, ZOE } from "../support/teams-service.ts";
import { beginThreads } from "../support/threads.ts";

let running: TeamsService;
let thread: string;
beforeAll(async () => {
  running = await teamsService();
  ({ thread } = await beginThreads(running.db, ["C0001", CASE_ROOM, MIXED_ROOM]));
});
afterAll(() => running.stop());
beforeEach(() => {
  running.slack.reset();
  running.teams.reset();
  running.logged.length = 0;
});

const inThread = (): Spot => channel(CASE_ROOM, thread);
const reply = (text: string, { user = HARRIET, spot = inThread(), ...parts }: TeamsJson = {}) =>
  running.people.post(running.people.activity(user, spot, { text, ...parts }));

const inSlack = (): SlackJson[] => running.slack.callsTo("chat.postMessage");
const readInSlack = (words: string): Promise<SlackJson> =>
  running.slack.call("chat.postMessage", (body) => shownIn(body).includes(words));

describe("a reply in the thread of an escalation, on Teams", () => {
  it("is read in its thread on Slack, without a mention of us", async () => {
    await reply("The surveyor comes &amp; rings first");
    const said = await readInSlack("surveyor");

    expect(said).toMatchObject({ channel: "C0001", thread_ts: thread, metadata: { event_type: "followthrough_notice" } });
    expect(shownIn(said)).toContain("Harriet (Housing officer, Quayside Homes) in Teams: The surveyor comes & rings first");
    expect(running.teams.calls).toEqual([]);
  });

  it("names people as it shows them, and nobody is looked up for it", async () => {
    const tom = running.people.mention(accountOf(TOM), "Tom (Harbour)");
    await reply(`${tom.text}, thank you`, { entities: [tom] });

    await readInSlack("in Teams: Tom (Harbour), thank you");
    expect(running.teams.calls).toEqual([]);
  });

  it("to us that is no form of ours is passed on, without us in it", async () => {
    const { sent } = await running.people.say(HARRIET, inThread(), "thank you, both");

    expect(sent.text).toContain("<at>Followthrough</at>");
    await readInSlack("in Teams: thank you, both");
    expect(running.teams.said()).toEqual([]);
  });

  it.each(["list", "action asign Tom", "mdt help"])("to us that is one, or begins as one, is answered: %s", async (words) => {
    await running.people.say(HARRIET, inThread(), words);
    await running.teams.call(() => running.teams.said(inThread().conversation).length > 0);
    await reply(`After ${words}`);
    await readInSlack(`After ${words}`);

    expect(inSlack()).toHaveLength(1);
  });

  it("to us in a thread that is none of ours is answered as ever", async () => {
    const spot = channel(CASE_ROOM, "1700000000000");
    await running.people.say(HARRIET, spot, "thank you, both");
    // The thread reads last that there was an answer.
    await running.teams.call(() => running.teams.said(spot.conversation).length > 0);

    expect(cardText(running.teams.said(`a:${accountOf(HARRIET)}`)[0] ?? {})).toContain("Those words were not understood.");
  });

  const left: [string, TeamsJson][] = [
    ["of a bot", { from: { id: "28:another", name: "Another" } }],
    ["that was edited", { type: "messageUpdate" }],
    ["that was deleted", { type: "messageDelete" }],
    ["that begins a thread", { spot: channel(CASE_ROOM, "1800000000001"), id: "1800000000001" }],
    ["in another thread", { spot: channel(CASE_ROOM, "1700000000000") }],
    ["in a channel of no case", { spot: channel("19:other@thread.tacv2", "17.1") }],
    ["in a room that others read", { spot: groupChat(MIXED_ROOM) }],
    ["of a stranger", { user: STRANGER }],
    ["of somebody who is not on the case", { user: ZOE }],
    ["without words", { text: "" }],
    ["with only a picture", { text: undefined, attachments: [{ contentType: "image/png" }] }],
  ];
  it.each(left)("is left alone where it is one %s", async (what, parts) => {
    const { status } = await reply(`Left alone ${what}`, parts);
    await reply(`After one ${what}`);
    await readInSlack(`After one ${what}`);

    expect(status).toBe(200);
    expect(inSlack()).toHaveLength(1);
    expect(running.teams.calls).toEqual([]);
  });

  it("is passed on once, however often Teams delivers it", async () => {
    const delivered = await reply("Told once");
    await running.people.again(delivered);
    await reply("And then this");
    await readInSlack("And then this");

    expect(inSlack().filter((body) => shownIn(body).includes("Told once"))).toHaveLength(1);
  });

  it("is not heard with a token that is not the Bot Connector's, nor from another tenant", async () => {
    const forged = await running.people.post(running.people.activity(HARRIET, inThread(), { text: "Forged" }), { key: "forger" });
    const tenant = "99999999-9999-4999-8999-999999999999";
    const foreign = await reply("Foreign", {
      ...{ conversation: { id: inThread().conversation, tenantId: tenant, conversationType: "channel" } },
      channelData: { tenant: { id: tenant } },
    });
    await reply("After the forged ones");
    await readInSlack("After the forged ones");

    expect([forged.status, foreign.status]).toEqual([401, 403]);
    expect(inSlack()).toHaveLength(1);
  });

  it("that may not be shared is told to its writer alone; the thread reads that there is an answer", async () => {
    await reply("Example Person is away");
    await running.teams.call(() => running.teams.said(inThread().conversation).length > 0);
    const [pointer] = running.teams.said(inThread().conversation);
    const told = running.teams.said().filter((said) => cardText(said).includes("not passed on"));
    await reply("After what was refused");
    await readInSlack("After what was refused");

    expect(pointer?.text).toBe("Answered in your chat with Followthrough.");
    expect(told).toHaveLength(1);
    expect(inSlack()).toHaveLength(1);
  });

  it("is in no log", async () => {
    await reply("Popocatepetl");
    await readInSlack("Popocatepetl");

    expect(running.logged.join("\n")).not.toContain("Popocatepetl");
  });
});

describe("a reply in a thread that is none of ours, on Teams", () => {
  it("leaves no trace but that we are in the room, and who wrote there", async () => {
    const spot = channel(CASE_ROOM, "1700000000000");
    await reply("We talk about lunch", { spot });
    const counts = () => Promise.all([running.db.notice.count(), running.db.auditEntry.count(), running.db.delivery.count()]);
    const before = await counts();
    const seen = await running.db.identity.findMany();
    await reply("And about dinner", { spot, user: HARRIET });

    expect(await counts()).toEqual(before);
    expect(await running.db.identity.findMany()).toEqual(seen);
    expect(running.logged.join("\n")).not.toMatch(/lunch|dinner/);
    expect(await running.db.platformAccount.count({ where: { workspace: BOT.tenant, account: accountOf(HARRIET) } })).toBe(1);
    expect(running.teams.said(personal(HARRIET).conversation)).toEqual([]);
  });
});
