import type { CaseFile, Cover, MapRole } from "./case-file.ts";
import type { Day } from "./working-day.ts";

/** Cover without dates may act at any time, beside the person (CONTRACT, set-up file). */
export const isActive = (cover: Cover, today: Day): boolean =>
  (cover.from === null || cover.from <= today) && (cover.until === null || today <= cover.until);

const isDated = (cover: Cover): boolean => cover.from !== null || cover.until !== null;

/** Everybody whose place a person may take today, by any role of the map. Never oneself. */
export function coveredBy(file: CaseFile, personId: string, today: Day): string[] {
  const covered = file.map
    .filter((role) => role.cover.some((cover) => cover.personId === personId && isActive(cover, today)))
    .map((role) => role.personId);
  return [...new Set(covered)].filter((id) => id !== personId);
}

/** Everybody who may take a person's place today. */
export function coversOf(file: CaseFile, personId: string, today: Day): Cover[] {
  return rolesOf(file, personId).flatMap((role) => role.cover.filter((cover) => isActive(cover, today)));
}

/** Only cover with dates says that somebody is away; the role that an action was given by comes first. */
export function awayCover(file: CaseFile, personId: string, today: Day, role?: string | null): Cover | undefined {
  const roles = rolesOf(file, personId).toSorted((a, b) => Number(b.role === role) - Number(a.role === role));
  return roles.flatMap((mapRole) => mapRole.cover).find((cover) => isDated(cover) && isActive(cover, today));
}

const rolesOf = (file: CaseFile, personId: string): MapRole[] => file.map.filter((role) => role.personId === personId);
