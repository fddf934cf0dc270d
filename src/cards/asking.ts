import { fullRef } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { dueLabel } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { type Fact, facts, head, type Line, linked, ownerText, sourceNote } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { personText } from "./person-view.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";
import { contactWords, toCopy } from "./text-to-copy.ts";

/** Cards that ask one person for one thing. `why` says why it is them, where that is not plain. */

/** An owner is asked to accept. */
export function proposedCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const ask = join([
    personText(telling, view.file, view.action.asker),
    "asks you to own this. Accept it, or say that it is not for you.",
  ]);
  const data = { ...head(telling, view), ask, facts: facts(telling, view), notes: sourceNote(telling, view), why };
  return fillCard("proposed", data, telling, askedAgain(view, "proposed"));
}

/** A chaser is asked to reach an owner outside chat who has not been heard yet. The buttons record what the owner says. */
export function chaseCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const { name, outside } = contactWords(context, view);
  const ask = `${outside} Please ask ${name}, and record the answer here.`;
  const data = { ...head(telling, view), ask, facts: facts(telling, view), ...toCopy(context, view), why };
  return fillCard("chase", data, telling, askedAgain(view, "chase"));
}

/** A signer is asked: what was agreed and what was given, side by side. */
export function evidenceInCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const { action, file } = view;
  const given = action.latestEvidence;
  const ask = given
    ? join([
        personText(telling, file, given.by),
        "says that this is done. Please sign it off, or return it with what is missing.",
      ])
    : "Please sign this off, or return it with what is missing.";
  const data = {
    ...head(telling, view),
    ask,
    asked: action.evidenceRequired ?? "not shown here",
    given: given?.text ? linked(given.text) : "not shown here",
    facts: facts(telling, view).filter(({ label }) => label !== "Evidence"),
    why,
  };
  return fillCard("evidence-in", data, telling, askedAgain(view, "evidence-in"));
}

/** A signer or the lead is asked to decide a new date or a new owner. */
export function requestCard(context: CardContext, view: ActionView, why: Line[]): Card {
  const telling = tell(context);
  const { action, file } = view;
  const { request } = action;
  if (!request) throw new Error("a request card needs a request");
  const what = request.kind === "extension" ? "asks for a new date. Please decide." : "asks for a new owner. Please decide.";
  const data = {
    ...head(telling, view),
    ask: join([personText(telling, file, request.by), what]),
    facts: [
      ...(request.kind === "extension"
        ? dateFacts(view, dueLabel(request.to))
        : [
            { label: "From", value: ownerText(telling, view) },
            { label: "To", value: personText(telling, file, request.to) },
          ]),
      { label: "Reason", value: request.why ?? "none given" },
    ],
    why,
    asksForDate: request.kind === "extension",
    request: request.id,
  };
  return fillCard("request", data, telling, askedAgain(view, "request"));
}

type Show = Extract<Command, { do: "show" }>;

const askedAgain = ({ action }: ActionView, as: NonNullable<Show["as"]>): Command => ({ do: "show", ref: fullRef(action), as });

function dateFacts({ action }: ActionView, to: string): Fact[] {
  const first = action.originalDue ? `, first agreed ${dueLabel(action.originalDue)}` : "";
  const before = action.extensions === 1 ? `moved once before${first}` : `moved ${action.extensions} times before${first}`;
  return [
    { label: "From", value: action.due ? dueLabel(action.due) : "not set" },
    { label: "To", value: to },
    { label: "So far", value: action.extensions === 0 ? "not moved before" : before },
  ];
}
