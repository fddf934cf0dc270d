import type { Command } from "../core/command.ts";
import type { TakenLeave } from "../core/leave.ts";
import type { Outcome } from "../core/outcome.ts";
import { isDelivered } from "../store/change.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { changeLeave, dayIn, type OwnLeave, ownLeave, shownLeave, spanLabel, TRIES } from "./own-leave.ts";
import { refuseProtectedAnywhere } from "./protect.ts";

/** Takes the asker's leave back: the one that was named, or the only one there is. */
export async function cancelLeave(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "cancel-leave" }>,
): Promise<Outcome> {
  const unsafe = await refuseProtectedAnywhere(deps, asking, command);
  if (unsafe) return unsafe;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const had = await ownLeave(deps, asking);
    const meant = whichLeave(asking, had, command);
    if ("kind" in meant) return meant;
    const [leave] = meant.leaves;
    if (!leave) {
      if (await isDelivered(deps.db, asking.delivery)) return { kind: "repeated" };
      return shownLeave(had.leaves, had.parts, ["Nothing has changed: you have no such leave."]);
    }
    const saved = await changeLeave(deps, asking, had, { add: null, remove: [leave], told: [] });
    if (saved === "repeated") return { kind: "repeated" };
    if (saved === "saved") {
      const left = had.leaves.filter((each) => each !== leave);
      return shownLeave(left, had.parts, [`Taken back: you are not away ${spanLabel(leave)}.`]);
    }
  }
  throw new Error("somebody's leave kept changing while it was taken back");
}

function whichLeave(
  asking: Asking,
  { leaves, calendar }: OwnLeave,
  { leave, date }: Extract<Command, { do: "cancel-leave" }>,
): { leaves: TakenLeave[] } | Outcome {
  if (leave) return { leaves: leaves.filter(({ id }) => id === leave) };
  const found = date ? dayIn(date, asking.now, calendar) : null;
  const example = "mdt leave cancel from 19 April";
  if (found && "message" in found) return { kind: "invalid", field: null, message: `Not saved: ${found.message}`, example };
  const meant = found ? leaves.filter(({ from, until }) => from <= found.day && found.day <= until) : leaves;
  if (meant.length < 2) return { leaves: meant };
  return { kind: "invalid", field: null, message: "Not saved: you have more than one leave. Say when it begins.", example };
}
