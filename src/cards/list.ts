import { isEnded } from "../core/action.ts";
import { isOverdue } from "../core/due.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { rowOf } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** With headings and counts this fills one Slack message of 50 blocks, a row and its button each. */
export const MOST_ROWS = 38;

export function listCard(context: CardContext, { title, rows, total, again }: Extract<Outcome, { kind: "list" }>): Card {
  const telling = tell(context);
  const shown = rows.slice(0, MOST_ROWS);
  const data = {
    title,
    status: total === 0 ? "Nothing to show." : listCounts(context, rows, total),
    rows: shown.map((view) => rowOf(telling, view, again)),
    why: notAll(shown.length, total),
  };
  // What was said of other cards in a title would be lost.
  return fillCard("list", data, telling, again?.do === "list" ? again : undefined);
}

/** Overdue is counted over what was read: where that is not all, it does not claim to be. */
function listCounts({ now }: CardContext, rows: ActionView[], total: number): string {
  const overdue = rows.filter((view) => isLate(view, now)).length;
  const late = overdue > 0 ? `${overdue} overdue${rows.length < total ? " among those shown" : ""}` : null;
  return joinParts([total === 1 ? "1 action" : `${total} actions`, late]);
}

function isLate({ action }: ActionView, now: Date): boolean {
  const stopped = action.status === "draft" || action.status === "evidence submitted" || isEnded(action.status);
  return !stopped && action.due !== null && isOverdue(action.due, now);
}

/** Says honestly that something is left out, and how to see it. */
export const notAll = (shown: number, total: number): string[] =>
  shown < total
    ? [`${shown} of ${total} shown. Ask for fewer: action list overdue, action list mine, or action list with a case.`]
    : [];
