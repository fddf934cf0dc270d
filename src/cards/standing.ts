import { nextQuestion } from "../core/decide-draft.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { ActionView } from "../core/outcome.ts";
import { allowedOf, isSpeaker } from "../core/permission.ts";
import { actionCard, type Saying } from "./action-view.ts";
import type { Card } from "./card.ts";
import { type Draft, draftAskedCard, draftCard } from "./draft.ts";
import { offersTo } from "./offers.ts";
import { type CardContext, todayOf } from "./telling.ts";
import { chasersCopy } from "./text-to-copy.ts";

/** An action as it stands now, with what this reader may do next; a draft of theirs as the draft that it is. */
export function standingCard(context: CardContext, view: ActionView, saying: Saying = {}): Card {
  const { action, file } = view;
  if (action.status === "draft") {
    const asDraft = draftFor(context, { view, question: nextQuestion(action, file), suggestions: [] }, saying);
    if (asDraft) return asDraft;
  }
  const copy = chasersCopy(context, view);
  // What was done just now is all that its card has to say.
  const toCopy = saying.said === undefined && copy.hasCopy ? copy : null;
  return actionCard(context, view, { ...saying, offers: offersTo(context, view), toCopy });
}

/** A draft for whoever may confirm it, or for whoever said what it is made of; null for everybody else. */
export function draftFor(context: CardContext, draft: Draft, saying: Saying): Card | null {
  const { action, file } = draft.view;
  const asked = { file, action, personId: context.reader, today: todayOf(context, draft.view) };
  const may = allowedOf(["confirm", "edit"], asked);
  if (may.has("confirm"))
    return draftCard(context, draft, { ...saying, why: [...wantedOf(context, draft), ...(saying.why ?? [])] });
  return may.has("edit") ? draftAskedCard(context, draft, saying) : null;
}

/** A lead may do both: confirm it, and say that what they said is no action. */
function wantedOf({ reader }: CardContext, { view: { action, file } }: Draft): string[] {
  const isTheirs = isSpeaker(action, reader) && action.asker !== reader;
  return isTheirs ? [`${nameAndRole(file, action.asker)} would like to make an action of what you said. It is none yet.`] : [];
}
