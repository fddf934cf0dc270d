import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeSlack, fakeSlack, type ResponseUrl, type SlackJson } from "../support/fake-slack.ts";
import { FORM, type SlackDriver, slackDriver } from "../support/slack-driver.ts";
import { type Block, buttonsOf, wordsOf } from "./support/blocks.ts";
import { oneStory } from "./support/chapters.ts";
import { emulatedSlack } from "./support/emulator.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** The same story in short, in a workspace that others have written, which says so where a call is not one of Slack's. */

const SECRET = "an-emulated-secret";
const PEOPLE = ["priya", "tom", "harriet", "hassan", "carl", "connie", "kofi", "rosa", "sam", "dana", "owen", "olu"];

let slack: Awaited<ReturnType<typeof emulatedSlack>>;
let hooks: FakeSlack;
let here: World;
let service: Replica;
let sends: SlackDriver;
let room: string;

oneStory(() => service);

beforeAll(async () => {
  slack = await emulatedSlack({ people: PEOPLE, rooms: ["c-014", "c-014-staff", "mdt"] }, SECRET);
  hooks = await fakeSlack();
  room = slack.room("c-014");
  let setup = SAMPLE.replaceAll("T0REHEARSE", slack.team).replaceAll("C0HOUSING", room);
  setup = setup.replaceAll("C0STAFF", slack.room("c-014-staff")).replaceAll("C0MDT", slack.room("mdt"));
  for (const name of PEOPLE) setup = setup.replace(`user: U0${name.toUpperCase()} `, `user: ${slack.user(name)} `);
  here = await world(setup);
  const secrets = { SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl };
  service = await here.serve({ REHEARSAL: "1", ...secrets });
  sends = slackDriver(service, SECRET, hooks, slack.team);
});
afterAll(async () => {
  await here?.end();
  await slack?.close();
  await hooks?.close();
});

/** A slash command in the room; what only its sender reads comes to the address that Slack gave with it. */
async function types(name: string, text: string): Promise<ResponseUrl> {
  const answers = hooks.responseUrl();
  const body = new URLSearchParams({
    ...{ command: "/action", text, team_id: slack.team, user_id: slack.user(name), channel_id: room },
    ...{ trigger_id: await slack.trigger(name), response_url: answers.url, api_app_id: "A0FOLLOWUP" },
  });
  expect(await sends.post(body.toString(), { contentType: FORM })).toMatchObject({ status: 200 });
  return answers;
}

interface OnMessage {
  channel: string;
  ts: string;
  blocks: Block[];
  /** Only its reader sees it: then there is nothing in the room to replace. */
  ephemeral?: boolean;
}

/** A press on a message, which Slack then replaces where the answer says so. */
async function presses(name: string, label: string, on: OnMessage): Promise<ResponseUrl> {
  const button = buttonsOf(on.blocks).find((each) => each.label === label);
  expect(button, `${label} on ${wordsOf(on.blocks)}`).toBeDefined();
  const answers = hooks.responseUrl();
  const delivered = await sends.interaction({
    type: "block_actions",
    user: { id: slack.user(name), team_id: slack.team },
    team: { id: slack.team },
    container: { type: "message", message_ts: on.ts, channel_id: on.channel, is_ephemeral: on.ephemeral ?? false },
    channel: { id: on.channel },
    trigger_id: await slack.trigger(name),
    response_url: answers.url,
    actions: [{ type: "button", block_id: button?.block, action_id: button?.action, value: button?.value }],
  });
  expect(delivered.status).toBe(200);
  return answers;
}

/** What comes to the address of an answer, put where Slack would put it. */
async function replaced(on: OnMessage, answers: ResponseUrl): Promise<string> {
  const answer = await answers.next();
  expect(answer.replace_original).toBe(true);
  if (!on.ephemeral) await slack.replace(on.channel, on.ts, answer);
  return wordsOf(answer.blocks);
}

/** The newest message of a conversation that says all of this. */
const sees = (channel: string, ...words: string[]): Promise<OnMessage & { edited: boolean }> =>
  until(
    async () => {
      const message = (await slack.history(channel)).find(({ blocks }) => words.every((each) => wordsOf(blocks).includes(each)));
      return message && { channel, ts: message.ts, blocks: message.blocks, edited: message.edited !== undefined };
    },
    () => `${words.join(" + ")} in ${channel}`,
  );

