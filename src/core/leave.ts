import { type Action, isLive } from "./action.ts";
import type { CaseFile, Leave } from "./case-file.ts";
import { hearerFor } from "./hearers.ts";
import type { Person } from "./person.ts";
import { addDays, addMonths, type Day } from "./working-day.ts";

/** A person's own leave, over all their cases. */
export interface TakenLeave extends Leave {
  id: string;
  /** The cover's name, where there is cover. */
  coverName: string | null;
}

/** A case in which somebody has a part and nobody stands in for them while they are away. */
export interface Uncovered {
  caseRef: string;
  /** Who leads it; null where that is the one who is away. */
  leadName: string | null;
  /** On every day of the leave, or on some. */
  days: "all" | "some";
}

/** Longer than this is not leave: the map and the teams have to change. */
const LONGEST_MONTHS = 12;

/** Why dates cannot be somebody's leave, or null where they can. */
export function wrongDates({ from, until }: { from: Day; until: Day }, today: Day): { field: string; message: string } | null {
  if (from < today) return { field: "date", message: "the first day has passed." };
  if (until < from) return { field: "until", message: "the last day comes before the first." };
  if (until >= addMonths(from, LONGEST_MONTHS))
    return { field: "until", message: "leave may be up to a year. For longer, ask the lead to name somebody else." };
  return null;
}

export const overlaps = (a: { from: Day; until: Day }, b: { from: Day; until: Day }): boolean =>
  a.from <= b.until && b.from <= a.until;

/** Whether anything of a case is theirs to answer: they lead it, stand on its map, or have a part in a live action. */
export const hasPartIn = (file: CaseFile, personId: string, actions: readonly Action[]): boolean =>
  file.leadId === personId ||
  file.map.some((role) => role.personId === personId) ||
  actions.some((action) => isLive(action.status) && isPartOf(action, personId));

/** Whether an action is in their hands: as owner or chaser, and a draft as its asker. */
export const isPartOf = ({ status, owner, asker, chaser }: Action, personId: string): boolean =>
  status === "draft" ? asker === personId : owner === personId || chaser === personId;

/**
 * On which days of a leave nobody can be reached in their place: neither cover of the partner map nor, where they have access of their
 * own, the cover that the leave names. Access is never widened by it.
 */
export function uncoveredDays(file: CaseFile, leave: Leave): "none" | "some" | "all" {
  // Whatever was said before of those days no longer counts.
  const others = file.leave.filter((each) => each.personId !== leave.personId || !overlaps(each, leave));
  const whileAway: CaseFile = { ...file, leave: [...others, leave] };
  let [days, covered] = [0, 0];
  for (let day = leave.from; day <= leave.until; day = addDays(day, 1)) {
    days += 1;
    if (hearerFor(whileAway, leave.personId, day)) covered += 1;
  }
  if (covered === days) return "none";
  return covered === 0 ? "all" : "some";
}

/** The leave on exactly those days, if it still stands. */
export const leaveOnDays = (file: CaseFile, away: string, { from, until }: { from: Day; until: Day }): Leave | undefined =>
  file.leave.find((each) => each.personId === away && each.from === from && each.until === until);

export function uncoveredIn(file: CaseFile, leave: Leave): Uncovered | null {
  const days = uncoveredDays(file, leave);
  if (days === "none") return null;
  const lead: Person | undefined = file.people[file.leadId];
  return { caseRef: file.ref, leadName: file.leadId === leave.personId ? null : (lead?.name ?? "the lead"), days };
}
