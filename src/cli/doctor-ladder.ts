import { holeWords, ladderHoles } from "../core/ladder-holes.ts";
import type { Platform } from "../core/person.ts";
import { dayOf } from "../core/working-day.ts";
import { laddersOf } from "../store/ladders.ts";
import { casesInWork, thresholdRoles } from "../store/needed-roles.ts";
import { onlyProvider } from "../store/provider.ts";
import { fileConnected } from "../usecases/connected.ts";
import type { Session } from "./command.ts";
import { type Finding, sound, wrong } from "./finding.ts";

/** Gaps named; one line says how many more there are. */
const NAMED = 10;

/** Whether whatever is taken up a ladder in these two weeks would reach somebody. Roles are named, never people. */
export async function ladders({ store: { db }, config, realNow }: Session): Promise<Finding[]> {
  const provider = await onlyProvider(db);
  const cases = provider ? await casesInWork(db, provider.id) : [];
  const ids = cases.map(({ id }) => id);
  const [agreed, needed] = await Promise.all([laddersOf(db, ids), thresholdRoles(db, ids)]);
  const platforms = new Set<Platform>([...(config.slack ? ["slack" as const] : []), ...(config.teams ? ["teams" as const] : [])]);
  const gaps = cases.flatMap((read) => {
    const file = fileConnected(read, platforms);
    const today = dayOf(realNow(), file.timeZone);
    const holes = ladderHoles(file, agreed.get(file.id), today, needed.get(file.id));
    return holes.map((hole) => `${file.ref}: ${holeWords(hole, today)}`);
  });
  if (gaps.length === 0) return [sound("ladder: every step reaches somebody")];
  const more = gaps.length - NAMED;
  return [
    ...gaps
      .slice(0, NAMED)
      .map((gap) => wrong(`ladder: ${gap}; name somebody on the partner map, or have the lead write mdt ladder`)),
    ...(more > 0 ? [wrong(`ladder: ${more} more like these; see the weekly summaries`)] : []),
  ];
}
