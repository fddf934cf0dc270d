import type { ActionNotice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { coverSentence } from "./person-view.ts";
import { rowOf } from "./row.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Several things that one person has to look at, in one message: a row each, with the button that is expected of them. */
export function remindersCard(
  context: CardContext,
  reminded: { notice: Extract<ActionNotice, { to: unknown }>; view: ActionView }[],
): Card {
  const telling = tell(context);
  // An action that two of them are about stands there once.
  const views = new Map(reminded.map(({ view }) => [view.action.id, view]));
  const why = reminded.flatMap(({ notice: { to }, view }) => coverSentence(view.file, to.coverFor, to.coverUntil));
  const data = {
    title: views.size === 1 ? "An action to look at" : `${views.size} actions to look at`,
    rows: [...views.values()].map((view) => rowOf(telling, view)),
    why: [...new Set(why)],
  };
  return fillCard("reminders", data, telling);
}
