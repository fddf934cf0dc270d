import type { Card } from "../cards/card.ts";
import { liveCard } from "../cards/notice.ts";
import { stateCard } from "../cards/state.ts";
import { ChatError } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import { neverConfirmed, visibleTo } from "../core/visible.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import type { Settled } from "../store/delivery.ts";
import { forgetLiveCard, type LiveCard } from "../store/live-cards.ts";
import type { Deps } from "./deps.ts";
import { dead, type Sending, skipped } from "./sending.ts";

/** A draft begins with this count of changes. */
const FIRST = 1;

const REMOVED = skipped("the message was removed");

/** The one card that a room has of an action: posted the first time, brought up to date after that. */
export async function keepStateCard(
  deps: Deps,
  tx: Statements,
  sending: Sending,
  { placeId, changes }: { placeId: string; changes: number },
): Promise<Settled> {
  const { claimed, view, held, now } = sending;
  const place = view.file.places.find((each) => each.id === placeId);
  const chat = place && deps.chats.get(place.platform);
  if (!place || !chat) return dead("this service is not connected to the room");
  // What was never agreed is told where it was asked for, by its first line, and nowhere else.
  const isFirstLine = changes === FIRST && view.action.status === "draft";
  if (!held && neverConfirmed(view.action) && !isFirstLine) return skipped("nothing was agreed");
  const card = stateCard(view, place.audience, { now, room: place });
  const updated = held && (await update(deps, tx, sending, held, card));
  if (updated && updated !== REMOVED) return updated;
  const { platform, workspace, conversation } = place;
  const message = await chat.send({ kind: "room", platform, workspace, conversation }, card, claimed.key);
  const about = { providerId: claimed.providerId, kind: "state", actionId: view.action.id, personId: null, placeId } as const;
  return { state: "sent", reason: null, message, shows: { id: null, ...about, message, shownChanges: view.action.changes } };
}

/** A card that somebody was sent shows what is true now, as far as they may see it now. */
export async function bringUpToDate(deps: Deps, tx: Statements, sending: Sending): Promise<Settled> {
  const { view, held, now } = sending;
  if (!held?.personId) return skipped("the card is gone");
  const today = dayOf(now, view.file.timeZone);
  const level = accessLevel(view.file, held.personId, today);
  if (level === null) return skipped("the reader is not on the case");
  const seen = { ...view, action: visibleTo(view.action, view.file, held.personId, level, today) };
  return update(deps, tx, sending, held, liveCard(held.kind, seen, { now, reader: held.personId }));
}

async function update(deps: Deps, tx: Statements, { claimed, view }: Sending, held: LiveCard, card: Card): Promise<Settled> {
  const { changes } = view.action;
  if (held.shownChanges >= changes) return skipped("the card shows this already");
  try {
    await deps.chats.get(held.message.platform)?.update(held.message, card);
  } catch (err) {
    // Somebody removed the message. A room gets its card anew; a personal one is not put back.
    if (!(err instanceof ChatError) || err.fault !== "gone") throw err;
    await forgetLiveCard(tx, held.id);
    return REMOVED;
  }
  const shows = { ...held, providerId: claimed.providerId, shownChanges: changes };
  return { state: "sent", reason: null, message: held.message, shows };
}
