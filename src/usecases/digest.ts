import { isLive } from "../core/action.ts";
import type { Digest } from "../core/digest.ts";
import { isOverdue } from "../core/due.ts";
import { digestOf } from "../core/in-hand.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { everyCase } from "./list-actions.ts";

async function before(deps: Deps, asking: Asking) {
  const { cases, views } = await everyCase(deps, asking, "live");
  const digest: Digest = digestOf(
    asking.person.id,
    views.map(({ view, open }) => ({ view, today: open.today })),
    asking.now,
  );
  return { cases, views, digest };
}

/** What is before this person now, over all their cases. */
export async function showDigest(deps: Deps, asking: Asking): Promise<Outcome> {
  return { kind: "digest", digest: (await before(deps, asking)).digest };
}

/** The same, with everything that is due later and the cases they lead. */
export async function showHome(deps: Deps, asking: Asking): Promise<Outcome> {
  const { cases, views, digest } = await before(deps, asking);
  const leads = cases
    .filter(({ file }) => file.leadId === asking.person.id)
    .map(({ file }) => {
      const live = views.map(({ view }) => view.action).filter((action) => action.caseId === file.id && isLive(action.status));
      return {
        file,
        live: live.length,
        overdue: live.filter((action) => action.due && isOverdue(action.due, asking.now)).length,
      };
    });
  return { kind: "home", digest, leads };
}
