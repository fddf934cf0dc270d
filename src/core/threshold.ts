import { max } from "date-fns/max";
import type { Asks, ClimbStep, Instant } from "./escalation.ts";
import type { Category } from "./incident.ts";
import { DECIDABLE, type Ladder } from "./ladder.ts";
import { climbSteps, stepsOn } from "./ladder-opening.ts";
import { normalName } from "./person.ts";
import { instantAt, wallTime } from "./wall-time.ts";
import { addDays } from "./working-day.ts";

/** So many incidents of a kind, or any one of them. */
export interface Alternative {
  count: number;
  /** Null: of any category. */
  category: Category | null;
  injury: "with" | "without" | null;
  /** The window in days; null where one alone is enough. */
  days: number | null;
}

/** What crosses a threshold. `during` is the rule whose matter has to be open for it to be asked. */
export type Condition =
  | { kind: "incidents"; alternatives: Alternative[] }
  | { kind: "unacknowledged" | "overdue"; after: string; during: string | null };

export type Response = "review" | "stabilisation" | "escalation";

/** A role of the partner map, and how long it has to decide. */
export interface Decider {
  role: string;
  within: string;
}

/** One threshold, as it was agreed in writing. */
export interface Rule {
  /** `T1` */
  ref: string;
  when: Condition;
  response: Response;
  deciders: Decider[];
}

/** Somebody whose agreement a version needs. */
export interface Signatory {
  personId: string;
  /** As it was called when the version was drafted. */
  role: string;
  agreed: Instant | null;
}

/** A version: in force from the moment at which the last signatory has agreed, and never changed after it. */
export interface Threshold {
  caseId: string;
  version: number;
  /** Grows with each change before everybody has agreed. */
  revision: number;
  rules: Rule[];
  signatories: Signatory[];
  /** Who has it reviewed: the lead of the case when it was drafted. */
  owner: string;
  draftedBy: string;
  draftedAt: Date;
  why: string | null;
  agreedAt: Date | null;
}

/** The versions of a case: which is in force, which is being agreed, and what was in force before, the latest first. */
export interface Versions {
  inForce: Threshold | null;
  draft: Threshold | null;
  older: Threshold[];
}

export function versionsOf(all: readonly Threshold[]): Versions {
  const [inForce = null, ...older] = all.filter(({ agreedAt }) => agreedAt !== null).toSorted((a, b) => b.version - a.version);
  return { inForce, draft: all.find(({ agreedAt }) => agreedAt === null) ?? null, older };
}

/** By which it is known again: whatever changes in any version changes it. */
export const normalised = ({ inForce, draft }: Versions): string => JSON.stringify([inForce, draft]);

export type IncidentRule = Rule & { when: Extract<Condition, { kind: "incidents" }> };
export type WatchRule = Rule & { when: Exclude<Condition, { kind: "incidents" }> };

export const isIncidentRule = (rule: Rule): rule is IncidentRule => rule.when.kind === "incidents";
export const isWatchRule = (rule: Rule): rule is WatchRule => rule.when.kind !== "incidents";

/** What its deciders are asked. */
export const asksOf = ({ response }: Pick<Rule, "response">): Asks =>
  (({ review: "review", stabilisation: "stabilisation", escalation: "action" }) as const)[response];

/** Where no rule has a window, incidents so many days apart still follow each other. */
const WINDOW = 7;

/** The longest window of its incident rules. */
export const longestWindow = (rules: readonly Rule[]): number => {
  const windows = rules.filter(isIncidentRule).flatMap(({ when }) => when.alternatives.flatMap(({ days }) => days ?? []));
  return windows.length > 0 ? Math.max(...windows) : WINDOW;
};

/** The same time on the wall so many days on, or before where `days` is negative. */
export function daysFrom(at: Date, days: number, timeZone: string): Date {
  const wall = wallTime(at, timeZone);
  return instantAt(addDays(wall.day, days), wall.time, timeZone);
}

/** Of two moments at which a cluster would be over, the later: an incident that is recorded late never ends it sooner. */
export const closesAfter = (before: Date | null, at: Date, rules: readonly Rule[], timeZone: string): Date => {
  const own = daysFrom(at, longestWindow(rules), timeZone);
  return before ? max([before, own]) : own;
};

/**
 * Whom a rule asks, one after the other: its own deciders, then the roles of the case's ladder that are not among them, so that silence
 * climbs. Nothing less than a decision ends the wait.
 */
export function thresholdSteps({ deciders }: Pick<Rule, "deciders">, ladder: Ladder | undefined): ClimbStep[] {
  const own = deciders.map(({ role, within }): ClimbStep => {
    return { role, personId: null, within, stops: "decision", after: null, mayDecide: [...DECIDABLE] };
  });
  const further = climbSteps(ladder ? stepsOn(ladder, "overdue") : []);
  const all = [...own, ...further.map((step): ClimbStep => ({ ...step, stops: "decision", after: null }))];
  const isSame = (a: string | null, b: string | null): boolean => normalName(a ?? "") === normalName(b ?? "");
  return all.filter(({ role }, at) => all.findIndex((each) => isSame(each.role, role)) === at);
}
