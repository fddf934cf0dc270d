import type { Audience } from "../core/case-file.ts";
import type { ActionView } from "../core/outcome.ts";
import { isReadIn } from "../core/visible.ts";
import { actionCard } from "./action-view.ts";
import type { Card } from "./card.ts";
import { offersTo } from "./offers.ts";
import { roomLine } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/**
 * An action as a room sees it. The buttons fit the status, for everybody; who presses is checked on the press. A mixed room reads one
 * line that says nothing of why; so does every room while an action has not been confirmed, and a case's room of restricted ones.
 */
export function stateCard(view: ActionView, audience: Audience, { now, room }: Pick<CardContext, "now" | "room">): Card {
  const everybody: CardContext = { now, reader: "", ...(room && { room }) };
  if (!isReadIn(audience, view.action)) {
    return fillCard("room-line", { line: roomLine(everybody, view) }, tell(everybody));
  }
  return actionCard(everybody, view, { offers: offersTo(everybody, view) });
}
