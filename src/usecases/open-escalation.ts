import { randomUUID } from "node:crypto";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { climb, type EscalationView } from "../core/climb.ts";
import { withHappenings } from "../core/decide-escalation.ts";
import { type Begun, type Escalation, escalationRef, type Happening } from "../core/escalation.ts";
import { escalationNotices } from "../core/escalation-notices.ts";
import type { Notice } from "../core/notice.ts";
import { type AuditDraft, appendAudit } from "../store/audit.ts";
import type { Transaction } from "../store/direct.ts";
import { cardsOf, nextEscalationNumber, noteOnAction, storeHappenings } from "../store/escalations.ts";
import { personalCards, refreshNotices } from "../store/live-cards.ts";
import { type Addressed, address, enqueue, laneOf, laneTo, stateNotices } from "../store/outbox.ts";
import type { Asking } from "./asking.ts";
import { platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";
import { auditOf } from "./trail.ts";

/**
 * One transaction in which something happens to escalations. Rows are locked first, then numbers are taken, and the trail is written last:
 * everybody in that order, so that nobody waits for somebody who waits for them.
 */
export interface Raising {
  tx: Transaction;
  providerId: string;
  now: Date;
  /** Whoever did it; null for the clock. */
  by: Asking | null;
  /** For the trail, in order; written by `writeTrail`. */
  audit: AuditDraft[];
  /** Notices that were put in line. */
  planned: number;
}

export const raise = (tx: Transaction, providerId: string, now: Date, by: Asking | null): Raising => ({
  ...{ tx, providerId, now, by, audit: [], planned: 0 },
});

/** The last thing to do in the transaction. */
export const writeTrail = ({ tx, audit }: Raising): Promise<void> => appendAudit(tx, audit);

/**
 * Opens an escalation, reaches its first step, and past everybody who cannot be reached. The action, where it is about one, is held by the
 * caller and notes it.
 *
 * @param climbed what the ladder was climbed for, by cause
 */
export async function openEscalation(
  deps: Deps,
  raising: Raising,
  begun: Omit<Begun, "id" | "number">,
  { action, file, calendar }: Omit<EscalationView, "escalation">,
  { at = raising.now, climbed = {} }: { at?: Date; climbed?: Record<string, string> } = {},
): Promise<Escalation> {
  const number = await nextEscalationNumber(raising.tx, begun.caseId);
  const opened: Happening = { kind: "opened", at: at.toISOString(), begun: { id: randomUUID(), number, ...begun } };
  const first = withHappenings(null, [opened]);
  const { happenings } = climb({ escalation: first, action, file, calendar }, raising.now);
  const escalation = await tell(deps, raising, { escalation: first, action, file, calendar }, null, [opened, ...happenings]);
  if (action) {
    const noted = { escalation: escalation.state === "open" ? escalation.id : null, climbed };
    await showOnAction(deps, raising, { action, file }, await noteOnAction(raising.tx, action.id, noted));
  }
  return escalation;
}

/** Something more happens to an escalation that the caller holds. */
export async function happenTo(
  deps: Deps,
  raising: Raising,
  view: EscalationView,
  happenings: readonly Happening[],
  pressed: { cardId: string } | null = null,
): Promise<Escalation> {
  if (happenings.length === 0) return view.escalation;
  const escalation = await tell(deps, raising, view, view.escalation, happenings, pressed);
  const { action, file } = view;
  if (action && escalation.state !== "open" && action.escalation === escalation.id) {
    const changes = await noteOnAction(raising.tx, action.id, { escalation: null, climbed: {} });
    await showOnAction(deps, raising, { action, file }, changes);
  }
  return escalation;
}

/** The cards of the action say that it was escalated, or that it no longer is. */
async function showOnAction(
  deps: Deps,
  raising: Raising,
  { action, file }: { action: Action; file: CaseFile },
  changes: number,
): Promise<void> {
  const { tx, providerId, now } = raising;
  const platforms = platformsOf(deps);
  const cards = await personalCards(tx, action.id);
  const notices = [...stateNotices(file, changes, platforms), ...refreshNotices(cards, changes, file, platforms)];
  raising.planned += notices.length;
  await deps.wake(tx, await enqueue(tx, { providerId, caseId: file.id, actionId: action.id, now }, notices));
}

/** Stores it, says it, and notes it for the trail. */
async function tell(
  deps: Deps,
  raising: Raising,
  { action, file }: EscalationView,
  before: Escalation | null,
  happenings: readonly Happening[],
  pressed: { cardId: string } | null = null,
): Promise<Escalation> {
  const { tx, providerId, now } = raising;
  const escalation = await storeHappenings(tx, providerId, before, happenings);
  const cards = before ? (await cardsOf(tx, escalation.id)).filter(({ id }) => id !== pressed?.cardId) : [];
  const notices = escalationNotices({ escalation, action, file, cards, now }, happenings);
  const platforms = platformsOf(deps);
  const places = new Map(file.places.map((place) => [place.id, place]));
  const inRoom = (notice: Notice, placeId: string): Addressed[] => {
    const place = places.get(placeId);
    if (!place || !platforms.has(place.platform)) return [];
    return [{ notice, personId: null, placeId, lane: laneOf(place.platform, place.workspace, place.conversation) }];
  };
  const addressed = notices.flatMap((notice): Addressed[] => {
    if ("placeId" in notice) return inRoom(notice, notice.placeId);
    if (!("cardId" in notice)) return address([notice], file, platforms);
    const card = cards.find(({ id }) => id === notice.cardId);
    if (card?.placeId) return inRoom(notice, card.placeId);
    const person = card?.personId ? file.people[card.personId] : undefined;
    return card?.personId ? [{ notice, personId: card.personId, placeId: null, lane: laneTo(person, platforms) }] : [];
  });
  const about = { providerId, caseId: file.id, actionId: action?.id ?? null, escalationId: escalation.id, now };
  raising.planned += addressed.length;
  await deps.wake(tx, await enqueue(tx, about, addressed));
  const first = escalation.version - happenings.length + 1;
  raising.audit.push(...happenings.map((happening, i) => entryOf(raising, escalation, happening, first + i)));
  return escalation;
}

/** The whole of it: from these rows alone everything that happened can be told again. */
function entryOf({ providerId, now, by }: Raising, escalation: Escalation, happening: Happening, seq: number): AuditDraft {
  const about = {
    ...{ verb: `escalation-${happening.kind}`, result: "done" as const },
    ...{ caseRef: escalation.caseRef, actionNumber: escalation.actionNumber },
    after: { escalation: escalation.id, ref: escalationRef(escalation), seq, happening: JSON.parse(JSON.stringify(happening)) },
    coverFor: "coverFor" in happening ? happening.coverFor : happening.kind === "decided" ? happening.decision.coverFor : null,
  };
  if (by) return auditOf(by, about);
  return { ...{ providerId, at: now, actor: null, before: null, why: null, origin: { kind: "clock" } }, ...about };
}
