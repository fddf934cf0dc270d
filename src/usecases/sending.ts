import type { Card } from "../cards/card.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Person } from "../core/person.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { LiveCard } from "../store/live-cards.ts";
import { reachedAt } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

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

/** Of a summary: its day is over, or there is nothing to say. */
export const LATE = skipped("it is too late in the day");
export const NOTHING = skipped("nothing is due");

/** One message of it has been said: the others follow, whatever the time, and whatever has become of it meanwhile. */
export const isBegun = ({ pages }: Pick<ClaimedNotice, "pages">): boolean => pages > 0;

/** To one person, where they were last seen. Throws ChatError. */
export async function sayToPerson(
  deps: Pick<Deps, "chats">,
  person: Person | undefined,
  card: Card,
  key: string,
  listed?: string[],
): Promise<Settled> {
  const at = person && reachedAt(person, new Set(deps.chats.keys()));
  const chat = at && deps.chats.get(at.platform);
  if (!at || !chat) return dead("this service is not connected to where the reader is");
  const message = await chat.send({ kind: "person", ...at }, card, key);
  return { state: "sent", reason: null, message, ...(listed && { listed }) };
}
