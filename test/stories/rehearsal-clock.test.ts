import { addDays } from "date-fns/addDays";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NOW } from "../support/builders.ts";
import { peopleIn } from "./support/rehearsal.ts";
import { type Replica, type World, world } from "./support/service.ts";

/** The sample, moved with the rehearsal's clock: every moment between is run at its own time. */
describe("the rehearsal's clock", { timeout: 120_000 }, () => {
  let provider: World;
  let replica: Replica;
  let people: ReturnType<typeof peopleIn>;

  beforeAll(async () => {
    provider = await world();
    replica = await provider.serve({ REHEARSAL: "1" });
    people = peopleIn(replica.url);
    await people.clockTo(NOW.toISOString());
    await people.says("priya", "C0HOUSING", '/action assign Harriet by 25 March 16:30 evidence "report" survey the pipes');
    await people.presses("priya", "C0HOUSING", "Confirm", "C-014/A1");
  }, 60_000);
  afterAll(() => provider.end());

  const due = async (kind: string) => {
    const notices = await provider.database.db.notice.findMany({
      where: { kind, dueAt: { not: null } },
      orderBy: { dueAt: "asc" },
    });
    return notices.map(({ personId, dueAt, state }) => `${personId} ${dueAt?.toISOString().slice(0, 16)} ${state}`);
  };

  it("stops at every moment on the way, and answers how many messages went out because of it", async () => {
    const before = await provider.database.db.notice.count({ where: { state: "sent" } });
    const { now, sent } = await people.clockTo("2027-03-25T16:30:00Z");

    expect(now).toBe("2027-03-25T16:30:00.000Z");
    expect(await due("reminder")).toEqual([
      "harriet 2027-03-22T08:30 sent",
      "harriet 2027-03-25T08:30 sent",
      "harriet 2027-03-25T16:30 sent",
    ]);
    expect(sent).toBeGreaterThan(10);
    expect((await provider.database.db.notice.count({ where: { state: "sent" } })) - before).toBeGreaterThanOrEqual(sent);
  });

  it("goes over Easter, the clock change and the weekend without a digest on days off", async () => {
    await people.clockTo("2027-03-30T12:00:00Z");

    // Good Friday 26 and Easter Monday 29 March; on Sunday 28 the clocks change.
    const days = (await due("digest")).filter((each) => each.startsWith("harriet") && each > "harriet 2027-03-25T12:00");
    expect(days).toEqual(["harriet 2027-03-30T07:30 sent"]);
  });

  it("runs on after a move, and waits for no conversation's pace on the way", async () => {
    const clock = async () => new Date(((await (await fetch(`${replica.url}/rehearsal/clock`)).json()) as { now: string }).now);
    const target = addDays(await clock(), 7);
    const began = performance.now();
    await people.clockTo(target.toISOString());

    // A digest a day in each conversation.
    expect(performance.now() - began).toBeLessThan(30_000);
    expect((await clock()) > target).toBe(true);
    expect(replica.faults()).toEqual([]);
  });
});
