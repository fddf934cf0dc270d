import type { Due } from "./due.ts";
import type { Decidable, LadderCause } from "./ladder.ts";
import type { Recipient } from "./notice.ts";

/** An ISO instant in UTC: an escalation is stored as it is written here. */
export type Instant = string;

export type Cause = LadderCause | "by-hand" | "threshold";

/** What a decider is asked for: a new date or owner for an action; a manager's review; whether stabilisation starts. */
export type Asks = "action" | "review" | "stabilisation";

/** The rule in writing that was crossed. By hand there is none. */
export type WrittenRule = { kind: "ladder"; version: number } | { kind: "threshold"; version: number; ref: string };

/** A step that may be climbed, as it stood when the escalation opened. */
export interface ClimbStep {
  /** A role of the partner map; where a case has no ladder, the lead by name. */
  role: string | null;
  personId: string | null;
  /** `1wd`, `2h`: how long whoever it reaches has to answer. */
  within: string;
  /** What ends the wait: a word that it was seen, or nothing less than a decision. */
  stops: "acknowledge" | "decision";
  /** How long after what it is for has begun it opens where the step before was acknowledged and nothing is decided; null: by its limit. */
  after: string | null;
  mayDecide: Decidable[];
}

/** Why a step was reached. */
export type StepBecause =
  | "first"
  | "not-acknowledged"
  | "not-decided"
  | "still-undecided"
  | "nobody-reachable"
  /** Whoever was to be asked owns the action. */
  | "owns-it"
  | "passed-on"
  | "joined";

/** A step that was reached. */
export interface OpenedStep {
  /** Its place in the ladder; null for a step that is on no ladder. */
  place: number | null;
  /** A role of the partner map, or somebody whom the matter was passed on to. */
  role: string | null;
  personId: string | null;
  at: Instant;
  /** Until then somebody has to answer. */
  limit: Instant;
  stops: ClimbStep["stops"];
  mayDecide: Decidable[];
  because: StepBecause;
  /** Whoever passed it on, and why. */
  passedBy: string | null;
  why: string | null;
  /** Whom it was said to; null where nobody could be reached. */
  heardBy: Recipient | null;
  acknowledged: { by: string; at: Instant; coverFor: string | null } | null;
}

/** What an escalation is about, each thing as it was when it came up. */
export type Fact =
  | { kind: "overdue"; at: Instant; due: Pick<Due, "day" | "time">; rule: string | null; counted?: Instant }
  | { kind: "blocked"; at: Instant; since: Instant }
  | { kind: "request"; at: Instant; since: Instant; asked: "extension" | "reassignment" }
  | { kind: "by-hand"; at: Instant; by: string; why: string; due: Pick<Due, "day" | "time"> | null }
  /** Nobody has accepted what was asked of them. `counted`: from when on its rule counts, where that began only later. */
  | { kind: "unacknowledged"; at: Instant; since: Instant; rule: string; counted?: Instant }
  /** A rule was crossed by these incidents, `I3`. */
  | { kind: "incidents"; at: Instant; rule: string; incidents: string[] }
  /** One more, in the same matter. */
  | { kind: "incident"; at: Instant; incident: string };

export type Verdict =
  | { what: "new-date"; to: Pick<Due, "day" | "time"> }
  | { what: "new-owner"; to: string }
  /** `request`: what somebody had asked for, who hears of that as such. */
  | { what: "declined"; request?: true }
  | { what: "reviewed" }
  | { what: "stabilisation"; lead: string; cover: string; dailyAt: string; stepDown: string };

/** Decided once, by somebody entitled to. */
export interface EscalationDecision {
  verdict: Verdict;
  by: string;
  /** The role in which they decided, as it was called then. */
  role: string;
  coverFor: string | null;
  at: Instant;
  why: string;
}

/** Why it needs no decision any more. */
export type ClosedBecause =
  | "complete"
  | "not-achieved"
  | "cancelled"
  | "evidence"
  | "re-planned"
  | "accepted"
  | "draft-again"
  | "unblocked"
  | "request-settled"
  | "taken-up"
  | "cluster-over"
  /** Stabilisation was ended by decision. */
  | "stepped-down";

