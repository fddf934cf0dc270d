import { nextMoment } from "../store/agenda.ts";
import { deliverDue } from "./deliver-due.ts";
import type { Deps } from "./deps.ts";
import { planNotices } from "./plan-notices.ts";

/**
 * Runs every moment from now to another at which something has to be looked at, in their order and each at its own time: planned, then
 * said. `deps.now` has to follow `reach`.
 *
 * @returns how many messages went out
 */
export async function runUntil(deps: Deps, until: Date, reach: (moment: Date) => void): Promise<number> {
  // Said here and now: nobody has to be woken for it.
  const quietly: Deps = { ...deps, wake: async () => {} };
  const run = async (moment: Date): Promise<number> => {
    reach(moment);
    const { planned } = await planNotices(quietly, moment, "wait");
    return planned > 0 ? (await deliverDue(quietly)).sent : 0;
  };
  let reached = deps.now();
  // What changed just before is on the agenda, but has no moment yet.
  let sent = await run(reached);
  for (;;) {
    const moment = await nextMoment(deps.db, reached, until);
    if (moment === null) break;
    sent += await run(moment);
    reached = moment;
  }
  sent += await run(until);
  // And what waited for other reasons.
  return sent + (await deliverDue(quietly)).sent;
}
