import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrismaClient } from "../../src/store/database.ts";
import { button, type FakeSlack, fakeSlack, type SlackJson, shownIn } from "../support/fake-slack.ts";
import { BOT_TOKEN, SETUP, SIGNING_SECRET, type TestService, testService } from "../support/service.ts";
import { type SlackDriver, slackDriver } from "../support/slack-driver.ts";
import { type ServiceProcess, serviceProcess } from "./support/process.ts";
import { type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** Scenario 3, the checks of what must not happen, as far as actions go. */

const GENERAL_MDT = "C0MIX";

/** Every value of every table, as text. */
async function everythingStored(db: PrismaClient): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
  const said: string[] = [];
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    said.push(...rows.map(({ row }) => row));
  }
  return said.join("\n");
}

/** However somebody may have written it. */
const withoutGaps = (text: string): string => text.replace(/[\s.-]/g, "");

const statusOf = async (db: PrismaClient, number: number): Promise<string | undefined> =>
  (await db.action.findFirst({ where: { number } }))?.status;

/** Whatever has been said: the key of each notice, as often as Slack took it. */
const arrived = (slack: FakeSlack): string[] =>
  slack.callsTo("chat.postMessage").map(({ metadata }) => metadata?.event_payload?.key ?? "none");

const nothingWaits = (db: PrismaClient): Promise<true> =>
  until(
    async () => (await db.notice.count({ where: { state: "waiting" } })) === 0,
    () => "everything to be said",
    20_000,
  );

/** No notice was posted twice, and whoever had to hear has heard. */
async function postedOnce(db: PrismaClient, slack: FakeSlack): Promise<void> {
  const keys = arrived(slack);
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  const proposed = await db.notice.findMany({ where: { kind: "proposed" } });
  expect(proposed.length).toBeGreaterThan(0);
  expect(proposed.map(({ state }) => state)).toEqual(proposed.map(() => "sent"));
  expect(keys).toEqual(expect.arrayContaining(proposed.map(({ key }) => key)));
}

/** Priya asks Harriet, and confirms: Harriet is to hear, and every room of the case. */
async function priyaAsks(people: SlackDriver, number: number): Promise<void> {
  const words = `assign <@U0HARRIET> in 10 working days mend door ${number} evidence "photo"`;
  expect((await people.command("U0PRIYA", "/action", words)).status).toBe(200);
  expect((await people.command("U0PRIYA", "/action", `confirm A${number}`)).status).toBe(200);
}

describe("an NHS number in the general MDT channel", () => {
  const SAID = "ACTION: Harriet to call the ward about 999 000 0018 by Friday";
  let test: TestService;

  beforeAll(async () => {
    test = await testService();
  });
  afterAll(() => test?.stop());

  it("is declined as an ACTION: message, to its writer alone, who is told how to mend it", async () => {
    await test.people.event({
      ...{ type: "message", user: "U0HARRIET", team: "T0001", channel: GENERAL_MDT, channel_type: "channel" },
      ...{ text: SAID, ts: "1700000000.000200" },
    });
    const told = await test.slack.call("chat.postEphemeral", ({ user }) => user === "U0HARRIET");

    expect(told.channel).toBe(GENERAL_MDT);
    expect(shownIn(told)).toContain("Not saved: the text holds an NHS number. Use the case reference instead");
  });

  it("is declined when somebody makes an action of the message", async () => {
    const message = { ts: "1700000000.000200", text: SAID, user: "U0HARRIET" };
    const { answers } = await test.people.shortcut("U0PRIYA", message, { channel: GENERAL_MDT });
    const told = await answers.next();

    expect(told.response_type).toBe("ephemeral");
    expect(shownIn(told)).toContain("Not saved: the text holds an NHS number");
  });

  it("is declined where the case is named, as well", async () => {
    const { answers } = await test.people.command("U0PRIYA", "/action", `assign C-014 me by Friday call about 999-000-0018`, {
      channel: GENERAL_MDT,
    });
    expect(shownIn(await answers.next())).toContain("Not saved: the text holds an NHS number");
  });

  it("is nowhere in the database, nor in the log, nor said to anybody", async () => {
    await test.people.command("U0PRIYA", "/action", "assign me by Friday water the marigolds");
    await until(
      async () => (await test.db.action.count()) === 1,
      () => "the harmless one",
    );
    const stored = await everythingStored(test.db);

    expect(stored).toContain("marigolds");
    expect(withoutGaps(stored)).not.toContain("9990000018");
    expect(withoutGaps(test.logged.join(""))).not.toContain("9990000018");
    expect(withoutGaps(JSON.stringify(test.slack.calls))).not.toContain("9990000018");
  });

  it("leaves a trace of the attempts that says what kind of thing it was", async () => {
    const refused = await test.db.auditEntry.findMany({ where: { result: "refused" }, orderBy: { seq: "asc" } });

    expect(refused.map(({ actor, why }) => [actor, why])).toEqual([
      ["harriet", "protected text: NHS number"],
      ["priya", "protected text: NHS number"],
      ["priya", "protected text: NHS number"],
    ]);
  });
});

