import { fullRef } from "../core/action.ts";
import type { EscalationView } from "../core/climb.ts";
import { standsIn } from "../core/decide-escalation.ts";
import type { Outcome } from "../core/outcome.ts";
import { visibleTo } from "../core/visible.ts";
import { caseWithActions } from "../store/actions.ts";
import { escalationByNumber, latestAbout } from "../store/escalations.ts";
import { type Asking, asSeenBy, caseMeant, isEscalationRef, type NoAccess, numberOf, type OpenCase, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";

/** An escalation that the asker may know of, with their way into its case. */
export type OpenEscalation = { view: EscalationView; open: OpenCase };

/** The escalation meant by `E1`, or by the action that it is about: of several about one action, the latest. */
export async function escalationMeant(deps: Deps, asking: Asking, ref: string): Promise<OpenEscalation | NoAccess | Outcome> {
  const { caseRef, number } = numberOf(ref);
  const meant = await caseMeant(deps, asking, caseRef, (example) => `action show ${example}/${ref}`);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return open;
  if (isEscalationRef(ref)) {
    const read = await escalationByNumber(deps.db, asking.providerId, meant.ref, number);
    if (!read) return nothing(`There is no ${meant.ref}/E${number}.`, `action list ${meant.ref}`);
    const found = asSeenBy(deps, asking, read.file);
    return "kind" in found ? found : { view: { ...read, file: found.file, calendar: found.calendar }, open: found };
  }
  const [action] = (await caseWithActions(deps.db, asking.providerId, meant.ref, number))?.actions ?? [];
  if (!action) return nothing(`There is no ${fullRef({ caseRef: meant.ref, number })}.`, `action list ${meant.ref}`);
  const escalation = await latestAbout(deps.db, action.id);
  if (!escalation)
    return nothing(`${fullRef(action)} has not been escalated.`, `action escalate ${fullRef(action)} because nobody answers`);
  return { view: { escalation, action, file: open.file, calendar: open.calendar }, open };
}

const nothing = (message: string, example: string): Outcome => ({ kind: "invalid", field: null, message, example });

/** The same, its action cut to what the asker may see of it. */
export function asAskerSees(asking: Asking, view: EscalationView, { level, today }: OpenCase): EscalationView {
  const { action, file } = view;
  // Whoever has to decide reads what they decide about.
  if (standsIn(view, asking.person.id, today).length > 0) return view;
  return { ...view, action: action && visibleTo(action, file, asking.person.id, level, today) };
}

/** An escalation as it stands now, for whoever asked: after what was done, or instead of it. */
export const standing = (
  asking: Asking,
  { view, open }: OpenEscalation,
  said: string | null,
  how: "done" | "late" = "done",
): Outcome => {
  const shown = { view: asAskerSees(asking, view, open), whole: view, said };
  return { kind: "escalation", ...shown, ...(how === "late" && { late: true }) };
};

/** The same delivery again: a card shows what is true, words get no second answer. */
export const shownAgain = (asking: Asking, found: OpenEscalation): Outcome =>
  asking.pressed ? standing(asking, found, null) : { kind: "repeated" };
