import type { Command } from "../core/command.ts";
import { mayRun } from "../core/meeting.ts";
import { minutesFor } from "../core/minutes-reading.ts";
import type { MinutesView } from "../core/minutes-view.ts";
import type { Outcome } from "../core/outcome.ts";
import { type KeptMinutes, minutesOf } from "../store/minutes.ts";
import { type Asking, caseMeant, type OpenCase, openCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseAccess } from "./refuse.ts";

type About = Extract<Command, { do: "minutes" | "get-minutes" | "correct-minutes" }>;

export interface OpenMinutes extends OpenCase {
  kept: KeptMinutes;
}

/** The minutes that are meant, if the asker may see the case; else what they are told instead. */
export async function openMinutesOf(deps: Deps, asking: Asking, command: About): Promise<OpenMinutes | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => `mdt minutes ${ref}`);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, command.do, open.caseRef);
  const { meeting } = command;
  const version = "version" in command ? command.version : undefined;
  const kept = await minutesOf(deps.db, open.file.id, { meeting, version });
  if (kept) return { ...open, kept };
  const which = `${meeting === undefined ? "" : ` of M${meeting}`}${version === undefined ? "" : `, version ${version}`}`;
  const { ref } = open.file;
  return which === ""
    ? {
        kind: "invalid",
        field: null,
        message: `There are no minutes in ${ref} yet. A meeting that ends issues them.`,
        example: `mdt meeting ${ref}`,
      }
    : { kind: "invalid", field: null, message: `There are no minutes${which} in ${ref}.`, example: `mdt minutes ${ref}` };
}

export function minutesViewFor(
  personId: string,
  { kept, file, level, today }: Pick<OpenMinutes, "kept" | "file" | "level" | "today">,
): MinutesView {
  const runs = mayRun(kept, file, personId, today) !== undefined;
  return { ...minutesFor(file, kept.body, { personId, level, today, runs }), file, latest: kept.latest, mayCorrect: runs };
}

/** The minutes of a meeting, or one version of them. */
export async function showMinutes(deps: Deps, asking: Asking, command: Extract<Command, { do: "minutes" }>): Promise<Outcome> {
  const open = await openMinutesOf(deps, asking, command);
  return "kind" in open ? open : { kind: "minutes", minutes: minutesViewFor(asking.person.id, open), said: null };
}
