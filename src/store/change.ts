import { createHash, randomUUID } from "node:crypto";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Change } from "../core/decision.ts";
import type { Platform } from "../core/person.ts";
import { type AuditDraft, appendAudit } from "./audit.ts";
import type { Db, PrismaClient } from "./database.ts";
import { directTransaction, type Statements, type Transaction } from "./direct.ts";
import { liveCardNotices, type Pressed } from "./live-cards.ts";
import { address, enqueue, stateNotices } from "./outbox.ts";

/** What every write of a command carries besides the change itself. */
export interface Writing {
  providerId: string;
  now: Date;
  /** The delivery that asked for it, recorded with its effect: the same delivery again has no second one. Null for our own work. */
  delivery: string | null;
  platforms: ReadonlySet<Platform>;
  /** Wakes whoever delivers, as part of the transaction. */
  wake: (tx: Statements, lanes: string[]) => Promise<void>;
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
  work: (tx: Db) => Promise<T>,
): Promise<T | { kind: "stale" } | { kind: "repeated" }> {
  return unlessAbandoned(db.$transaction(work, { timeout: 10_000, maxWait: 5_000 }));
}

/** The same in statements alone. */
export const orAbandonDirect = <T>(db: PrismaClient, work: (tx: Transaction) => Promise<T>) =>
  unlessAbandoned(directTransaction(db, work));

async function unlessAbandoned<T>(work: Promise<T>): Promise<T | { kind: "stale" } | { kind: "repeated" }> {
  try {
    return await work;
  } catch (err) {
    if (err instanceof Abandoned) return { kind: err.outcome };
    throw err;
  }
}

/** Whether a delivery has had its effect. */
export const isDelivered = async (db: Db, key: string): Promise<boolean> =>
  (await db.delivery.findUnique({ where: { key }, select: { key: true } })) !== null;

/** Records a delivery with its effect; the second one to try gives up. */
export async function claimDelivery(tx: Statements, key: string | null, now: Date): Promise<void> {
  if (key === null) return;
  const added = await tx.$executeRaw`INSERT INTO delivery (key, at) VALUES (${key}, ${now}) ON CONFLICT (key) DO NOTHING`;
  if (added === 0) throw new Abandoned("repeated");
}

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
  return orAbandon(db, async (tx): Promise<Saved> => {
    await claimDelivery(tx, writing.delivery, writing.now);
    const moves = Object.keys(change.patch).length > 0 || change.request !== undefined || change.evidence !== undefined;
    const changed: Action = {
      ...action,
      ...change.patch,
      version: action.version + (moves ? 1 : 0),
      changes: action.changes + 1,
      ...handedOn(action, change, writing.now),
    };
    const { count } = await tx.action.updateMany({
      where: { id: action.id, providerId: writing.providerId, version: action.version, changes: action.changes },
      data: { ...columns(changed), changedAt: writing.now },
    });
    if (count === 0) throw new Abandoned("stale");
    const complete = await addRows(tx, changed, change, audit.actor?.id ?? "", writing.now);
    await appendAudit(tx, [audit]);
    const notices = [
      ...address(change.notices, file, writing.platforms),
      ...stateNotices(file, changed.changes, writing.platforms),
      ...(await liveCardNotices(tx, { action: changed, file, platforms: writing.platforms, pressed })),
    ];
    const about = { providerId: writing.providerId, caseId: action.caseId, actionId: action.id, now: writing.now };
    await writing.wake(tx, await enqueue(tx, about, notices));
    return { kind: "saved", action: complete };
  });
}

/** A new status or a new owner: it waits for somebody else from now on, and whoever acted for the owner no longer does. */
function handedOn(action: Action, { patch }: Change, now: Date): Partial<Action> {
  const { status = action.status, owner = action.owner } = patch;
  return {
    ...((status !== action.status || owner !== action.owner) && { statusSince: now }),
    ...(owner !== action.owner && { acting: null }),
  };
}

/** Updates, evidence and requests are rows of their own: history is added to, never overwritten. */
async function addRows(tx: Db, action: Action, change: Change, by: string, at: Date): Promise<Action> {
  let complete = action;
  if (change.update !== undefined) {
    await tx.update.create({ data: { id: randomUUID(), actionId: action.id, by, at, text: change.update } });
    complete = { ...complete, latestUpdate: { by, at, text: change.update } };
  }
  if (change.evidence) {
    const { id, text } = change.evidence;
    const hash = createHash("sha256").update(text).digest("hex");
    await tx.evidence.create({ data: { id, actionId: action.id, by, at, text, hash } });
    complete = { ...complete, latestEvidence: { id, by, at, text } };
  }
  return change.request ? settleRequest(tx, complete, change.request, by, at) : complete;
}

async function settleRequest(
  tx: Db,
  action: Action,
  request: NonNullable<Change["request"]>,
  by: string,
  at: Date,
): Promise<Action> {
  if (request.do === "decide") {
    const data = { state: request.decision, decidedBy: by, decidedAt: at, because: request.because };
    await tx.changeRequest.updateMany({ where: { id: request.id, state: "open" }, data });
    return { ...action, request: null };
  }
  await tx.changeRequest.updateMany({ where: { actionId: action.id, state: "open" }, data: { state: "superseded" } });
  if (request.do === "supersede") return { ...action, request: null };
  const { wants } = request;
  const to = wants.kind === "extension" ? { toDay: wants.to.day, toTime: wants.to.time } : { toPerson: wants.to };
  await tx.changeRequest.create({
    data: { id: request.id, actionId: action.id, kind: wants.kind, by, at, why: request.why, ...to },
  });
  return { ...action, request: { id: request.id, by, at, why: request.why, ...wants } };
}

/** The columns that a change may set; identity, number and source never change. */
function columns(action: Action) {
  const { status, text, owner, ownerRole, ownerChoices, chaser, dueWords, extensions, evidenceRequired, notYetHeard } = action;
  const { blockedBecause, endedBecause, signedOffBy, acceptedAt, closedAt, statusSince, version, changes } = action;
  return {
    ...{ status, text, owner, ownerRole, ownerChoices, chaser, dueWords, extensions, evidenceRequired, notYetHeard },
    ...{ blockedBecause, endedBecause, signedOffBy, acceptedAt, closedAt, statusSince, version, changes },
    ...{ acting: action.acting?.personId ?? null, actingSince: action.acting?.since ?? null },
    ...dueColumns(action),
  };
}

export const dueColumns = (action: Pick<Action, "due" | "originalDue">) => ({
  dueDay: action.due?.day ?? null,
  dueTime: action.due?.time ?? null,
  originalDueDay: action.originalDue?.day ?? null,
  originalDueTime: action.originalDue?.time ?? null,
});
