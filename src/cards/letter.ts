import { type Action, actionRef } from "../core/action.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dueLabel, isOverdue } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { nameOnly } from "./person-view.ts";
import type { CardContext } from "./telling.ts";

/** What a chaser can copy into a message of their own, and whether there is one. A type, so that a template takes it. */
export type Letter = {
  canCopy: boolean;
  subject: string;
  letter: string[];
  /** Nobody acts for the contact yet: **Contact is away** looks for who could. */
  canBeAway: boolean;
};

const NONE: Letter = { canCopy: false, subject: "", letter: [], canBeAway: false };

/**
 * Words for an owner outside chat, ready to be sent by whoever chases them. They travel outside: the subject is the case reference and
 * nothing else, the text says which action and by when, and neither says what it is about.
 */
export function letterFor({ now, reader }: CardContext, { action, file }: ActionView): Letter {
  if (!action.owner || !action.due || !ownerIsOutside(action, file)) return NONE;
  const contact = action.acting?.personId ?? action.owner;
  const letter = [
    `Dear ${nameOnly(file, contact)},`,
    `This is about ${actionRef(action)}, which ${isOverdue(action.due, now) ? "was" : "is"} due ${dueLabel(action.due)}.`,
    ...asking(action),
    nameOnly(file, reader),
  ];
  return { canCopy: true, subject: file.ref, letter, canBeAway: action.acting === null };
}

/** Who has never been heard may not know what it is about: that goes a safer way than e-mail. */
const asking = ({ notYetHeard }: Action): string[] =>
  notYetHeard
    ? ["Please tell me whether you can take it on.", "I will tell you the details in person."]
    : ["Please tell me how it stands, or what is in the way."];
