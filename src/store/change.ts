import { type Action, isOwners } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Change } from "../core/decision.ts";
import type { Platform } from "../core/person.ts";
import { neverConfirmed } from "../core/visible.ts";
import { addRows, withAdded } from "./added.ts";
import { type AuditDraft, appendAudit, lockTrail } from "./audit.ts";
import type { Db, PrismaClient } from "./database.ts";
import { directTransaction, type Statements, type Transaction } from "./direct.ts";
import { apartFrom, markShown, type Pressed, personalCards, refreshNotices } from "./live-cards.ts";
import { type Addressed, address, enqueue, lanesOf, stateNotices } from "./outbox.ts";

/** What every write of a command carries besides the change itself. */
export interface Writing {
  providerId: string;
  now: Date;
  /** The delivery that asked for it, recorded with its effect: the same delivery again has no second one. Null for our own work. */
  delivery: string | null;
  platforms: ReadonlySet<Platform>;
  /**
   * Wakes whoever delivers, as part of the transaction. Resolves when that is on its way to the store: should it fail there, nothing of
   * the transaction is kept.
   */
  wake: (tx: Transaction, lanes: string[]) => Promise<void>;
}

export type Saved = { kind: "saved"; action: Action } | { kind: "stale" } | { kind: "repeated" };

/** Thrown inside `orAbandon`: nothing is kept, for this reason. */
export class Abandoned extends Error {
  readonly outcome: "stale" | "repeated";
  constructor(outcome: "stale" | "repeated") {
    super(outcome);
    this.outcome = outcome;
  }
}

