import { addHours } from "date-fns/addHours";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditAgenda } from "../../src/usecases/audit-agenda.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import { type Find, unheard } from "../../src/usecases/signals.ts";
import { london } from "../support/builders.ts";
import { agendaOf, aPlannedWorld, planAt } from "../support/planning.ts";
import { drafted, type World } from "../support/world.ts";

let world: World;
let action: string;
const LATER = london("2027-03-15", "12:00");
beforeAll(async () => {
  world = await aPlannedWorld();
  const ref = await drafted(world, 'Harriet by 16 March 15:00 survey the pipes evidence "report"');
  await world.say("priya", "dm", `confirm ${ref}`);
  await world.say("harriet", "dm", `accept ${ref}`);
  action = (await world.action(ref)).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.forget();
  await planAt(world, LATER);
  await world.forget();
});

interface Audit {
  found: Partial<Record<Find, number>>;
  logged: string;
  woken: string[];
}

/** What the auditor finds, says in the log and wakes. */
async function audit(now = LATER): Promise<Audit> {
  const found: Audit["found"] = {};
  const lines: string[] = [];
  const woken: string[] = [];
  const deps: Deps = {
    ...world.deps,
    log: pino({ level: "warn" }, { write: (line: string) => void lines.push(line) }),
    signals: { ...unheard, found: (what, count) => void Object.assign(found, { [what]: (found[what] ?? 0) + count }) },
    wake: async (_, lanes) => void woken.push(...lanes),
  };
  await auditAgenda(deps, now);
  return { found, logged: lines.join(""), woken };
}

describe("the auditor", () => {
  it("finds nothing where everything is as it should be", async () => {
    expect(await audit()).toEqual({ found: {}, logged: "", woken: [] });
  });

  it("finds nothing where it is asked about a moment that is long past", async () => {
    expect(await audit(london("2027-03-11", "14:25"))).toEqual({ found: {}, logged: "", woken: [] });
  });

  it.each<["action" | "digest" | "room" | "weekly", string]>([
    ["action", ""],
    ["digest", "harriet"],
    ["room", "slack/T0001/C-CASE"],
    ["weekly", "zoe"],
  ])("puts what is lost from the agenda back: %s %s", async (kind, id) => {
    const subject = id || action;
    await world.db.agenda.deleteMany({ where: { kind, subject } });
    const { found, logged } = await audit();

    expect(found).toEqual({ [kind]: 1 });
    expect(logged).toContain(subject);
    expect(await agendaOf(world, kind, subject)).toEqual(new Date(0));
  });

  it.each<["action" | "digest" | "room" | "weekly", string]>([
    ["action", ""],
    ["digest", "harriet"],
    ["room", "slack/T0001/C-CASE"],
    ["weekly", "zoe"],
  ])("finds what stands too late on the agenda, as if a change had not put it back: %s %s", async (kind, id) => {
    await audit();
    await planAt(world, LATER);
    const subject = id || action;
    await world.db.$executeRaw`UPDATE agenda SET at = '2027-06-01 08:30Z' WHERE kind = ${kind} AND subject = ${subject}`;
    const { found, logged } = await audit();

    expect(found).toEqual({ [kind]: 1 });
    expect(logged).toContain(subject);
    expect(await agendaOf(world, kind, subject)).toEqual(new Date(0));
  });

  it("tells of rows that nobody looks at", async () => {
    await audit();
    await planAt(world, LATER);
    await world.db.$executeRaw`UPDATE agenda SET at = ${addHours(LATER, -1)} WHERE subject = 'harriet'`;

    expect((await audit()).found).toEqual({ late: 1 });
  });

  it("wakes a conversation in which something has waited for an hour, but none that waits for its platform", async () => {
    await audit();
    await planAt(world, LATER);
    await world.forget();
    const [first] = await world.db.notice.findMany({ where: { lane: "slack/T0001/U-HARRIET" }, take: 1 });
    await world.db.notice.update({
      where: { id: first?.id ?? "" },
      data: { state: "waiting", settledAt: null, createdAt: addHours(LATER, -2) },
    });
    await world.db.lane.deleteMany();
    const { found, logged, woken } = await audit();

    expect(found).toEqual({ lane: 1 });
    expect(woken).toEqual(["slack/T0001/U-HARRIET"]);
    expect(logged).toContain(first?.id);
    await world.db.lane.create({ data: { key: "slack/T0001/U-HARRIET", freeAt: new Date("2100-01-01") } });
    expect((await audit()).found).toEqual({});
  });

  it("catches up what a lost action should have said the day before", async () => {
    await world.db.agenda.deleteMany({ where: { subject: action } });
    const late = london("2027-03-16", "15:05");
    await audit(late);
    await planAt(world, late);

    expect(await world.db.notice.count({ where: { kind: "reminder", dueAt: london("2027-03-16", "15:00") } })).toBe(1);
  });
});
