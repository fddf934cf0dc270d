import { type CaseFile, isWithin, LEVELS, type Level } from "./case-file.ts";
import { isOutsideChat } from "./person.ts";
import type { Day } from "./working-day.ts";

/**
 * What somebody may see of a case today, or null for nothing. A line on the case team decides, dates included. Without one, the lead
 * sees all, and cover by the map sees what the covered person may see, for as long as the cover lasts. A team line that has ended is
 * never widened by cover: whoever was taken off the case stays off it. Nor is anything widened by leave: whoever goes on leave names
 * who acts, not who may know.
 */
export function accessLevel(file: CaseFile, personId: string, today: Day): Level | null {
  const own = ownLevel(file, personId, today);
  if (own !== undefined) return own;
  const covered = coveredByMap(file, personId, today).map((id) => ownLevel(file, id, today) ?? null);
  return LEVELS.findLast((level) => covered.includes(level)) ?? null;
}

/** The level that somebody has without any cover; null where their team line is out of its dates, undefined where they have none. */
function ownLevel(file: CaseFile, personId: string, today: Day): Level | null | undefined {
  const line = file.team.find((member) => member.personId === personId);
  if (line) return isWithin(line, today) ? line.level : null;
  return file.leadId === personId ? "restricted" : undefined;
}

/** Everybody whose place the map lets a person take today. Never oneself. Cover without dates may act at any time. */
export function coveredByMap(file: CaseFile, personId: string, today: Day): string[] {
  const covered = new Set<string>();
  for (const role of file.map) {
    if (role.personId === personId) continue;
    if (role.cover.some((cover) => cover.personId === personId && isWithin(cover, today))) covered.add(role.personId);
  }
  return [...covered];
}

/** Somebody in chat must be allowed to see the case; somebody outside chat must be on its map, team or be its lead. */
export function mayTakePart(file: CaseFile, personId: string, today: Day): boolean {
  const person = file.people[personId];
  if (!person) return false;
  return (
    accessLevel(file, personId, today) !== null || (isOutsideChat(person) && file.map.some((role) => namedOn(role, personId)))
  );
}

const namedOn = (role: CaseFile["map"][number], personId: string): boolean =>
  role.personId === personId || role.cover.some((cover) => cover.personId === personId);