/** Runs a transaction that may find out half-way that it must not happen: then nothing of it is kept. */
export async function orAbandon<T>(
  db: PrismaClient,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | { kind: "stale" } | { kind: "repeated" }> {
  try {
    return await directTransaction(db, work);
  } catch (err) {
    if (err instanceof Abandoned) return { kind: err.outcome };
    throw err;
  }
}

/** Whether a delivery has had its effect. */
export const isDelivered = async (db: Db, key: string): Promise<boolean> =>
  (await db.delivery.findUnique({ where: { key }, select: { key: true } })) !== null;

/** Records a delivery with its effect, the drafts that it makes among it; the second one to try gives up. */
export async function claimDelivery(tx: Statements, key: string | null, now: Date, made: string[] = []): Promise<void> {
  if (key === null) return;
  const added = await tx.$executeRaw`
    INSERT INTO delivery (key, at, made) VALUES (${key}, ${now}, ${made}::uuid[]) ON CONFLICT (key) DO NOTHING`;
  if (added === 0) throw new Abandoned("repeated");
}

/** What is written into a draft shows in no room. */
const inRooms = (before: Action, now: Action, file: CaseFile, platforms: ReadonlySet<Platform>): Addressed[] =>
  before.status === "draft" && now.status === "draft" && neverConfirmed(now) ? [] : stateNotices(file, now.changes, platforms);

/**
 * Stores a decision about an action: the move, what came with it, its audit row and every notice it causes, or nothing. The write
 * names the version that was decided on; whoever comes second gets `stale`.
 *
 * @param pressed the card whose press this was: it is replaced in the answer, so it needs no refreshing
 */
export async function saveChange(
  db: PrismaClient,
  writing: Writing,
  {
    action,
    file,
    change,
    audit,
    pressed,
  }: { action: Action; file: CaseFile; change: Change; audit: AuditDraft; pressed: Pressed | null },
): Promise<Saved> {
  const by = audit.actor?.id ?? "";
  const changed = afterwards(action, change, by, writing.now);
  return orAbandon(db, async (tx): Promise<Saved> => {
    // Statements sent together run in the order in which they stand here: the cards are read once the action is ours.
    const [, moved, cards, trail] = await Promise.all([
      claimDelivery(tx, writing.delivery, writing.now),
      moveAction(tx, writing, action, changed),
      personalCards(tx, action.id),
      lockTrail(tx, writing.providerId),
    ]);
    if (moved === 0) throw new Abandoned("stale");
    const { shown, others } = apartFrom(pressed, cards);
    const notices = [
      ...address(change.notices, file, writing.platforms),
      ...inRooms(action, changed, file, writing.platforms),
      ...refreshNotices(others, changed.changes, file, writing.platforms),
    ];
    const about = { providerId: writing.providerId, caseId: action.caseId, actionId: action.id, now: writing.now };
    await writing.wake(tx, lanesOf(notices));
    await Promise.all([
      addRows(tx, action.id, change, by, writing.now),
      appendAudit(tx, [audit], trail),
      ...shown.map(({ id }) => markShown(tx, id, changed.changes)),
      enqueue(tx, about, notices),
      tx.commit(),
    ]);
    return { kind: "saved", action: withAdded(changed, change, by, writing.now) };
  });
}

/**
 * The same within a transaction that something else happens in as well, about an action that it holds. The caller writes the trail.
 *
 * @returns the action as it is then
 */
export async function changeHeld(
  tx: Transaction,
  writing: Writing,
  { action, file, change, by, pressed }: { action: Action; file: CaseFile; change: Change; by: string; pressed: Pressed | null },
): Promise<Action> {
  const changed = afterwards(action, change, by, writing.now);
  if ((await moveAction(tx, writing, action, changed)) === 0) throw new Abandoned("stale");
  const { shown, others } = apartFrom(pressed, await personalCards(tx, action.id));
  const notices = [
    ...address(change.notices, file, writing.platforms),
    ...inRooms(action, changed, file, writing.platforms),
    ...refreshNotices(others, changed.changes, file, writing.platforms),
  ];
  const about = { providerId: writing.providerId, caseId: action.caseId, actionId: action.id, now: writing.now };
  await Promise.all([
    addRows(tx, action.id, change, by, writing.now),
    ...shown.map(({ id }) => markShown(tx, id, changed.changes)),
    enqueue(tx, about, notices),
  ]);
  await writing.wake(tx, lanesOf(notices));
  return withAdded(changed, change, by, writing.now);
}

/** The action as the change leaves it; its version grows with a move, and not where something was only added to it. */
function afterwards(action: Action, change: Change, by: string, now: Date): Action {
  const moves = Object.keys(change.patch).length > 0 || change.request !== undefined || change.evidence !== undefined;
  const counts = { version: action.version + (moves ? 1 : 0), changes: action.changes + 1 };
  // Asked again for another date, it has waited since it was first asked for.
  const asked = change.request && { askedSince: change.request.do === "open" ? (action.askedSince ?? now) : null };
  const decision = change.decided && { latestDecision: { ...change.decided, by, at: now, why: change.why } };
  return { ...action, ...change.patch, ...handedOn(action, change, now), ...asked, ...decision, ...counts };
}

/** A new status or a new owner: it waits for somebody else from now on, and whoever acted for the owner no longer does. */
function handedOn(action: Action, { patch }: Change, now: Date): Partial<Action> {
  const { status = action.status, owner = action.owner } = patch;
  return {
    ...((status !== action.status || owner !== action.owner) && { statusSince: now }),
    ...(owner !== action.owner && { acting: null }),
    ...(isOwners(status) !== isOwners(action.status) && { runningSince: isOwners(status) ? now : null }),
  };
}

/** Sets the columns that a change may set; identity, number and source never change. Resolves to 0 where it moved on meanwhile. */
function moveAction(tx: Statements, { providerId, now }: Writing, from: Action, to: Action): Promise<number> {
  return tx.$executeRaw`
    UPDATE action
    SET status = ${to.status}, text = ${to.text}, owner = ${to.owner}, owner_role = ${to.ownerRole},
        owner_choices = ${to.ownerChoices}::text[], chaser = ${to.chaser}, due_day = ${to.due?.day}, due_time = ${to.due?.time},
        due_words = ${to.dueWords}, original_due_day = ${to.originalDue?.day}, original_due_time = ${to.originalDue?.time},
        extensions = ${to.extensions}, evidence_required = ${to.evidenceRequired}, not_yet_heard = ${to.notYetHeard},
        blocked_because = ${to.blockedBecause}, ended_because = ${to.endedBecause}, signed_off_by = ${to.signedOffBy},
        accepted_at = ${to.acceptedAt}, closed_at = ${to.closedAt}, status_since = ${to.statusSince}, running_since = ${to.runningSince},
        asked_since = ${to.askedSince}, changed_at = ${now},
        acting = ${to.acting?.personId}, acting_since = ${to.acting?.since},
        latest_decision = ${to.latestDecision && JSON.stringify(to.latestDecision)}::jsonb, version = ${to.version}, changes = ${to.changes}
    WHERE id = ${from.id}::uuid AND provider_id = ${providerId} AND version = ${from.version} AND changes = ${from.changes}`;
}
