import type { Escalation, Fact } from "./escalation.ts";
import type { Fired } from "./firing.ts";

/** What an incident and the rules that it crossed make of the matters that are being spoken of in its cluster. */

/** A question to take to people. Which rule it is about is the first that asked it; the others are facts beside it. */
export interface Opening {
  asks: "review" | "stabilisation";
  fired: Fired[];
  facts: Fact[];
  /** The escalation whose thread it goes on in; null where it begins one, or has none. */
  threadId: string | null;
}

export interface Response {
  /** Facts for a matter that is spoken of already, and the firings among them. */
  joins: { escalation: Escalation; facts: Fact[]; fired: Fired[] }[];
  /** At most one. Firings that are facts of it without having asked it stand among its `fired`. */
  opens: Opening | null;
  /** Reviews that a stabilisation decision takes up. */
  takenUp: Escalation[];
}

/**
 * One matter at a time: what asks what is asked already joins it, and stabilisation takes up a review. After a decision against
 * stabilisation, a further crossing is a new question in the same thread.
 *
 * @param escalations those that thresholds opened in this cluster, in their order
 */
export function respond(fired: readonly Fired[], incident: string, at: string, escalations: readonly Escalation[]): Response {
  const spoken = escalations.findLast((each) => each.asks === "stabilisation" && each.state !== "closed");
  const review = escalations.findLast((each) => each.asks === "review" && each.state === "open");
  const grave = fired.filter(({ rule }) => rule.response === "stabilisation");
  const reviews = fired.filter(({ rule }) => rule.response === "review");
  const facts = (some: readonly Fired[]): Fact[] =>
    some.map(({ rule, incidents }) => ({ kind: "incidents", at, rule: rule.ref, incidents }));

  const more: Fact = { kind: "incident", at, incident };
  if (spoken && isTakenOn(spoken)) {
    const joined = [...grave, ...reviews];
    return { joins: [{ escalation: spoken, facts: [more, ...facts(joined)], fired: joined }], opens: null, takenUp: [] };
  }
  if (grave.length > 0) {
    const all = [...grave, ...reviews];
    const threadId = spoken ? (spoken.threadId ?? spoken.id) : null;
    return {
      joins: [],
      opens: { asks: "stabilisation", fired: all, facts: facts(all), threadId },
      takenUp: review ? [review] : [],
    };
  }
  // Declined, it is still the thread in which people read of the matter.
  return withReview(reviews, review, spoken ? [{ escalation: spoken, facts: [more], fired: [] }] : []);

  function withReview(some: Fired[], open: Escalation | undefined, joins: Response["joins"]): Response {
    if (some.length === 0) return { joins, opens: null, takenUp: [] };
    if (open) return { joins: [...joins, { escalation: open, facts: facts(some), fired: some }], opens: null, takenUp: [] };
    return { joins, opens: { asks: "review", fired: some, facts: facts(some), threadId: null }, takenUp: [] };
  }
}

/** Its question is still asked, or was answered by starting stabilisation: whatever follows belongs to it. */
const isTakenOn = (escalation: Escalation): boolean => escalation.state === "open" || isStabilising(escalation);

/** Stabilisation was started, and nobody has ended it. */
export const isStabilising = ({ state, decision, closed }: Escalation): boolean =>
  state === "decided" && decision?.verdict.what === "stabilisation" && closed === null;
