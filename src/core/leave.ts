import { accessLevel, coveredByMap } from "./access.ts";
import { type Action, isLive } from "./action.ts";
import { canHear } from "./at-work.ts";
import type { CaseFile, Leave, Level } from "./case-file.ts";
import { coversOf } from "./cover.ts";
import { hearerFor } from "./hearers.ts";
import { sees, signersOf } from "./permission.ts";
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
  const whileAway = during(file, leave);
  let [days, covered] = [0, 0];
  for (let day = leave.from; day <= leave.until; day = addDays(day, 1)) {
    days += 1;
    if (hearerFor(whileAway, leave.personId, day)) covered += 1;
  }
  if (covered === days) return "none";
  return covered === 0 ? "all" : "some";
}

/** A case as it is with that leave: whatever was said before of those days no longer counts. */
function during(file: CaseFile, leave: Leave): CaseFile {
  const others = file.leave.filter((each) => each.personId !== leave.personId || !overlaps(each, leave));
  return { ...file, leave: [...others, leave] };
}

/** The leave on exactly those days, if it still stands. */
export const leaveOnDays = (file: CaseFile, away: string, { from, until }: { from: Day; until: Day }): Leave | undefined =>
  file.leave.find((each) => each.personId === away && each.from === from && each.until === until);

/** A case in which the cover that a leave names takes over, but may not read the evidence that they would have to judge. */
export interface CannotJudge {
  caseRef: string;
  coverName: string;
  /** Who is asked to sign off instead; null where nobody is. */
  instead: string | null;
}

/** Whether the cover that a leave names is without sign-off in a case whose evidence the person judges, as lead or signer. */
export function cannotJudgeIn(file: CaseFile, leave: Leave, actions: readonly Action[]): CannotJudge | null {
  const { coverId, personId } = leave;
  const cover = coverId === null ? undefined : file.people[coverId];
  if (!cover || !(file.leadId === personId || signersOf(file).includes(personId))) return null;
  const whileAway = during(file, leave);
  const levels = new Set<Level>(["care", ...actions.filter(({ status }) => isLive(status)).map(({ level }) => level)]);
  for (let day = leave.from; day <= leave.until; day = addDays(day, 1)) {
    const level = accessLevel(whileAway, cover.id, day);
    if (level === null || reads(whileAway, cover.id, day)) continue;
    if ([...levels].every((needed) => sees(level, needed))) continue;
    const instead = hearerFor(
      whileAway,
      personId,
      day,
      null,
      (id) => reads(whileAway, id, day) || sees(accessLevel(whileAway, id, day), "care"),
    );
    return { caseRef: file.ref, coverName: cover.name, instead: instead ? (file.people[instead.personId]?.name ?? null) : null };
  }
  return null;
}

/** Whoever judges evidence themselves, or stands in for such a person by the partner map, may read all of it. */
function reads(file: CaseFile, id: string, day: Day): boolean {
  const judges = [file.leadId, ...signersOf(file)];
  return [id, ...coveredByMap(file, id, day)].some((one) => judges.includes(one));
}

/** Who hears in somebody's place during a leave: on its first day with anybody. Null where nobody does on any. */
export function standsIn(file: CaseFile, leave: Leave): string | null {
  const whileAway = during(file, leave);
  for (let day = leave.from; day <= leave.until; day = addDays(day, 1)) {
    const hearer = hearerFor(whileAway, leave.personId, day);
    if (hearer) return hearer.personId;
  }
  return null;
}

/** Whether the cover that a leave names takes over in a case, on some day of it. */
export function takesOver(file: CaseFile, leave: Leave): boolean {
  const { coverId } = leave;
  if (coverId === null) return false;
  const whileAway = during(file, leave);
  for (let day = leave.from; day <= leave.until; day = addDays(day, 1))
    if (canHear(file, coverId, day) && coversOf(whileAway, leave.personId, day).some(({ personId }) => personId === coverId))
      return true;
  return false;
}

export function uncoveredIn(file: CaseFile, leave: Leave): Uncovered | null {
  const days = uncoveredDays(file, leave);
  if (days === "none") return null;
  const lead: Person | undefined = file.people[file.leadId];
  return { caseRef: file.ref, leadName: file.leadId === leave.personId ? null : (lead?.name ?? "the lead"), days };
}
