import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openQueue } from "../../src/clock/queue.ts";
import { createLog } from "../../src/log.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { type FakeSlack, fakeSlack, type Reaction } from "../support/fake-slack.ts";
import { cardText, type FakeTeams, fakeTeams } from "../support/fake-teams.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/service.ts";
import { blockedActions, marker, putInLine, type Reader, readers, type Subjects, setupOf, TEAM } from "./support/due-messages.ts";
import { type ServiceProcess, serviceProcess } from "./support/process.ts";
import { type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** Platforms and a database that fail in every way that they have: nothing is lost, and whoever has to know is told. */

const people = readers({ slack: 12, teams: 6 });

let here: World;
let slack: FakeSlack;
let teams: FakeTeams;
let subjects: Subjects;
let queue: Awaited<ReturnType<typeof openQueue>>;
let replica: ServiceProcess;

beforeAll(async () => {
  [here, slack, teams] = await Promise.all([world(setupOf(people)), fakeSlack(), fakeTeams()]);
  subjects = await blockedActions(here.database.db);
  for (const { workspace, user } of people.filter(({ platform }) => platform === "teams")) {
    await here.database.db.conversationReference.create({
      data: {
        ...{ platform: "teams", workspace, conversation: `a:${user}`, userId: user },
        ...{ serviceUrl: teams.serviceUrl, botId: "28:bot", seenAt: new Date() },
      },
    });
  }
  queue = await openQueue(here.database.url, createLog("silent"), { clock: false });
  replica = await serviceProcess({
    ...here.env,
    ...teams.settings,
    ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl, LOG_LEVEL: "warn" },
  });
});
beforeEach(async () => {
  slack.reset();
  teams.reset();
  await here.database.db.lane.updateMany({ data: { freeAt: new Date(0) } });
});
afterAll(async () => {
  await replica?.kill();
  await queue?.stop();
  await here?.end();
  await slack?.close();
  await teams?.close();
});

async function say(run: string, count = people.length): Promise<void> {
  const lanes = await putInLine(here.database.db, subjects, { people, count, run });
  await directTransaction(here.database.db, (tx) => queue.wake(tx, lanes));
}

const left = (): Promise<number> => here.database.db.notice.count({ where: { state: "waiting" } });
const allSaid = (patience = 40_000) =>
  until(
    async () => (await left()) === 0,
    () => `everything to be said; the service wrote:\n${replica.wrote().slice(-3_000)}`,
    patience,
  );
const noticeOf = (mark: string) =>
  here.database.db.notice.findFirstOrThrow({ where: { kind: "told", body: { path: ["why"], equals: mark } } });

/** Every copy that arrived of the message to this one of the people. */
function copies(run: string, index: number): string[] {
  const all = [...slack.posted().map(({ text }) => text as string), ...teams.said().map(cardText)];
  return all.filter((text) => text.includes(marker(run, index)));
}

/** The first post to this person is answered so. */
const once = (times: Map<string, Reaction>) =>
  slack.react("chat.postMessage", ({ channel }) => {
    const reaction = times.get(channel);
    times.delete(channel);
    return reaction;
  });

const dm = (index: number): string => `DU0S${index}`;
const chatOf = (reader: Reader | undefined): string => `/v3/conversations/a:${reader?.user}/activities`;
const onTeams = people.filter(({ platform }) => platform === "teams");

