import type { Action, Status } from "../core/action.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import type { ActionView } from "../core/outcome.ts";
import { allowedOf } from "../core/permission.ts";
import { type CardContext, todayOf } from "./telling.ts";

/** Buttons that a card about an action may carry. Their labels stand in the templates. */
const OFFERS = {
  accept: "accept",
  notMe: "not-me",
  signOff: "sign-off",
  return: "return",
  evidence: "evidence",
  update: "update",
  extend: "extend",
  block: "block",
  unblock: "unblock",
  approveDate: "approve",
  approveOwner: "approve",
  decline: "decline",
  notToday: "not-today",
  contactAway: "away",
} as const;
export type Offer = keyof typeof OFFERS;

/** Which of them a template shows. */
export type Offers = Record<Offer, boolean>;

/** What may be done next, the expected first. */
const NEXT: Record<Status, readonly Offer[]> = {
  draft: [],
  proposed: ["accept", "notMe"],
  open: ["evidence", "update", "extend", "block"],
  blocked: ["evidence", "update", "extend", "unblock"],
  "evidence submitted": ["signOff", "return"],
  complete: [],
  "not achieved": [],
  cancelled: [],
};

/** What a waiting decision comes before. */
const GIVES_WAY: ReadonlySet<Offer> = new Set(["extend", "block", "unblock"]);

const MOST = 4;

/** How many buttons come before **Contact is away**. */
const BEFORE_CONTACT = 2;

/**
 * What a card offers, the expected first and never more than four. A room sees the buttons that fit the status, a person those that
 * they may press; either way the press is checked. While a request waits, deciding it takes the place of asking again.
 */
export function offersTo(context: CardContext, view: ActionView): Offer[] {
  const { action, file } = view;
  const steps = nextSteps(action);
  if (context.reader === "") return steps.slice(0, MOST);
  const asked = { file, action, personId: context.reader, today: todayOf(context, view) };
  const allowed = allowedOf(Object.values(OFFERS), asked);
  const able = steps.filter((offer) => allowed.has(OFFERS[offer]));
  return (isWorkedOn(action) && ownerIsOutside(action, file) && allowed.has("away") ? withContact(able) : able).slice(0, MOST);
}

const isWorkedOn = ({ status }: Action): boolean => status === "proposed" || status === "open" || status === "blocked";

/** For the chaser of an owner outside chat. Where something is in the way, saying that it no longer is comes before a new date. */
const withContact = (able: Offer[]): Offer[] => {
  const others = able.includes("unblock") ? able.filter((offer) => offer !== "extend") : able;
  return [...others.slice(0, BEFORE_CONTACT), "contactAway", ...others.slice(BEFORE_CONTACT)];
};

function nextSteps(action: Action): Offer[] {
  const steps = NEXT[action.status];
  if (!action.request) return [...steps];
  const approve = action.request.kind === "extension" ? "approveDate" : "approveOwner";
  const ahead = steps.filter((step) => !GIVES_WAY.has(step));
  const after = steps.filter((step) => GIVES_WAY.has(step) && step !== "extend");
  return [...ahead, approve, "decline", ...after];
}

/** The list as a template reads it. */
export function shown(offers: readonly Offer[]): Offers {
  const none = Object.fromEntries(Object.keys(OFFERS).map((offer) => [offer, false])) as Offers;
  for (const offer of offers) none[offer] = true;
  return none;
}
