import type { Action } from "../core/action.ts";
import type { EscalationView } from "../core/climb.ts";
import type { Change } from "../core/decision.ts";
import type { Happening } from "../core/escalation.ts";
import { nothingLeft } from "../core/fact-holds.ts";
import { actionById } from "../store/actions.ts";
import type { AuditDraft } from "../store/audit.ts";
import { Abandoned, changeHeld, claimDelivery, orAbandon, type Saved } from "../store/change.ts";
import { type Asking, type OpenAction, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { happenTo, raise, writeTrail } from "./open-escalation.ts";
import { held } from "./raise.ts";

/**
 * Stores a change of an action that is escalated, and what it means for the escalation: a decision, or that none is needed any more. One
 * transaction, so that nobody ever sees the one without the other.
 *
 * @param decision what the change decides, where it was made as a decision on the escalation
 */
export async function saveEscalated(
  deps: Deps,
  asking: Asking,
  { action }: Pick<OpenAction, "action">,
  { escalationId, change, audit }: { escalationId: string; change: Change; audit: AuditDraft },
  decision: ((view: EscalationView) => Happening) | null,
): Promise<Saved> {
  return orAbandon(deps.db, async (tx): Promise<Saved> => {
    const writing = writingOf(deps, asking);
    await claimDelivery(tx, asking.delivery, asking.now);
    const view = await held(deps, tx, asking.providerId, escalationId);
    if (!view?.action || (decision && view.escalation.state !== "open")) throw new Abandoned("stale");
    const of = { action, file: view.file, change, by: asking.person.id, pressed: asking.pressed };
    const changed = await changeHeld(tx, writing, of);
    const raising = raise(tx, asking.providerId, asking.now, asking);
    raising.audit.push(audit);
    const happening = decision?.(view) ?? closing(view, changed, asking);
    await happenTo(deps, raising, { ...view, action: changed }, happening ? [happening] : []);
    await writeTrail(raising);
    return { kind: "saved", action: (await actionById(tx, asking.providerId, action.id)) ?? changed };
  });
}

function closing({ escalation }: EscalationView, action: Action, { now, person }: Asking): Happening | null {
  const because = escalation.state === "open" ? nothingLeft(escalation, action) : null;
  return because && { kind: "closed", at: now.toISOString(), because, by: person.id, note: null };
}
