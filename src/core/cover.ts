import { accessLevel, coveredByMap } from "./access.ts";
import { type CaseFile, type Cover, isWithin, type Leave, type MapRole } from "./case-file.ts";
import type { Day } from "./working-day.ts";

/** Cover without dates may act at any time, beside the person (CONTRACT, set-up file). */
const isDated = (cover: Cover): boolean => cover.from !== null || cover.until !== null;

/** A person's own leave on a day; where two overlap, the one that begins or was said later. */
const leaveOn = (file: CaseFile, personId: string, today: Day): Leave | undefined =>
  file.leave.findLast((leave) => leave.personId === personId && isWithin(leave, today));

export const isOnLeave = (file: CaseFile, personId: string, today: Day): boolean => leaveOn(file, personId, today) !== undefined;

/**
 * The cover that a person on leave named, where that counts in this case: the cover has to have access of their own. Nobody gets into a
 * case by being named, and nobody covers for a cover.
 */
function leaveCover(file: CaseFile, personId: string, today: Day): Cover | undefined {
  const leave = leaveOn(file, personId, today);
  if (!leave || leave.coverId === null || leave.coverId === personId) return undefined;
  if (accessLevel(file, leave.coverId, today) === null) return undefined;
  return { personId: leave.coverId, from: leave.from, until: leave.until };
}

/** Everybody whose place a person may take today: by any role of the map, then by leave. Never oneself. */
export function coveredBy(file: CaseFile, personId: string, today: Day): string[] {
  const covered = coveredByMap(file, personId, today);
  for (const { personId: away } of file.leave) {
    if (!covered.includes(away) && leaveCover(file, away, today)?.personId === personId) covered.push(away);
  }
  return covered;
}

/** Everybody who may take a person's place today. */
export function coversOf(file: CaseFile, personId: string, today: Day): Cover[] {
  const byMap = rolesOf(file, personId).flatMap((role) => role.cover.filter((cover) => isWithin(cover, today)));
  const byLeave = leaveCover(file, personId, today);
  return byLeave ? [...byMap, byLeave] : byMap;
}

/**
 * Who takes over while somebody is away, the first choice first; empty where they are not away, or nobody does. Cover with dates says
 * that somebody is away, and the role that an action was given by comes first; so does leave, with the cover named for it. Whoever is on
 * leave without a cover that counts here leaves it to those who may act beside them at any time.
 */
export function awayCovers(file: CaseFile, personId: string, today: Day, role?: string | null): Cover[] {
  const roles = rolesOf(file, personId);
  if (roles.length > 1) roles.sort((a, b) => Number(b.role === role) - Number(a.role === role));
  const active = roles.flatMap((mapRole) => mapRole.cover.filter((cover) => isWithin(cover, today)));
  const leave = leaveOn(file, personId, today);
  if (!leave) return active.filter(isDated);
  const named = leaveCover(file, personId, today);
  const beside = active.filter((cover) => !isDated(cover)).map((cover) => ({ ...cover, from: leave.from, until: leave.until }));
  return [...active.filter(isDated), ...(named ? [named] : []), ...beside];
}

/** The first of them. */
export const awayCover = (file: CaseFile, personId: string, today: Day, role?: string | null): Cover | undefined =>
  awayCovers(file, personId, today, role)[0];

const rolesOf = (file: CaseFile, personId: string): MapRole[] => file.map.filter((role) => role.personId === personId);
