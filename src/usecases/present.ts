import type { Card } from "../cards/card.ts";
import { escalationCard } from "../cards/escalation.ts";
import { formCard } from "../cards/form.ts";
import { sentences } from "../cards/message.ts";
import { type Answered, outcomeCard } from "../cards/outcome.ts";
import { stateCard } from "../cards/state.ts";
import type { Answer, ChatRequest } from "../chat/chat.ts";
import type { Place } from "../core/case-file.ts";
import { isSpokenOfIn } from "../core/escalation-notices.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { isReadIn } from "../core/visible.ts";
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
  if (outcome.kind === "repeated") return repeated(request, outcome.view, remade, ctx);
  if (outcome.kind === "form") {
    if (!request.canOpenForms) return present(request, { outcome: insteadOfForm(outcome.form) }, ctx);
    return { ...SILENCE, form: formCard(outcome.form, ctx) };
  }
  const card = outcomeCard(asRoomReads(request, outcome), ctx);
  if (outcome.kind === "invalid" || outcome.kind === "protected") {
    const [message] = sentences(outcome);
    return { ...SILENCE, tell: card, wrong: { field: outcome.field ?? null, message } };
  }
  if (!request.pressed || !takesThePlace(outcome)) return { ...SILENCE, tell: card };
  if (isShown(remade)) return { ...SILENCE, replace: inPlace(remade, page, ctx), tell: card };
  if (request.pressed.readBy === "one") return { ...SILENCE, replace: card };
  if (outcome.kind === "escalation") return { ...SILENCE, ...inEscalationsRoom(request, outcome, card, ctx) };
  return { ...SILENCE, ...inRoom(request, outcome, card, ctx) };
}

const REPLACE: readonly Outcome["kind"][] = [
  ...(["done", "stale", "draft", "drafts", "escalation", "ladder", "incident", "threshold", "digest-setting", "leave"] as const),
];

/** What was looked for stands beside the card that it was looked for from; what was done stands in its place. */
const takesThePlace = (outcome: Outcome): boolean =>
  REPLACE.includes(outcome.kind) || (outcome.kind === "away" && outcome.said !== null);

/** The card of several actions, the message of it that was pressed. */
const inPlace = (remade: Answered, page: number | undefined, ctx: Reading): Card => ({
  ...outcomeCard(remade, ctx),
  ...(page !== undefined && { page }),
});

const isShown = (remade: Outcome | undefined): remade is Answered =>
  remade !== undefined && remade.kind !== "form" && remade.kind !== "repeated";

/** Answered before, perhaps by another process, and the answer may be lost: a card shows again what is true. Words get no second answer. */
function repeated(request: ChatRequest, view: ActionView | undefined, remade: Outcome | undefined, ctx: Reading): Answer {
  if (!request.pressed) return SILENCE;
  const showing = (replace: Card): Answer => ({ ...SILENCE, replace, repeated: true });
  if (isShown(remade)) return showing(outcomeCard(remade, ctx));
  if (!view) return SILENCE;
  if (request.pressed.readBy === "one") return showing(outcomeCard({ kind: "shown", view }, ctx));
  const place = placeIn(request, view);
  return place ? showing(stateCard(wholeOf(view), place.audience, { ...ctx, room: place })) : SILENCE;
}

/** A card that a whole room reads is replaced by what the room may see; what is for the asker alone is told to them. */
function inRoom(request: ChatRequest, outcome: Outcome, card: Card, ctx: Reading): Partial<Answer> {
  if (outcome.kind !== "done" && outcome.kind !== "stale") return { tell: card };
  const place = placeIn(request, outcome.view);
  if (!place) return { tell: card };
  const worthSaying = outcome.kind === "stale" || outcome.next !== null;
  const replace = stateCard(wholeOf(outcome.view), place.audience, { ...ctx, room: place });
  return { replace, ...(worthSaying && { tell: card }) };
}

/** Its card in a room shows what everybody there may read; why a press came too late is told to whoever pressed. */
function inEscalationsRoom(
  request: ChatRequest,
  { whole, late }: Extract<Outcome, { kind: "escalation" }>,
  card: Card,
  ctx: Reading,
): Partial<Answer> {
  const place = placeIn(request, whole);
  if (!place || !isSpokenOfIn(place.audience, whole.action)) return { tell: card };
  return { replace: escalationCard({ ...ctx, reader: "", room: place }, whole, {}), ...(late && { tell: card }) };
}

const placeIn = ({ platform, place }: ChatRequest, { file }: Pick<ActionView, "file">): Place | undefined =>
  file.places.find((each) => each.platform === platform && each.conversation === place?.conversation);

const wholeOf = (view: ActionView): ActionView => ({ ...view, action: view.whole ?? view.action });

/** A room's card that is asked for anew by one of its members shows them no less than the room reads. */
function asRoomReads(request: ChatRequest, outcome: Answered): Answered {
  if (!request.automatic || outcome.kind !== "shown") return outcome;
  const place = placeIn(request, outcome.view);
  const whole = wholeOf(outcome.view);
  return place && isReadIn(place.audience, whole.action) ? { ...outcome, view: whole } : outcome;
}
