import { fullRef } from "../core/action.ts";
import { whoLeft } from "../core/at-work.ts";
import type { ActionView } from "../core/outcome.ts";
import { facts, head, type Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join, type Markup } from "./markup.ts";
import { personText } from "./person-view.ts";
import { type CardContext, type Telling, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** The lead hears that whoever had the work in hand may not see the case, or is not in chat, any more: who, and what to do. */
export function ownerLeftCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const { action, file } = view;
  const today = todayOf(context, view);
  const left = whoLeft(action, file, today) ?? action.owner ?? "";
  const data = {
    ...head(telling, view),
    left: join([leftWords(telling, view, left), "It needs another owner: whoever you choose is asked to accept it."]),
    // Who it was is named above.
    facts: facts(telling, view).filter(({ label }) => label !== (left === action.owner ? "Owner" : "Chaser")),
    why,
  };
  return fillCard("owner-left", data, telling, { do: "show", ref: fullRef(action), as: "owner-left" });
}

/** Who is not on the case any more: for the lead. */
export function leftWords(telling: Telling, { action, file }: ActionView, left: string): Markup {
  const isOwner = left === action.owner;
  return join([
    personText(telling, file, left, isOwner ? action.ownerRole : null),
    `${isOwner ? "" : "chased this and "}is not on this case, or not in chat, any more.`,
  ]);
}
