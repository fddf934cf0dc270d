import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { agreedLadder } from "../store/ladders.ts";
import { type Asking, caseMeant, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseAccess } from "./refuse.ts";

/** Who hears when something stays undone: the ladder in force, or an older version. Everybody on the case may see it. */
export async function showLadder(
  deps: Deps,
  asking: Asking,
  { case: named, version }: Extract<Command, { do: "ladder" }>,
): Promise<Outcome> {
  const meant = await caseMeant(deps, asking, named, (ref) => `mdt ladder ${ref}`);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, "ladder", open.caseRef);
  const { file } = open;
  const ladder = await agreedLadder(deps.db, file.id, version);
  if (ladder || version === undefined) return { kind: "ladder", file, ladder, said: [] };
  const example = `mdt ladder ${file.ref}`;
  return { kind: "invalid", field: null, message: `There is no version ${version} of the ladder of ${file.ref}.`, example };
}