describe("a platform that fails", () => {
  it("loses nothing, and the lead hears whom it did not let through", async () => {
    once(
      new Map<string, Reaction>([
        [dm(1), { status: 429, headers: { "retry-after": "2" } }],
        [dm(2), { status: 500, body: "oops" }],
        [dm(4), { body: { ok: false, error: "channel_not_found" } }],
        [dm(5), { body: { ok: false, error: "internal_error" } }],
      ]),
    );
    const [blocked, shaken] = onTeams;
    let shakes = 0;
    teams.trouble(({ path, method }) => method === "POST" && path === chatOf(blocked), {
      status: 403,
      code: "MessageWritesBlocked",
    });
    teams.trouble(({ path }) => path === chatOf(shaken) && shakes++ === 0, { status: 502, code: "BadGateway" });
    await say("faults");
    await allSaid();

    const went = await Promise.all(people.map(async (_, index) => (await noticeOf(marker("faults", index))).state));
    const lost = people.flatMap((reader, index) => (went[index] === "dead" ? [reader.id] : []));
    expect(lost).toEqual(["s4", blocked?.id]);
    for (const [index, state] of went.entries()) {
      if (state !== "sent" || people[index] === shaken) continue;
      expect(copies("faults", index), people[index]?.id).toHaveLength(1);
    }
    // A gateway does not say whether it let the message through.
    const shakenIndex = people.indexOf(shaken as Reader);
    expect(copies("faults", shakenIndex).at(-1)).toContain("This may have reached you before.");

    const toLead = slack
      .posted()
      .map(({ text }) => text as string)
      .filter((text) => text.includes("was not reached"));
    expect(toLead.map((text) => lost.filter((id) => text.includes(id === "s4" ? "U0S4" : `Person ${id}`)))).toEqual(
      expect.arrayContaining([["s4"], [blocked?.id]]),
    );
    expect(toLead).toHaveLength(2);
  });

  it("that does not answer is asked what it has done", async () => {
    let hangs = true;
    slack.react("chat.postMessage", ({ channel }) => {
      if (channel !== dm(3) || !hangs) return undefined;
      hangs = false;
      // Taken, and then silent for longer than anybody waits.
      slack.keep();
      return { afterMs: 11_000, body: { ok: true } };
    });
    await say("silent", 4);
    await allSaid();

    expect(copies("silent", 3)).toHaveLength(1);
    expect(await noticeOf(marker("silent", 3))).toMatchObject({ state: "sent", reason: expect.stringContaining("found") });
  });

  it("without a token pauses all of the workspace, gives nothing up, says so to doctor, and goes on by itself", async () => {
    slack.react("chat.postMessage", () => ({ body: { ok: false, error: "token_revoked" } }));
    await say("revoked");
    const troubled = () => here.database.db.lane.findUnique({ where: { key: `slack/${TEAM}` } });
    await until(
      async () => (await troubled())?.trouble,
      () => "the trouble to be noticed",
    );
    await until(
      async () => onTeams.every((_, index) => copies("revoked", 12 + index).length === 1 || index === 0),
      () => "Teams to go on",
    );
    await sleep(1_500);

    const tries = slack.callsTo("chat.postMessage").length;
    expect(tries).toBeLessThanOrEqual(8);
    expect((await here.cli("doctor")).said).toMatch(/wrong.*slack.*token_revoked/);

    slack.reset();
    await here.database.db.lane.updateMany({ data: { freeAt: new Date(0) } });
    const lanes = people.map(({ platform, workspace, user }) => `${platform}/${workspace}/${user}`);
    await directTransaction(here.database.db, (tx) => queue.wake(tx, lanes));
    await allSaid();
    expect((await troubled())?.trouble).toBeNull();
    for (let index = 0; index < 12; index += 1) if (index !== 4) expect(copies("revoked", index), String(index)).toHaveLength(1);
  });
});

describe("a database that goes away under load", () => {
  it("loses nothing and repeats nothing on Slack", async () => {
    slack.slow(() => 50 + Math.random() * 100);
    teams.slow(() => 50 + Math.random() * 100);
    await say("away", 72);
    await until(
      () => copies("away", 0).length > 0,
      () => "the first to be said",
    );
    await refusing(3_000);
    await allSaid(60_000);

    for (let index = 0; index < 72; index += 1) {
      const { state, reason } = await noticeOf(marker("away", index));
      const reader = people[index % people.length];
      // Whom an earlier story left without a way.
      if (state === "dead") expect(["s4", onTeams[0]?.id]).toContain(reader?.id);
      else if (reader?.platform === "slack") expect(copies("away", index), reader.id).toHaveLength(1);
      else expect(copies("away", index).length === 1 || reason?.startsWith("sent again"), reader?.id).toBe(true);
    }
  });

  /** As a restart looks from outside: every connection ends, and for a while there is no new one. */
  async function refusing(milliseconds: number): Promise<void> {
    const url = new URL(here.database.url);
    const name = url.pathname.slice(1);
    url.pathname = "/postgres";
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await sleep(milliseconds);
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    await admin.end();
  }
});
