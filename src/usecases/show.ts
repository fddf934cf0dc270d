import type { Command } from "../core/command.ts";
import { nextQuestion } from "../core/decide-draft.ts";
import type { Outcome } from "../core/outcome.ts";
import { isSpeaker } from "../core/permission.ts";
import { seenBy } from "./act.ts";
import { type Asking, isEscalationRef, openAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftOutcome } from "./draft-outcome.ts";
import { escalationMeant, standing } from "./escalation-meant.ts";
import { noAccessTo } from "./refuse.ts";

type Show = Extract<Command, { do: "show" }>;

/** An action as it stands. A draft, to whoever may work on it, is shown with its next question. */
export async function show(deps: Deps, asking: Asking, { ref, as }: Show): Promise<Outcome> {
  if (isEscalationRef(ref)) {
    const meant = await escalationMeant(deps, asking, ref);
    if ("kind" in meant) return noAccessTo(deps, asking, "show", meant);
    return standing(asking, meant, null);
  }
  const found = await openAction(deps, asking, ref);
  if ("kind" in found) return noAccessTo(deps, asking, "show", found);
  const { action, file } = found;
  const { id } = asking.person;
  const theirs = action.asker === id || file.leadId === id || isSpeaker(action, id);
  if (action.status === "draft" && theirs) return draftOutcome(found, asking.now, null);
  return { kind: "shown", view: seenBy(asking, found), ...(as && { as }) };
}

/** The drafts of one text as they stand now; those that have become actions say so. */
export async function showDrafts(deps: Deps, asking: Asking, refs: string[]): Promise<Outcome> {
  const drafts: Extract<Outcome, { kind: "drafts" }>["drafts"] = [];
  for (const ref of refs) {
    const found = await openAction(deps, asking, ref);
    if ("kind" in found) return noAccessTo(deps, asking, "drafts", found);
    const view = seenBy(asking, found);
    drafts.push({ view, question: view.action.status === "draft" ? nextQuestion(view.action, view.file) : null });
  }
  return { kind: "drafts", drafts };
}
