import { type Action, fullRef } from "../core/action.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dueLabel, dueStanding, type Standing } from "../core/due.ts";
import type { ReminderOccasion } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { facts, head, type Line, notes } from "./action-view.ts";
import type { Card } from "./card.ts";
import { offersTo } from "./offers.ts";
import { nameOnly } from "./person-view.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";
import { contactWords, toCopy } from "./text-to-copy.ts";

/** Whoever hears for an owner is reminded of the date: what is wanted, why now, and how to put it off. */
export function reminderCard(context: CardContext, view: ActionView, { occasion, why }: Reminding): Card {
  const telling = tell(context);
  const offers = offersTo(context, view);
  const proposed = view.action.status === "proposed";
  const copy = toCopy(context, view);
  const data = {
    ...head(telling, view),
    ask: askOf(context, view),
    facts: facts(telling, view),
    notes: notes(telling, view),
    ...copy,
    why: [...whyNow(context, view, occasion), ...why],
    proposed,
    working: !proposed,
    mayBeAway: copy.canBeAway,
    // Four buttons at most: the chaser asks for a new date once it is known who answers.
    mayExtend: !proposed && !copy.canBeAway && offers.includes("extend"),
  };
  return fillCard("reminder", data, telling, { do: "show", ref: fullRef(view.action), as: "reminder" });
}

interface Reminding {
  /** Null where a card that was sent earlier is brought up to date. */
  occasion: ReminderOccasion | null;
  /** Why it is this reader. */
  why: Line[];
}

function askOf(context: CardContext, { action, file }: ActionView): string {
  if (action.owner && ownerIsOutside(action, file)) {
    const { name: contact, outside } = contactWords(context, { action, file });
    return `${outside} Please ask ${contact} for ${wanted(action)}, and record the answer here.`;
  }
  const name = nameOnly(file, context.reader);
  if (action.status === "proposed") return `${name}, please accept this, or say that it is not for you.`;
  return `${name}, please add ${wanted(action)} or say what is in the way.`;
}

/** Said in full under Evidence; in a sentence only where it is the name of something. */
const LONGEST_NAME = 60;
const HAS_ARTICLE = /^(?:the|an?|any|all|both|each|my|our|your|his|her|their|\d+)\s/i;

function wanted({ evidenceRequired }: Action): string {
  const words = evidenceRequired?.trim() ?? "";
  if (words === "" || words.length > LONGEST_NAME || /[.?:;!\n]/.test(words)) return "the evidence";
  return HAS_ARTICLE.test(words) ? words : `the ${words}`;
}

/** Why it is said now, a sentence each. */
export function whyNow({ now }: CardContext, { action, calendar }: ActionView, occasion: ReminderOccasion | null): string[] {
  if (!action.due) return [];
  const since = standingSentence(dueStanding(action.due, now, calendar));
  return occasion === "again" ? ["You asked to hear of this again today.", since] : [since];
}

function standingSentence(standing: Standing): string {
  switch (standing.kind) {
    case "on track":
      return "Nothing is late here.";
    case "due soon":
      return standing.workingDays === 0
        ? `You see this because it is due ${dueLabel(standing.due)}.`
        : `You see this because it is due in ${days(standing.workingDays)}.`;
    case "due today":
      return standing.due.time === null
        ? "You see this because it is due today."
        : `You see this because it is due today at ${standing.due.time}.`;
    case "overdue":
      return standing.workingDays === 0
        ? `You see this because it was due ${dueLabel(standing.due)}.`
        : `You see this because it was due ${days(standing.workingDays)} ago.`;
  }
}

const days = (count: number): string => (count === 1 ? "1 working day" : `${count} working days`);
