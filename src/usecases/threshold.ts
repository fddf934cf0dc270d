import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { sees } from "../core/permission.ts";
import { type Versions, versionsOf } from "../core/threshold.ts";
import { isSignatory, mayDraft } from "../core/threshold-agreement.ts";
import type { ThresholdView } from "../core/threshold-view.ts";
import { thresholdsOf } from "../store/thresholds.ts";
import { type Asking, caseMeant, type OpenCase, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseAccess } from "./refuse.ts";

type About = Extract<
  Command,
  { do: "threshold" | "threshold-draft" | "threshold-agree" | "threshold-review" | "incident" | "incidents" }
>;

/** The case that such a command is about, if the asker may see it; else what they are told instead. */
export async function caseOf(
  deps: Deps,
  asking: Asking,
  command: About,
  example: (ref: string) => string,
): Promise<OpenCase | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, example);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  return "kind" in open ? refuseAccess(deps, asking, command.do, open.caseRef) : open;
}

export interface OpenThresholds extends OpenCase {
  versions: Versions;
}

export async function withThresholds(deps: Deps, open: OpenCase): Promise<OpenThresholds> {
  return { ...open, versions: versionsOf(await thresholdsOf(deps.db, open.file.id)) };
}

/** As the asker may see them: what crosses them is care level, and for those who agree to them. */
export function viewFor(personId: string, { file, calendar, level, today, versions }: OpenThresholds): ThresholdView {
  const all = [versions.draft, versions.inForce, ...versions.older].filter((each) => each !== null);
  return {
    ...{ file, calendar, versions },
    reads: sees(level, "care") || all.some((each) => isSignatory(each, personId)),
    mayDraft: mayDraft(file, versions, personId, today) !== undefined,
  };
}

/** The thresholds of a case as they stand, or one version of them. */
export async function showThreshold(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "threshold" }>,
): Promise<Outcome> {
  const found = await caseOf(deps, asking, command, (ref) => `mdt threshold ${ref}`);
  if ("kind" in found) return found;
  const open = await withThresholds(deps, found);
  const { version = null } = command;
  const { draft, inForce, older } = open.versions;
  if (version !== null && ![draft, inForce, ...older].some((each) => each?.version === version)) return noVersion(open, version);
  return { kind: "threshold", thresholds: viewFor(asking.person.id, open), version, said: null };
}

export const noVersion = ({ file }: OpenCase, version: number): Outcome => ({
  kind: "invalid",
  field: null,
  message: `There is no version ${version} of the thresholds of ${file.ref}.`,
  example: `mdt threshold ${file.ref}`,
});
