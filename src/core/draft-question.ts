import { type Missing, missingFrom } from "./action.ts";
import { ownerIsOutside } from "./decide-draft.ts";
import type { ActionView } from "./outcome.ts";

type Drafted = Pick<ActionView, "action" | "file">;

/** The one question that a part of a draft is asked for with. */
export function questionText(question: Missing, { action }: Pick<Drafted, "action">): string {
  switch (question) {
    case "text":
      return "What is to be done?";
    case "owner":
      return action.ownerChoices.length > 1 ? "Which one person owns this?" : "Who will do this?";
    case "due":
      return "By when?";
    case "evidence":
      return "What will show this is done?";
    case "chaser":
      return "Who will chase it? The owner is outside chat.";
  }
}

/** What whoever said it is asked first: who and when belong together where both are open. */
export function draftQuestion({ action, file }: Drafted): string {
  const missing = missingFrom(action, ownerIsOutside(action, file));
  const [first] = missing;
  if (!first) return "Is this right?";
  const isBoth = first === "owner" && missing.includes("due") && action.ownerChoices.length < 2;
  return isBoth ? "Who will do this, and by when?" : questionText(first, { action });
}
