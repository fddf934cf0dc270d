import type { Action } from "./action.ts";
import type { CaseFile, Level } from "./case-file.ts";
import { sees, standsOf, standsToKnow } from "./permission.ts";
import type { Day } from "./working-day.ts";

/**
 * An action as one reader may see it. A draft belongs to whoever asked for it, and the lead: others see that it exists. An action
 * above the reader's level shows its reference, owner, dates and status only.
 */
export function visibleTo(action: Action, file: CaseFile, personId: string, level: Level, today: Day): Action {
  const stands = standsOf(file, action, personId, today);
  if (neverConfirmed(action) && !stands.has("asker") && !stands.has("lead")) return bareDraft(action);
  const knows = standsToKnow(file, action, personId, today);
  const concerned = (["asker", "owner", "chaser", "signer"] as const).some((stand) => knows.has(stand));
  return concerned || sees(level, action.level) ? action : withoutWords(action);
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
  request: null,
});
