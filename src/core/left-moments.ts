import type { Moment } from "./agenda.ts";
import { whoLeft } from "./at-work.ts";
import { digestTimeOn } from "./digest-time.ts";
import { heardAt } from "./heard-at.ts";
import { leadsHearer } from "./hearers.ts";
import type { ActionView } from "./outcome.ts";
import { addDays, type Day, dayOf } from "./working-day.ts";

/**
 * The lead hears that whoever should be at work on an action has left: from their digest time on, on the first day after the last on
 * which that person was on the case; of somebody gone already, now. The notice's key keeps it to once.
 */
export function leftMoments(view: ActionView, now: Date): Moment[] {
  const { action, file } = view;
  const today = dayOf(now, file.timeZone);
  const day = [today, ...lastDays(view, today)].find((candidate) => whoLeft(action, file, candidate) !== null);
  const who = day && whoLeft(action, file, day);
  const to = day && leadsHearer(file, day);
  const lead = to && file.people[to.personId];
  if (!day || !who || !lead) return [];
  const morning = digestTimeOn(day, lead, file);
  return [{ at: heardAt(morning < now ? now : morning, to, view), notice: { kind: "owner-left", to, owner: who } }];
}

/** Days to come on which somebody's time on the case, or as cover, is over. */
function lastDays({ file }: ActionView, today: Day): Day[] {
  const ends: Day[] = [];
  const note = ({ until }: { until: Day | null }): void => {
    if (until !== null && until >= today) ends.push(addDays(until, 1));
  };
  file.team.forEach(note);
  for (const role of file.map) role.cover.forEach(note);
  return ends.sort();
}
