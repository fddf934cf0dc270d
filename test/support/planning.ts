import { planNotices } from "../../src/usecases/plan-notices.ts";
import { NOW } from "./builders.ts";
import { aWorld, type World } from "./world.ts";

/** A world whose clock has run up to NOW: what comes after it is planned, and nothing before. */
export async function aPlannedWorld(setup?: string): Promise<World> {
  const world = await aWorld(setup);
  await planAt(world, NOW);
  return world;
}

/** Moves the clock and plans what is due by then. */
export function planAt(world: World, moment: Date) {
  world.at(moment);
  return planNotices(world.deps, moment, "wait");
}

/** What the clock has put in line, in the order in which it was due: `digest to harriet 2027-03-12T08:30:00.000Z`. */
export async function plannedOf(world: World, kinds: string[] = []): Promise<string[]> {
  const notices = await world.db.notice.findMany({
    where: { dueAt: { not: null }, ...(kinds.length > 0 && { kind: { in: kinds } }) },
    orderBy: [{ dueAt: "asc" }, { lane: "asc" }],
  });
  return notices.map(({ kind, personId, lane, dueAt }) => `${kind} to ${personId ?? lane} ${dueAt?.toISOString().slice(0, 16)}`);
}

/** When something is looked at next; the epoch where it is as soon as possible, null where never. */
export async function agendaOf(world: World, kind: string, subject: string): Promise<Date | null | undefined> {
  const [row] = await world.db.$queryRaw<{ at: Date | null }[]>`
    SELECT nullif(at, 'infinity') AS at FROM agenda WHERE kind = ${kind} AND subject = ${subject}`;
  return row?.at;
}
