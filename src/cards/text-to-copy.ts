import { type Action, actionRef } from "../core/action.ts";
import type { Cover } from "../core/case-file.ts";
import { actingNow } from "../core/decide-away.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dayLabel, dueLabel, isOverdue } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { nameOnly } from "./person-view.ts";
import { type CardContext, todayOf } from "./telling.ts";

/**
 * Words for somebody outside chat, to copy into an e-mail or to say on the phone. The subject is the case reference and nothing else, and
 * not a word of the action itself stands anywhere: it goes where we know nothing of who reads it.
 */
export function textForCover({ now, reader }: CardContext, { action, file }: ActionView, { personId, until }: Cover): string[] {
  const ref = actionRef(action);
  const owner = nameOnly(file, action.owner);
  const due = action.due && `${isOverdue(action.due, now) ? "was" : "is"} due ${dueLabel(action.due)}`;
  return [
    `Subject: ${file.ref}`,
    `Hello ${nameOnly(file, personId)},`,
    `${owner} is away, and you are named as cover${until === null ? "" : ` until ${dayLabel(until)}`}.`,
    `Our action ${ref}, agreed with ${owner}, ${due ?? "is open"}.`,
    "Please tell me how it stands, and by when it can be done.",
    nameOnly(file, reader),
  ];
}

/** What a chaser can copy, and whether there is anything. A type, so that a template takes it. */
export type ToCopy = {
  hasCopy: boolean;
  copyLabel: string;
  copy: string[];
  /** Nobody acts for the owner yet: **Contact is away** looks for who could. */
  canBeAway: boolean;
};

/** The same for the owner, or whoever acts for them, from whoever chases. A link to answer by will stand here, too. */
export function toCopy(context: CardContext, { action, file }: ActionView): ToCopy {
  if (!action.owner || !action.due || !ownerIsOutside(action, file))
    return { hasCopy: false, copyLabel: "", copy: [], canBeAway: false };
  const acting = actingNow(action, file, todayOf(context, { file }));
  const name = nameOnly(file, acting?.personId ?? action.owner);
  const copy = [
    `Subject: ${file.ref}`,
    `Hello ${name},`,
    `This is about ${actionRef(action)}, which ${isOverdue(action.due, context.now) ? "was" : "is"} due ${dueLabel(action.due)}.`,
    ...asking(action),
    nameOnly(file, context.reader),
  ];
  const copyLabel = `To copy and send to ${name}. It names the case by its reference alone.`;
  return { hasCopy: true, copyLabel, copy, canBeAway: acting === null };
}

/** Who has never been heard may not know what it is about: that goes a safer way than e-mail. */
const asking = ({ notYetHeard }: Action): string[] =>
  notYetHeard
    ? ["Please tell me whether you can take it on.", "I will tell you the details in person."]
    : ["Please tell me how it stands, or what is in the way."];
