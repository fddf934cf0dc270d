import { decideApprove, decideExtend, decideReassign } from "../core/decide-request.ts";
import type { Deciding, Decision } from "../core/decision.ts";
import type { Due } from "../core/due.ts";
import type { Outcome } from "../core/outcome.ts";
import { type ActionCommand, act } from "./act.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { withTime } from "./read-draft.ts";
import { DATE_LACKING, resolveWhen } from "./resolve-when.ts";
import { resolveWho } from "./resolve-who.ts";

type Of<Verb extends ActionCommand["do"]> = Extract<ActionCommand, { do: Verb }>;

export const extend = (deps: Deps, asking: Asking, command: Of<"extend">): Promise<Outcome> =>
  act(deps, asking, command, (deciding) => withDate(command, deciding, (to) => decideExtend(deciding, to, command.reason)));

export const approve = (deps: Deps, asking: Asking, command: Of<"approve">): Promise<Outcome> =>
  act(deps, asking, command, (deciding) =>
    withDate(command, deciding, (date) => decideApprove(deciding, { request: command.request, date, reason: command.reason })),
  );

export const reassign = (deps: Deps, asking: Asking, command: Of<"reassign">): Promise<Outcome> =>
  act(deps, asking, command, async (deciding) => {
    if (!command.who) return decideReassign(deciding, undefined);
    const found = await resolveWho(deps, asking, deciding, command.who);
    if (found.kind === "nobody") return { kind: "invalid", field: "who", message: found.message, example: null };
    return decideReassign(deciding, found.personId);
  });

/** Reads the date first; one that cannot stand is asked about before anything is decided. */
export function withDate(
  command: { date?: string | undefined; time?: string | undefined },
  deciding: Deciding,
  decide: (date: Due | undefined) => Decision,
): Decision {
  if (!command.date && command.time) return { kind: "invalid", field: "date", message: DATE_LACKING, example: null };
  if (!command.date) return decide(undefined);
  const found = resolveWhen(withTime(command.date, command.time), deciding.now, deciding.calendar);
  if (found.kind === "due") {
    const decision = decide(found.due);
    // A date picker holds a day, not the phrase it was read from.
    return decision.kind === "form" ? { ...decision, fill: { date: found.due.day, time: found.due.time } } : decision;
  }
  return { kind: "invalid", field: "date", message: `Not saved: ${found.message}`, example: null };
}
