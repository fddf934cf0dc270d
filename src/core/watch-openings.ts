import { max } from "date-fns/max";
import { type Action, isOwners } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { dueInstant } from "./due.ts";
import type { Fact } from "./escalation.ts";
import { limitFrom, nextWorkingTime, stepOpens } from "./limit.ts";
import { isOutsideChat } from "./person.ts";
import type { WatchRule } from "./threshold.ts";
import type { Calendar } from "./working-day.ts";

/** A rule about actions that applies in a case now. */
export interface Watch {
  rule: WatchRule;
  /** Of the thresholds that it is one of. */
  version: number;
  /** From then on it is asked: since the matter of the rule that it goes with is open, or since it is in force. */
  since: Date;
  /** The escalation whose thread it is spoken of in; null where there is none. */
  threadId: string | null;
  clusterId: string | null;
  /** The provider's hour, `12:00`. */
  escalateAt: string;
}

/** A moment at which a rule in writing is crossed by an action, if it still holds then and was not crossed by the same before. */
export interface WatchOpening {
  watch: Watch;
  key: string;
  at: Date;
  /** From where its time is counted. */
  began: Date;
  fact: Fact;
}

/** What an action notes of a rule that it has crossed, in `climbed`. */
export const climbedAs = (rule: Pick<WatchRule, "ref">): string => `threshold:${rule.ref}`;

/** When an action crosses each of the rules that are asked of it. */
export function watchOpenings(
  action: Action,
  file: Pick<CaseFile, "people">,
  watches: readonly Watch[],
  calendar: Calendar,
): WatchOpening[] {
  return watches.flatMap((watch): WatchOpening[] => {
    const opening =
      watch.rule.when.kind === "unacknowledged"
        ? unacknowledged(action, file, watch, calendar)
        : overdue(action, watch, calendar);
    return opening && action.climbed[climbedAs(watch.rule)] !== opening.key ? [opening] : [];
  });
}

/** Whoever is in chat and has not accepted. */
function unacknowledged(
  { number, status, statusSince, owner }: Action,
  { people }: Pick<CaseFile, "people">,
  watch: Watch,
  calendar: Calendar,
): WatchOpening | null {
  const person = owner === null ? undefined : people[owner];
  if (status !== "proposed" || !person || isOutsideChat(person)) return null;
  const began = countedFrom(statusSince, watch);
  const at = max([limitFrom(began, watch.rule.when.after, calendar), watch.since]);
  const since = statusSince.toISOString();
  const fact: Fact = { kind: "unacknowledged", at: at.toISOString(), since, rule: watch.rule.ref, ...later(began, statusSince) };
  return { watch, key: `A${number}:${since}`, at, began, fact };
}

/** Past its due date. Evidence that was returned crosses the rule anew, not before it was returned. */
function overdue({ number, status, due, runningSince }: Action, watch: Watch, calendar: Calendar): WatchOpening | null {
  const { escalateAt } = watch;
  if (!due || !isOwners(status)) return null;
  const { after } = watch.rule.when;
  const passed = dueInstant(due);
  const began = countedFrom(passed, watch);
  const own = stepOpens(began > passed ? began : due, after, escalateAt, calendar);
  const notBefore = max([watch.since, runningSince ?? watch.since]);
  const late = after.endsWith("wd") ? nextWorkingTime(notBefore, escalateAt, calendar) : notBefore;
  const at = own >= notBefore ? own : late;
  const fact: Fact = {
    ...{ kind: "overdue", at: at.toISOString(), rule: watch.rule.ref },
    ...{ due: { day: due.day, time: due.time }, ...later(began, passed) },
  };
  return { watch, key: `A${number}:${due.day}T${due.time ?? ""}/${runningSince?.toISOString() ?? ""}`, at, began, fact };
}

/**
 * From where a rule counts its time: from the moment itself; one that goes with another, not from before the matter of that one began. Any
 * other rule is no further put off by the version that it is agreed in: it is only not crossed before that.
 */
const countedFrom = (moment: Date, { rule, since }: Watch): Date => (rule.when.during === null ? moment : max([moment, since]));

const later = (began: Date, moment: Date): { counted?: string } => (began > moment ? { counted: began.toISOString() } : {});
