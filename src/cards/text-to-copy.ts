import { type Action, actionRef } from "../core/action.ts";
import type { Cover } from "../core/case-file.ts";
import { actingNow, mapCover } from "../core/decide-away.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dayLabel, dueLabel, isOverdue } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { offersTo } from "./offers.ts";
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

const NOTHING: ToCopy = { hasCopy: false, copyLabel: "", copy: [], canBeAway: false };

/** Whom to ask in an owner's place today: whoever acts for them, else cover whose dates say that they are away; else the owner. */
export interface Contact {
  personId: string;
  /** Set for cover that does not act yet, and has to be told why they are asked. */
  standsIn: Cover | null;
}

function contactOf(context: CardContext, { action, file }: Pick<ActionView, "action" | "file">): Contact {
  const today = todayOf(context, { file });
  const acting = actingNow(action, file, today);
  if (acting) return { personId: acting.personId, standsIn: null };
  const cover = mapCover(file, action, today)?.cover;
  const isAway = cover && (cover.from !== null || cover.until !== null);
  return isAway ? { personId: cover.personId, standsIn: cover } : { personId: action.owner ?? "", standsIn: null };
}

/** `Meera is outside chat.`, and who stands in for them today. */
export function contactWords(context: CardContext, view: Pick<ActionView, "action" | "file">): { name: string; outside: string } {
  const { action, file } = view;
  const { personId } = contactOf(context, view);
  const [name, owner] = [nameOnly(file, personId), nameOnly(file, action.owner)];
  const outside =
    personId === action.owner ? `${owner} is outside chat.` : `${owner} is outside chat, and ${name} is their cover.`;
  return { name, outside };
}

/** The same for the owner, or whoever stands in for them, from whoever chases. A link to answer by will stand here, too. */
export function toCopy(context: CardContext, view: ActionView): ToCopy {
  const { action, file } = view;
  if (!action.owner || !action.due || !ownerIsOutside(action, file)) return NOTHING;
  const { personId, standsIn } = contactOf(context, view);
  const name = nameOnly(file, personId);
  const until = standsIn?.until ? ` until ${dayLabel(standsIn.until)}` : "";
  const copy = [
    `Subject: ${file.ref}`,
    `Hello ${name},`,
    ...(standsIn ? [`${nameOnly(file, action.owner)} is away, and you are named as cover${until}.`] : []),
    `This is about ${actionRef(action)}, which ${isOverdue(action.due, context.now) ? "was" : "is"} due ${dueLabel(action.due)}.`,
    ...asking(action),
    nameOnly(file, context.reader),
  ];
  const copyLabel = `To copy and send to ${name}. It names the case by its reference alone.`;
  return { hasCopy: true, copyLabel, copy, canBeAway: actingNow(action, file, todayOf(context, { file })) === null };
}

/** The same on cards that others read, too: for the chaser alone, as long as there is something to chase. */
export const chasersCopy = (context: CardContext, view: ActionView): ToCopy =>
  context.reader !== "" && offersTo(context, view).includes("contactAway") ? toCopy(context, view) : NOTHING;

/** Who has never been heard may not know what it is about: that goes a safer way than e-mail. */
const asking = ({ notYetHeard }: Action): string[] =>
  notYetHeard
    ? ["Please tell me whether you can take it on.", "I will tell you the details in person."]
    : ["Please tell me how it stands, or what is in the way."];
