import { fullRef } from "../core/action.ts";
import type { ActionNotice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { groupsOf } from "./groups.ts";
import { offersTo } from "./offers.ts";
import { coverSentence } from "./person-view.ts";
import { type Button, expected } from "./row.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/**
 * Several things that one person has to look at, in one message: a row each, grouped by case, with the buttons that a reminder has. A
 * press makes what is before them, so that it takes no row away that is still to be looked at.
 */
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
    groups: groupsOf(telling, "To look at", [...views.values()], {
      again: { do: "digest" },
      buttons: (view) => buttonsOf(telling, view),
    }),
    why: [...new Set(why)],
  };
  return fillCard("reminders", data, telling);
}

/** As on the reminder of one action. */
function buttonsOf(telling: Telling, view: ActionView): Button[] {
  const on = { ref: fullRef(view.action), seen: view.action.version };
  const offers = offersTo(telling, view);
  if (!offers.includes("evidence")) return [expected(telling, view)];
  const extend: Button[] = offers.includes("extend") ? [{ button: "Ask for new date", command: { do: "extend", ...on } }] : [];
  return [
    { button: "Submit evidence", command: { do: "evidence", ...on } },
    { button: "Give update", command: { do: "update", ...on } },
    ...extend,
    { button: "Not today", command: { do: "not-today", ...on } },
  ];
}
