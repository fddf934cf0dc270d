import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Escalation, afterAll as folded, type Happening } from "../../src/core/escalation.ts";
import { type FakeSlack, fakeSlack } from "../support/fake-slack.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/service.ts";
import { overdueActions, plannedAt, setupOf, WAITS_MINUTES } from "./support/due-escalations.ts";
import { type ServiceProcess, serviceProcess } from "./support/process.ts";
import { type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/**
 * 500 escalations are due in the same minute: half of them open, and of the other half the first step has not answered in time. Two
 * replicas plan and deliver, and are killed at random moments while they do. One round here; `npm run soak` has ten.
 */

const ROUNDS = Math.ceil(Number(process.env.SOAK ?? 1) / 10);
const CASES = 125;
const EACH = 2;
const HALF = CASES * EACH;

let here: World;
let slack: FakeSlack;
const replicas: ServiceProcess[] = [];

beforeAll(async () => {
  [here, slack] = await Promise.all([world(setupOf(CASES)), fakeSlack()]);
  // What was asked is done at once; the answer takes its time, so that a kill falls between the two.
  slack.slow(() => 20 + Math.random() * 80);
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await here?.end();
  await slack?.close();
});

const start = (): Promise<ServiceProcess> =>
  serviceProcess({
    ...here.env,
    ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl, LOG_LEVEL: "warn" },
  });

const happened = (): Promise<number> => here.database.db.escalationEvent.count();
const waiting = (): Promise<number> =>
  here.database.db.notice.count({ where: { state: "waiting", kind: { startsWith: "escalation" } } });

/** One of them, or both; whoever is gone is started anew. */
async function kill(): Promise<void> {
  const both = Math.random() < 0.3;
  const first = Math.random() < 0.5 ? 0 : 1;
  await Promise.all(replicas.splice(both ? 0 : first, both ? 2 : 1).map((replica) => replica.kill()));
  replicas.push(...(await Promise.all(Array.from({ length: 2 - replicas.length }, start))));
}

/** At a random moment while they are at it, however slow the machine is. */
async function killOnce(reached: () => Promise<number>, from: number, to: number): Promise<void> {
  const enough = from + Math.random() * (to - from);
  await until(
    async () => (await reached()) >= enough,
    () => `${enough} to be reached`,
    60_000,
  );
  await sleep(Math.random() * 100);
  await kill();
}

interface Read {
  escalation: Escalation;
  happenings: Happening[];
  owner: string;
  /** Null where the case has none. */
  room: string | null;
}

/** Those about the actions of this round. */
const read = (...since: Date[]): Promise<Read[]> =>
  here.database.db.$queryRaw<Read[]>`
    SELECT e.body AS escalation, a.owner, p.id::text AS room,
           (SELECT jsonb_agg(v.body ORDER BY v.seq) FROM escalation_event v WHERE v.escalation_id = e.id) AS happenings
    FROM escalation e JOIN action a ON a.id = e.action_id LEFT JOIN place p ON p.case_id = e.case_id
    WHERE a.created_at = ANY (${since}::timestamptz[])`;

/** Every message that Slack has taken, by the key that it is known by; one that was taken twice is there twice. */
const taken = (): string[] => slack.posted().map(({ metadata }) => String(metadata?.event_payload?.key));

/** What has to be said of an escalation: to its owner and each decider once, in the room one thread, and a line in it about each step but the first. */
const askedOf = ({ escalation: { id, steps }, owner, room }: Read): string[] => [
  `escalation-told:${id}:1:${owner}`,
  ...steps.flatMap(({ heardBy }, step) => [
    `escalation:${id}:${2 + step}:${heardBy?.personId}`,
    ...(room === null ? [] : [step === 0 ? `escalation-thread:${id}:${room}` : `escalation-line:${id}:${2 + step}:${room}`]),
  ]),
];

describe("two replicas that are killed while 500 escalations are due", () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => `round ${round + 1}`))(
    "open each step once, and ask each decider and each room once: %s",
    async () => {
      const { db } = here.database;
      // Nobody else plans while it begins.
      await Promise.all(replicas.splice(0).map((replica) => replica.kill()));
      const now = new Date();
      const earlier = new Date(now.getTime() - WAITS_MINUTES * 60_000);
      await overdueActions(db, { each: EACH, since: earlier });
      await plannedAt(db, earlier);
      await overdueActions(db, { each: EACH, since: now });
      const began = await happened();
      const posted = slack.posted().length;
      replicas.push(...(await Promise.all([start(), start()])));

      // A step in half of them, and in the others the beginning and a step.
      const planned = async () => (await happened()) - began;
      const delivered = async () => slack.posted().length - posted;
      await killOnce(planned, 10, HALF);
      await killOnce(planned, HALF, 3 * HALF - 50);
      await killOnce(delivered, 100, 600);
      await killOnce(delivered, 600, 1100);
      const wrote = () => replicas.map((replica) => replica.wrote()).join("\n");
      await until(
        async () => (await planned()) >= 3 * HALF && (await waiting()) === 0,
        () => `everything to be said; a replica wrote:\n${wrote().slice(-3_000)}`,
        90_000,
      );

      const escalations = await read(earlier, now);
      expect(escalations).toHaveLength(2 * HALF);
      expect(new Set(escalations.map(({ escalation }) => escalation.actionId)).size).toBe(2 * HALF);
      for (const { escalation, happenings } of escalations) {
        expect(folded(null, happenings)).toEqual(escalation);
        const steps = escalation.steps.map(({ place, because }) => `${place} ${because}`);
        const isEarlier = escalation.openedAt === earlier.toISOString();
        expect(steps).toEqual(isEarlier ? ["0 first", "1 not-acknowledged"] : ["0 first"]);
        expect((happenings.at(-1)?.at ?? "") >= now.toISOString()).toBe(true);
      }
      const asked = escalations.flatMap(askedOf).toSorted();
      const ids = new Set(escalations.map(({ escalation }) => escalation.id));
      expect(
        taken()
          .filter((key) => ids.has(key.split(":")[1] ?? ""))
          .toSorted(),
      ).toEqual(asked);
    },
    180_000,
  );
});
