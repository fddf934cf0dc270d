import type { Action } from "./action.ts";
import type { Moment } from "./agenda.ts";
import { doerOf } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { heardByDigest } from "./digest-time.ts";
import { heardAt } from "./heard-at.ts";
import { beside, doersHearer, leadsHearer, once, reachable, signersHearers } from "./hearers.ts";
import type { Recipient, Waits } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import { signersOf } from "./permission.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addWorkingDays, type Day, dayOf } from "./working-day.ts";

/** What an action waits for before work starts, or before it ends. */
export function waitsOf({ status, notYetHeard }: Pick<Action, "status" | "notYetHeard">): Waits | null {
  if (status === "draft") return "confirm";
  if (status === "proposed" || (status === "open" && notYetHeard)) return "accept";
  return status === "evidence submitted" ? "sign-off" : null;
}

/**
 * Silence is an event (DOMAIN rule 6): after a working day whoever it waits for hears of it, after two the asker and the lead. Counted
 * from the moment since which the action stands as it does.
 */
export function silenceMoments(view: ActionView): Moment[] {
  const waits = waitsOf(view.action);
  if (!waits) return [];
  return [...firstStep(waits, view), ...secondStep(waits, view)];
}

/** Where the reader has the digest, it stands there already; unless the action is due at a time, which no digest may wait for. */
function firstStep(waits: Waits, view: ActionView): Moment[] {
  const { action, file } = view;
  const { day, at, since } = after(1, view);
  const isDigests = (heard: Date, { personId }: Recipient): boolean => {
    const person = file.people[personId];
    return (action.due?.time ?? null) === null && person !== undefined && heardByDigest(heard, person, file);
  };
  return waitedFor(waits, view, day)
    .map((to) => ({ at: heardAt(at, to, view), notice: { kind: "silence" as const, to, waits, since, step: 1 as const } }))
    .filter(
      ({ at: heard, notice }) =>
        !isDigests(heard, notice.to) && (action.putOff[notice.to.personId] ?? "") <= dayOf(heard, file.timeZone),
    );
}

/** The asker and the lead, each once and not whom it waits for; where that leaves nobody, whoever may act beside the lead. */
function secondStep(waits: Waits, view: ActionView): Moment[] {
  const { action, file } = view;
  const { day, at, since } = after(2, view);
  const waitedOn = new Set([...namedFor(waits, action, file), ...waitedFor(waits, view, day).map(({ personId }) => personId)]);
  const others = (hearers: (Recipient | null)[]): Recipient[] =>
    once(hearers.filter((to): to is Recipient => to !== null && !waitedOn.has(to.personId)));
  const hearers = others([reachable(file, action.asker, day), leadsHearer(file, day)]);
  const told = hearers.length > 0 ? hearers : others(beside(file, file.leadId, day));
  return told.map((to) => ({ at: heardAt(at, to, view), notice: { kind: "silence", to, waits, since, step: 2 } }));
}

/** Whom it waits for, as they can be reached on a day. */
function waitedFor(waits: Waits, { action, file }: ActionView, day: Day): Recipient[] {
  if (waits === "sign-off") return signersHearers(action, file, day);
  const hearer = waits === "confirm" ? reachable(file, action.asker, day) : doersHearer(action, file, day);
  return hearer ? [hearer] : [];
}

/** The same people in their own place, away or not. */
function namedFor(waits: Waits, action: Action, file: CaseFile): (string | null)[] {
  if (waits === "confirm") return [action.asker];
  return waits === "accept" ? [action.owner, doerOf(action, file)] : signersOf(file).filter((id) => id !== action.owner);
}

/** The same wall time so many working days on, in the case's zone. */
function after(count: number, { action, file, calendar }: ActionView): { day: Day; at: Date; since: string } {
  const wall = wallTime(action.statusSince, file.timeZone);
  const day = addWorkingDays(wall.day, count, calendar);
  return { day, at: instantAt(day, wall.time, file.timeZone), since: action.statusSince.toISOString() };
}
