import { addDays } from "date-fns/addDays";
import { addMinutes } from "date-fns/addMinutes";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Statements } from "../../src/store/direct.ts";
import { planNotices } from "../../src/usecases/plan-notices.ts";
import { unheard } from "../../src/usecases/signals.ts";
import { london, NOW } from "../support/builders.ts";
import { agendaOf, aPlannedWorld, planAt, plannedOf } from "../support/planning.ts";
import { drafted, opened, proposed, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aPlannedWorld();
});
afterEach(() => world.close());

/** Harriet's, due at a time, so that she is reminded of it by itself. */
async function dueAtATime(by = "16 March 15:00", owner = "Harriet"): Promise<string> {
  const ref = await drafted(world, `${owner} by ${by} survey the pipes evidence "report"`);
  await world.say("priya", "dm", `confirm ${ref}`);
  await world.say(owner.toLowerCase(), "dm", `accept ${ref}`);
  return ref;
}

const SUMMARIES = ["digest", "room-digest", "weekly"];

describe("planning", () => {
  it("puts a digest in line at the minute, and no minute before", async () => {
    await opened(world);
    await planAt(world, london("2027-03-12", "08:29"));
    expect(await plannedOf(world)).toEqual([]);

    await planAt(world, london("2027-03-12", "08:30"));
    expect(await plannedOf(world, ["digest"])).toContain("digest to harriet 2027-03-12T08:30");
    expect(await plannedOf(world, ["room-digest"])).toEqual([
      "room-digest to slack/T0001/C-CASE 2027-03-12T08:30",
      "room-digest to slack/T0001/C-MIXED 2027-03-12T08:30",
      "room-digest to slack/T0001/C-STAFF 2027-03-12T08:30",
    ]);
  });

  it("says each thing once, however often and by however many it is planned", async () => {
    await dueAtATime();
    const moment = london("2027-03-16", "15:00");
    const passes = await Promise.all([planAt(world, moment), planAt(world, moment), planAt(world, addMinutes(moment, 1))]);

    const planned = await plannedOf(world);
    expect(new Set(planned).size).toBe(planned.length);
    expect(passes.reduce((sum, pass) => sum + pass.planned, 0)).toBe(planned.length);
    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
    expect((await planAt(world, addMinutes(moment, 2))).planned).toBe(0);
  });

  it("leaves everything to a planner that is at work, where it need not wait", async () => {
    await dueAtATime();
    world.at(london("2027-03-16", "15:00"));
    let second: Promise<unknown> = Promise.resolve();
    const first = await planNotices(
      during(() => {
        second = planNotices(world.deps, world.deps.now(), "skip");
        return second;
      }),
      world.deps.now(),
      "wait",
    );

    expect(first.complete).toBe(true);
    expect(await second).toEqual({ planned: 0, failed: 0, complete: false });
  });

  it("goes on into the same minute of the next working day, over a weekend and the clock change", async () => {
    await opened(world);
    for (const day of ["2027-03-24", "2027-03-25", "2027-03-30"]) await planAt(world, london(day, "08:30"));

    // Good Friday 26 and Easter Monday 29 March are between; on Sunday 28 the clocks change.
    expect(await plannedOf(world, ["digest"]).then((all) => all.filter((each) => each.includes("harriet")))).toEqual([
      "digest to harriet 2027-03-24T08:30",
      "digest to harriet 2027-03-25T08:30",
      "digest to harriet 2027-03-30T07:30",
    ]);
    expect(await agendaOf(world, "digest", "harriet")).toEqual(london("2027-03-31", "08:30"));
  });

  it("plans nothing for those whose cases have nothing open", async () => {
    await opened(world);
    await planAt(world, london("2027-03-12", "08:30"));

    const readers = (await plannedOf(world, ["digest"])).map((each) => each.split(" ")[2]);
    expect(readers).toContain("carl");
    expect(readers).not.toContain("zoe");
  });

  it("plans nothing for somebody whose account was closed, until they are seen again", async () => {
    await opened(world);
    await world.db.identity.updateMany({ where: { personId: "carl" }, data: { goneSince: NOW } });
    await planAt(world, london("2027-03-12", "08:30"));
    expect(await plannedOf(world, ["digest"])).not.toContain("digest to carl 2027-03-12T08:30");

    await world.say("carl", "dm", "list");
    await planAt(world, london("2027-03-15", "08:30"));
    expect(await plannedOf(world, ["digest"])).toContain("digest to carl 2027-03-15T08:30");
  });

  it("has a weekly summary for each lead on the first working day, also where there is nothing else", async () => {
    await planAt(world, london("2027-03-15", "08:30"));
    expect(await plannedOf(world)).toEqual(["weekly to priya 2027-03-15T08:30", "weekly to zoe 2027-03-15T08:30"]);
  });

  it("sends the weekly summary of a lead on leave to whoever covers them", async () => {
    await world.mdt("priya", "dm", "leave from 15 March to 19 March cover Tom");
    await planAt(world, london("2027-03-15", "08:30"));

    expect(await plannedOf(world, ["weekly"])).toEqual(["weekly to tom 2027-03-15T08:30", "weekly to zoe 2027-03-15T08:30"]);
  });
});

