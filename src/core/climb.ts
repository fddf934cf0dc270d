import { max } from "date-fns/max";
import { min } from "date-fns/min";
import type { Action } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { after, type ClimbStep, type Escalation, type Happening, type OpenedStep, type StepBecause } from "./escalation.ts";
import { nothingLeft } from "./fact-holds.ts";
import { answerer } from "./hearers.ts";
import { roleOn } from "./ladder.ts";
import { limitFrom, stepOpens } from "./limit.ts";
import type { Recipient } from "./notice.ts";
import { instantAt } from "./wall-time.ts";
import { addDays, type Calendar, type Day, dayOf, isWorkingDay } from "./working-day.ts";

/** An escalation with what decides whom it reaches. */
export interface EscalationView {
  escalation: Escalation;
  /** The action that it is about, where it is about one. */
  action: Action | null;
  file: CaseFile;
  calendar: Calendar;
}

/** What has happened by now, in order, and when to look again. */
export interface Climbed {
  happenings: Happening[];
  next: Date | null;
}

const PUNCTUAL_MS = 120_000;

/** The planner comes once a minute: what it finds that soon happened at its own moment. Later, there was an outage, and limits count from now. */
export const punctual = (moment: Date, now: Date): Date => (now.getTime() - moment.getTime() <= PUNCTUAL_MS ? moment : now);

/**
 * Silence climbs (CONTRACT: Time). One step after the other, each with its whole limit from its opening, so that an outage skips nobody;
 * a step with nobody to hear it is passed at once.
 */
export function climb(view: EscalationView, now: Date): Climbed {
  const happenings: Happening[] = [];
  let { escalation } = view;
  const happen = (happening: Happening): void => {
    happenings.push(happening);
    escalation = after(escalation, happening);
  };
  if (escalation.state !== "open") return { happenings, next: null };
  const gone = view.action && nothingLeft(escalation, view.action);
  if (gone) {
    happen({ kind: "closed", at: now.toISOString(), because: gone, by: null, note: null });
    return { happenings, next: null };
  }
  for (;;) {
    const due = nextStep({ ...view, escalation }, now);
    if (!due || due.at > now) {
      const heard =
        due?.because === "nobody-reachable" || due?.because === "owns-it" ? null : anotherHearer({ ...view, escalation }, now);
      if (heard) happen(heard);
      const lead = due ? null : nextLead({ ...view, escalation }, now);
      if (lead && lead <= now) {
        const to = leadAsked(view.file, dayOf(now, view.file.timeZone));
        happen({ kind: "lead-told", at: punctual(lead, now).toISOString(), to, first: escalation.leadTold === null });
        continue;
      }
      return { happenings, next: earliest([due?.at ?? null, lead, nextMorning(view, now)]) };
    }
    happen(stepAt({ ...view, escalation }, due.place, due.because, punctual(due.at, now)));
  }
}

/** The step of that place, reached at a moment. */
function stepAt(view: EscalationView, place: number, because: StepBecause, at: Date): Extract<Happening, { kind: "step" }> {
  const { escalation, file, calendar } = view;
  const step = escalation.ladder[place];
  if (!step) throw new Error(`there is no step ${place} on the ladder`);
  const opened: OpenedStep = {
    ...{ place, role: step.role, personId: step.personId, at: at.toISOString() },
    limit: limitFrom(at, step.within, calendar).toISOString(),
    ...{ stops: step.stops, mayDecide: step.mayDecide, because, passedBy: null, why: null },
    heardBy: deciderOf(step, view, dayOf(at, file.timeZone)),
    acknowledged: null,
  };
  return { kind: "step", at: opened.at, step: opened };
}

/** A step beside the ladder, of a threshold that was crossed in a matter that is open already: its decider is asked as well. */
export function besideLadder(view: EscalationView, step: ClimbStep, moment: Date): Extract<Happening, { kind: "step" }> {
  const { file, calendar } = view;
  const at = moment.toISOString();
  const { role, personId, stops, mayDecide, within } = step;
  const opened: OpenedStep = {
    ...{ place: null, role, personId, at, limit: limitFrom(moment, within, calendar).toISOString(), stops, mayDecide },
    ...{
      because: "joined",
      passedBy: null,
      why: null,
      heardBy: deciderOf(step, view, dayOf(moment, file.timeZone)),
      acknowledged: null,
    },
  };
  return { kind: "step", at, step: opened };
}

/** Whoever has a step's place on a day, or stands in; null where nobody can be reached. */
export function hearerOf({ role, personId }: Pick<ClimbStep, "role" | "personId">, file: CaseFile, today: Day): Recipient | null {
  const id = personId ?? (role === null ? undefined : roleOn(file, role)?.personId);
  return id === undefined ? null : answerer(file, id, today, role);
}

