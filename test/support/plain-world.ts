import type { PlainDue } from "./plain-limit.ts";
import type { PlainTeam } from "./plain-team.ts";

/** A case with one action, its ladder and its escalations, as the plain ladder keeps them. */

export type PlainCause = "overdue" | "blocked" | "request";
export type PlainAnswer = "acknowledge" | "approve" | "decline" | "pass-on";

export interface PlainRung {
  /** Null: by the limit before it alone. */
  after: string | null;
  role: string;
  within: string;
  may: PlainAnswer[];
  /** Only a decision ends the wait. */
  mustDecide: boolean;
}

export interface PlainAction {
  status: "open" | "blocked" | "evidence submitted" | "complete";
  due: PlainDue;
  /** Since when it is as it is; since when its owner's clock runs; since when something is asked for. */
  since: Date;
  runs: Date | null;
  asked: Date | null;
}

export type PlainFact =
  | { kind: "overdue"; due: PlainDue }
  | { kind: "blocked"; since: Date }
  | { kind: "request"; since: Date }
  | { kind: "by-hand"; due: PlainDue }
  | { kind: "crossed" };

export interface PlainStep {
  rung: number | null;
  /** A role, or a person it was passed on to. */
  role: string | null;
  person: string | null;
  at: Date;
  limit: Date;
  within: string;
  may: PlainAnswer[];
  mustDecide: boolean;
  hears: string | null;
  seen: Date | null;
}

export interface PlainEscalation {
  name: string;
  state: "open" | "decided" | "closed";
  rungs: PlainRung[];
  facts: PlainFact[];
  /** From where a rung's own time counts. */
  counted: PlainDue | Date;
  opened: Date;
  steps: PlainStep[];
  leadTold: Date | null;
  /** When something comes by itself; when it is next looked at in the morning; whether something has happened to it since. */
  next: Date;
  morning: Date;
  woken: boolean;
}

export interface PlainWorld {
  team: PlainTeam;
  /** While risk is raised, days off put nothing off. */
  stabilising: boolean;
  ladder: Record<PlainCause, PlainRung[]>;
  ladderSince: Date;
  action: PlainAction;
  /** What has been taken up the ladder. */
  taken: Partial<Record<PlainCause, string>>;
  coming: { cause: PlainCause; key: string; at: Date; fact: PlainFact; counted: PlainDue | Date }[];
  escalations: PlainEscalation[];
  /** Everything that has happened, a line each. */
  said: string[];
}

/** Whose action it is. */
export const OWNER = "harriet";

export const isAboutAction = ({ facts }: PlainEscalation): boolean => facts[0]?.kind !== "crossed";

export const isOwners = ({ status }: PlainAction): boolean => status === "open" || status === "blocked";

export const say = (world: PlainWorld, { name }: PlainEscalation, at: Date, what: string): void =>
  void world.said.push(`${name} ${at.toISOString()} ${what}`);

/** Whose step it is: a role's holder, or the person it was passed on to. */
export const personOf = ({ team }: PlainWorld, { role, person }: Pick<PlainStep, "role" | "person">): string | undefined =>
  person ?? (role === null ? undefined : team.roles[role]);
