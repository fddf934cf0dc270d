import type { MinutesBody, MinutesDecision, MinutesPerson, MinutesRoll, Moment } from "./minutes.ts";
import { sameAttendance } from "./minutes-attendance.ts";

/** What a correction may change, as it is to be. Dates and actions stay as they were issued. */
export interface Corrected {
  decisions: MinutesDecision[];
  narrative: string | null;
  roll: MinutesRoll;
}

/** The next version; null where nothing is different. */
export function correctMinutes(
  before: MinutesBody,
  { decisions, narrative, roll: { attendees, apologies, notRecorded } }: Corrected,
  { by, at, why }: { by: MinutesPerson; at: Moment; why: string },
): MinutesBody | null {
  const next = { ...before, decisions, narrative, attendees, apologies, notRecorded };
  if (same(before.decisions, decisions) && before.narrative === narrative && sameAttendance(before, next)) return null;
  const version = before.version + 1;
  return { ...next, version, issued: { at, by }, corrections: [...before.corrections, { version, at, by, why }] };
}

const same = (before: MinutesDecision[], after: MinutesDecision[]): boolean =>
  before.length === after.length && before.every((each, at) => each.text === after[at]?.text && each.by.id === after[at]?.by.id);
