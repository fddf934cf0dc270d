import { fullRef } from "../core/action.ts";
import type { Question } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { join, mention } from "./markup.ts";
import { personText } from "./person-view.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** What they are asked, without a word of what the action is about: its card in the room says that to whom it may. */
const ASKED: Record<Question["kind"], string> = {
  proposed: "you are asked to accept this",
  chase: "you are asked to chase this",
  "evidence-in": "evidence waits for your sign-off",
  request: "a request waits for your decision",
};

/** Names somebody who cannot be written to in a room of the case, so that it rings. */
export function calledCard(context: CardContext, view: ActionView, { kind, to }: Question): Card {
  const telling = tell(context);
  personText(telling, view.file, to.personId);
  const message = join([`${fullRef(view.action)}:`, join([mention(to.personId), `, ${ASKED[kind]}.`], "")]);
  const app = context.room?.platform === "teams" ? " To be asked in private, add the Followthrough app under Apps in Teams." : "";
  return fillCard("message", { message, hints: [`Please answer on its card in this room.${app}`] }, telling);
}
