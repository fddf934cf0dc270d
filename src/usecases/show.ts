import type { Outcome } from "../core/outcome.ts";
import { seenBy } from "./act.ts";
import { type Asking, openAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftOutcome } from "./draft-outcome.ts";
import { refuseAccess } from "./refuse.ts";

/** An action as it stands. A draft, to whoever may work on it, is shown with its next question. */
export async function show(deps: Deps, asking: Asking, ref: string): Promise<Outcome> {
  const found = await openAction(deps, asking, ref);
  if ("kind" in found)
    return found.kind === "no-access" && "caseRef" in found ? refuseAccess(deps, asking, "show", found.caseRef) : found;
  const { action, file } = found;
  const theirs = action.asker === asking.person.id || file.leadId === asking.person.id;
  if (action.status === "draft" && theirs) return draftOutcome(found, asking.now, null);
  return { kind: "shown", view: seenBy(asking, found) };
}
