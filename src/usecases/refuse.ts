import type { Verb } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { recordRefusal } from "./trail.ts";

/** Says no in words that are the same whatever there is or is not, and records the attempt. */
export async function refuseAccess(deps: Deps, asking: Asking, verb: Verb, caseRef: string | null): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb, caseRef, actionNumber: null });
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "no-access" };
}
