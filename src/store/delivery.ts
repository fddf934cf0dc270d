import { subDays } from "date-fns/subDays";
import type { MessageRef } from "../chat/chat.ts";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Notice } from "../core/notice.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type StoredAction, toAction } from "./actions.ts";
import type { Db } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { type HeldEscalation, holdsNow } from "./escalations.ts";
import { type LiveCard, type ShownCard, showsNow } from "./live-cards.ts";
import { type HeldMeeting, showsMeeting } from "./meetings.ts";

/** A notice whose turn has come, held by this transaction until it is settled. */
export interface ClaimedNotice {
  id: string;
  providerId: string;
  key: string;
  /** Null of what is said about several, or none. */
  caseId: string | null;
  actionId: string | null;
  personId: string | null;
  placeId: string | null;
  lane: string;
  body: Notice;
  attempts: number;
  createdAt: Date;
  /** When it had to be said, by the rules' clock; null of what is said as soon as possible. */
  dueAt: Date | null;
  /** When it left, where nobody knows what became of it. */
  sendingSince: Date | null;
  /** How often the platform could not say. */
  asked: number;
  /** Of a card of several messages: how many have been taken, and the card. */
  pages: number;
  card: object | null;
  /** The first message of it that was taken. */
  message: MessageRef | null;
  /** A newer notice of the same kind to the same reader waits behind it and will say what is true then. */
  overtaken: boolean;
}

const CLAIMED = Prisma.sql`
  n.id, n.provider_id AS "providerId", n.key, n.case_id AS "caseId", n.action_id AS "actionId", n.person_id AS "personId",
  n.place_id AS "placeId", n.lane, n.body, n.attempts, n.created_at AS "createdAt", n.due_at AS "dueAt",
  n.sending_since AS "sendingSince", n.asked, n.pages,
  n.card, n.message`;

/** Of `n`: a newer one waits that will say what is true then, and nobody wonders what became of this one. */
const OVERTAKEN = Prisma.sql`
  n.sending_since IS NULL AND n.pages = 0 AND EXISTS (SELECT 1 FROM notice later
          WHERE later.action_id = n.action_id AND later.kind = n.kind AND later.state = 'waiting' AND later.seq > n.seq
            AND n.kind IN ('proposed', 'chase', 'evidence-in', 'state', 'refresh')
            AND later.person_id IS NOT DISTINCT FROM n.person_id AND later.place_id IS NOT DISTINCT FROM n.place_id
            AND later.body->>'cardId' IS NOT DISTINCT FROM n.body->>'cardId')`;

/**
 * Claims the oldest waiting notice of a lane. One claimant a lane at a time, so that a conversation reads in order.
 *
 * @returns the notice; `busy` where somebody else has the lane; null where nothing waits
 */
