import type { Verb } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Asking, NoAccess } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { recordRefusal } from "./trail.ts";

/** What was found instead of an action: a question back to the asker, or a refusal to record. */
export const noAccessTo = async (deps: Deps, asking: Asking, verb: Verb, found: NoAccess | Outcome): Promise<Outcome> =>
  found.kind === "no-access" && "caseRef" in found ? refuseAccess(deps, asking, verb, found.caseRef) : (found as Outcome);

/** Says no in words that are the same whatever there is or is not, and records the attempt. */
export async function refuseAccess(deps: Deps, asking: Asking, verb: Verb, caseRef: string | null): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb, caseRef, actionNumber: null });
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "no-access" };
}
