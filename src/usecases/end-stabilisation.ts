import { isStabilising } from "../core/cluster.ts";
import { mayDecide } from "../core/decide-escalation.ts";
import { fullEscalationRef, type Happening } from "../core/escalation.ts";
import type { Outcome } from "../core/outcome.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { endClusterOf } from "../store/clusters.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { escalationMeant, type OpenEscalation, shownAgain, standing } from "./escalation-meant.ts";
import { happenTo, raise, writeTrail } from "./open-escalation.ts";
import { held } from "./raise.ts";

const NOT_RUNNING = "Stabilisation is not running here: it has not been started, or it has ended.";

/** Stabilisation ends by decision, never because time has run out: by somebody who could have started it, with a reason. */
export async function endStabilisation(
  deps: Deps,
  asking: Asking,
  ref: string,
  reason: string | undefined,
  found: OpenEscalation,
): Promise<Outcome> {
  const { view: read, open } = found;
  if (!isStabilising(read.escalation)) return standing(asking, found, NOT_RUNNING, "late");
  if (!reason) {
    const example = `mdt stabilise ${fullEscalationRef(read.escalation)} end because five days without an incident`;
    return { kind: "invalid", field: null, message: "Not ended: say why.", example };
  }
  const done = await orAbandon(deps.db, async (tx): Promise<{ kind: "answered"; outcome: Outcome }> => {
    await claimDelivery(tx, asking.delivery, asking.now);
    const view = await held(deps, tx, asking.providerId, read.escalation.id);
    if (!view) throw new Error(`escalation ${read.escalation.id} is gone`);
    const may = mayDecide(view, asking.person.id, open.today, "approve").allowed;
    if (!may || !isStabilising(view.escalation))
      return { kind: "answered", outcome: standing(asking, { view, open }, NOT_RUNNING, "late") };
    const ended: Happening = {
      ...{ kind: "closed", at: asking.now.toISOString(), because: "stepped-down" },
      ...{ by: asking.person.id, note: reason },
    };
    await endClusterOf(tx, view.escalation.id, asking.now);
    const raising = raise(tx, asking.providerId, asking.now, asking);
    const escalation = await happenTo(deps, raising, view, [ended]);
    await writeTrail(raising);
    const said = "Stabilisation has ended. The rooms are told, and the thresholds are to be reviewed.";
    return { kind: "answered", outcome: standing(asking, { view: { ...view, escalation }, open }, said) };
  });
  if (done.kind === "answered") return done.outcome;
  const again = await escalationMeant(deps, asking, ref);
  return "kind" in again ? { kind: "repeated" } : shownAgain(asking, again);
}
