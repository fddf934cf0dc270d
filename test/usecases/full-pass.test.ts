import { addMinutes } from "date-fns/addMinutes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lastPasses } from "../../src/store/agenda.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { standingOf } from "../../src/store/standing.ts";
import { fullPass } from "../../src/usecases/full-pass.ts";
import { london } from "../support/builders.ts";
import { aPlannedWorld } from "../support/planning.ts";
import { opened, type World } from "../support/world.ts";

let world: World;
let real = new Date("2027-03-12T08:30:00Z");
beforeAll(async () => {
  world = await aPlannedWorld();
  await opened(world);
  await world.forget();
  world.deps.realNow = () => real;
  world.at(london("2027-03-12", "08:30"));
});
afterAll(() => world.close());

const pass = () => fullPass(world.deps, world.deps.now(), "skip");

describe("a full pass", () => {
  it("plans what is due, looks after it, and leaves for all replicas when that was", async () => {
    expect(await pass()).toMatchObject({ full: true, failed: 0 });
    expect(await lastPasses(world.db)).toEqual({ plan: real, audit: real });
  });

  it("is audited every quarter of an hour, not every minute", async () => {
    const first = real;
    real = addMinutes(first, 14);
    expect(await pass()).toMatchObject({ full: true, planned: 0 });
    expect(await lastPasses(world.db)).toEqual({ plan: real, audit: first });

    real = addMinutes(first, 15);
    await pass();
    expect(await lastPasses(world.db)).toEqual({ plan: real, audit: real });
  });

  it("is none where another planner is at work", async () => {
    const before = await lastPasses(world.db);
    real = addMinutes(real, 1);
    await directTransaction(world.db, async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(7301::bigint)::text`;
      expect(await pass()).toMatchObject({ full: false, complete: false });
    });
    expect(await lastPasses(world.db)).toEqual(before);
  });

  it("is none where something could not be looked at", async () => {
    await world.db.action.updateMany({ data: { timeZone: "Nowhere/Else", dueTime: "15:00" } });
    expect(await pass()).toMatchObject({ full: false, failed: 1 });
  });

  it("shows in the figures by the rules' clock, and since when by the one on the wall", async () => {
    await world.db.action.updateMany({ data: { timeZone: "Europe/London" } });
    const waiting = await world.db.notice.findFirstOrThrow({ where: { state: "waiting", dueAt: { not: null } } });
    await world.db.agenda.updateMany({ where: { subject: "kit" }, data: { at: addMinutes(world.deps.now(), -6) } });
    const { plan } = await lastPasses(world.db);
    const now = addMinutes(waiting.dueAt ?? real, 2);

    expect(await standingOf(world.db, { now, real: addMinutes(plan ?? real, 3) })).toMatchObject({
      oldestWaitingSeconds: 120,
      agendaOverdue: 1,
      secondsSincePass: 180,
    });
  });
});
