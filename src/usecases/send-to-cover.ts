import type { Command } from "../core/command.ts";
import { decideSendToCover, mapCover } from "../core/decide-away.ts";
import type { Outcome } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import { act } from "./act.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

/** The map's cover acts from today. Shown with the words to send them: they are often outside chat, too. */
export async function sendToCover(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "send-to-cover" }>,
): Promise<Outcome> {
  const outcome = await act(deps, asking, command, decideSendToCover);
  if (outcome.kind !== "done") return outcome;
  const { view, said } = outcome;
  return { kind: "away", view, found: mapCover(view.file, view.action, dayOf(asking.now, view.file.timeZone)), said };
}