describe("a press that is not Harriet's", () => {
  let test: TestService;
  let accept: SlackJson;

  beforeAll(async () => {
    test = await testService();
    await priyaAsks(test.people, 1);
    const card = await test.slack.call("chat.postMessage", ({ channel }) => channel === "DU0HARRIET");
    accept = button(card, "Accept");
  });
  afterAll(() => test?.stop());

  it("changes nothing with a forged signature, and is logged", async () => {
    const payload = JSON.stringify({
      ...{ type: "block_actions", user: { id: "U0HARRIET", team_id: "T0001" }, team: { id: "T0001" }, trigger_id: "1.forged" },
      ...{ container: { type: "message", message_ts: "1.1", channel_id: "DU0HARRIET" }, actions: [accept] },
    });
    const { status } = await test.people.post(new URLSearchParams({ payload }).toString(), { signature: `v0=${"0".repeat(64)}` });

    expect(status).toBe(401);
    expect(await statusOf(test.db, 1)).toBe("proposed");
    expect(test.logged.map((line) => JSON.parse(line)).filter(({ level }) => level === "warn")).not.toEqual([]);
  });

  it.each([
    ["of another workspace", "U0HARRIET", "T0ELSEWHERE"],
    ["whom nobody knows", "U0NOBODY", "T0001"],
  ])("changes nothing from a user %s, who is told whom to ask, and the trail has it", async (_whose, user, team) => {
    const { answers } = await test.people.press(user, accept, { channel: "DU0HARRIET", team });
    expect(shownIn(await answers.next())).toContain("Followthrough does not know you yet.");
    const last = await test.db.auditEntry.findFirst({ orderBy: { seq: "desc" } });

    expect(await statusOf(test.db, 1)).toBe("proposed");
    expect(last).toMatchObject({ verb: "enter", result: "refused", actor: null, origin: { workspace: team, user } });
  });

  it("works for Harriet herself", async () => {
    await test.people.press("U0HARRIET", accept, { channel: "DU0HARRIET" });

    expect(await statusOf(test.db, 1)).toBe("open");
  });
});