describe("after an outage of three days", () => {
  it("says what is still true once, and nothing that is stale", async () => {
    await dueAtATime();
    // Tuesday's reminders at 08:30 and 15:00 were missed, and the digests of three days; Wednesday's says that it is overdue.
    await planAt(world, london("2027-03-17", "14:00"));

    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
    expect((await plannedOf(world, ["digest"])).filter((each) => each.includes("harriet"))).toEqual([
      "digest to harriet 2027-03-17T08:30",
    ]);
    expect(await plannedOf(world, ["weekly"])).toEqual([]);
  });

  it("says no digest of a day that is over", async () => {
    await opened(world);
    await planAt(world, london("2027-03-17", "18:00"));

    expect(await plannedOf(world, SUMMARIES)).toEqual([]);
    expect(await agendaOf(world, "digest", "harriet")).toEqual(london("2027-03-18", "08:30"));
  });
});

describe("a change", () => {
  it("does not say what it has itself moved into the past", async () => {
    const ref = await dueAtATime("31 March 15:00");
    await planAt(world, NOW);
    world.at(london("2027-03-16", "10:00"));
    // Three working days before the new date was yesterday, and on the day itself it is past half past eight.
    await world.say("priya", "dm", `approve ${ref} to 16 March 15:00 because the landlord came early`);
    await planAt(world, london("2027-03-16", "10:01"));
    expect(await plannedOf(world, ["reminder"])).toEqual([]);

    await planAt(world, london("2027-03-16", "15:00"));
    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
  });

  it("takes an action that has ended off the agenda, and puts one that is opened again back", async () => {
    const ref = await opened(world);
    await planAt(world, NOW);
    const { id } = await world.action(ref);
    await world.say("priya", "dm", `cancel ${ref} because it was done before`);
    await planAt(world, NOW);
    expect(await world.db.agenda.count({ where: { subject: id } })).toBe(0);

    await world.say("priya", "dm", `reopen ${ref} because it was not done after all`);
    expect(await world.db.agenda.count({ where: { subject: id } })).toBe(1);
  });

  it("that comes while the planner is at it is not lost", async () => {
    const ref = await dueAtATime();
    const { id } = await world.action(ref);
    let said: Promise<unknown> = Promise.resolve();
    // The day's digests are past: all that is left to say is about the action.
    await planAt(world, london("2027-03-16", "08:31"));
    world.at(london("2027-03-16", "15:00"));
    const deps = during(() => {
      said = world.say("harriet", "dm", `block ${ref} because there is no access`);
      return comesUpAgainstALock();
    });
    await planNotices(deps, world.deps.now(), "wait");
    await said;

    expect(await agendaOf(world, "action", id)).toEqual(new Date(0));
  });

  it("that is not yet saved keeps its row from being looked at, and its row is looked at after it", async () => {
    const ref = await dueAtATime();
    const { id } = await world.action(ref);
    await planAt(world, NOW);
    await world.db.$transaction(async (tx) => {
      await tx.action.update({ where: { id }, data: { chaser: "tom" } });
      await planAt(world, london("2027-03-16", "15:00"));
      expect(await plannedOf(world, ["reminder"])).toEqual([]);
    });
    await planAt(world, london("2027-03-16", "15:01"));

    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
  });
});

describe("a row that cannot be looked at", () => {
  it("stops no other, is logged with its id, counted, and looked at again a quarter of an hour later", async () => {
    const broken = await world.action(await dueAtATime());
    await dueAtATime("16 March 15:00", "Carl");
    await world.db.action.update({ where: { id: broken.id }, data: { timeZone: "Nowhere/Else" } });
    const logged: string[] = [];
    const counted: number[] = [];
    const deps = {
      ...world.deps,
      log: pino({ level: "error" }, { write: (line: string) => void logged.push(line) }),
      signals: { ...unheard, passed: (_seconds: number, failed: number) => void counted.push(failed) },
    };
    const moment = london("2027-03-16", "15:00");
    world.at(moment);

    expect(await planNotices(deps, moment, "wait")).toMatchObject({ failed: 1, complete: true });
    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to carl 2027-03-16T15:00"]);
    expect(logged.join()).toContain(broken.id);
    expect(counted).toEqual([1]);
    expect(await agendaOf(world, "action", broken.id)).toEqual(addMinutes(moment, 15));

    await world.db.action.update({ where: { id: broken.id }, data: { timeZone: "Europe/London" } });
    await planAt(world, addMinutes(moment, 15));
    expect(await plannedOf(world, ["reminder"])).toContain("reminder to harriet 2027-03-16T15:00");
  });
});

