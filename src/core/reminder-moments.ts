import { type Action, isOwners } from "./action.ts";
import type { Moment } from "./agenda.ts";
import { digestTimeOn, heardByDigest, hearsByDigest } from "./digest-time.ts";
import { type Due, dueInstant } from "./due.ts";
import { heardAt } from "./heard-at.ts";
import { doersHearer } from "./hearers.ts";
import type { Recipient, ReminderOccasion } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import { addDays, addWorkingDays, type Calendar, type Day, dayOf, workingDaysAfter } from "./working-day.ts";

const HOUR = 3_600_000;

/** Something that has to be said on a day, at the digest time of whoever hears it unless it has its own. */
interface Occasion {
  occasion: ReminderOccasion;
  /** So many working days after the due day, or before it. */
  offset: number;
  /** At the minute that it is due; only where the due date has a time. */
  atDueTime?: true;
  /** What was put off: by whom, and to which day. */
  again?: { personId: string; day: Day };
}

/** Three working days before, on the day, then with widening gaps for about four years. */
const OF_A_DAY: readonly Occasion[] = [
  { occasion: "soon", offset: -3 },
  { occasion: "today", offset: 0 },
  ...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024].map((offset): Occasion => ({ occasion: "overdue", offset })),
];
const OF_A_TIME: readonly Occasion[] = OF_A_DAY.toSpliced(2, 0, { occasion: "overdue", offset: 0, atDueTime: true });

/**
 * The separate reminders of an action: the last that has come and the first that will. They exist where the due date has a time, up to
 * that minute, or whoever hears them has no digest; everything else stands in the digest. One that has not been said when the next one comes is never
 * said: neither after an outage, nor where days off move it to the next one or past it, whoever heard for the owner then.
 */
export function reminderMoments(view: ActionView, now: Date): Moment[] {
  const { action, file, calendar } = view;
  const { due } = action;
  // Once it has been escalated, the ladder speaks (CONTRACT: Time).
  if (!due || !isOwners(action.status) || action.escalation !== null || isAllInDigests(view)) return [];
  // East of the case's zone somebody's tomorrow has begun already.
  const tomorrow = addDays(dayOf(now, file.timeZone), 1);
  const occasions = occasionsOf(due, view);
  const ahead = countUntil(tomorrow, occasions, due, calendar);
  let last: Moment | null = null;
  let next: Moment | null = null;
  for (let place = ahead - 1; place >= 0 && !last; place -= 1) {
    const moment = momentOf(occasions[place], due, view);
    if (!moment || (next && moment.at >= next.at)) continue;
    if (moment.at > now) next = moment;
    else last = moment;
  }
  for (const occasion of occasions.slice(ahead)) {
    // One that had to wait for a working day may come after a later one that is urgent.
    if (next && dayOfOccasion(occasion, due, calendar) > addDays(dayOf(next.at, file.timeZone), 1)) break;
    const moment = momentOf(occasion, due, view);
    if (moment && moment.at > now && (!next || moment.at < next.at)) next = moment;
  }
  return [last, next].filter((moment) => moment !== null);
}

/** Most actions: due on a day, in a case where everybody has the digest. */
const isAllInDigests = ({ action, file }: ActionView): boolean =>
  action.due?.time === null && Object.values(file.people).every((person) => hearsByDigest(person, file));

/** In the order of their days; on one day what was put off to it comes before what the due date asks for. */
function occasionsOf(due: Due, { action, calendar }: ActionView): readonly Occasion[] {
  let occasions = due.time === null ? OF_A_DAY : OF_A_TIME;
  for (const [personId, day] of Object.entries(action.putOff)) {
    const place = occasions.findIndex((occasion) => dayOfOccasion(occasion, due, calendar) >= day);
    occasions = occasions.toSpliced(place < 0 ? occasions.length : place, 0, {
      occasion: "again",
      offset: 0,
      again: { personId, day },
    });
  }
  return occasions;
}

/** What comes before a due day that is no working day counts back from the working day before it, as a digest does (`dueStanding`). */
function dayOfOccasion({ offset, again }: Occasion, due: Due, calendar: Calendar): Day {
  if (again) return again.day;
  return offset < 0 ? addWorkingDays(addDays(due.day, 1), offset - 1, calendar) : addWorkingDays(due.day, offset, calendar);
}

/** How many of them have their day up to another. */
function countUntil(until: Day, occasions: readonly Occasion[], due: Due, calendar: Calendar): number {
  const passed = workingDaysAfter(due.day, until, calendar);
  const isAhead = (occasion: Occasion): boolean =>
    occasion.offset > 0 ? occasion.offset > passed : dayOfOccasion(occasion, due, calendar) > until;
  const first = occasions.findIndex(isAhead);
  return first < 0 ? occasions.length : first;
}

function momentOf(planned: Occasion | undefined, due: Due, view: ActionView): Moment | null {
  if (!planned) return null;
  const { action, file, calendar } = view;
  const { occasion, atDueTime, again } = planned;
  const day = dayOfOccasion(planned, due, calendar);
  const to = doersHearer(action, file, day);
  const person = to && file.people[to.personId];
  if (!to || !person || (again && again.personId !== to.personId)) return null;
  const digestTime = digestTimeOn(day, person, file);
  const at = atDueTime ? dueInstant(due) : occasion === "today" ? onTheDay(due, digestTime) : digestTime;
  const heard = heardAt(at, to, view);
  const isDigests = due.time === null || isLongOverdue(planned);
  if (isDigests && heardByDigest(heard, person, file)) return null;
  if (isBefore(heard, action) || isPutOff(action, to, dayOf(heard, file.timeZone))) return null;
  return { at: heard, notice: { kind: "reminder", to, due: { day: due.day, time: due.time }, occasion, day } };
}

/** A day on which it was overdue already when the day began: what is urgent has been said, and the digest says it at the same minute. */
const isLongOverdue = ({ occasion, offset }: Occasion): boolean => occasion === "overdue" && offset > 0;

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
