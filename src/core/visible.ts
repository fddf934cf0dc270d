import type { Action } from "./action.ts";
import type { Audience, CaseFile, Level } from "./case-file.ts";
import { readsAll, type Stand, sees, standsOf } from "./permission.ts";
import type { Day } from "./working-day.ts";

/**
 * An action as one reader may see it. A draft belongs to whoever asked for it, whoever said it, and the lead: others see that it exists.
 * An action above the reader's level shows its reference, owner, dates and status only; below care level, what people wrote about the
 * work is left out. Whoever is concerned sees all of it, whatever their level.
 */
export function visibleTo(action: Action, file: CaseFile, personId: string, level: Level, today: Day): Action {
  const stands = standsOf(file, action, personId, today);
  if (isKeptFrom(action, stands)) return bareDraft(action);
  if (readsAll(file, action, personId, level, today)) return action;
  return sees(level, action.level) ? withoutNotes(action) : { ...withoutWords(action), withheld: true };
}

const OF_DRAFTS = ["asker", "lead", "speaker"] as const;

/** What was never agreed is theirs alone who asked for it, said it or lead the case: others learn that there is a draft. */
export const isKeptFrom = (action: Action, stands: ReadonlyMap<Stand, unknown>): boolean =>
  neverConfirmed(action) && !OF_DRAFTS.some((stand) => stands.has(stand));

/** Whether a room of that audience reads more than the line of a mixed one: the case's own up to care level, the provider's all. */
export function isReadIn(audience: Audience, action: Action): boolean {
  if (neverConfirmed(action)) return false;
  switch (audience) {
    case "provider":
      return true;
    case "case":
      return sees("care", action.level);
    case "mixed":
      return false;
  }
}

/** A draft, or one that was discarded: what it said was never agreed with anybody. */
export const neverConfirmed = ({ status, originalDue }: Pick<Action, "status" | "originalDue">): boolean =>
  status === "draft" || (status === "cancelled" && originalDue === null);

const bareDraft = (action: Action): Action => ({
  ...withoutWords(action),
  owner: null,
  ownerRole: null,
  ownerChoices: [],
  chaser: null,
  due: null,
  dueWords: null,
  latestDecision: null,
});

const withoutWords = (action: Action): Action => ({
  ...action,
  text: null,
  evidenceRequired: null,
  blockedBecause: null,
  endedBecause: null,
  source: null,
  latestUpdate: null,
  latestEvidence: null,
  latestDecision: action.latestDecision && { ...action.latestDecision, why: null },
  request: null,
});

/** Coordination level is titles, owners, dates and statuses; who wrote something, and when, is among them (DOMAIN). */
function withoutNotes(action: Action): Action {
  const { blockedBecause, endedBecause, request, latestUpdate, latestEvidence, latestDecision } = action;
  const notes = [blockedBecause, endedBecause, request?.why, latestUpdate?.text, latestEvidence?.text, latestDecision?.why];
  if (notes.every((note) => !note)) return action;
  return {
    ...action,
    blockedBecause: null,
    endedBecause: null,
    request: request && { ...request, why: null },
    latestUpdate: latestUpdate && { ...latestUpdate, text: null },
    latestEvidence: latestEvidence && { ...latestEvidence, text: null },
    latestDecision: latestDecision && { ...latestDecision, why: null },
    withheld: true,
  };
}
