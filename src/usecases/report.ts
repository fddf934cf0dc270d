import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { type Asking, caseMeant, numberOf, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { reportEscalation } from "./escalation-report.ts";
import { refuseAccess } from "./refuse.ts";

/** A report of a case, by what it is about. */
export async function report(
  deps: Deps,
  asking: Asking,
  { case: named, what, about }: Extract<Command, { do: "report" }>,
): Promise<Outcome> {
  const { caseRef, number } = about === undefined ? { caseRef: undefined, number: null } : numberOf(about);
  const meant = await caseMeant(deps, asking, caseRef ?? named, (ref) => `mdt report ${ref} escalation`);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, "report", open.caseRef);
  // With its number there is no doubt which report is meant.
  const kind = what ?? (number === null ? "" : "escalation");
  if (/^escalations?$/i.test(kind)) return reportEscalation(deps, asking, open, number);
  const unknown = kind === "" ? "Which report?" : `There is no report called “${kind}” here yet.`;
  return {
    kind: "invalid",
    field: null,
    message: `${unknown} There is: escalation.`,
    example: `mdt report ${meant.ref} escalation`,
  };
}
