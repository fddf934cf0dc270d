import type { Card } from "../cards/card.ts";
import { cardKindOf } from "../cards/notice.ts";
import type { MessageRef } from "../chat/chat.ts";
import type { Notice } from "../core/notice.ts";
import { type ClaimedNotice, type Settled, subjectOf } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { outdatedCard } from "../store/live-cards.ts";
import { enqueue } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";
import { keepTrue } from "./keep-escalation-card.ts";
import { addressIn } from "./under-way.ts";

/**
 * How a message that was found on the platform is recorded; null where more of its card follows. What it shows is not known, so a card
 * that is kept true counts as old: the next look brings it up to date.
 */
export async function arrived(deps: Deps, tx: Transaction, claimed: ClaimedNotice, found: MessageRef): Promise<Settled | null> {
  const address = addressIn(claimed.lane, claimed.personId);
  const pages = address && claimed.card ? (deps.chats.get(address.platform)?.pages(address, claimed.card as Card) ?? 1) : 1;
  if (claimed.pages + 1 < pages) return null;
  const message = claimed.message ?? found;
  const settled = { state: "sent", reason: "found on the platform after its sender had stopped", message } as const;
  const { body, actionId, personId, placeId, providerId } = claimed;
  if (body.kind === "escalation" || body.kind === "escalation-lead" || body.kind === "escalation-thread") {
    const posted = { escalationId: body.escalation, personId, placeId, link: null, shownVersion: 0, message, linked: [] };
    return { ...settled, holds: await keepTrue(deps, tx, claimed, posted) };
  }
  const subject = actionId ? await subjectOf(tx, claimed) : null;
  const kind = body.kind === "state" ? "state" : subject && cardKindOf(body, subject);
  if (!kind || !actionId || !subject) return settled;
  const shownChanges = body.kind === "state" ? body.changes : 0;
  return { ...settled, shows: { id: null, providerId, kind, actionId, personId, placeId, message, shownChanges } };
}

/** Brings a card up to date whose action changed while it was on its way, or of which nobody knows what it shows. */
export async function refreshSoon(
  deps: Deps,
  tx: Transaction,
  { providerId, actionId, personId, lane, caseId }: ClaimedNotice,
): Promise<void> {
  if (!actionId || !personId) return;
  const outdated = await outdatedCard(tx, actionId, personId);
  if (!outdated) return;
  const notice: Notice = { kind: "refresh", cardId: outdated.id, changes: outdated.changes };
  const about = { providerId, caseId, actionId, now: deps.now() };
  await deps.wake(tx, await enqueue(tx, about, [{ notice, personId, placeId: null, lane }]));
}
