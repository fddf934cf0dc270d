import type { CaseFile } from "./case-file.ts";
import { coversOf } from "./cover.ts";
import type { Day } from "./working-day.ts";

export type MayChange = { allowed: true; coverFor: string | null } | { allowed: false; who: string };

/** The ladder of a case is its lead's to change, or whoever may take the lead's place today. */
export function mayChangeLadder(file: CaseFile, personId: string, today: Day): MayChange {
  if (file.leadId === personId) return { allowed: true, coverFor: null };
  const covers = coversOf(file, file.leadId, today).some((cover) => cover.personId === personId);
  return covers ? { allowed: true, coverFor: file.leadId } : { allowed: false, who: "Only the lead or cover" };
}
