import { thresholdCard } from "../cards/threshold.ts";
import { ChatError } from "../chat/chat.ts";
import type { ThresholdNotice } from "../core/escalation-notice.ts";
import type { Notice } from "../core/notice.ts";
import { type Threshold, type Versions, versionsOf } from "../core/threshold.ts";
import { hasAgreed, isSignatory, stateOf } from "../core/threshold-agreement.ts";
import { type AgreeCard, agreeCard } from "../store/agree-cards.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { enqueue } from "../store/outbox.ts";
import { inTurn, thresholdsOf } from "../store/thresholds.ts";
import type { Deps } from "./deps.ts";
import { skipped } from "./sending.ts";
import { type OpenThresholds, viewFor } from "./threshold.ts";

/** A card that asked somebody to agree shows what has become of that: whoever is not asked any more has nothing to press. */
export async function keepAgreeCard(
  deps: Deps,
  tx: Transaction,
  open: OpenThresholds,
  { card: id, version }: Extract<ThresholdNotice, { kind: "threshold-card" }>,
): Promise<Settled> {
  const held = await agreeCard(tx, id);
  const { draft, inForce, older } = open.versions;
  const meant = [draft, inForce, ...older].find((each) => each?.version === version);
  if (!held || !meant) return skipped("the card is gone");
  const view = { ...viewFor(held.personId, open), mayDraft: false };
  const shown = { version, said: [becameOf(meant, held)], why: [] };
  try {
    const chat = deps.chats.get(held.message.platform);
    await chat?.update(held.message, thresholdCard({ now: deps.now(), reader: held.personId }, view, shown));
  } catch (err) {
    if (!(err instanceof ChatError) || err.fault !== "gone") throw err;
    return skipped("the message was removed");
  }
  return { state: "sent", reason: null, message: held.message };
}

function becameOf(meant: Threshold, { personId, revision }: Pick<AgreeCard, "personId" | "revision">): string {
  if (meant.agreedAt) return `Everybody who was asked has agreed: version ${meant.version} is in force.`;
  if (!isSignatory(meant, personId)) return `Your agreement to version ${meant.version} is no longer asked.`;
  if (hasAgreed(meant, personId)) return `You have agreed to version ${meant.version}.`;
  return revision === meant.revision
    ? `Please say whether you agree to version ${meant.version}.`
    : `The draft has changed since you were asked: this is revision ${meant.revision}.`;
}

/** A draft that moved on while a card of it was on its way: whoever moved it could not see the card. */
export async function ifOvertaken(
  deps: Deps,
  tx: Transaction,
  { id, providerId, lane, personId }: ClaimedNotice,
  { file }: OpenThresholds,
  shown: Versions,
): Promise<void> {
  await inTurn(tx, file.id);
  const state = stateOf(versionsOf(await thresholdsOf(tx, file.id)));
  if (state === stateOf(shown) || !shown.draft) return;
  const { version } = shown.draft;
  const notice: Notice = { kind: "threshold-card", case: file.id, version, card: id, state };
  const about = { providerId, caseId: file.id, actionId: null, now: deps.now() };
  await deps.wake(tx, await enqueue(tx, about, [{ notice, personId, placeId: null, lane }]));
}
