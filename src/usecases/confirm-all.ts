import type { Command } from "../core/command.ts";
import { decideConfirm } from "../core/decide-draft.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { act } from "./act.ts";
import { type Asking, afresh } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { showDrafts } from "./show.ts";

/** Confirms each draft that is whole and as it was shown. Those that are not stay drafts, and show what they lack or have become. */
export async function confirmAll(
  deps: Deps,
  asking: Asking,
  { refs, seen }: Extract<Command, { do: "confirm-all" }>,
): Promise<Outcome> {
  // Each is read and decided by itself.
  const anew = afresh(asking);
  const views: ActionView[] = [];
  let confirmed = 0;
  for (const [i, ref] of refs.entries()) {
    // Each confirmation is stored by itself. The first marks the delivery; those after it have keys of their own.
    const own: Asking = confirmed === 0 ? anew : { ...anew, delivery: `${asking.delivery}#${i}` };
    const outcome = await act(deps, own, { do: "confirm", ref, seen: seen?.[i] }, decideConfirm);
    if (outcome.kind === "repeated") return asking.pressed ? showDrafts(deps, anew, refs) : outcome;
    if (!("view" in outcome) || outcome.kind === "not-allowed" || outcome.kind === "escalation" || !outcome.view) return outcome;
    if (outcome.kind === "done") confirmed += 1;
    views.push(outcome.view);
  }
  const someWait = views.some((view) => view.action.status === "draft");
  if (someWait) return showDrafts(deps, anew, refs);
  const title = confirmed === 1 ? "1 action confirmed" : `${confirmed} actions confirmed`;
  return { kind: "list", title, rows: views, total: views.length, again: { do: "drafts", refs } };
}
