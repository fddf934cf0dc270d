import type { Card } from "../cards/card.ts";
import { formCard } from "../cards/form.ts";
import { sentences } from "../cards/message.ts";
import { outcomeCard } from "../cards/outcome.ts";
import { stateCard } from "../cards/state.ts";
import type { Answer, ChatRequest } from "../chat/chat.ts";
import type { Outcome } from "../core/outcome.ts";
import { insteadOfForm } from "./instead-of-form.ts";

export const SILENCE: Answer = { replace: null, tell: null, form: null, wrong: null };

interface Reading {
  now: Date;
  reader: string;
}

/**
 * Where an outcome is shown: in place of the pressed card, in a form, or to the asker alone. A pressed card of several actions is
 * replaced by the same card as it is now, and what became of the one is told beside it.
 */
export function present(
  request: ChatRequest,
  { outcome, remade, page }: { outcome: Outcome; remade?: Outcome | undefined; page?: number | undefined },
  ctx: Reading,
): Answer {
  if (outcome.kind === "repeated") return SILENCE;
  if (outcome.kind === "form") {
    if (!request.canOpenForms) return present(request, { outcome: insteadOfForm(outcome.form) }, ctx);
    return { ...SILENCE, form: formCard(outcome.form, ctx) };
  }
  const card = outcomeCard(outcome, ctx);
  if (outcome.kind === "invalid" || outcome.kind === "protected") {
    const [message] = sentences(outcome);
    return { ...SILENCE, tell: card, wrong: { field: outcome.field ?? null, message } };
  }
  if (!request.pressed || !takesThePlace(outcome)) return { ...SILENCE, tell: card };
  if (remade && remade.kind !== "form" && remade.kind !== "repeated")
    return { ...SILENCE, replace: { ...outcomeCard(remade, ctx), ...(page !== undefined && { page }) }, tell: card };
  if (request.pressed.readBy === "one") return { ...SILENCE, replace: card };
  return { ...SILENCE, ...inRoom(request, outcome, card, ctx) };
}

const REPLACE: readonly Outcome["kind"][] = ["done", "stale", "draft", "drafts", "digest-setting", "leave"];

/** What was looked for stands beside the card that it was looked for from; what was done stands in its place. */
const takesThePlace = (outcome: Outcome): boolean =>
  REPLACE.includes(outcome.kind) || (outcome.kind === "away" && outcome.said !== null);

/** A card that a whole room reads is replaced by what the room may see; what is for the asker alone is told to them. */
function inRoom(request: ChatRequest, outcome: Outcome, card: Card, ctx: Reading): Partial<Answer> {
  if (outcome.kind !== "done" && outcome.kind !== "stale") return { tell: card };
  const place = outcome.view.file.places.find((each) => each.conversation === request.place?.conversation);
  if (!place) return { tell: card };
  const worthSaying = outcome.kind === "stale" || outcome.next !== null;
  return { replace: stateCard(outcome.view, place.audience, { ...ctx, room: place }), ...(worthSaying && { tell: card }) };
}