describe("a service that is ended", () => {
  let here: World;
  let slack: FakeSlack;
  let service: ServiceProcess;
  let env: Record<string, string>;

  const start = async (): Promise<SlackDriver> => {
    service = await serviceProcess(env);
    return slackDriver(service, SIGNING_SECRET, slack);
  };

  beforeAll(async () => {
    [here, slack] = await Promise.all([world(SETUP), fakeSlack()]);
    env = { ...here.env, ...slackSettings(slack) };
  });
  afterAll(async () => {
    await service?.kill();
    await here?.end();
    await slack?.close();
  });

  it("killed after a change was stored and before it was said, says it once when it is back", async () => {
    const people = await start();
    // Slack has the message in hand and never comes to answer.
    slack.react("chat.postMessage", () => ({ afterMs: 15_000 }));
    await priyaAsks(people, 1);
    await slack.call("chat.postMessage");
    await service.kill();
    expect(await here.database.db.notice.count({ where: { state: "waiting" } })).toBeGreaterThan(0);

    slack.reset();
    await start();
    await nothingWaits(here.database.db);
    await postedOnce(here.database.db, slack);
  }, 40_000);

  it("asked to stop in the middle of its work, ends well and loses nothing", async () => {
    const people = slackDriver(service, SIGNING_SECRET, slack);
    await Promise.all([priyaAsks(people, 2), people.command("U0PRIYA", "/action", "list")]);
    expect(await service.askToStop()).toBe(0);
    await start();
    await nothingWaits(here.database.db);
    await postedOnce(here.database.db, slack);
    expect((await here.cli("audit", "verify")).code).toBe(0);
  }, 40_000);
});

describe("a room in which much is going on", () => {
  let test: TestService;

  beforeAll(async () => {
    test = await testService();
  });
  afterAll(() => test?.stop());

  it("keeps nobody waiting in their own conversation", async () => {
    for (let number = 1; number <= 12; number += 1) {
      await test.people.command(
        "U0PRIYA",
        "/action",
        `assign <@U0HARRIET> in 10 working days mend door ${number} evidence "photo"`,
      );
    }
    await test.people.command("U0PRIYA", "/action", "confirm A12");
    await test.slack.call("chat.postMessage", ({ channel }) => channel === "DU0HARRIET");

    expect(await test.db.notice.count({ where: { state: "waiting", lane: { endsWith: "C0001" } } })).toBeGreaterThan(0);
  });
});

describe("two replicas on one database", () => {
  let here: World;
  let slack: FakeSlack;
  let both: [SlackDriver, SlackDriver];

  beforeAll(async () => {
    [here, slack] = await Promise.all([world(SETUP), fakeSlack()]);
    const replicas = await Promise.all([here.serve(slackSettings(slack)), here.serve(slackSettings(slack))]);
    both = [slackDriver(replicas[0], SIGNING_SECRET, slack), slackDriver(replicas[1], SIGNING_SECRET, slack)];
  });
  afterAll(async () => {
    await here?.end();
    await slack?.close();
  });

  it("say each thing once", async () => {
    const [one, other] = both;
    await priyaAsks(one, 1);
    await priyaAsks(other, 2);
    await nothingWaits(here.database.db);
    await postedOnce(here.database.db, slack);
  });

  it("make one decision of one press that Slack delivers three times at once", async () => {
    const [one, other] = both;
    const card = await slack.call("chat.postMessage", ({ channel }) => channel === "DU0HARRIET");
    const answers = slack.responseUrl();
    const payload = JSON.stringify({
      ...{ type: "block_actions", user: { id: "U0HARRIET", team_id: "T0001" }, team: { id: "T0001" }, trigger_id: "1.thrice" },
      ...{ container: { type: "message", message_ts: "1.1", channel_id: "DU0HARRIET" }, response_url: answers.url },
      actions: [button(card, "Accept")],
    });
    const body = new URLSearchParams({ payload }).toString();
    const delivered = await Promise.all([one.post(body), other.post(body), one.post(body)]);
    expect(delivered.map(({ status }) => status)).toEqual([200, 200, 200]);
    await answers.next();
    const accepted = await here.database.db.auditEntry.findMany({ where: { verb: "accept" } });

    expect(accepted.map(({ actor, result }) => [actor, result])).toEqual([["harriet", "done"]]);
    expect(await statusOf(here.database.db, 1)).toBe("open");
    await nothingWaits(here.database.db);
    expect(answers.posts).toHaveLength(1);
  });
});

const slackSettings = (slack: FakeSlack): Record<string, string> => ({
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_API_URL: slack.apiUrl,
});
