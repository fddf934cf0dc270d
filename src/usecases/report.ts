import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

export async function report(_deps: Deps, _asking: Asking, _command: Extract<Command, { do: "report" }>): Promise<Outcome> {
  return { kind: "invalid", field: null, message: "not yet", example: null };
}
