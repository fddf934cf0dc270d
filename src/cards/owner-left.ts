import { fullRef } from "../core/action.ts";
import type { ActionView } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { facts, head, type Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { type CardContext, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** The lead hears that an owner may not see the case any more: whose it was, and what to do. */
export function ownerLeftCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const { action, file } = view;
  const mayReassign = mayDo("reassign", file, action, context.reader, todayOf(context, view)).allowed;
  const data = {
    ...head(telling, view),
    left: join([personText(telling, file, action.owner ?? ""), "may not see this case any more. It needs another owner."]),
    // The owner is named above; who it was does not have to be found again.
    facts: facts(telling, view).filter(({ label }) => label !== "Owner"),
    ways: [
      mayReassign
        ? "Choose another owner: they will be asked to accept it."
        : `Ask ${nameOnly(file, action.asker)} to choose another owner, or cancel it with the reason.`,
    ],
    why,
    mayReassign,
  };
  return fillCard("owner-left", data, telling, { do: "show", ref: fullRef(action), as: "owner-left" });
}
