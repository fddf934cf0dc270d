import type { ActionView } from "../core/outcome.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { LiveCard } from "../store/live-cards.ts";

/** Everything about a notice at the moment of sending. */
export interface Sending {
  claimed: ClaimedNotice;
  view: ActionView;
  /** The card that it brings up to date, if there is one. */
  held: LiveCard | null;
  now: Date;
}

export const skipped = (reason: string): Settled => ({ state: "skipped", reason, message: null });
export const dead = (reason: string): Settled => ({ state: "dead", reason, message: null });
