import type { Action } from "./action.ts";
import { canHear, doerOf } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { awayCovers, coversOf, isOnLeave } from "./cover.ts";
import type { Recipient } from "./notice.ts";
import { mayJudge, signersOf } from "./permission.ts";
import type { Day } from "./working-day.ts";

/** Who hears what the clock has to say about an action, and in whose place. Nobody hears of a case that they may not see. */

/**
 * Who hears for a person today: they, or the first cover who can be reached while they are away. Null where they are on leave and nobody
 * takes over. Cover with dates that cannot be reached leaves the notice with the person: it may still be seen.
 *
 * @param mayHear whom of the covers it may be said to at all
 */
export function hearerFor(
  file: CaseFile,
  personId: string,
  today: Day,
  role: string | null = null,
  mayHear: (coverId: string) => boolean = () => true,
): Recipient | null {
  const cover = awayCovers(file, personId, today, role).find(
    ({ personId: id }) => canHear(file, id, today) && !isOnLeave(file, id, today) && mayHear(id),
  );
  if (cover) return { personId: cover.personId, coverFor: personId, coverUntil: cover.until };
  return isOnLeave(file, personId, today) ? null : { personId, coverFor: null, coverUntil: null };
}

/** The same, and null where whoever is left to hear cannot. */
export function reachable(file: CaseFile, personId: string, today: Day, role: string | null = null): Recipient | null {
  const hearer = hearerFor(file, personId, today, role);
  return hearer && canHear(file, hearer.personId, today) ? hearer : null;
}

/**
 * Of whom an answer is asked that cannot wait: the same, and where they cannot be reached, somebody who may act beside them at any time.
 * Nobody is passed over while there is somebody to answer for them.
 */
export const answerer = (file: CaseFile, personId: string, today: Day, role: string | null = null): Recipient | null =>
  reachable(file, personId, today, role) ?? beside(file, personId, today)[0] ?? null;

export const leadsHearer = (file: CaseFile, today: Day): Recipient | null => reachable(file, file.leadId, today);

/** Who is reminded of an action today. */
export function doersHearer(action: Action, file: CaseFile, today: Day): Recipient | null {
  const doer = doerOf(action, file);
  return doer === null ? null : reachable(file, doer, today, doer === action.owner ? action.ownerRole : null);
}

/** Who is asked in somebody's place to judge the evidence of an action: cover that may not read it is passed over. */
export function judgeFor(action: Action, file: CaseFile, personId: string, today: Day): Recipient | null {
  const hearer = hearerFor(file, personId, today, null, (id) => mayJudge(file, action, id, today));
  return hearer && canHear(file, hearer.personId, today) && mayJudge(file, action, hearer.personId, today) ? hearer : null;
}

/**
 * Of whom sign-off is asked: the signers of the map, or their cover, as far as it may read the evidence. Where every signer is the owner,
 * whoever covers them; where that leaves nobody, the lead or the lead's cover.
 *
 * @param giver who gave the evidence just now, and is not asked to sign it off
 */
export function signersHearers(action: Action, file: CaseFile, today: Day, giver: string | null = null): Recipient[] {
  const eligible = (id: string): boolean => id !== action.owner && id !== giver;
  const signers = signersOf(file);
  const hearers = signers.filter(eligible).map((id) => judgeFor(action, file, id, today));
  const asked = once(hearers.filter((to): to is Recipient => to !== null && eligible(to.personId)));
  if (asked.length > 0) return asked;
  const besides = signers
    .flatMap((id) => beside(file, id, today))
    .filter(({ personId }) => mayJudge(file, action, personId, today));
  const others = [...besides, judgeFor(action, file, file.leadId, today)];
  return once(others.filter((to): to is Recipient => to !== null && eligible(to.personId)));
}

/** Everybody who may act in a person's place today, away or not. */
export const beside = (file: CaseFile, personId: string, today: Day): Recipient[] =>
  coversOf(file, personId, today)
    .map((cover) => ({ personId: cover.personId, coverFor: personId, coverUntil: cover.until }))
    .filter((to) => canHear(file, to.personId, today) && !isOnLeave(file, to.personId, today));

/** Each reader once, as who they are first. */
export function once(hearers: Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return hearers.filter(({ personId }) => !seen.has(personId) && seen.add(personId));
}
