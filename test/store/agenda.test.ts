import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isPlanner, nextMoment } from "../../src/store/agenda.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { london, NOW } from "../support/builders.ts";
import { aPlannedWorld } from "../support/planning.ts";
import { opened, type World } from "../support/world.ts";
import { WORLD_SETUP } from "../support/world-setup.ts";

let world: World;
let action: string;
let other: string;
beforeAll(async () => {
  world = await aPlannedWorld();
  action = (await world.action(await opened(world))).id;
  const ref = await world.say("zoe", "dm", 'assign C-031 Carl by 25 March ring the ward evidence "note"');
  expect(ref.text).not.toBe("");
  other = (await world.action("C-031/A1")).id;
});
afterAll(() => world.close());
beforeEach(() => world.db.$executeRaw`UPDATE agenda SET at = 'infinity'`);

/** What is to be looked at as soon as possible: of this case's actions `action`, of the other's `other`. */
async function toLookAt(): Promise<string[]> {
  const rows = await world.db.$queryRaw<{ kind: string; subject: string }[]>`SELECT kind, subject FROM agenda WHERE at = 'epoch'`;
  const named: Record<string, string> = { [action]: "action", [other]: "other" };
  return rows.map(({ kind, subject }) => named[subject] ?? `${kind} ${subject}`).sort();
}

const imports = (from: string, to: string) => async () => {
  expect(WORLD_SETUP).toContain(from);
  await importSetup(world.deps, { name: "world.yaml", text: WORLD_SETUP.replace(from, to) }, { dryRun: false });
};

const READERS = ["carl", "harriet", "hassan", "kit", "olga", "priya", "tom", "una"].map((id) => `digest ${id}`);
const ROOMS = ["C-CASE", "C-MIXED", "C-STAFF"].map((room) => `room slack/T0001/${room}`);

describe("the agenda", () => {
  it.each<[string, () => Promise<unknown>, string[]]>([
    ["an update of the action", () => world.say("harriet", "dm", "update C-014/A1 the surveyor rang"), ["action"]],
    [
      "the end of a membership",
      imports("{ person: hassan, level: coordination }", "{ person: hassan, level: coordination, until: 2027-04-01 }"),
      ["action", ...READERS, ...ROOMS, "weekly priya"],
    ],
    [
      "a cover",
      imports(
        "person: carl, cover: [{ person: una }]",
        "person: carl, cover: [{ person: una, from: 2027-04-01, to: 2027-04-02 }]",
      ),
      ["action", ...READERS, ...ROOMS, "weekly priya"],
    ],
    ["a new lead", imports("lead: priya", "lead: tom"), ["action", ...READERS, ...ROOMS, "weekly tom"]],
    ["a leave", () => world.mdt("kit", "dm", "leave from 5 April to 9 April cover Tom"), ["action", "digest kit"]],
    ["a digest setting", () => world.mdt("kit", "dm", "digest time 10:00"), ["action", "digest kit"]],
    [
      "somebody's own zone",
      () => world.db.person.updateMany({ where: { id: "kit" }, data: { timeZone: "Europe/Lisbon" } }),
      ["action", "digest kit"],
    ],
    [
      "the provider's digest time",
      () => world.db.provider.updateMany({ data: { digestTime: "09:00" } }),
      [
        "action",
        "other",
        ...READERS,
        "digest zoe",
        ...ROOMS,
        "room slack/T0001/C-OTHER",
        "weekly priya",
        "weekly tom",
        "weekly zoe",
      ],
    ],
    [
      "a case that is being stabilised",
      () => world.db.case.updateMany({ where: { ref: "C-031" }, data: { stabilising: true } }),
      ["other", "digest carl", "digest zoe", "room slack/T0001/C-MIXED", "room slack/T0001/C-OTHER", "weekly zoe"],
    ],
    [
      "an account of somebody on another platform",
      () =>
        world.db.identity.create({
          data: { platform: "teams", workspace: "T", userId: "k", providerId: "harbour", personId: "kit" },
        }),
      ["action", "digest kit"],
    ],
    ["nothing but being seen", () => world.say("kit", "dm", "list"), []],
  ])("is told by %s what to look at again, and nothing else", async (_, change, expected) => {
    await change();
    expect(await toLookAt()).toEqual(expected.toSorted());
  });

  it("knows the first moment of all in a span, whatever it is for", async () => {
    await world.db.$executeRaw`UPDATE agenda SET at = ${london("2027-05-06", "08:30")} WHERE kind = 'room'`;
    await world.db.$executeRaw`UPDATE agenda SET at = ${london("2027-05-05", "08:30")} WHERE subject = 'kit'`;
    const until = london("2027-05-06", "08:30");

    expect(await nextMoment(world.db, NOW, until)).toEqual(london("2027-05-05", "08:30"));
    expect(await nextMoment(world.db, london("2027-05-05", "08:30"), until)).toEqual(until);
    expect(await nextMoment(world.db, until, london("2030-01-01", "00:00"))).toBeNull();
  });
});

describe("a planner that waits for another", () => {
  it("waits for longer than a statement may take", async () => {
    const { db } = world;
    let held = (): void => {};
    const isHeld = new Promise<void>((resolve) => {
      held = resolve;
    });
    const first = directTransaction(db, async (tx) => {
      expect(await isPlanner(tx, "skip")).toBe(true);
      held();
      await sleep(400);
    });
    await isHeld;
    const second = directTransaction(db, async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = '100ms'`;
      return isPlanner(tx, "wait");
    });

    expect(await directTransaction(db, (tx) => isPlanner(tx, "skip"))).toBe(false);
    expect(await second).toBe(true);
    await first;
  });
});
