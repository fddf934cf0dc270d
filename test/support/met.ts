import { minutesOf } from "../../src/store/minutes.ts";
import { london, NOW } from "./builders.ts";
import type { World } from "./world.ts";

/** A meeting of C-014 that Priya chairs, up to its end: Harriet and Tom are there, Carl sends apologies, one action, one decision. */
export async function met(world: World): Promise<void> {
  world.at(NOW);
  await world.mdt("priya", "dm", "meeting start C-014 chair me");
  await world.mdt("priya", "dm", "meeting here C-014 Priya, Harriet, Tom");
  await world.mdt("priya", "dm", "meeting apologies C-014 Carl");
  await world.mdt("priya", "dm", "decision C-014 Quayside Homes pays for the survey by Harriet");
  await world.say("priya", "C-CASE", 'assign Harriet by 25 March survey the pipes evidence "surveyor\'s report"');
  await world.say("priya", "dm", `confirm C-014/A${await world.db.action.count({ where: { case: { ref: "C-014" } } })}`);
  await world.mdt("priya", "dm", "follow-up C-014 13 April");
  world.at(london("2027-03-11", "15:05"));
  await world.mdt("priya", "dm", "meeting end C-014");
}

/** Its latest minutes as they are kept. */
export async function keptMinutes(world: World, which: { meeting?: number; version?: number } = {}) {
  const file = await world.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
  const kept = await minutesOf(world.db, file.id, which);
  if (!kept) throw new Error("there are no minutes");
  return kept;
}

/** The addresses that a card offers to open, by what its buttons say. */
export function addressesOn(
  card: { content: { actions?: { [name: string]: unknown }[] } } | null | undefined,
): Record<string, string> {
  return Object.fromEntries((card?.content.actions ?? []).map(({ title, url }) => [String(title), String(url)]));
}
