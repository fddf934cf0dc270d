import type { Command } from "../core/command.ts";
import { decideConfirm, nextQuestion } from "../core/decide-draft.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { act } from "./act.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

/** Confirms each draft that is whole. Those that are not stay drafts and say what they lack. */
export async function confirmAll(
  deps: Deps,
  asking: Asking,
  { refs }: Extract<Command, { do: "confirm-all" }>,
): Promise<Outcome> {
  const views: ActionView[] = [];
  for (const [i, ref] of refs.entries()) {
    // Each confirmation is stored by itself; the delivery is marked by the first, and each has a key of its own after that.
    const own: Asking = { ...asking, delivery: `${asking.delivery}#${i}` };
    const outcome = await act(deps, own, { do: "confirm", ref }, decideConfirm);
    if (!("view" in outcome) || outcome.kind === "not-allowed" || !outcome.view) return outcome;
    views.push(outcome.view);
  }
  const open = views.filter((view) => view.action.status === "draft");
  if (open.length > 0)
    return { kind: "drafts", drafts: open.map((view) => ({ view, question: nextQuestion(view.action, view.file) })) };
  return { kind: "list", title: `${views.length} actions confirmed`, rows: views, total: views.length };
}
