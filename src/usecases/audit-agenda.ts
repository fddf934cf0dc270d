import { randomUUID } from "node:crypto";
import { addHours } from "date-fns/addHours";
import { subDays } from "date-fns/subDays";
import { addDays, addWorkingDays, type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { AGENDA_KINDS, type AgendaKind, agendaHealth } from "../store/agenda.ts";
import {
  addMissing,
  lookAgain,
  type Place,
  type SampledRow,
  sampleAny,
  sampleDue,
  unservedLanes,
} from "../store/agenda-audit.ts";
import { readRhythm } from "../store/agenda-subjects.ts";
import type { Statements } from "../store/database.ts";
import { directTransaction } from "../store/direct.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Deps } from "./deps.ts";
import type { Looked } from "./look-at.ts";
import { LOOK_AT } from "./plan-notices.ts";
import type { Find } from "./signals.ts";

/** Looked at again in one audit, of each kind and due day; chance decides which where there are more, so that none is left out for long. */
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
  const look: AuditLook = { providerId: provider.id, from: randomUUID(), now, days: await daysSpokenOf(deps, provider.id, now) };
  await findMissing(deps, look);
  for (const kind of AGENDA_KINDS) await findMisplaced(deps, look, kind);
  await findLate(deps, now);
  await findUnserved(deps, now);
}

interface AuditLook extends Place {
  now: Date;
  /** The due days of the actions of which something may have to be said about now. */
  days: Day[];
}

/** How far from its due date, in working days, something is said of an action: before, on the day, and with widening gaps after it. */
const SPOKEN_OF = [3, 0, -1, -2, -4, -8, -16, -32];

/** And the days about today, for due times, and for what was put off to the next day. */
async function daysSpokenOf(deps: Deps, providerId: string, now: Date): Promise<Day[]> {
  const { timeZone, region } = await readRhythm(deps.db, providerId);
  const calendar: Calendar = { timeZone, region, holidays: deps.holidays(region) };
  const today = dayOf(now, timeZone);
  const about = [-1, 0, 1].map((ahead) => addDays(today, ahead));
  return [...new Set([...about, ...SPOKEN_OF.map((count) => addWorkingDays(today, count, calendar))])];
}

/** What a day brought is caught up; what has been lost for longer begins anew. */
async function findMissing(deps: Deps, { now, days, ...place }: AuditLook): Promise<void> {
  const missing = await directTransaction(deps.db, (tx) => addMissing(tx, place, days, subDays(now, 1)));
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
async function findMisplaced(deps: Deps, look: AuditLook, kind: AgendaKind): Promise<void> {
  const { providerId, now } = look;
  const subjects = await directTransaction(deps.db, async (tx) => {
    const rows = await sample(tx, look, kind);
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
  const expected = looked.say.length > 0 || looked.raise ? now : looked.next;
  return expected !== null && (at === null || at > expected);
}

/** Of actions also those that may have to be spoken of about now: there a row in the wrong place would be missed soonest. */
async function sample(tx: Statements, look: AuditLook, kind: AgendaKind): Promise<SampledRow[]> {
  const any = await sampleAny(tx, look, kind, SAMPLE, look.now);
  if (kind !== "action") return any;
  const due = await sampleDue(tx, look, look.days, SAMPLE, look.now);
  return [...new Map([...any, ...due].map((row) => [row.subject, row])).values()];
}

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
