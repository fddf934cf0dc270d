import { canHear } from "./at-work.ts";
import { type CaseFile, isWithin } from "./case-file.ts";
import { type LadderStep, roleOn } from "./ladder.ts";
import type { Notice, Recipient } from "./notice.ts";
import { normalName } from "./person.ts";
import type { Day } from "./working-day.ts";

/**
 * About the ladder of a case that was changed in chat; `case` is its id. Somebody concerned hears of it (`ladder-told`), and a room reads
 * one line (`ladder-line`).
 */
export type LadderNotice =
  | { kind: "ladder-told"; to: Recipient; case: string; version: number }
  | { kind: "ladder-line"; placeId: string; case: string; version: number };

export const isAboutLadder = (notice: Notice): notice is LadderNotice =>
  notice.kind === "ladder-told" || notice.kind === "ladder-line";

/** Once for each reader of a version. */
export const ladderNoticeKey = (notice: LadderNotice): string =>
  `${notice.kind}:${notice.case}:v${notice.version}:${notice.kind === "ladder-told" ? notice.to.personId : notice.placeId}`;

type Steps = readonly Pick<LadderStep, "role">[];

/** The roles that somebody has, or may stand in for today, and that were not on the ladder before. */
export function newRolesOf(file: CaseFile, before: Steps, after: Steps, personId: string, today: Day): string[] {
  const known = new Set(before.map(({ role }) => normalName(role)));
  const added = [...new Set(after.map(({ role }) => role))].filter((role) => !known.has(normalName(role)));
  return added.filter((role) => standsBehind(file, role, today).includes(personId));
}

function standsBehind(file: CaseFile, role: string, today: Day): string[] {
  const found = roleOn(file, role);
  if (!found) return [];
  return [found.personId, ...found.cover.filter((cover) => isWithin(cover, today)).map(({ personId }) => personId)];
}

/** Who hears that a ladder was changed: the lead, and whoever it names anew; never whoever changed it. */
export function ladderHearers(file: CaseFile, before: Steps, after: Steps, by: string, today: Day): Recipient[] {
  const named = after.flatMap(({ role }) => standsBehind(file, role, today));
  const isNew = (id: string): boolean => newRolesOf(file, before, after, id, today).length > 0;
  const ids = new Set([file.leadId, ...named.filter(isNew)]);
  return [...ids]
    .filter((id) => id !== by && canHear(file, id, today))
    .map((personId) => ({ personId, coverFor: null, coverUntil: null }));
}
