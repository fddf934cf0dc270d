import { fullRef } from "../core/action.ts";
import type { Cover } from "../core/case-file.ts";
import { dayLabel, dueLabel, isOverdue } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { nameOnly } from "./person-view.ts";
import type { CardContext } from "./telling.ts";

/**
 * Words for somebody outside chat, to copy into an e-mail or to say on the phone. Not a word of the action itself: it goes where we
 * know nothing of who reads it.
 */
export function textForCover({ now, reader }: CardContext, { action, file }: ActionView, { personId, until }: Cover): string[] {
  const ref = fullRef(action);
  const owner = nameOnly(file, action.owner);
  const due = action.due && `${isOverdue(action.due, now) ? "was" : "is"} due ${dueLabel(action.due)}`;
  return [
    `Subject: ${ref}`,
    `Hello ${nameOnly(file, personId)},`,
    `${owner} is away, and you are named as cover${until === null ? "" : ` until ${dayLabel(until)}`}.`,
    `Our action ${ref}, agreed with ${owner}, ${due ?? "is open"}.`,
    "Please tell me how it stands, and by when it can be done.",
    nameOnly(file, reader),
  ];
}
