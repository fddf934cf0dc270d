import type { CaseFile } from "./case-file.ts";
import { hearerOf } from "./climb.ts";
import { dayLabel } from "./due.ts";
import { type Ladder, roleOn } from "./ladder.ts";
import { normalName } from "./person.ts";
import { addDays, type Day } from "./working-day.ts";

/** Where what was agreed in writing would reach nobody: told before it is needed. */

/** A role that written rules count on, and which rule does: `overdue 4wd`, `T2`. */
export interface NeededRole {
  role: string;
  rule: string;
}

export type LadderHole =
  /** Nobody hears when an action stays overdue. */
  | { kind: "no-ladder" }
  | { kind: "not-on-map"; role: string; rules: string[] }
  /** Nobody can be reached for it on these days; `until` null: as far as was looked ahead. */
  | { kind: "nobody"; role: string; rules: string[]; spans: { from: Day; until: Day | null }[] };

/** Today and so many days after it are looked at. */
const AHEAD_DAYS = 14;

export const rolesOfLadder = (ladder: Pick<Ladder, "steps"> | undefined): NeededRole[] =>
  (ladder?.steps ?? []).map(({ on, after, role }) => ({ role, rule: `${on} ${after}` }));

/**
 * The holes of a case in which there is work to escalate: no step for what is overdue, and every role that is needed and is not on the
 * partner map, or that reaches nobody on one of the days to come.
 *
 * @param others roles that other written rules count on
 */
export function ladderHoles(
  file: CaseFile,
  ladder: Pick<Ladder, "steps"> | undefined,
  today: Day,
  others: readonly NeededRole[] = [],
): LadderHole[] {
  const covered = ladder?.steps.some(({ on }) => on === "overdue");
  return [...(covered ? [] : [{ kind: "no-ladder" as const }]), ...roleHoles(file, [...rolesOfLadder(ladder), ...others], today)];
}

/** The same for any roles, each once. */
export function roleHoles(file: CaseFile, needed: readonly NeededRole[], today: Day): LadderHole[] {
  return [...Map.groupBy(needed, ({ role }) => normalName(role)).values()].flatMap((same): LadderHole[] => {
    const role = same[0]?.role ?? "";
    const rules = [...new Set(same.map(({ rule }) => rule))];
    if (!roleOn(file, role)) return [{ kind: "not-on-map", role, rules }];
    const spans = spansWithoutHearer(file, role, today);
    return spans.length > 0 ? [{ kind: "nobody", role, rules, spans }] : [];
  });
}

function spansWithoutHearer(file: CaseFile, role: string, today: Day): { from: Day; until: Day | null }[] {
  const spans: { from: Day; until: Day | null }[] = [];
  let open: { from: Day; until: Day | null } | null = null;
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    if (hearerOf({ role, personId: null }, file, day) !== null) {
      if (open) open.until = addDays(day, -1);
      open = null;
    } else if (!open) {
      open = { from: day, until: null };
      spans.push(open);
    }
  }
  return spans;
}

/** One sentence, with the rule that it is about and the mend left to whoever says it. */
export function holeWords(hole: LadderHole, today: Day): string {
  switch (hole.kind) {
    case "no-ladder":
      return "nobody hears when an action stays overdue: the ladder has no step for that";
    case "not-on-map":
      return `${hole.rules.join(", ")}: ${hole.role} is not on the partner map, so nobody hears`;
    case "nobody":
      return `${hole.rules.join(", ")}: ${hole.role} cannot be reached ${hole.spans.map((span) => spanWords(span, today)).join(", nor ")}`;
  }
}

function spanWords({ from, until }: { from: Day; until: Day | null }, today: Day): string {
  if (until === null) return from === today ? "from today on" : `from ${dayLabel(from)} on`;
  if (from === until) return from === today ? "today" : `on ${dayLabel(from)}`;
  return `${from === today ? "from today" : `from ${dayLabel(from)}`} to ${dayLabel(until)}`;
}
