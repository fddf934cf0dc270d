import { subDays } from "date-fns/subDays";
import { momentLabel } from "../core/due.ts";
import { agendaHealth, lastPasses } from "../store/agenda.ts";
import { troubles } from "../store/lanes.ts";
import { outboxCounts, type Undeliverable, undeliverable } from "../store/outbox-counts.ts";
import type { Session } from "./command.ts";
import { type Finding, sound, wrong } from "./finding.ts";

const ZONE = "Europe/London";

/** Whether everything that is due was looked at. */
export async function agenda({ store: { db }, realNow }: Session): Promise<Finding> {
  const [{ overdue, oldest }, { plan }] = await Promise.all([agendaHealth(db, realNow()), lastPasses(db)]);
  const last = plan ? `last planned ${momentLabel(plan, ZONE)}` : "not planned yet";
  if (!oldest) return sound(`agenda: nothing overdue, ${last}`);
  return wrong(
    `agenda: ${overdue} overdue since ${momentLabel(oldest, ZONE)}, ${last}; see that a replica runs with CLOCK=on, or tick from cron, and look for errors in its log`,
  );
}

/** What could not be delivered is said for a week: as long as it is in the lead's weekly summary. */
const DAYS = 7;

/** Readers named; one line says how many more there are. */
const NAMED = 10;

/** What waits, and who was not reached, and why. */
export async function outbox({ store: { db }, realNow }: Session): Promise<Finding[]> {
  const [{ waiting, dead }, lost] = await Promise.all([outboxCounts(db), undeliverable(db, subDays(realNow(), DAYS))]);
  const lines = lost.slice(0, NAMED).map((each) => wrong(lineOf(each)));
  const more = lost.length - lines.length;
  return [
    sound(`outbox: ${waiting} waiting, ${dead} never delivered`),
    ...lines,
    ...(more > 0 ? [wrong(`outbox: ${more} more like these; see the notice table`)] : []),
  ];
}

function lineOf({ personId, kind, reason, count, latest }: Undeliverable): string {
  const times = count === 1 ? "" : `${count} times, last `;
  return `outbox: ${kind} to ${personId ?? "a room"} was not delivered, ${times}${momentLabel(latest, ZONE)} (${reason}); tell them another way and mend the reason`;
}

/** Workspaces to which nothing can be said. One that is mended by now is tried again within a minute. */
export async function paused({ store: { db } }: Session): Promise<Finding[]> {
  return (await troubles(db)).map(({ workspace, reason, since }) =>
    wrong(
      `delivery: ${workspace} takes nothing, ${momentLabel(since, ZONE)} (${reason}); mend its token, scopes or settings; what waits is sent then`,
    ),
  );
}
