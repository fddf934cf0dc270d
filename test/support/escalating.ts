import type { Escalation } from "../../src/core/escalation.ts";
import { escalationByNumber } from "../../src/store/escalations.ts";
import { london } from "./builders.ts";
import { aPlannedWorld, planAt } from "./planning.ts";
import { opened, type World } from "./world.ts";
import { WORLD_SETUP } from "./world-setup.ts";

/** The ladder of the housing scenario: Hassan two working days after the due day, Kit after four. Kit's cover is Olga until 19 March. */
const LADDER = `
    ladder:
      - { after: 2wd, role: Housing team manager, acknowledgeWithin: 1wd }
      - { after: 4wd, role: Key worker, acknowledgeWithin: 1wd }
      - { on: blocked, after: 4h, role: Housing team manager, acknowledgeWithin: 2h }
      - { on: request, after: 1wd, role: Key worker, acknowledgeWithin: 1wd }
  - ref: C-031`;

const MANAGER = `
      - { role: Housing team manager, organisation: housing, person: hassan, cover: [{ person: carl, from: 2027-04-01, to: 2027-04-01 }] }
      - { role: Practice manager,`;

export const LADDER_SETUP = WORLD_SETUP.replace("\n  - ref: C-031", LADDER).replace(
  "\n      - { role: Practice manager,",
  MANAGER,
);

/** Wed 31 March 2027, 12:00: an action that was due on Thu 25 March is two working days overdue. */
export const FIRST_STEP = london("2027-03-31", "12:00");

/** A world with that ladder. */
export const aWorldWithLadder = (): Promise<World> => aPlannedWorld(LADDER_SETUP);

/** The clock goes to a moment, in the steps that a running service would take: every moment on the agenda at its own time. */
export async function clockTo(world: World, moment: Date): Promise<void> {
  for (;;) {
    const [row] = await world.db.$queryRaw<{ at: Date | null }[]>`
      SELECT min(at) AS at FROM agenda WHERE at > ${world.deps.now()} AND at <= ${moment}`;
    if (!row?.at) break;
    await planAt(world, row.at);
    await world.deliver();
  }
  await planAt(world, moment);
  await world.deliver();
}

/** Straight to a minute before: what every day until then would have said is another matter, and forgotten. */
export async function untilJustBefore(world: World, moment: Date): Promise<void> {
  await world.forget();
  await planAt(world, new Date(moment.getTime() - 60_000));
  await world.forget();
}

/** Harriet's action, two working days overdue, with what came before forgotten: E1 has just been opened, and Hassan was asked. */
export async function escalated(world: World): Promise<string> {
  const ref = await opened(world);
  await untilJustBefore(world, FIRST_STEP);
  await clockTo(world, FIRST_STEP);
  return ref;
}

export async function escalationOf(world: World, number = 1): Promise<Escalation> {
  const read = await escalationByNumber(world.db, "harbour", "C-014", number);
  if (!read) throw new Error(`there is no E${number}`);
  return read.escalation;
}
