import { type IncidentFact, incidentRef } from "./incident.ts";
import { type Alternative, daysFrom, type IncidentRule, isIncidentRule, longestWindow, type Rule } from "./threshold.ts";

/** A rule that was crossed, with the incidents that did it. */
export interface Fired {
  rule: IncidentRule;
  /** `I1`, in the order in which they happened. */
  incidents: string[];
  /** The same facts have the same key. */
  key: string;
}

/** Incidents that a firing of a rule has used already, by the rule's reference. */
export type Used = ReadonlyMap<string, ReadonlySet<string>>;

/** The widest window around an incident: what lies outside it can cross nothing together with it. */
export function around({ at }: Pick<IncidentFact, "at">, rules: readonly Rule[], timeZone: string): { from: Date; to: Date } {
  const days = longestWindow(rules);
  return { from: daysFrom(at, -days, timeZone), to: daysFrom(at, days, timeZone) };
}

/**
 * What one incident crosses, together with those around it that count for each rule still; each rule at most once. One that was recorded
 * late counts in every window that contains it, so a window may also end after it.
 *
 * @param incidents all that lie around it, itself among them
 */
export function firings(
  rules: readonly Rule[],
  incidents: readonly IncidentFact[],
  used: Used,
  added: number,
  timeZone: string,
): Fired[] {
  const sorted = incidents.toSorted(byTime);
  return rules.filter(isIncidentRule).flatMap((rule): Fired[] => {
    const free = sorted.filter(({ number }) => !used.get(rule.ref)?.has(incidentRef(number)));
    for (const alternative of rule.when.alternatives) {
      const facts = crossedBy(alternative, free, added, timeZone);
      if (facts) return [{ rule, incidents: facts.map(({ number }) => incidentRef(number)), key: keyOf(facts) }];
    }
    return [];
  });
}

const byTime = (a: IncidentFact, b: IncidentFact): number => a.at.getTime() - b.at.getTime() || a.number - b.number;

const keyOf = (facts: readonly IncidentFact[]): string =>
  facts
    .map(({ number }) => number)
    .toSorted((a, b) => a - b)
    .map(incidentRef)
    .join("+");

/** All that count in the earliest window that holds enough of them and the one that was added; null where there is none. */
function crossedBy(
  alternative: Alternative,
  incidents: readonly IncidentFact[],
  added: number,
  timeZone: string,
): IncidentFact[] | null {
  const counted = incidents.filter((incident) => counts(alternative, incident));
  const own = counted.find(({ number }) => number === added);
  if (!own) return null;
  const { days, count } = alternative;
  if (days === null) return [own];
  for (const [at, first] of counted.entries()) {
    if (first.at > own.at) return null;
    const window = counted.slice(at).filter((each) => daysFrom(each.at, -days, timeZone) <= first.at);
    if (window.length >= count && window.includes(own)) return window;
  }
  return null;
}

const counts = ({ category, injury }: Alternative, incident: IncidentFact): boolean =>
  (category === null || category === incident.category) &&
  (injury === null || (injury === "with") === (incident.injury !== "none"));
