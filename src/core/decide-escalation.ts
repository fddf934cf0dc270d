import { accessLevel } from "./access.ts";
import { canHear } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { type EscalationView, hearerOf, isPastLast } from "./climb.ts";
import { coversOf } from "./cover.ts";
import { dueLabel, momentLabel, timeLabel } from "./due.ts";
import {
  afterAll,
  type ClimbStep,
  type Escalation,
  type EscalationDecision,
  fullEscalationRef,
  type Happening,
  type OpenedStep,
  type Verdict,
} from "./escalation.ts";
import { type Decidable, roleOn } from "./ladder.ts";
import { limitFrom } from "./limit.ts";
import { nameAndRole } from "./now-true.ts";
import type { Person } from "./person.ts";
import { type Day, dayOf } from "./working-day.ts";

/** Who may decide an escalation, and what each answer makes of it. */

/** Where somebody stands in an escalation: in a step's own place, as cover, or as the lead once everybody was asked. */
export interface DeciderStand {
  step: OpenedStep;
  role: string;
  coverFor: string | null;
}

export type MayDecide = { allowed: true; as: DeciderStand } | { allowed: false; who: string };

type Answer = Decidable | "acknowledge";

/** Whether somebody may give that answer today: the person of a step that was reached, or their cover; the latest step first. */
export function mayDecide(view: EscalationView, personId: string, today: Day, answer: Answer): MayDecide {
  const { escalation, file } = view;
  const stands = standsIn(view, personId, today);
  const as =
    answer === "acknowledge"
      ? // Whoever was asked before and leads the case by now has seen it for the step that waits.
        (stands.find(({ step }) => isLatest(escalation, step)) ?? stands[0])
      : stands.find(({ step }) => step.mayDecide.includes(answer));
  if (as) return { allowed: true, as };
  const roles = [...new Set(escalation.steps.map((step) => roleOf(step, file)))];
  return { allowed: false, who: `Only ${new Intl.ListFormat("en-GB", { type: "unit" }).format(roles)} or cover` };
}

/** Everywhere that somebody stands, the latest step first. Nobody without access to the case stands anywhere. */
export function standsIn({ escalation, action, file }: EscalationView, personId: string, today: Day): DeciderStand[] {
  // Nobody decides about what they own themselves.
  if (accessLevel(file, personId, today) === null || personId === action?.owner) return [];
  const stands = escalation.steps.toReversed().flatMap((step): DeciderStand[] => {
    const holder = step.personId ?? (step.role === null ? undefined : roleOn(file, step.role)?.personId);
    const coverFor = placeTaken(file, holder, personId, today);
    return coverFor === undefined ? [] : [{ step, role: roleOf(step, file), coverFor }];
  });
  const last = escalation.steps.at(-1);
  const asLead = isPastLast(escalation) ? placeTaken(file, file.leadId, personId, today) : undefined;
  const everything = last && { ...last, mayDecide: ["approve", "decline", "pass-on"] satisfies Decidable[] };
  return everything && asLead !== undefined ? [...stands, { step: everything, role: "Lead", coverFor: asLead }] : stands;
}

/** Whether a step is the one that waits for an answer; past somebody who cannot be reached, two are reached at the same moment. */
export function isLatest({ steps }: Pick<Escalation, "steps">, { at, place, personId }: OpenedStep): boolean {
  const last = steps.at(-1);
  return last?.at === at && last.place === place && last.personId === personId;
}

/** Null in one's own place, the person covered as their cover, undefined in neither. */
function placeTaken(file: CaseFile, holder: string | undefined, personId: string, today: Day): string | null | undefined {
  if (holder === undefined) return undefined;
  if (holder === personId) return null;
  return coversOf(file, holder, today).some((cover) => cover.personId === personId) ? holder : undefined;
}

/** The role that a step is named by; of somebody it was passed on to, their own. */
export const roleOf = ({ role, personId }: Pick<OpenedStep, "role" | "personId">, file: CaseFile): string =>
  role ?? (personId === null ? undefined : file.people[personId]?.role) ?? "the person named";

export interface Answering {
  view: EscalationView;
  actor: Person;
  as: DeciderStand;
  now: Date;
}

export type Answered =
  | { kind: "happen"; happenings: Happening[]; said: string }
  /** Nothing happens: what is true instead. */
  | { kind: "stale"; said: string }
  | { kind: "invalid"; field: string | null; message: string };

/** Somebody has seen it: the next step waits. Of a step that has been climbed past it says who is asked by now. */
export function acknowledge({ view, actor, as, now }: Answering): Answered {
  const { escalation, file } = view;
  const last = escalation.steps.at(-1);
  const at = now.toISOString();
  if (!last || !isLatest(escalation, as.step)) {
    const who = last ? roleOf(last, file) : "nobody";
    return { kind: "stale", said: `This has gone on to ${who} since. You may still decide it.` };
  }
  if (last.acknowledged) {
    const { by, at: when } = last.acknowledged;
    return {
      kind: "stale",
      said: `Already acknowledged by ${nameAndRole(file, by)} at ${timeLabel(new Date(when), file.timeZone)}.`,
    };
  }
  const until = last.stops === "decision" ? ` Please decide by ${momentLabel(new Date(last.limit), file.timeZone)}.` : "";
  return {
    kind: "happen",
    happenings: [{ kind: "acknowledged", at, by: actor.id, role: as.role, coverFor: as.coverFor }],
    said: `Acknowledged. ${fullEscalationRef(escalation)} waits for your decision.${until}`,
  };
}

