import { accessLevel, mayTakePart } from "./access.ts";
import { type Action, isEnded } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { isOutsideChat } from "./person.ts";
import type { Day } from "./working-day.ts";

/** In whose hands an action is, and whether they may still hold it. */

/** In chat, and allowed to see the case. */
export function canHear(file: CaseFile, personId: string, today: Day): boolean {
  const person = file.people[personId];
  return person !== undefined && !isOutsideChat(person) && accessLevel(file, personId, today) !== null;
}

/**
 * In whose hands the doing is: the owner's, or the chaser's where the owner is outside chat, also while somebody else outside chat acts
 * for that owner. Null where there is nobody.
 */
export function doerOf(action: Action, file: CaseFile): string | null {
  const owner = action.owner === null ? undefined : file.people[action.owner];
  if (!owner) return null;
  return isOutsideChat(owner) ? action.chaser : owner.id;
}

/**
 * Whoever should be at work on a live action and is not on the case, or not in chat, any more: the owner, or the chaser of an owner
 * outside chat, who goes on chasing where it is the owner. Null where the work is in hands that may hold it. Leave does not count: who is
 * away comes back.
 */
export function whoLeft(action: Action, file: CaseFile, today: Day): string | null {
  if (action.status === "draft" || isEnded(action.status) || action.owner === null) return null;
  const doer = doerOf(action, file) ?? action.owner;
  if (!canHear(file, doer, today)) return doer;
  return doer === action.owner || mayTakePart(file, action.owner, today) ? null : action.owner;
}
