import { fullRef } from "../core/action.ts";
import { whoLeft } from "../core/at-work.ts";
import type { ActionNotice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { allowedOf, standsOf } from "../core/permission.ts";
import { waitsOf } from "../core/silence-moments.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { groupsOf } from "./groups.ts";
import { offersTo } from "./offers.ts";
import { leftWords } from "./owner-left.ts";
import { coverSentence } from "./person-view.ts";
import { whyNow } from "./reminder.ts";
import { type Button, expected } from "./row.ts";
import { waitingSince, waitingWords } from "./silence.ts";
import { type CardContext, type Telling, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

type Reminded = Extract<ActionNotice, { to: unknown }>;

/**
 * Several things that one person has to look at, in one message: a row each, grouped by case, with why it stands there and the buttons that
 * a message of its own would have. A press makes what is before them, so that it takes no row away that is still to be looked at.
 */
export function remindersCard(context: CardContext, reminded: { notice: Reminded; view: ActionView }[]): Card {
  const telling = tell(context);
  // An action that two of them are about stands there once.
  const views = new Map(reminded.map(({ view }) => [view.action.id, view]));
  const noticesOf = ({ action }: ActionView): Reminded[] =>
    reminded.filter(({ view }) => view.action.id === action.id).map(({ notice }) => notice);
  const why = reminded.flatMap(({ notice: { to }, view }) => coverSentence(view.file, to.coverFor, to.coverUntil));
  const data = {
    title: views.size === 1 ? "An action to look at" : `${views.size} actions to look at`,
    groups: groupsOf(telling, "To look at", [...views.values()], {
      again: { do: "digest" },
      buttons: (view) => buttonsOf(telling, view, noticesOf(view)),
      reasons: (view) => noticesOf(view).flatMap((notice) => reasonsOf(telling, view, notice)),
    }),
    why: [...new Set(why)],
  };
  return fillCard("reminders", data, telling);
}

/** As the message of its own would say it; who keeps silent, and who has left, is for whoever asked and the lead to know. */
function reasonsOf(telling: Telling, view: ActionView, notice: Reminded): Line[] {
  switch (notice.kind) {
    case "reminder":
      return whyNow(telling, view, notice.occasion);
    case "silence":
      return notice.step === 1 ? [waitingSince(telling, view)] : silenceOf(telling, view);
    case "owner-left": {
      const left = leftToLead(telling, view);
      return left === null ? [] : [leftWords(telling, view, left)];
    }
    case "proposed":
    case "draft":
    case "chase":
    case "evidence-in":
    case "request":
    case "decided":
    case "told":
    case "leave-uncovered":
      return [];
  }
}

function silenceOf(telling: Telling, view: ActionView): Line[] {
  const waits = waitsOf(view.action);
  const stands = standsOf(view.file, view.action, telling.reader, todayOf(telling, view));
  return waits && (stands.has("asker") || stands.has("lead")) ? [waitingWords(telling, view, waits)] : [];
}

function leftToLead(telling: Telling, { action, file }: ActionView): string | null {
  const today = todayOf(telling, { file });
  return standsOf(file, action, telling.reader, today).has("lead") ? whoLeft(action, file, today) : null;
}

/** As on the message of its own. */
function buttonsOf(telling: Telling, view: ActionView, notices: Reminded[]): Button[] {
  const { action, file } = view;
  const ref = fullRef(action);
  const on = { ref, seen: action.version };
  if (asksForOwner(view, notices)) {
    const asked = { file, action, personId: telling.reader, today: todayOf(telling, view) };
    if (allowedOf(["reassign"], asked).has("reassign"))
      return [
        { button: "Choose another owner", command: { do: "reassign", ...on } },
        { button: "Show", command: { do: "show", ref } },
      ];
  }
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

/** Somebody has left, or does not answer. */
const asksForOwner = ({ action }: ActionView, notices: Reminded[]): boolean =>
  notices.some(
    (notice) => notice.kind === "owner-left" || (notice.kind === "silence" && notice.step === 2 && waitsOf(action) === "accept"),
  );
