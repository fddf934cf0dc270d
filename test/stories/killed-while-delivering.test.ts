import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openQueue } from "../../src/clock/queue.ts";
import { createLog } from "../../src/log.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { type FakeSlack, fakeSlack } from "../support/fake-slack.ts";
import { cardText, type FakeTeams, fakeTeams } from "../support/fake-teams.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/service.ts";
import { blockedActions, marker, putInLine, type Reader, readers, type Subjects, setupOf } from "./support/due-messages.ts";
import { type ServiceProcess, serviceProcess } from "./support/process.ts";
import { type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/**
 * Two replicas deliver 200 messages and are killed at random moments. Three rounds here; `npm run soak` has a hundred.
 */

const ROUNDS = Number(process.env.SOAK ?? 3);
const MESSAGES = 200;
const AGAIN = "This may have reached you before.";

const people = readers({ slack: 50, teams: 30 });

let here: World;
let slack: FakeSlack;
let teams: FakeTeams;
let subjects: Subjects;
let queue: Awaited<ReturnType<typeof openQueue>>;
const replicas: ServiceProcess[] = [];

beforeAll(async () => {
  [here, slack, teams] = await Promise.all([world(setupOf(people)), fakeSlack(), fakeTeams()]);
  subjects = await blockedActions(here.database.db);
  // What was asked is done at once; the answer takes its time, so that a kill falls between the two.
  slack.slow(() => 20 + Math.random() * 180);
  teams.slow(() => 20 + Math.random() * 180);
  for (const reader of people.filter(({ platform }) => platform === "teams")) await met(reader);
  queue = await openQueue(here.database.url, createLog("silent"), { clock: false });
  replicas.push(...(await Promise.all([start(), start()])));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await queue?.stop();
  await here?.end();
  await slack?.close();
  await teams?.close();
});

const start = (): Promise<ServiceProcess> =>
  serviceProcess({
    ...here.env,
    ...teams.settings,
    ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl, LOG_LEVEL: "warn" },
  });

/** They have the app: it may write to them. */
const met = ({ workspace, user }: Reader) =>
  here.database.db.conversationReference.create({
    data: {
      ...{ platform: "teams", workspace, conversation: `a:${user}`, userId: user },
      ...{ serviceUrl: teams.serviceUrl, botId: "28:bot", seenAt: new Date() },
    },
  });

const waiting = (): Promise<number> => here.database.db.notice.count({ where: { state: "waiting", kind: "told" } });

/** How often each message arrived, and how it said so. */
const arrivals = (mark: string): { slack: string[]; teams: string[] } => ({
  slack: slack
    .posted()
    .map(({ text }) => text as string)
    .filter((text) => text.includes(mark)),
  teams: teams
    .said()
    .map(cardText)
    .filter((text) => text.includes(mark)),
});

describe("two replicas that are killed while they deliver", () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => `round ${round + 1}`))(
    "lose nothing and say nothing twice, but where nobody can tell, and then say so: %s",
    async (run) => {
      const before = slack.posted().length + teams.said().length;
      const taken = (): number => slack.posted().length + teams.said().length - before;
      const lanes = await putInLine(here.database.db, subjects, { people, count: MESSAGES, run });
      await directTransaction(here.database.db, (tx) => queue.wake(tx, lanes));
      // At a random moment while they are at it, however slow the machine is.
      const enough = 5 + Math.random() * (MESSAGES - 50);
      await until(
        () => taken() >= enough,
        () => `${enough} messages to be taken`,
        30_000,
      );
      await sleep(Math.random() * 100);
      const [first, second] = replicas;
      const both = Math.random() < 0.5;
      await Promise.all([first?.kill(), both && second?.kill()]);
      replicas.splice(0, both ? 2 : 1);
      while (replicas.length < 2) replicas.push(await start());
      await until(
        async () => (await waiting()) === 0,
        () =>
          `everything to be said; a replica wrote:\n${replicas
            .map((replica) => replica.wrote())
            .join("\n")
            .slice(-3_000)}`,
        60_000,
      );

      const settled = await here.database.db.notice.findMany({
        where: { kind: "told" },
        select: { body: true, state: true, reason: true },
      });
      let again = 0;
      for (let index = 0; index < MESSAGES; index += 1) {
        const mark = marker(run, index);
        const notice = settled.find(({ body }) => (body as { why: string }).why === mark);
        const came = arrivals(mark);
        const copies = [...came.slack, ...came.teams];
        expect(notice, mark).toMatchObject({ state: "sent" });
        expect(came.slack.length, mark).toBeLessThanOrEqual(1);
        expect(copies.length, mark).toBeGreaterThanOrEqual(1);
        const isAgain = notice?.reason?.startsWith("sent again") ?? false;
        if (isAgain) again += 1;
        expect(copies.length === 1 || isAgain, `${mark} came ${copies.length} times and nobody says why`).toBe(true);
        expect(copies.filter((text) => text.includes(AGAIN)).length, mark).toBe(isAgain ? 1 : 0);
      }
      // A kill cuts off what was being said at that moment: no more of them than are said at once, in each of the two.
      expect(again).toBeLessThanOrEqual(16);
    },
  );

  it("asked Slack what had become of what they were killed over", async () => {
    const found = await here.database.db.notice.count({ where: { reason: { startsWith: "found on the platform" } } });

    expect(found).toBeGreaterThan(0);
    expect(slack.callsTo("conversations.history").length).toBeGreaterThanOrEqual(found);
  });
});