/** The form that was opened last, as the emulator took it. */
const openForm = (): Promise<SlackJson> =>
  until(
    () => slack.calls.findLast(({ method }) => method === "views.open")?.said.view as SlackJson | undefined,
    () => "a form",
  );

describe("the story in a workspace of the emulator", () => {
  let stateCard: string;

  it("begins on Thu 11 March 2027 at 14:00", async () => {
    const moved = await fetch(`${service.url}/rehearsal/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ now: "2027-03-11T14:00:00Z" }),
    });
    expect(moved.status).toBe(200);
  });

  it("drafts privately, and the room learns no more than the reference", async () => {
    const answers = await types(
      "priya",
      `assign <@${slack.user("harriet")}|harriet> in 10 working days get the pipe survey done evidence "surveyor's report"`,
    );
    const draft = await answers.next();
    expect(draft.response_type).toBe("ephemeral");
    expect(wordsOf(draft.blocks)).toContain("Thu 25 March 2027");
    const line = await sees(room, "C-014/A1", "draft");
    expect(wordsOf(line.blocks)).not.toContain("survey");
    stateCard = line.ts;

    const on = { channel: room, ts: "1.1", blocks: draft.blocks, ephemeral: true };
    expect(await replaced(on, await presses("priya", "Confirm", on))).toContain("Harriet is asked to accept");
  });

  it("asks Harriet in her own conversation, and brings the room's card up to date in its place", async () => {
    const proposal = await sees(await slack.directWith("harriet"), "C-014/A1", "Proposed", "Thu 25 March 2027");
    expect(await replaced(proposal, await presses("harriet", "Accept", proposal))).toContain("Accepted");
    const card = await sees(room, "C-014/A1", "Open", "survey");

    expect(card.ts).toBe(stateCard);
    expect(card.edited).toBe(true);
  });

  it("takes Harriet's evidence in a form that the emulator opened for her", async () => {
    const card = await sees(await slack.directWith("harriet"), "C-014/A1", "Accepted");
    await presses("harriet", "Submit evidence", card);
    const view = await openForm();
    expect(view.title.text).toBe("Submit evidence");
    const [input] = (view.blocks as SlackJson[]).filter((block) => block.type === "input");
    const sent = await sends.submit(slack.user("harriet"), view, { [input?.block_id]: "Report QH-2231" }, { id: view.id });

    expect(sent.body).toBe("");
    await sees(room, "C-014/A1", "Evidence submitted");
  });

  it("has Priya sign it off, and everybody in the room sees that", async () => {
    const evidence = await sees(await slack.directWith("priya"), "C-014/A1", "Report QH-2231");
    expect(await replaced(evidence, await presses("priya", "Sign off", evidence))).toContain("Complete");
    await sees(await slack.directWith("harriet"), "C-014/A1", "signed this off");
    const card = await sees(room, "C-014/A1", "Complete");

    expect(card.ts).toBe(stateCard);
  });

  it("makes a draft of Carl's words, tells only him, and lists it for him", async () => {
    const text = "ACTION: I'll send the mediation offer by Friday";
    const ts = "1805032800.000100";
    await sends.event({
      type: "message",
      user: slack.user("carl"),
      team: slack.team,
      channel: room,
      channel_type: "channel",
      text,
      ts,
    });
    await until(
      () => slack.calls.find(({ method, asked }) => method === "chat.postEphemeral" && asked.user === slack.user("carl")),
      () => "a private answer for Carl",
    );
    const list = await (await types("carl", "list mine")).next();

    expect(wordsOf(list.blocks)).toContain("C-014/A2");
    expect(wordsOf(list.blocks)).toContain("Fri 12 March 2027");
  });

  it("has made no call that a workspace would refuse, and logged no fault", () => {
    // The message that became an action was posted by the test alone: the workspace has no address for it.
    const refused = slack.calls.filter(({ method, said }) => said.ok !== true && method !== "chat.getPermalink");
    expect(refused).toEqual([]);
    expect(new Set(slack.calls.map(({ method }) => method))).toEqual(
      new Set(["conversations.open", "chat.postMessage", "chat.update", "chat.postEphemeral", "chat.getPermalink", "views.open"]),
    );
    expect(service.faults()).toEqual([]);
  });
});
