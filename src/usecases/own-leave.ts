import { dayLabel } from "../core/due.ts";
import { type CannotJudge, cannotJudgeIn, hasPartIn, type TakenLeave, type Uncovered, uncoveredIn } from "../core/leave.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { type LeaveChange, leavesOf, saveLeave } from "../store/leave.ts";
import { address } from "../store/outbox.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { everyCase } from "./list-actions.ts";
import { ownTime } from "./own-time.ts";
import { resolveWhen } from "./resolve-when.ts";
import { auditOf } from "./trail.ts";

/** Two changes of one person's leave at one moment are decided one after the other; more in a row means that something is wrong. */
export const TRIES = 5;

/** Somebody's own time and leave, and the cases that they have a part in. */
export interface OwnLeave {
  calendar: Calendar;
  today: Day;
  leaves: TakenLeave[];
  cases: OpenCase[];
  parts: { open: OpenCase; views: ActionView[] }[];
}

export async function ownLeave(deps: Deps, asking: Asking): Promise<OwnLeave> {
  const { calendar } = await ownTime(deps, asking);
  const today = dayOf(asking.now, calendar.timeZone);
  const leaves = await leavesOf(deps.db, asking.providerId, asking.person.id, today);
  const { cases, views: seen } = await everyCase(deps, asking, "live");
  const parts = cases
    .map((open) => ({ open, views: seen.filter((each) => each.open === open).map(({ view }) => view) }))
    .filter(({ open, views }) =>
      hasPartIn(
        open.file,
        asking.person.id,
        views.map(({ action }) => action),
      ),
    );
  return { calendar, today, leaves, cases, parts };
}

/** The asker's own leave, and the cases in which nobody stands in for them. */
export async function showLeave(deps: Deps, asking: Asking): Promise<Outcome> {
  const { leaves, parts } = await ownLeave(deps, asking);
  return shownLeave(leaves, parts, []);
}

export function shownLeave(leaves: TakenLeave[], parts: OwnLeave["parts"], said: string[]): Outcome {
  const uncovered = new Map<string, Uncovered>();
  const cannotJudge = new Map<string, CannotJudge>();
  for (const leave of leaves)
    for (const { open, views } of parts) {
      const lacking = uncoveredIn(open.file, leave);
      if (lacking && !uncovered.has(lacking.caseRef)) uncovered.set(lacking.caseRef, lacking);
      const without = cannotJudgeIn(
        open.file,
        leave,
        views.map(({ action }) => action),
      );
      if (without) cannotJudge.set(`${without.caseRef} ${leave.coverId}`, without);
    }
  return { kind: "leave", leaves, uncovered: [...uncovered.values()], cannotJudge: [...cannotJudge.values()], said };
}

export interface ToldLead {
  open: OpenCase;
  /** One of the actions that it is about; null where it is about all cases of its reader. */
  actionId: string | null;
  notice: Notice;
}

/** `from Mon 19 April 2027 to Fri 30 April 2027` */
export const spanLabel = ({ from, until }: { from: Day; until: Day }): string =>
  from === until ? `on ${dayLabel(from)}` : `from ${dayLabel(from)} to ${dayLabel(until)}`;

/** A whole day from a phrase or a picked day. */
export function dayIn(phrase: string, now: Date, calendar: Calendar): { day: Day } | { message: string } {
  const found = resolveWhen(phrase, now, calendar);
  if (found.kind === "ask") return { message: found.message };
  return found.due.time === null ? { day: found.due.day } : { message: "leave is in whole days. Leave the time out." };
}

export async function changeLeave(
  deps: Deps,
  asking: Asking,
  had: OwnLeave,
  { add, remove, told }: { add: TakenLeave | null; remove: TakenLeave[]; told: ToldLead[] },
): Promise<"saved" | "stale" | "repeated"> {
  const writing = writingOf(deps, asking);
  const recorded = ({ from, until, coverId }: TakenLeave) => ({ from, until, cover: coverId });
  const verb = add ? "take-leave" : "cancel-leave";
  const change: LeaveChange = {
    personId: asking.person.id,
    today: had.today,
    expected: had.leaves.map(({ id }) => id),
    add,
    remove: remove.map(({ id }) => id),
    audit: auditOf(asking, {
      ...{ verb, result: "done", caseRef: null, actionNumber: null },
      before: { leave: remove.map(recorded) },
      after: { leave: add ? [recorded(add)] : [] },
    }),
    notices: told.map(({ open, actionId, notice }) => ({
      ...{ caseId: actionId && open.file.id, actionId },
      addressed: address([notice], open.file, writing.platforms),
    })),
  };
  const { kind } = await saveLeave(deps.db, writing, change);
  if (kind === "saved") deps.log.info({ person: asking.person.id, verb }, "leave changed");
  return kind;
}
