import { differenceInSeconds } from "date-fns/differenceInSeconds";
import { agendaHealth, lastPasses } from "./agenda.ts";
import type { Db } from "./database.ts";
import { troubles } from "./lanes.ts";
import { outboxCounts } from "./outbox-counts.ts";

/** How the clock's work stands: for `/metrics`. `now` is the rules' clock, `real` the one on the wall. */
export async function standingOf(db: Db, { now, real }: { now: Date; real: Date }) {
  const [outbox, agenda, passes, paused] = await Promise.all([
    outboxCounts(db),
    agendaHealth(db, now),
    lastPasses(db),
    troubles(db),
  ]);
  const since = (at: Date | null): number | null => at && differenceInSeconds(real, at);
  return {
    waiting: outbox.waiting,
    dead: outbox.dead,
    oldestWaitingSeconds: outbox.oldest ? Math.max(0, differenceInSeconds(now, outbox.oldest)) : 0,
    agendaOverdue: agenda.overdue,
    secondsSincePass: since(passes.plan),
    secondsSinceAudit: since(passes.audit),
    workspacesPaused: paused.length,
  };
}
