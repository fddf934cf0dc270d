import { addMinutes } from "date-fns/addMinutes";
import { max } from "date-fns/max";
import { type Action, isOwners } from "./action.ts";
import { dueInstant } from "./due.ts";
import type { ClimbStep, Fact } from "./escalation.ts";
import { LADDER_CAUSES, type Ladder, type LadderCause, type LadderStep } from "./ladder.ts";
import { limitFrom, nextWorkingTime, stepOpens } from "./limit.ts";
import type { Calendar } from "./working-day.ts";

/** A moment at which an action is taken up the ladder, if what it is for still holds then and nobody was asked about it before. */
export interface Opening {
  cause: LadderCause;
  /** The same matter has the same key: it is escalated once. */
  key: string;
  at: Date;
  /** Since when it holds. */
  began: Date;
  fact: Fact;
}

/** The planner comes once a minute: what began within this time before a step's moment does not put it off. */
const GRACE_MINUTES = 2;

/** When each thing about an action that the ladder is climbed for reaches its first step. */
export function ladderOpenings(action: Action, ladder: Ladder | undefined, calendar: Calendar): Opening[] {
  if (!ladder) return [];
  return LADDER_CAUSES.flatMap((cause) => {
    const [first] = stepsOn(ladder, cause);
    const matter = first && MATTERS[cause](action);
    if (!first || !matter || action.climbed[cause] === matter.key) return [];
    const { since, key } = matter;
    const at = openingOf(first, matter.counted, max([since, action.runningSince ?? since, ladder.since]), ladder, calendar);
    return [{ cause, key, at, began: since, fact: matter.fact(at.toISOString()) }];
  });
}

export const stepsOn = ({ steps }: Pick<Ladder, "steps">, cause: LadderCause): LadderStep[] =>
  steps.filter(({ on }) => on === cause);

/** The steps of a ladder as an escalation keeps them. */
export const climbSteps = (steps: readonly LadderStep[]): ClimbStep[] =>
  steps.map(({ role, acknowledgeWithin, after, mayDecide }) => ({
    ...{ role, personId: null, within: acknowledgeWithin, stops: "acknowledge" as const, after, mayDecide },
  }));

interface Matter {
  key: string;
  since: Date;
  /** From where the steps count: a due date by its day, everything else from its moment. */
  counted: Parameters<typeof stepOpens>[0];
  fact: (at: string) => Fact;
}

/** What each is about, where it holds; a due date that has not passed yet will. */
const MATTERS: Record<LadderCause, (action: Action) => Matter | null> = {
  overdue: ({ status, due, runningSince }) =>
    due && isOwners(status)
      ? {
          // Evidence that was returned lets the clock run anew: a matter of its own.
          key: `${due.day}T${due.time ?? ""}/${runningSince?.toISOString() ?? ""}`,
          since: dueInstant(due),
          counted: due,
          fact: (at) => ({ kind: "overdue", at, due: { day: due.day, time: due.time }, rule: null }),
        }
      : null,
  blocked: ({ status, statusSince }) =>
    status === "blocked"
      ? {
          key: statusSince.toISOString(),
          since: statusSince,
          counted: statusSince,
          fact: (at) => ({ kind: "blocked", at, since: statusSince.toISOString() }),
        }
      : null,
  request: ({ askedSince, request, status }) =>
    askedSince && isOwners(status)
      ? {
          key: askedSince.toISOString(),
          since: askedSince,
          counted: askedSince,
          fact: (at) => ({ kind: "request", at, since: askedSince.toISOString(), asked: request?.kind ?? "extension" }),
        }
      : null,
};

/**
 * A step's moment. Where that lies before the matter could have been climbed for, because evidence was returned or the ladder was changed
 * meanwhile, it is the provider's next hour; hours and minutes are counted anew.
 */
function openingOf(step: LadderStep, counted: Matter["counted"], notBefore: Date, ladder: Ladder, calendar: Calendar): Date {
  const at = stepOpens(counted, step.after, ladder.escalateAt, calendar);
  if (at >= addMinutes(notBefore, -GRACE_MINUTES)) return at;
  return step.after.endsWith("wd")
    ? nextWorkingTime(notBefore, ladder.escalateAt, calendar)
    : limitFrom(notBefore, step.after, calendar);
}
