import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SlackJson, shownIn } from "../support/fake-slack.ts";
import { cardText } from "../support/fake-teams.ts";
import { channel } from "../support/teams-driver.ts";
import { CASE_ROOM, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";
import { beginThreads } from "../support/threads.ts";

let running: TeamsService;
let thread: string;
beforeAll(async () => {
  running = await teamsService();
  ({ thread } = await beginThreads(running.db, ["C0001", CASE_ROOM]));
  await running.people.install(PRIYA, channel(CASE_ROOM));
});
afterAll(() => running.stop());
beforeEach(() => {
  running.slack.reset();
  running.teams.reset();
  running.logged.length = 0;
});

let messages = 0;
const reply = (text: string, more: SlackJson = {}, envelope: SlackJson = {}) =>
  running.slackPeople.event(
    {
      ...{ type: "message", channel: "C0001", channel_type: "channel", user: "U0ANA", team: "T0001" },
      ...{ ts: `1800000000.${String(++messages).padStart(6, "0")}`, thread_ts: thread, parent_user_id: "U0BOT", text, ...more },
    },
    envelope,
  );

const inTeams = () => running.teams.said(`${CASE_ROOM};messageid=${thread}`).map(cardText);
const readInTeams = async (words: string): Promise<string> => {
  await running.teams.call(() => inTeams().some((text) => text.includes(words)));
  return inTeams().find((text) => text.includes(words)) ?? "";
};

describe("a reply in the thread of an escalation, on Slack", () => {
  it("is read in its thread on Teams, as a reply there", async () => {
    await reply("The surveyor comes on <https://quay.example|Tuesday> &amp; rings first");

    expect(await readInTeams("surveyor")).toContain(
      "Ana (Repairs lead, Quayside Homes) in Slack: The surveyor comes on Tuesday ([https://quay.example](https://quay.example)) & rings first",
    );
    expect(running.slack.callsTo("chat.postMessage")).toEqual([]);
    expect(running.slack.callsTo("chat.postEphemeral")).toEqual([]);
  });

  it("is heard where it is also sent to the room, and where a file came with it", async () => {
    await reply("Also for the room", { subtype: "thread_broadcast" });
    await reply("See the photograph", { subtype: "file_share", files: [{ id: "F1" }] });

    await readInTeams("Also for the room");
    await readInTeams("See the photograph");
  });

  it("calls us and others as people call us", async () => {
    const authorizations = [{ user_id: "U0BOT", is_bot: true, team_id: "T0001", is_enterprise_install: false }];
    await reply("<@U0BOT> and <@U0TOM>, thank you", {}, { authorizations });

    await readInTeams("in Slack: Followthrough and Tom, thank you");
  });

  it.each([
    ["of a bot", { bot_id: "B1" }],
    ["of our own", { bot_id: "B0", user: "U0BOT" }],
    ["that was edited", { subtype: "message_changed", message: { text: "x", user: "U0ANA" } }],
    ["that was deleted", { subtype: "message_deleted" }],
    ["told of without its subtype", { hidden: true, user: undefined, text: undefined, message: { user: "U0ANA", text: "x" } }],
    ["that begins the thread", { ts: "1799900001.000100" }],
    ["in another thread", { thread_ts: "1799900001.000200" }],
    ["in no thread", { thread_ts: undefined }],
    ["in a room of no case", { channel: "C0OTHER" }],
    ["of a stranger", { user: "U0NOBODY" }],
    ["without words", { text: "" }],
    ["in a thread that there cannot be", { thread_ts: "1'; --" }],
  ])("is left alone where it is one %s", async (what, more) => {
    const { status } = await reply(`Left alone ${what}`, more as SlackJson);
    await reply(`After one ${what}`);
    await readInTeams(`After one ${what}`);

    expect(status).toBe(200);
    expect(inTeams()).toHaveLength(1);
    expect(running.slack.calls).toEqual([]);
  });

  it("is passed on once, however often and under whatever name Slack delivers it", async () => {
    const delivered = await reply("Told once", { ts: "1800000009.000100" });
    await running.slackPeople.again(delivered);
    await reply("Told once", { ts: "1800000009.000100" });
    await readInTeams("Told once");
    await reply("And then this");
    await readInTeams("And then this");

    expect(inTeams().filter((text) => text.includes("Told once"))).toHaveLength(1);
  });

  it("is not heard with a signature that is not Slack's", async () => {
    const event = { type: "message", channel: "C0001", user: "U0ANA", text: "Forged", ts: "1800000010.1", thread_ts: thread };
    const body = JSON.stringify({ type: "event_callback", team_id: "T0001", event_id: "Ev1", event });
    const { status } = await running.slackPeople.post(body, { contentType: "application/json", signature: "v0=0000" });
    await reply("After the forged one");
    await readInTeams("After the forged one");

    expect(status).toBe(401);
    expect(inTeams()).toHaveLength(1);
  });

  it("that may not be shared is told to its writer in the thread, and to nobody else", async () => {
    await reply("Example Person is away");
    const told = await running.slack.call("chat.postEphemeral");
    await reply("After what was refused");
    await readInTeams("After what was refused");

    expect(told).toMatchObject({ channel: "C0001", user: "U0ANA", thread_ts: thread });
    expect(shownIn(told)).toContain("Your message was not passed on: it holds a protected name.");
    expect(inTeams()).toHaveLength(1);
  });

  it("that begins with ACTION: becomes a draft and is not passed on", async () => {
    await reply("ACTION: me by Friday ring the glazier");
    const told = await running.slack.call("chat.postEphemeral");
    await reply("After the draft");
    await readInTeams("After the draft");

    expect(shownIn(told)).toContain("ring the glazier");
    expect(inTeams()).toHaveLength(1);
  });

  it("is in no log", async () => {
    await reply("Popocatepetl");
    await readInTeams("Popocatepetl");
    await reply("Example Person and Popocatepetl");
    await running.slack.call("chat.postEphemeral");

    expect(running.logged.join("\n")).not.toContain("Popocatepetl");
  });
});
