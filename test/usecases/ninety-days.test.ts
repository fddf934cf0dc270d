import { addDays } from "date-fns/addDays";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import { caseWithActions } from "../../src/store/actions.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { runUntil } from "../../src/usecases/run-until.ts";
import { NOW } from "../support/builders.ts";
import { expectedIn, type StillCase } from "../support/expected.ts";
import { planAt } from "../support/planning.ts";
import { aWorld, drafted, type World } from "../support/world.ts";
import { WORLD_SETUP } from "../support/world-setup.ts";

const UNTIL = addDays(NOW, 90);

/** C-031 is in Scotland; Hassan reads dates in Athens; Kit sleeps late. */
const SETUP = WORLD_SETUP.replace("- ref: C-031", "- ref: C-031\n    region: scotland")
  .replace("U-HASSAN }", "U-HASSAN }, timeZone: Europe/Athens")
  .replace("U-KIT }", 'U-KIT }, quietHours: "20:00-09:30"');

let world: World;
let cases: StillCase[];
/** By the message: when it left, by the rules' clock. */
const left = new Map<string, Date>();

beforeAll(async () => {
  world = await aWorld();
  await importSetup(world.deps, { name: "world.yaml", text: SETUP }, { dryRun: false });
  await world.mdt("harriet", "dm", "digest off");
  await world.mdt("tom", "dm", "digest time 10:15");
  await world.mdt("tom", "dm", "digest weekdays Mon-Thu");
  await accepted("Harriet by 25 March survey the pipes", "harriet");
  await accepted("Harriet by 20 April 11:00 ring the landlord", "harriet");
  await accepted("Hassan by 14 May book the scaffolding", "hassan");
  await accepted("Kit by 28 March 07:00 write the day plan", "kit");
  await accepted("Tom by 6 April read the passport", "tom");
  await accepted("Carl by 2 April talk to the neighbour", "carl");
  await accepted("Carl by 3 May 16:00 visit with the nurse", "carl", "zoe", "C-031");
  await drafted(world, "Harriet by 30 April paint the wall", "tom");
  const proposed = await drafted(world, 'Carl by 30 April measure the noise evidence "log"');
  await world.say("priya", "dm", `confirm ${proposed}`);
  const chased = await drafted(world, 'owner Meera chaser Carl by 25 March flag the record evidence "confirmation"');
  await world.say("priya", "dm", `confirm ${chased}`);
  await world.say("harriet", "dm", `evidence ${await accepted("Harriet by 7 April mend the door", "harriet")} photo filed`);
  await world.forget();
  cases = await Promise.all(
    (["C-014", "C-031"] as const).map(async (ref) => {
      const found = await caseWithActions(world.db, "harbour", ref, "live");
      if (!found) throw new Error(`there is no ${ref}`);
      const { region, timeZone } = found.file;
      return { ...found, calendar: { timeZone, region, holidays: bankHolidays(region) } };
    }),
  );
  const slack = world.deps.chats.get("slack");
  if (!slack) throw new Error("there is no Slack");
  const send: typeof slack.send = async (...said) => {
    const message = await slack.send(...said);
    left.set(message.message, world.deps.now());
    return message;
  };
  world.deps.chats = new Map([["slack", { ...slack, send }]]);
  await planAt(world, NOW);
  await world.forget();
});
afterAll(() => world.close());

async function accepted(words: string, owner: string, by = "priya", caseRef = "C-014"): Promise<string> {
  const ref = await drafted(world, `${words} evidence "report"`, by, caseRef);
  await world.say(by, "dm", `confirm ${ref}`);
  await world.say(owner, "dm", `accept ${ref}`);
  return ref;
}

describe("ninety days from 11 March, in which nobody does anything", () => {
  it("say what the pure rules say, each once, at its own minute", async () => {
    left.clear();
    await runUntil(world.deps, UNTIL, (moment) => world.at(moment));
    // A draft comes to its asker a little after it was made: that is not the clock's.
    const notices = await world.db.notice.findMany({ where: { dueAt: { gt: NOW }, kind: { not: "draft" } } });
    const sent = notices.filter(({ state }) => state === "sent");
    const said = sent.map(({ kind, personId, lane, dueAt }) => `${kind} ${personId ?? lane} ${dueAt?.toISOString()}`);
    const expected = expectedIn(cases, { from: NOW, until: UNTIL });

    expect(said.toSorted()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(400);
    expect(new Set(expected.map((each) => each.split(" ")[0]))).toEqual(
      new Set(["digest", "room-digest", "weekly", "reminder", "silence"]),
    );
    expect(notices.filter(({ state }) => state !== "sent" && state !== "skipped")).toEqual([]);
    const early = sent.filter(({ message, dueAt }) => {
      const at = left.get((message as { message: string }).message);
      return !at || !dueAt || Math.abs(at.getTime() - dueAt.getTime()) >= 60_000;
    });
    expect(early).toEqual([]);
  });
});