/** The question goes to somebody else on the case, with a limit of their own. */
export function passOn({ view, actor, as, now }: Answering, to: string, why: string): Answered {
  const { escalation, action, file, calendar } = view;
  const today = dayOf(now, file.timeZone);
  const name = file.people[to]?.name ?? "That person";
  if (to === actor.id) return { kind: "invalid", field: "who", message: "Not passed on: that is you." };
  if (!canHear(file, to, today))
    return { kind: "invalid", field: "who", message: `Not passed on: ${name} cannot be reached in chat on this case today.` };
  if (to === action?.owner)
    return { kind: "invalid", field: "who", message: `Not passed on: ${name} owns the action. Somebody else has to decide.` };
  if (!mayBeAsked(view, to, today))
    return { kind: "invalid", field: "who", message: `Not passed on: ${rolesInWriting(view)} or cover can decide this.` };
  // Handed to and fro, a question would never be answered.
  if (escalation.steps.some((step) => step.personId === to || step.heardBy?.personId === to))
    return { kind: "stale", said: `${name} has been asked already, and may still decide it.` };
  const { within, stops } = limitOf(escalation, as.step);
  // A decision has its hour, whoever makes it.
  const until = new Date(as.step.limit);
  const limit = stops === "decision" && until > now ? until : limitFrom(now, within, calendar);
  const step: OpenedStep = {
    ...{ place: null, role: null, personId: to, at: now.toISOString() },
    limit: limit.toISOString(),
    ...{ stops, mayDecide: as.step.mayDecide, because: "passed-on", passedBy: actor.id, why },
    heardBy: hearerOf({ role: null, personId: to }, file, today),
    acknowledged: null,
  };
  return {
    kind: "happen",
    happenings: [{ kind: "step", at: step.at, step }],
    said: `Passed on to ${name}, who is asked to answer by ${momentLabel(new Date(step.limit), file.timeZone)}.`,
  };
}

/** A decision that is written down for named roles goes to one of these, their cover or the lead; about an action, to anybody on the case. */
function mayBeAsked({ escalation, file }: EscalationView, personId: string, today: Day): boolean {
  if (escalation.asks === "action") return true;
  const holders = escalation.ladder.map(({ role, personId: named }) => named ?? (role && roleOn(file, role)?.personId));
  return [...holders, file.leadId].some((holder) => placeTaken(file, holder ?? undefined, personId, today) !== undefined);
}

const rolesInWriting = ({ escalation, file }: EscalationView): string => {
  const roles = [...new Set(escalation.ladder.map((step) => roleOf(step, file)))];
  return `only ${new Intl.ListFormat("en-GB", { type: "unit" }).format(roles)}`;
};

/** The length that a step was given; one that was passed on has that of the step it came from. */
function limitOf({ ladder, steps }: Escalation, step: OpenedStep): Pick<ClimbStep, "within" | "stops"> {
  const before = steps.slice(0, steps.findIndex(({ at, place }) => at === step.at && place === step.place) + 1);
  const place = before.findLast((each) => each.place !== null)?.place ?? 0;
  const { within = "1wd", stops = "acknowledge" } = ladder[place] ?? {};
  return { within, stops };
}

/** The decision, in whose name and when. */
export const decided = ({ actor, as, now }: Answering, verdict: Verdict, why: string): Happening => {
  const decision: EscalationDecision = {
    ...{ verdict, by: actor.id, role: as.role, coverFor: as.coverFor },
    at: now.toISOString(),
    why,
  };
  return { kind: "decided", at: decision.at, decision };
};

/** What became of it, for whoever comes late. Null while it is open. */
export function whatBecame({ escalation, file }: Pick<EscalationView, "escalation" | "file">): string | null {
  const { decision, closed } = escalation;
  if (decision) {
    const at = momentLabel(new Date(decision.at), file.timeZone);
    return `Already decided by ${nameAndRole(file, decision.by)} on ${at}: ${verdictWords(decision.verdict, file)}.`;
  }
  return closed ? `No decision is needed any more: ${CLOSED_WORDS[closed.because]}.` : null;
}

/** `new date Tue 6 April 2027` */
export function verdictWords(verdict: Verdict, file: CaseFile): string {
  switch (verdict.what) {
    case "new-date":
      return `new date ${dueLabel(verdict.to)}`;
    case "new-owner":
      return `new owner ${file.people[verdict.to]?.name ?? "somebody"}`;
    case "declined":
      return "declined";
    case "reviewed":
      return "reviewed";
    case "stabilisation":
      return "stabilisation starts";
  }
}

/** Continues "No decision is needed any more: ". */
export const CLOSED_WORDS: Record<NonNullable<Escalation["closed"]>["because"], string> = {
  complete: "the action is complete",
  "not-achieved": "the action has ended as not achieved",
  cancelled: "the action was cancelled",
  evidence: "evidence was submitted",
  "re-planned": "the action has a new date",
  accepted: "the action was accepted",
  "draft-again": "the action is a draft again",
  unblocked: "nothing is in the way any more",
  "request-settled": "the request was settled",
  "taken-up": "it was taken up by a later escalation",
  "cluster-over": "no incident has followed",
  "stepped-down": "stabilisation has ended",
};

/** An escalation as it will be, for whoever answers with it. */
export function withHappenings(escalation: Escalation | null, happenings: readonly Happening[]): Escalation {
  const next = afterAll(escalation, happenings);
  if (!next) throw new Error("nothing has happened");
  return next;
}
