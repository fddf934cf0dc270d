import type { Action } from "./action.ts";
import type { Moment } from "./agenda.ts";
import { digestTimeOn, hearsByDigest } from "./digest-time.ts";
import { type Due, dueInstant } from "./due.ts";
import { heardAt } from "./heard-at.ts";
import { doersHearer } from "./hearers.ts";
import type { Recipient, ReminderOccasion } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import { addDays, addWorkingDays, type Calendar, type Day, dayOf, workingDaysAfter } from "./working-day.ts";

/** Working days before the due date on which it is said that it comes. */
const SOON = 3;
/** The last of the widening gaps, in working days: about four years. */
const LAST_GAP = 1024;
const HOUR = 3_600_000;

/** Something that has to be said on a day; `at` is asked for whoever hears it, because digest times are theirs. */
interface Occasion {
  occasion: ReminderOccasion;
  day: Day;
  /** Null: at the reader's digest time. */
  at: Date | null;
  /** Only to them: the one who put it off. */
  only?: string;
}

/**
 * The separate reminders of an action: the last that has come and the first that will. They exist where the due date has a time, or
 * whoever hears them has no digest; everything else stands in the digest. One that has not been said when the next one comes is never
 * said: neither after an outage, nor where days off move it to the next one or past it, whoever heard for the owner then.
 */
export function reminderMoments(view: ActionView, now: Date): Moment[] {
  const { action, file } = view;
  const { due } = action;
  if (!due || !OWNERS_CLOCK.has(action.status) || isAllInDigests(view)) return [];
  // East of the case's zone somebody's tomorrow has begun already.
  const tomorrow = addDays(dayOf(now, file.timeZone), 1);
  const found: Moment[] = [];
  let earliest: Date | null = null;
  for (const occasion of latestFirst(due, view, tomorrow)) {
    const moment = momentOf(occasion, due, view);
    if (!moment || (earliest !== null && moment.at >= earliest)) continue;
    found.push(moment);
    earliest = moment.at;
    if (moment.at <= now) break;
  }
  let next = found.findLast(({ at }) => at > now);
  for (const occasion of inOrder(due, view, tomorrow)) {
    // One that had to wait for a working day may come after a later one that is urgent.
    if (next && occasion.day > addDays(dayOf(next.at, file.timeZone), 1)) break;
    const moment = momentOf(occasion, due, view);
    if (moment && moment.at > now && (!next || moment.at < next.at)) next = moment;
  }
  const last = found.find(({ at }) => at <= now);
  return [last, next].filter((moment) => moment !== undefined);
}

const OWNERS_CLOCK: ReadonlySet<Action["status"]> = new Set(["proposed", "open", "blocked"]);

/** Most actions: due on a day, in a case where everybody has the digest. */
const isAllInDigests = ({ action, file }: ActionView): boolean =>
  action.due?.time === null && Object.values(file.people).every((person) => hearsByDigest(person, file));

/** What had to be said up to a day, the last first; on one day what the due date asks for comes after what was put off to it. */
function* latestFirst(due: Due, { action, calendar }: ActionView, until: Day): Generator<Occasion> {
  const again = putOffTo(action, (day) => day <= until).reverse();
  for (const occasion of ofDueDate()) {
    while ((again[0]?.day ?? "") > occasion.day) yield* again.splice(0, 1);
    yield occasion;
  }
  yield* again;

  function* ofDueDate(): Generator<Occasion> {
    const passed = workingDaysAfter(due.day, until, calendar);
    for (let gap = LAST_GAP; gap >= 1; gap /= 2) if (gap <= passed) yield overdueAfter(gap, due, calendar);
    yield* aroundDueDay(due, calendar)
      .filter(({ day }) => day <= until)
      .reverse();
  }
}

/** What will have to be said after a day. */
function* inOrder(due: Due, { action, calendar }: ActionView, after: Day): Generator<Occasion> {
  const again = putOffTo(action, (day) => day > after);
  for (const occasion of ofDueDate()) {
    while (again[0] && again[0].day <= occasion.day) yield* again.splice(0, 1);
    yield occasion;
  }
  yield* again;

  function* ofDueDate(): Generator<Occasion> {
    yield* aroundDueDay(due, calendar).filter(({ day }) => day > after);
    const passed = workingDaysAfter(due.day, after, calendar);
    for (let gap = 1; gap <= LAST_GAP; gap *= 2) if (gap > passed) yield overdueAfter(gap, due, calendar);
  }
}

const putOffTo = ({ putOff }: Action, isWanted: (day: Day) => boolean): Occasion[] =>
  Object.entries(putOff)
    .filter(([, day]) => isWanted(day))
    .map(([only, day]): Occasion => ({ occasion: "again", day, at: null, only }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));

function aroundDueDay(due: Due, calendar: Calendar): Occasion[] {
  const soon: Occasion = { occasion: "soon", day: addWorkingDays(due.day, -SOON, calendar), at: null };
  const today: Occasion = { occasion: "today", day: due.day, at: null };
  const theMinute: Occasion[] = due.time === null ? [] : [{ occasion: "overdue", day: due.day, at: dueInstant(due) }];
  return [soon, today, ...theMinute];
}

const overdueAfter = (gap: number, due: Due, calendar: Calendar): Occasion => ({
  occasion: "overdue",
  day: addWorkingDays(due.day, gap, calendar),
  at: null,
});

function momentOf({ occasion, day, at, only }: Occasion, due: Due, view: ActionView): Moment | null {
  const { action, file } = view;
  const to = doersHearer(action, file, day);
  const person = to && file.people[to.personId];
  if (!to || !person || (only !== undefined && only !== to.personId)) return null;
  if (due.time === null && hearsByDigest(person, file)) return null;
  const planned = at ?? (occasion === "today" ? onTheDay(due, digestTimeOn(day, person, file)) : digestTimeOn(day, person, file));
  const heard = heardAt(planned, to, view);
  if (isBefore(heard, action) || isPutOff(action, to, dayOf(heard, file.timeZone))) return null;
  return { at: heard, notice: { kind: "reminder", to, due: { day: due.day, time: due.time }, occasion, day } };
}

/** At digest time; an hour before the due time where that would be too late. */
function onTheDay(due: Due, digestTime: Date): Date {
  if (due.time === null) return digestTime;
  const dueAt = dueInstant(due);
  return dueAt <= digestTime ? new Date(dueAt.getTime() - HOUR) : digestTime;
}

/** What was asked of the owner a moment ago needs no reminder of what lay before. */
const isBefore = (at: Date, { status, notYetHeard, statusSince }: Action): boolean =>
  (status === "proposed" || notYetHeard) && at <= statusSince;

const isPutOff = ({ putOff }: Action, { personId }: Recipient, day: Day): boolean => (putOff[personId] ?? "") > day;
