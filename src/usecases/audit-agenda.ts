import { randomUUID } from "node:crypto";
import { addHours } from "date-fns/addHours";
import { subDays } from "date-fns/subDays";
import { addDays, type Day, dayOf } from "../core/working-day.ts";
import { AGENDA_KINDS, type AgendaKind, agendaHealth } from "../store/agenda.ts";
import { addMissing, lookAgain, type SampledRow, sampleAny, sampleDue, unservedLanes } from "../store/agenda-audit.ts";
import { readRhythm } from "../store/agenda-subjects.ts";
import type { Statements } from "../store/database.ts";
import { directTransaction } from "../store/direct.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Deps } from "./deps.ts";
import type { Looked } from "./look-at.ts";
import { LOOK_AT } from "./plan-notices.ts";
import type { Find } from "./signals.ts";

/** Looked at again in one audit, of each kind; chance decides which where there are more, so that none is left out for long. */
const SAMPLE = 500;

/** As many ids as a line of the log should name. */
const NAMED = 20;

/**
 * Looks for whatever is due without a notice, by another way than the planner: from actions, people, rooms and leads to the agenda, and
 * from notices to whoever should say them. What it finds it mends, and tells: each find is a fault that the planner would not see.
 */
export async function auditAgenda(deps: Deps, now: Date): Promise<void> {
  const provider = await onlyProvider(deps.db);
  if (!provider) return;
  await findMissing(deps, provider.id, now);
  for (const kind of AGENDA_KINDS) await findMisplaced(deps, provider.id, kind, now);
  await findLate(deps, now);
  await findUnserved(deps, now);
}

/** What a day brought is caught up; what has been lost for longer begins anew. */
async function findMissing(deps: Deps, providerId: string, now: Date): Promise<void> {
  const missing = await directTransaction(deps.db, (tx) => addMissing(tx, providerId, subDays(now, 1)));
  for (const [kind, rows] of Map.groupBy(missing, (row) => row.kind)) {
    tell(
      deps,
      kind,
      rows.map(({ subject }) => subject),
      "was not on the agenda",
    );
  }
}

/** Rows that stand later than the rules say, as if a change had not put them back. */
async function findMisplaced(deps: Deps, providerId: string, kind: AgendaKind, now: Date): Promise<void> {
  const subjects = await directTransaction(deps.db, async (tx) => {
    const rows = await sample(tx, providerId, kind, now);
    if (rows.length === 0) return [];
    const looked = await LOOK_AT[kind](deps, tx, { providerId, now, rows });
    const misplaced = rows.filter(({ at }, index) => isLate(at, looked[index], now)).map(({ subject }) => subject);
    await lookAgain(tx, providerId, kind, misplaced);
    return misplaced;
  });
  if (subjects.length > 0) tell(deps, kind, subjects, "stood too late on the agenda");
}

function isLate(at: Date | null, looked: Looked | undefined, now: Date): boolean {
  if (!looked || !("next" in looked)) return false;
  const expected = looked.say.length > 0 ? now : looked.next;
  return expected !== null && (at === null || at > expected);
}

/** Of actions also those that are due about now, by their own index: there a lost row would be missed soonest. */
async function sample(tx: Statements, providerId: string, kind: AgendaKind, now: Date): Promise<SampledRow[]> {
  const from = randomUUID();
  const any = await sampleAny(tx, providerId, kind, from, SAMPLE, now);
  if (kind !== "action") return any;
  const { timeZone } = await readRhythm(tx, providerId);
  const due = await sampleDue(tx, providerId, daysAbout(dayOf(now, timeZone)), from, SAMPLE, now);
  return [...new Map([...any, ...due].map((row) => [row.subject, row])).values()];
}

const daysAbout = (today: Day): Day[] => [-1, 0, 1].map((ahead) => addDays(today, ahead));

async function findLate(deps: Deps, now: Date): Promise<void> {
  const { overdue, oldest } = await agendaHealth(deps.db, now);
  if (overdue === 0) return;
  deps.signals.found("late", overdue);
  deps.log.warn({ rows: overdue, oldest }, "rows of the agenda wait to be looked at");
}

/** Wakes conversations in which something has waited for an hour that nothing keeps from being said. */
async function findUnserved(deps: Deps, now: Date): Promise<void> {
  const lanes = await directTransaction(deps.db, async (tx) => {
    const unserved = await unservedLanes(tx, addHours(now, -1), deps.realNow());
    await deps.wake(
      tx,
      unserved.map(({ lane }) => lane),
    );
    return unserved;
  });
  if (lanes.length === 0) return;
  deps.signals.found("lane", lanes.length);
  deps.log.warn(
    { notices: lanes.slice(0, NAMED).map(({ notice }) => notice), lanes: lanes.length },
    "a conversation was not served",
  );
}

function tell({ signals, log }: Deps, kind: AgendaKind & Find, subjects: string[], what: string): void {
  signals.found(kind, subjects.length);
  log.warn({ kind, found: subjects.length, subjects: subjects.slice(0, NAMED) }, `something ${what}`);
}
