import type { EscalationView } from "../core/climb.ts";
import { isLatest, mayDecide } from "../core/decide-escalation.ts";
import type { Asks } from "../core/escalation.ts";
import type { Decidable } from "../core/ladder.ts";
import { type CardContext, todayOf } from "./telling.ts";

/** Buttons of an escalation, and what each answer counts as. Their labels stand in the template. */
const ANSWERS = {
  acknowledge: "acknowledge",
  approveDate: "approve",
  approveOwner: "approve",
  review: "approve",
  stabilise: "approve",
  decline: "decline",
  passOn: "pass-on",
} as const satisfies Record<string, Decidable | "acknowledge">;
export type EscalationOffer = keyof typeof ANSWERS;

/** What each kind of question may be answered with, the expected answer first once it has been seen. */
const ANSWERED_BY: Record<Asks, readonly EscalationOffer[]> = {
  action: ["acknowledge", "approveDate", "decline", "passOn"],
  review: ["acknowledge", "review", "passOn"],
  stabilisation: ["acknowledge", "stabilise", "decline", "passOn"],
};

/**
 * What a card offers, the expected first. A room sees what anybody who was asked may press, and who presses is checked; a person sees what
 * they may press themselves. Acknowledged once is enough.
 */
export function offersOn(context: CardContext, view: EscalationView): EscalationOffer[] {
  const { escalation, action } = view;
  if (escalation.state !== "open") return [];
  const approve = action?.request?.kind === "reassignment" ? "approveOwner" : "approveDate";
  const offers = ANSWERED_BY[escalation.asks].map((offer) => (offer === "approveDate" ? approve : offer));
  return offers.filter((offer) => (context.reader === "" ? anybodyMay(view, offer) : readerMay(context, view, offer)));
}

function anybodyMay({ escalation }: EscalationView, offer: EscalationOffer): boolean {
  const answer = ANSWERS[offer];
  if (answer === "acknowledge") return escalation.steps.at(-1)?.acknowledged === null;
  return escalation.steps.some(({ mayDecide: may }) => may.includes(answer));
}

function readerMay(context: CardContext, view: EscalationView, offer: EscalationOffer): boolean {
  const may = mayDecide(view, context.reader, todayOf(context, view), ANSWERS[offer]);
  if (!may.allowed || offer !== "acknowledge") return may.allowed;
  const last = view.escalation.steps.at(-1);
  // Of a step that was climbed past there is nothing to acknowledge any more.
  return last?.acknowledged === null && isLatest(view.escalation, may.as.step);
}

type Shown = Record<EscalationOffer, boolean>;

/** As a template reads it: which are there, and the style of the first. */
export function shownOffers(offers: readonly EscalationOffer[]): {
  offers: Shown;
  style: Record<EscalationOffer, "positive" | null>;
} {
  const names = Object.keys(ANSWERS) as EscalationOffer[];
  const each = <T>(of: (name: EscalationOffer) => T) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<EscalationOffer, T>;
  return { offers: each((name) => offers.includes(name)), style: each((name) => (name === offers[0] ? "positive" : null)) };
}
