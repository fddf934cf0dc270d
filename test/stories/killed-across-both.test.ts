import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { button, type FakeSlack, fakeSlack } from "../support/fake-slack.ts";
import { cardText, type FakeTeams, fakeTeams, teamsButton } from "../support/fake-teams.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/service.ts";
import { slackDriver } from "../support/slack-driver.ts";
import { personal, teamsDriver } from "../support/teams-driver.ts";
import { living, SLACK_ROOM, SLACK_TEAM } from "./support/platforms.ts";
import { type ServiceProcess, serviceProcess } from "./support/process.ts";
import { SAMPLE, type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** The service is killed after each step, when what was done is stored and nobody has been told, on either side. */

const HARRIET = "aaaaaaaa-0000-4000-8000-000000000001";
const CHAT = personal(HARRIET);

let here: World;
let slack: FakeSlack;
let teams: FakeTeams;
let service: ServiceProcess;

beforeAll(async () => {
  [here, slack, teams] = await Promise.all([
    world(living(SAMPLE, { priya: ["slack"], harriet: ["teams"] })),
    fakeSlack(),
    fakeTeams(),
  ]);
  await start();
  await onTeams().install(HARRIET, CHAT);
});
afterAll(async () => {
  await service?.kill();
  await here?.end();
  await slack?.close();
  await teams?.close();
});

async function start(): Promise<void> {
  const forSlack = { SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl };
  service = await serviceProcess({ ...here.env, ...forSlack, ...teams.settings });
}
const onSlack = () => slackDriver(service, SIGNING_SECRET, slack, SLACK_TEAM);
const onTeams = () => teamsDriver(service, teams);

const waiting = (): Promise<number> => here.database.db.notice.count({ where: { state: "waiting" } });

/** Does a step while neither platform takes what is said unasked, kills the service, and brings it back to platforms that do. */
async function killedAfter<Sent>(step: () => Promise<Sent>): Promise<Sent> {
  for (const method of ["chat.postMessage", "chat.update"]) slack.react(method, () => ({ status: 503 }));
  teams.trouble(({ path }) => path.includes("/activities"), { status: 503 });
  const sent = await step();
  await until(
    async () => (await waiting()) > 0,
    () => "something to say",
  );
  await service.kill();
  slack.reset();
  teams.reset();
  await start();
  await until(
    async () => (await waiting()) === 0,
    () => `everything to be said; the service wrote:\n${service.wrote()}`,
    20_000,
  );
  return sent;
}

/** How often Harriet was sent a new message that says this. */
const harrietRead = (words: string): number =>
  teams.said(CHAT.conversation).filter((said) => cardText(said).includes(words)).length;

const done = async (): Promise<string[]> =>
  (await here.database.db.auditEntry.findMany({ where: { actionNumber: 1, result: "done" }, orderBy: { seq: "asc" } })).map(
    ({ verb, actor }) => `${verb} by ${actor}`,
  );

describe("a service on both platforms that is killed after each step", () => {
  it("asks the owner on Teams once for what was confirmed on Slack", async () => {
    const words = `assign Harriet in 10 working days mend the door evidence "photo"`;
    await onSlack().command("U0PRIYA", "/action", words, { channel: SLACK_ROOM });
    await killedAfter(() => onSlack().command("U0PRIYA", "/action", "confirm A1", { channel: SLACK_ROOM }));

    expect(harrietRead("mend the door")).toBe(1);
  });

  it("keeps what was accepted on Teams, and takes no second effect of the same press", async () => {
    const [proposal] = teams.said(CHAT.conversation).filter((said) => cardText(said).includes("mend the door"));
    const accept = teamsButton(proposal ?? {}, "Accept");
    const pressed = await killedAfter(() => onTeams().press(HARRIET, CHAT, accept));
    expect((await onTeams().again(pressed)).status).toBe(200);

    expect((await done()).filter((each) => each === "accept by harriet")).toHaveLength(1);
  });

  it("brings the evidence from Teams to the signer on Slack once", async () => {
    const said = await killedAfter(() => onTeams().say(HARRIET, CHAT, "evidence C-014/A1 photo Q-118"));
    expect((await onTeams().again(said)).status).toBe(200);
    const asked = slack
      .callsTo("chat.postMessage")
      .filter(({ channel, text }) => channel === "DU0PRIYA" && text.includes("C-014/A1"));

    expect(asked).toHaveLength(1);
    expect((await done()).filter((each) => each.startsWith("evidence"))).toHaveLength(1);
  });

  it("tells the owner on Teams once what was signed off on Slack", async () => {
    const asked = await slack.call("chat.postMessage", ({ channel }) => channel === "DU0PRIYA");
    const on = { channel: "DU0PRIYA", message: "1700000000.000001" };
    const pressed = await killedAfter(() => onSlack().press("U0PRIYA", button(asked, "Sign off"), on));
    expect((await onSlack().again(pressed)).status).toBe(200);

    expect(harrietRead("signed this off")).toBe(1);
    expect((await done()).filter((each) => each === "sign-off by priya")).toHaveLength(1);
    expect((await here.cli("audit", "verify")).code).toBe(0);
  });

  it("brings the draft to whoever asked for it on Teams, where its card could not leave before", async () => {
    teams.refuseTokens({ status: 503, code: "temporarily_unavailable" });
    await service.kill();
    await start();
    await onTeams().say(HARRIET, CHAT, `assign C-014 me in 10 working days call the landlord evidence "photo"`);
    await until(
      async () => (await here.database.db.notice.count({ where: { kind: "draft", state: "waiting" } })) === 1,
      () => "the draft to be in line",
    );
    await service.kill();
    teams.refuseTokens(null);
    await start();
    await until(
      () => harrietRead("call the landlord") > 0,
      () => `the draft to be shown; the service wrote:\n${service.wrote()}`,
      20_000,
    );

    expect(harrietRead("call the landlord")).toBe(1);
  });
});
