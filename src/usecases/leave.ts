import { randomUUID } from "node:crypto";
import type { Command } from "../core/command.ts";
import { recipient } from "../core/decision.ts";
import { dayLabel } from "../core/due.ts";
import { hasPartIn, isPartOf, overlaps, type TakenLeave, type Uncovered, uncoveredIn, wrongDates } from "../core/leave.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import type { Person } from "../core/person.ts";
import { type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { isDelivered } from "../store/change.ts";
import { type LeaveChange, leavesOf, saveLeave } from "../store/leave.ts";
import { address } from "../store/outbox.ts";
import { type Asking, type OpenCase, visibleCases, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { viewsOf } from "./list-actions.ts";
import { ownTime } from "./own-time.ts";
import { refuseProtectedAnywhere } from "./protect.ts";
import { colleaguesOf, resolveColleague } from "./resolve-colleague.ts";
import { resolveWhen } from "./resolve-when.ts";
import { auditOf } from "./trail.ts";

/** Two changes of one person's leave at one moment are decided one after the other; more in a row means that something is wrong. */
const TRIES = 5;

/** Somebody's own time and leave, and the cases that they have a part in. */
interface Before {
  calendar: Calendar;
  today: Day;
  leaves: TakenLeave[];
  cases: OpenCase[];
  parts: { open: OpenCase; views: ActionView[] }[];
}

async function before(deps: Deps, asking: Asking): Promise<Before> {
  const { calendar } = await ownTime(deps, asking);
  const today = dayOf(asking.now, calendar.timeZone);
  const leaves = await leavesOf(deps.db, asking.providerId, asking.person.id, today);
  const cases = await visibleCases(deps, asking);
  const seen = await viewsOf(deps, asking, cases, "live");
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
  const { leaves, parts } = await before(deps, asking);
  return shown(leaves, parts, []);
}

function shown(leaves: TakenLeave[], parts: Before["parts"], said: string[]): Outcome {
  const uncovered = new Map<string, Uncovered>();
  for (const leave of leaves)
    for (const { open } of parts) {
      const lacking = uncoveredIn(open.file, leave);
      if (lacking && !uncovered.has(lacking.caseRef)) uncovered.set(lacking.caseRef, lacking);
    }
  return { kind: "leave", leaves, uncovered: [...uncovered.values()], said };
}

/** Says when the asker is away. Leave on the same days as an earlier one takes its place. */
export async function takeLeave(deps: Deps, asking: Asking, command: Extract<Command, { do: "take-leave" }>): Promise<Outcome> {
  const unsafe = await refuseProtectedAnywhere(deps, asking, command);
  if (unsafe) return unsafe;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const had = await before(deps, asking);
    const read = await readLeave(deps, asking, had, command);
    if ("kind" in read) return read;
    const { cover, ...days } = read;
    const leave: TakenLeave = {
      ...{ id: randomUUID(), personId: asking.person.id, ...days },
      ...{ coverId: cover?.id ?? null, coverName: cover?.name ?? null },
    };
    if (had.leaves.some((each) => isSame(each, leave))) {
      if (await isDelivered(deps.db, asking.delivery)) return { kind: "repeated" };
      return shown(had.leaves, had.parts, ["You are down as away on those days already."]);
    }
    const replaced = had.leaves.filter((each) => overlaps(each, leave));
    const told = toldOf(asking, had, leave);
    const saved = await save(deps, asking, had, { add: leave, remove: replaced, told });
    if (saved === "repeated") return { kind: "repeated" };
    if (saved === "saved") {
      const kept = had.leaves.filter((each) => !replaced.includes(each));
      const leaves = [...kept, leave].toSorted((a, b) => a.from.localeCompare(b.from));
      return shown(
        leaves,
        had.parts,
        saidOf(
          leave,
          replaced,
          told.map(({ open }) => open.file.ref),
        ),
      );
    }
  }
  throw new Error("somebody's leave kept changing while it was decided about");
}

const isSame = (a: TakenLeave, b: TakenLeave): boolean => a.from === b.from && a.until === b.until && a.coverId === b.coverId;

type ReadLeave = { from: Day; until: Day; cover: Person | null };

/** The days and the cover that were meant; what cannot be is asked about, and what is missing too. */
async function readLeave(
  deps: Deps,
  asking: Asking,
  { calendar, today, cases }: Before,
  command: Extract<Command, { do: "take-leave" }>,
): Promise<ReadLeave | Outcome> {
  const from = command.date ? dayIn(command.date, asking.now, calendar) : null;
  if (from && "message" in from) return invalid("date", from.message);
  const until = command.until ? dayIn(command.until, asking.now, calendar) : null;
  if (until && "message" in until) return invalid("until", until.message);
  if (!from || !until) {
    const filled = { ...command, ...(from && { date: from.day }), ...(until && { until: until.day }) };
    return {
      kind: "form",
      form: { name: "take-leave", command: filled, view: null, file: null, colleagues: colleaguesOf(asking, cases) },
    };
  }
  const wrong = wrongDates({ from: from.day, until: until.day }, today);
  if (wrong) return invalid(wrong.field, wrong.message);
  if (!command.who) return { from: from.day, until: until.day, cover: null };
  const found = await resolveColleague(deps, asking, cases, command.who);
  return found.kind === "nobody" ? invalid("who", found.message) : { from: from.day, until: until.day, cover: found.person };
}

const invalid = (field: string, message: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${message}`,
  example: "mdt leave from 19 April to 30 April cover @Leah",
});

function dayIn(phrase: string, now: Date, calendar: Calendar): { day: Day } | { message: string } {
  const found = resolveWhen(phrase, now, calendar);
  if (found.kind === "ask") return { message: found.message };
  return found.due.time === null ? { day: found.due.day } : { message: "leave is in whole days. Leave the time out." };
}

interface ToldLead {
  open: OpenCase;
  actionId: string;
  notice: Notice;
}

/** The lead of each case where the asker has live actions that nobody takes over; never the asker themselves. */
function toldOf(asking: Asking, { parts }: Before, leave: TakenLeave): ToldLead[] {
  return parts.flatMap(({ open, views }): ToldLead[] => {
    const [first] = views.filter(({ action }) => isPartOf(action, leave.personId));
    if (!first || !uncoveredIn(open.file, leave)) return [];
    const to = recipient(open.file, open.file.leadId, open.today);
    if (to.personId === asking.person.id) return [];
    const { personId: away, from, until } = leave;
    const notice: Notice = { kind: "leave-uncovered", to, leave: leave.id, away, from, until };
    return [{ open, actionId: first.action.id, notice }];
  });
}

function saidOf(leave: TakenLeave, replaced: TakenLeave[], told: string[]): string[] {
  return [
    `Saved: you are away ${spanLabel(leave)}.`,
    ...replaced.map((each) => `It takes the place of your leave ${spanLabel(each)}.`),
    ...(leave.coverName ? [`Please tell ${leave.coverName} yourself: they hear here when something is due.`] : []),
    ...(told.length > 0 ? [`Told that you are away: the lead of ${new Intl.ListFormat("en-GB").format(told)}.`] : []),
  ];
}

/** `from Mon 19 April 2027 to Fri 30 April 2027` */
const spanLabel = ({ from, until }: { from: Day; until: Day }): string =>
  from === until ? `on ${dayLabel(from)}` : `from ${dayLabel(from)} to ${dayLabel(until)}`;

/** Takes the asker's leave back: the one that was named, or the only one there is. */
export async function cancelLeave(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "cancel-leave" }>,
): Promise<Outcome> {
  const unsafe = await refuseProtectedAnywhere(deps, asking, command);
  if (unsafe) return unsafe;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const had = await before(deps, asking);
    const meant = whichLeave(asking, had, command);
    if ("kind" in meant) return meant;
    const [leave] = meant.leaves;
    if (!leave) {
      if (await isDelivered(deps.db, asking.delivery)) return { kind: "repeated" };
      return shown(had.leaves, had.parts, ["Nothing has changed: you have no such leave."]);
    }
    const saved = await save(deps, asking, had, { add: null, remove: [leave], told: [] });
    if (saved === "repeated") return { kind: "repeated" };
    if (saved === "saved") {
      const left = had.leaves.filter((each) => each !== leave);
      return shown(left, had.parts, [`Taken back: you are not away ${spanLabel(leave)}.`]);
    }
  }
  throw new Error("somebody's leave kept changing while it was taken back");
}

function whichLeave(
  asking: Asking,
  { leaves, calendar }: Before,
  { leave, date }: Extract<Command, { do: "cancel-leave" }>,
): { leaves: TakenLeave[] } | Outcome {
  if (leave) return { leaves: leaves.filter(({ id }) => id === leave) };
  const found = date ? dayIn(date, asking.now, calendar) : null;
  const example = "mdt leave cancel from 19 April";
  if (found && "message" in found) return { kind: "invalid", field: null, message: `Not saved: ${found.message}`, example };
  const meant = found ? leaves.filter(({ from, until }) => from <= found.day && found.day <= until) : leaves;
  if (meant.length < 2) return { leaves: meant };
  return { kind: "invalid", field: null, message: "Not saved: you have more than one leave. Say when it begins.", example };
}

async function save(
  deps: Deps,
  asking: Asking,
  had: Before,
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
      ...{ caseId: open.file.id, actionId },
      addressed: address([notice], open.file, writing.platforms),
    })),
  };
  const { kind } = await saveLeave(deps.db, writing, change);
  if (kind === "saved") deps.log.info({ person: asking.person.id, verb }, "leave changed");
  return kind;
}