describe("a planner that is killed", () => {
  it("leaves all of a batch for the next, or nothing", async () => {
    await dueAtATime();
    const moment = london("2027-03-16", "15:00");
    world.at(moment);
    const killed = during((tx) => tx.$queryRawUnsafe("SELECT pg_terminate_backend(pg_backend_pid())"));
    await expect(planNotices(killed, moment, "wait")).rejects.toThrow();
    expect(await plannedOf(world)).toEqual([]);

    await planAt(world, addMinutes(moment, 1));
    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
  });

  it("does so too where the database lets go of everybody at once", async () => {
    await dueAtATime();
    const moment = london("2027-03-16", "15:00");
    world.at(moment);
    const everybody = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    const lost = during(async () => {
      await world.db.$queryRawUnsafe(everybody);
      throw new Error("the connection is gone");
    });
    await expect(planNotices(lost, moment, "wait")).rejects.toThrow();

    // Connections that nobody used meanwhile are found to be gone one after the other.
    await vi.waitFor(() => planAt(world, addMinutes(moment, 1)), { timeout: 10_000 });
    expect(await plannedOf(world, ["reminder"])).toEqual(["reminder to harriet 2027-03-16T15:00"]);
  });
});

describe("somebody on no platform that we are connected to", () => {
  it("still has their notices in line, where delivery says why they cannot be reached", async () => {
    await opened(world);
    const moment = london("2027-03-12", "08:30");
    world.at(moment);
    await planNotices({ ...world.deps, chats: new Map() }, moment, "wait");

    const lanes = await world.db.notice.findMany({ where: { kind: { in: SUMMARIES } }, distinct: ["lane"] });
    expect(lanes.map(({ lane }) => lane)).toEqual(["nowhere"]);
  });
});

describe("somebody whose one connected account was closed, with another where we are not connected", () => {
  const known = async (personId: string): Promise<void> => {
    await world.db.identity.create({
      data: { providerId: "harbour", personId, platform: "teams", workspace: "tenant", userId: `${personId}-teams` },
    });
  };
  const closed = (personId: string) =>
    world.db.identity.updateMany({ where: { personId, platform: "slack" }, data: { goneSince: NOW } });

  afterEach(() => world.db.identity.deleteMany({ where: { platform: "teams" } }));

  it("has left, as the lead hears once, and is sent nothing that cannot arrive", async () => {
    await opened(world);
    await Promise.all([known("harriet"), known("priya")]);
    await closed("harriet");
    await planAt(world, london("2027-03-12", "08:30"));
    await planAt(world, london("2027-03-15", "08:30"));

    expect(await plannedOf(world, ["owner-left"])).toEqual(["owner-left to priya 2027-03-12T08:30"]);
    const digests = await plannedOf(world, ["digest"]);
    expect(digests.filter((each) => each.includes("harriet"))).toEqual([]);
    expect(digests).toContain("digest to priya 2027-03-12T08:30");
    expect(await world.db.notice.count({ where: { lane: "nowhere" } })).toBe(0);
  });

  it("may have another owner chosen by the lead, and waits to be looked at for no longer than a day", async () => {
    const ref = await opened(world);
    await known("harriet");
    await closed("harriet");
    await planAt(world, london("2027-03-12", "12:00"));

    expect((await world.say("priya", "dm", `reassign ${ref} Hassan because Harriet has left`)).text).not.toContain("Only");
    const { id } = await world.action(ref);
    expect((await agendaOf(world, "action", id))?.getTime()).toBeLessThanOrEqual(london("2027-03-13", "12:00").getTime());
  });
});

describe("a room on a platform that we are not connected to", () => {
  it("has no digest planned, and nothing goes dead", async () => {
    await opened(world);
    await world.db.place.updateMany({ where: { conversation: "C-STAFF" }, data: { platform: "teams" } });
    await planAt(world, london("2027-03-12", "08:30"));
    await world.db.place.updateMany({ where: { conversation: "C-STAFF" }, data: { platform: "slack" } });

    expect((await plannedOf(world, ["room-digest"])).join()).not.toContain("C-STAFF");
    expect(await plannedOf(world, ["room-digest"])).not.toEqual([]);
    expect(await world.db.notice.count({ where: { lane: "nowhere" } })).toBe(0);
  });
});

describe("what is far away", () => {
  it("costs no more than what is near: a clock that was away for a year catches up by the day", async () => {
    await dueAtATime();
    await proposed(world);
    const moment = addDays(london("2028-03-14", "09:00"), 0);
    await planAt(world, moment);

    expect((await plannedOf(world, ["digest"])).every((each) => each.endsWith("2028-03-14T08:30"))).toBe(true);
    expect((await plannedOf(world, ["reminder"])).length).toBe(1);
  });

  it("is nothing where the moment lies before what was planned already", async () => {
    await opened(world);
    await planAt(world, london("2027-03-12", "08:30"));
    const before = await plannedOf(world);

    expect(await planAt(world, london("2026-01-05", "08:30"))).toMatchObject({ planned: 0 });
    expect(await plannedOf(world)).toEqual(before);
  });
});

/** Resolves once somebody waits for a lock that the planner holds. */
async function comesUpAgainstALock(): Promise<void> {
  const waiting = () => world.db.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The world's, with something that happens in the midst of a batch that has something to say. */
const during = (happens: (tx: Statements) => Promise<unknown>) => {
  let happened = false;
  return {
    ...world.deps,
    wake: async (tx: Statements, lanes: string[]) => {
      if (happened || lanes.length === 0) return;
      happened = true;
      await happens(tx);
    },
  };
};