/** What it begins with. */
export interface Begun {
  id: string;
  caseId: string;
  caseRef: string;
  number: number;
  actionId: string | null;
  actionNumber: number | null;
  threadId: string | null;
  cause: Cause;
  asks: Asks;
  rule: WrittenRule | null;
  /** Since when what it is for holds: from there the steps' own times count. */
  began: Instant;
  /** The provider's hour, `12:00`. */
  escalateAt: string;
  /** Whether the rooms of the case have a thread about it; else its deciders alone hear. */
  inRooms: boolean;
  ladder: ClimbStep[];
  facts: Fact[];
}

/** Everything that can happen to an escalation. What it is by now is what these add up to, in order. */
export type Happening =
  | { kind: "opened"; at: Instant; begun: Begun }
  | { kind: "step"; at: Instant; step: OpenedStep }
  /** Somebody else hears for the step by now: cover has begun or ended. */
  | { kind: "heard"; at: Instant; to: Recipient }
  | { kind: "acknowledged"; at: Instant; by: string; role: string; coverFor: string | null }
  | { kind: "joined"; at: Instant; fact: Fact }
  /** `first`: everybody on the ladder was asked, and the last answer is late. */
  | { kind: "lead-told"; at: Instant; to: Recipient | null; first: boolean }
  | { kind: "decided"; at: Instant; decision: EscalationDecision }
  | { kind: "closed"; at: Instant; because: ClosedBecause; by: string | null; note: string | null };

export interface Escalation extends Begun {
  openedAt: Instant;
  /** Counts what happened. */
  version: number;
  state: "open" | "decided" | "closed";
  steps: OpenedStep[];
  decision: EscalationDecision | null;
  closed: { at: Instant; because: ClosedBecause; by: string | null; note: string | null } | null;
  leadTold: Instant | null;
}

/** `E1` within its case. */
export const escalationRef = ({ number }: Pick<Escalation, "number">): string => `E${number}`;

/** `C-014/E1`, readable anywhere. */
export const fullEscalationRef = ({ caseRef, number }: Pick<Escalation, "caseRef" | "number">): string => `${caseRef}/E${number}`;

/** What an escalation is after one more thing has happened to it; `null` before the first. */
export function after(before: Escalation | null, happening: Happening): Escalation {
  if (happening.kind === "opened") {
    const { begun, at } = happening;
    return { ...begun, openedAt: at, version: 1, state: "open", steps: [], decision: null, closed: null, leadTold: null };
  }
  if (!before) throw new Error("an escalation begins with being opened");
  const next = { ...before, version: before.version + 1 };
  switch (happening.kind) {
    case "step":
      return { ...next, steps: [...before.steps, happening.step] };
    case "heard":
      return { ...next, steps: withLast(before.steps, { heardBy: happening.to }) };
    case "acknowledged": {
      const { by, at, coverFor } = happening;
      return { ...next, steps: withLast(before.steps, { acknowledged: { by, at, coverFor } }) };
    }
    case "joined":
      return { ...next, facts: [...before.facts, happening.fact] };
    case "lead-told":
      return { ...next, leadTold: happening.at };
    case "decided":
      return { ...next, state: "decided", decision: happening.decision };
    case "closed": {
      const { at, because, by, note } = happening;
      return { ...next, state: before.state === "decided" ? "decided" : "closed", closed: { at, because, by, note } };
    }
  }
}

export const afterAll = (before: Escalation | null, happenings: readonly Happening[]): Escalation | null =>
  happenings.reduce<Escalation | null>(after, before);

function withLast(steps: OpenedStep[], change: Partial<OpenedStep>): OpenedStep[] {
  const last = steps.at(-1);
  if (!last) throw new Error("nobody has been asked yet");
  return [...steps.slice(0, -1), { ...last, ...change }];
}
