import type { Action } from "./action.ts";
import type { Moment } from "./agenda.ts";
import { digestTimeOn, hearsByDigest } from "./digest-time.ts";
import { type Due, dueInstant } from "./due.ts";
import { heardAt } from "./heard-at.ts";
import { doersHearer } from "./hearers.ts";
import type { Recipient, ReminderOccasion } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import { addWorkingDays, type Day, dayOf } from "./working-day.ts";

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
 * The separate reminders of an action, up to the first after `now`. They exist where the due date has a time, or whoever hears them has
 * no digest; everything else stands in the digest. One that days off move to the next, or past it, is not said: the next one says it.
 */
export function reminderMoments(view: ActionView, now: Date): Moment[] {
  const { action } = view;
  const { due } = action;
  if (!due || !OWNERS_CLOCK.has(action.status) || isAllInDigests(view)) return [];
  const said: Moment[] = [];
  for (const occasion of occasions(due, view)) {
    const moment = momentOf(occasion, due, view);
    if (!moment) continue;
    while ((said.at(-1)?.at ?? 0) >= moment.at) said.pop();
    said.push(moment);
    if (moment.at > now) break;
  }
  return said;
}

const OWNERS_CLOCK: ReadonlySet<Action["status"]> = new Set(["proposed", "open", "blocked"]);

/** Most actions: due on a day, in a case where everybody has the digest. */
const isAllInDigests = ({ action, file }: ActionView): boolean =>
  action.due?.time === null && Object.values(file.people).every((person) => hearsByDigest(person, file));

/** By the day, in the order in which they come. */
function* occasions(due: Due, { action, calendar }: ActionView): Generator<Occasion> {
  const again = Object.entries(action.putOff)
    .map(([only, day]): Occasion => ({ occasion: "again", day, at: null, only }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  for (const occasion of ofDueDate(due, calendar)) {
    for (let first = again[0]; first && first.day <= occasion.day; first = again[0]) {
      again.shift();
      yield first;
    }
    yield occasion;
  }
}

function* ofDueDate(due: Due, calendar: ActionView["calendar"]): Generator<Occasion> {
  yield { occasion: "soon", day: addWorkingDays(due.day, -SOON, calendar), at: null };
  yield { occasion: "today", day: due.day, at: null };
  if (due.time !== null) yield { occasion: "overdue", day: due.day, at: dueInstant(due) };
  for (let gap = 1; gap <= LAST_GAP; gap *= 2) {
    yield { occasion: "overdue", day: addWorkingDays(due.day, gap, calendar), at: null };
  }
}

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