/** The same for a question about an action: nobody is asked to decide about what they own themselves. */
function deciderOf(
  step: Pick<ClimbStep, "role" | "personId">,
  { file, action }: Pick<EscalationView, "file" | "action">,
  today: Day,
): Recipient | null {
  const hearer = hearerOf(step, file, today);
  return hearer && hearer.personId === action?.owner ? null : hearer;
}

/** Whom the lead's turn reaches, once everybody on the ladder was asked. */
export const leadAsked = (file: CaseFile, today: Day): Recipient | null => answerer(file, file.leadId, today);

interface Due {
  at: Date;
  place: number;
  because: StepBecause;
}

/** The next step of the ladder, and when it opens as things stand; null where there is none, or it waits for a moment that time alone does not bring. */
export function nextStep(view: EscalationView, now: Date): Due | null {
  const { escalation, file, action, calendar } = view;
  const { steps, ladder } = escalation;
  const place = Math.max(-1, ...steps.map((step) => step.place ?? -1)) + 1;
  const step = ladder[place];
  if (!step) return null;
  const last = steps.at(-1);
  if (!last) return { at: new Date(escalation.openedAt), place, because: "first" };
  const gone = unreachableSince(last, view, now);
  if (gone) {
    const owns = hearerOf(last, file, dayOf(now, file.timeZone))?.personId === action?.owner && action !== null;
    return { at: gone, place, because: owns ? "owns-it" : "nobody-reachable" };
  }
  const limit = new Date(last.limit);
  if (last.stops === "decision") return { at: limit, place, because: "not-decided" };
  if (!last.acknowledged) return { at: limit, place, because: "not-acknowledged" };
  const own = step.after === null ? limit : ownMoment(escalation, step.after, calendar);
  const seen = new Date(last.acknowledged.at);
  // Asked late, because of an outage or because it was passed on: a word that it was seen must not cut short the time to decide.
  return { at: own > seen ? own : max([limit, seen]), place, because: "still-undecided" };
}

/** A step's own `after`, counted as the first step's was. */
function ownMoment({ began, facts, escalateAt }: Escalation, own: string, calendar: Calendar): Date {
  const [fact] = facts;
  const counted = fact?.kind === "overdue" ? { ...fact.due, timeZone: calendar.timeZone } : new Date(began);
  return stepOpens(counted, own, escalateAt, calendar);
}

/** Cover has begun or ended: whoever stands there now hears of it. */
function anotherHearer(view: EscalationView, now: Date): Happening | null {
  const { escalation, file } = view;
  const last = escalation.steps.at(-1);
  const to = last && deciderOf(last, view, dayOf(now, file.timeZone));
  if (!to || to.personId === last?.heardBy?.personId) return null;
  return { kind: "heard", at: now.toISOString(), to };
}

/** Past the last step the lead hears of it: when the last answer is late or nobody is left to give it, then each working morning until somebody decides. */
function nextLead(view: EscalationView, now: Date): Date | null {
  const { escalation, file, calendar } = view;
  const last = escalation.steps.at(-1);
  if (!last) return null;
  if (escalation.leadTold !== null) return morningAfter(new Date(escalation.leadTold), file, calendar);
  const gone = unreachableSince(last, view, now);
  if (gone) return gone;
  const limit = new Date(last.limit);
  return last.acknowledged ? morningAfter(limit, file, calendar) : limit;
}

/** From when nobody can be reached for a step: its own moment where nobody ever could, from now on where they have left since; null where somebody can. */
function unreachableSince(step: OpenedStep, view: EscalationView, now: Date): Date | null {
  if (deciderOf(step, view, dayOf(now, view.file.timeZone)) !== null) return null;
  const reached = new Date(step.at);
  return step.heardBy === null ? reached : max([reached, now]);
}

/** Whether everybody on the ladder was asked and the last answer is late: the lead may decide from then on. */
export const isPastLast = ({ leadTold }: Escalation): boolean => leadTold !== null;

function morningAfter(at: Date, file: CaseFile, calendar: Calendar): Date {
  for (let day = dayOf(at, file.timeZone); ; day = addDays(day, 1)) {
    const morning = instantAt(day, file.digestTime, file.timeZone);
    if (morning > at && (file.stabilising || isWorkingDay(day, calendar))) return morning;
  }
}

/** Cover has its days: who hears is looked at again each morning. */
function nextMorning({ file }: EscalationView, now: Date): Date {
  const today = dayOf(now, file.timeZone);
  const morning = instantAt(today, file.digestTime, file.timeZone);
  return morning > now ? morning : instantAt(addDays(today, 1), file.digestTime, file.timeZone);
}

/** The first of them; null where there is none. */
export const earliest = (moments: (Date | null)[]): Date | null => {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? min(known) : null;
};