export async function claimNext(tx: Statements, lane: string): Promise<ClaimedNotice | "busy" | null> {
  // Sent together, yet two statements: the second must see what was settled until the lock was ours.
  const [[lock], [row]] = await Promise.all([
    tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${lane}, 7)) AS held`,
    tx.$queryRaw<ClaimedNotice[]>(Prisma.sql`
      SELECT ${CLAIMED}, ${OVERTAKEN} AS overtaken
      FROM notice n WHERE n.lane = ${lane} AND n.state = 'waiting'
      ORDER BY n.seq LIMIT 1`),
  ]);
  return lock?.held ? (row ?? null) : "busy";
}

/** Kinds that become one message where several wait for one person. Whatever asks somebody to decide never does. */
const MERGED = ["reminder", "silence", "owner-left"] satisfies Notice["kind"][];

/** A message holds no more of them. */
const MOST_MERGED = 20;

/**
 * What is said together with a claimed notice, in the order in which it came: what else waits of these kinds for the same person; where
 * the message has left already, what left with it.
 */
export async function saidWith(tx: Statements, claimed: ClaimedNotice): Promise<ClaimedNotice[]> {
  if (!MERGED.some((kind) => kind === claimed.body.kind)) return [];
  return tx.$queryRaw<ClaimedNotice[]>(Prisma.sql`
    SELECT ${CLAIMED}, false AS overtaken FROM notice n
    WHERE n.lane = ${claimed.lane} AND n.state = 'waiting' AND n.person_id = ${claimed.personId} AND n.kind = ANY (${MERGED})
      AND n.id <> ${claimed.id}::uuid AND n.sending_since IS NOT DISTINCT FROM ${claimed.sendingSince}::timestamptz
    ORDER BY n.seq LIMIT ${MOST_MERGED - 1}`);
}

/** What a notice is about, and the card that it brings up to date, if there is one. */
export interface Subject {
  file: CaseFile;
  action: Action;
  held: LiveCard | null;
}

/** All of it as it is at one moment; null where the case or the action is gone. */
export async function subjectOf(
  tx: Statements,
  { providerId, actionId, placeId, body }: Pick<ClaimedNotice, "providerId" | "actionId" | "placeId" | "body">,
): Promise<Subject | null> {
  const cardId = body.kind === "refresh" ? body.cardId : null;
  const [row] = await tx.$queryRaw<{ file: CaseFile; action: StoredAction; held: LiveCard | null }[]>`
    SELECT s.file, a.action,
           (SELECT jsonb_build_object('id', l.id, 'kind', l.kind, 'actionId', l.action_id, 'personId', l.person_id,
                                      'placeId', l.place_id, 'message', l.message, 'shownChanges', l.shown_changes)
            FROM live_card l WHERE l.action_id = a.id AND (l.place_id = ${placeId}::uuid OR l.id = ${cardId}::uuid) LIMIT 1) AS held
    FROM action_snapshot a JOIN case_snapshot s ON s.id = a.case_id AND s.provider_id = a.provider_id
    WHERE a.provider_id = ${providerId} AND a.id = ${actionId}::uuid`;
  return row ? { ...row, action: toAction(row.action) } : null;
}

/** Settles at once whatever of a claimed lane newer notices overtake: after a busy hour that is most of it. */
export const skipOvertaken = (tx: Statements, lane: string, real: Date, reason: string): Promise<Skipped[]> =>
  tx.$queryRaw<Skipped[]>(Prisma.sql`
    UPDATE notice n SET state = 'skipped', reason = ${reason}, settled_at = ${real}
    WHERE n.lane = ${lane} AND n.state = 'waiting' AND ${OVERTAKEN}
    RETURNING n.id, n.kind, n.person_id AS "personId"`);

export type Skipped = Pick<ClaimedNotice, "id" | "personId"> & { kind: Notice["kind"] };

export interface Settled {
  state: "sent" | "skipped" | "dead";
  reason: string | null;
  message: MessageRef | null;
  /** The card that the message is, where it is kept true from now on. */
  shows?: ShownCard;
  /** The escalation that it shows from now on. */
  holds?: HeldEscalation;
  /** The meeting that it shows from now on. */
  meeting?: HeldMeeting;
  /** The actions that a digest listed. */
  listed?: readonly string[];
}

/**
 * What became of a notice, for good, for its reader; and what the card shows that it was said with. What somebody wrote to the other side
 * is not kept any longer, whatever became of it.
 */
export async function settle(
  tx: Statements,
  ids: string | readonly string[],
  real: Date,
  { state, reason, message, shows, holds, meeting, listed = [] }: Settled,
): Promise<void> {
  await Promise.all([
    tx.$executeRaw`
      UPDATE notice SET state = ${state}, reason = ${reason}, settled_at = ${real}, attempts = attempts + ${state === "skipped" ? 0 : 1},
                        message = coalesce(message, ${message && JSON.stringify(message)}::jsonb), sending_since = NULL, card = NULL,
                        body = CASE WHEN kind = 'relayed' THEN body || '{"text": ""}' ELSE body END,
                        listed = CASE WHEN cardinality(${listed}::uuid[]) > 0 THEN ${listed}::uuid[] ELSE listed END
      WHERE id = ANY (${[ids].flat()}::uuid[])`,
    shows && showsNow(tx, shows),
    holds && message && holdsNow(tx, holds, message),
    meeting && message && showsMeeting(tx, meeting, message),
  ]);
}

/** Not taken, this time. `unsure`: it may have been all the same. What waits for an administrator is no attempt. */
export async function countAttempt(
  tx: Statements,
  ids: readonly string[],
  reason: string,
  { unsure, counts }: { unsure: boolean; counts: boolean },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET reason = ${reason}, attempts = attempts + ${counts ? 1 : 0},
                      sending_since = CASE WHEN ${unsure} THEN sending_since END
    WHERE id = ANY (${ids}::uuid[])`;
}

/** One of several messages of a card was taken: the next waits for its turn. */
export async function pageTaken(tx: Statements, id: string, message: MessageRef): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET pages = pages + 1, message = coalesce(message, ${JSON.stringify(message)}::jsonb), sending_since = NULL, asked = 0
    WHERE id = ${id}::uuid`;
}

/** The platform could not say what became of it. */
export async function askedInVain(tx: Statements, id: string, reason: string): Promise<void> {
  await tx.$executeRaw`UPDATE notice SET asked = asked + 1, reason = ${reason} WHERE id = ${id}::uuid`;
}

/** It has left once, and has not arrived. */
export async function knownNotSent(tx: Statements, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`UPDATE notice SET sending_since = NULL, asked = 0 WHERE id = ANY (${ids}::uuid[])`;
}

/** Its reader is met elsewhere by now: it waits there, behind what waits there already. */
export async function moveTo(tx: Statements, id: string, lane: string): Promise<void> {
  await tx.$executeRaw`UPDATE notice SET lane = ${lane} WHERE id = ${id}::uuid`;
}

/** Conversations in which something waits, and when each may next be written to. Real time. */
export async function waitingLanes(db: Db): Promise<{ lane: string; freeAt: Date | null }[]> {
  return direct(db).$queryRaw`
    SELECT n.lane, greatest(max(l.free_at), max(w.free_at)) AS "freeAt"
    FROM notice n LEFT JOIN lane l ON l.key = n.lane
    LEFT JOIN lane w ON w.key = split_part(n.lane, '/', 1) || '/' || split_part(n.lane, '/', 2)
    WHERE n.state = 'waiting' GROUP BY n.lane ORDER BY min(n.seq)`;
}

/** The conversations of the same workspace in which something waits. */
export async function waitingBeside(db: Statements, lane: string): Promise<string[]> {
  const workspace = lane.split("/").slice(0, 2).join("/");
  const rows = await db.$queryRaw<{ lane: string }[]>`
    SELECT DISTINCT lane FROM notice WHERE state = 'waiting' AND starts_with(lane, ${`${workspace}/`})`;
  return rows.map((row) => row.lane);
}

/**
 * Forgets what only guards against repetition: deliveries after a week, which is far longer than a platform repeats one, and the pace
 * of conversations that have been quiet for a day.
 */
export async function forgetRepetition(db: Db, real: Date): Promise<void> {
  await db.delivery.deleteMany({ where: { at: { lt: subDays(real, 7) } } });
  await db.lane.deleteMany({ where: { freeAt: { lt: subDays(real, 1) } } });
}
