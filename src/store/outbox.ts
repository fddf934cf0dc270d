import { randomUUID } from "node:crypto";
import type { CaseFile, Place } from "../core/case-file.ts";
import { type Notice, noticeKey } from "../core/notice.ts";
import type { Person, Platform } from "../core/person.ts";
import type { Statements } from "./direct.ts";

/** The conversation that a notice waits in line for. */
export const laneOf = (platform: Platform, workspace: string, conversation: string): string =>
  `${platform}/${workspace}/${conversation}`;

/** Where a notice to somebody we have no connected platform for waits: it is settled as undeliverable, never dropped. */
export const NOWHERE = "nowhere";

/** The identity that messages to a person go to: of those on connected platforms, where they were last seen. */
export const reachedAt = (person: Person, platforms: ReadonlySet<Platform>) =>
  person.identities.find(({ platform, gone }) => !gone && platforms.has(platform));

/** The line that a person's messages wait in. */
export function laneTo(person: Person | undefined, platforms: ReadonlySet<Platform>): string {
  const at = person && reachedAt(person, platforms);
  return at ? laneOf(at.platform, at.workspace, at.user) : NOWHERE;
}

export interface Addressed {
  notice: Notice;
  personId: string | null;
  placeId: string | null;
  lane: string;
}

/** Each notice with the reader and the lane it waits in. */
export function address(notices: Notice[], file: CaseFile, platforms: ReadonlySet<Platform>): Addressed[] {
  return notices.flatMap((notice): Addressed[] => {
    if (!("to" in notice)) return [];
    const { personId } = notice.to;
    return [{ notice, personId, placeId: null, lane: laneTo(file.people[personId], platforms) }];
  });
}

/** One notice for each room of the case on a connected platform that may read of it. */
export const toRooms = (
  file: CaseFile,
  platforms: ReadonlySet<Platform>,
  mayRead: (place: Place) => boolean,
  noticeIn: (placeId: string) => Notice,
): Addressed[] =>
  file.places
    .filter((place) => platforms.has(place.platform) && mayRead(place))
    .map(({ id, platform, workspace, conversation }) => ({
      ...{ notice: noticeIn(id), personId: null, placeId: id, lane: laneOf(platform, workspace, conversation) },
    }));

/** The state card of every room of the case on a connected platform, or of those alone. */
export const stateNotices = (
  file: CaseFile,
  changes: number,
  platforms: ReadonlySet<Platform>,
  rooms?: readonly string[],
): Addressed[] =>
  toRooms(
    file,
    platforms,
    ({ id }) => rooms?.includes(id) ?? true,
    (placeId) => ({ kind: "state", placeId, changes }),
  );

/** The conversations that notices wait for, each once. */
export const lanesOf = (notices: Addressed[]): string[] => [...new Set(notices.map(({ lane }) => lane))];

/** What a notice is about, where it is about one case or one action, and when it had to be said. */
export interface About {
  caseId: string | null;
  actionId: string | null;
  escalationId?: string | null;
  /** By the rules' clock; null where it is said because of what somebody did. */
  dueAt: Date | null;
}

/** Puts notices about one action, or one escalation, in line, in the caller's transaction. A key that is there already is left alone. */
export async function enqueue(
  tx: Statements,
  about: { providerId: string; caseId: string | null; actionId: string | null; escalationId?: string | null; now: Date },
  notices: Addressed[],
): Promise<string[]> {
  const { caseId, actionId, escalationId = null } = about;
  await enqueueAll(
    tx,
    about,
    notices.map((notice) => ({ ...notice, caseId, actionId, escalationId, dueAt: null })),
  );
  return lanesOf(notices);
}

/** How many notices of a kind were put in line for a lane. */
export interface InLine {
  kind: Notice["kind"];
  lane: string;
  count: number;
}

/**
 * Puts notices about anything in line, all in one statement.
 *
 * @returns those that were not there before
 */
export async function enqueueAll(
  tx: Statements,
  { providerId, now }: { providerId: string; now: Date },
  notices: (Addressed & About)[],
): Promise<InLine[]> {
  if (notices.length === 0) return [];
  return tx.$queryRaw<InLine[]>`
    WITH added AS (
      INSERT INTO notice (id, provider_id, key, kind, case_id, action_id, escalation_id, person_id, place_id, lane, body, created_at, due_at)
      SELECT r.id, ${providerId}, r.key, r.kind, r.case_id, r.action_id, r.escalation_id, r.person_id, r.place_id, r.lane, r.body, ${now}, r.due_at
      FROM jsonb_to_recordset(${JSON.stringify(notices.map(asRow))}::jsonb)
        AS r(id uuid, key text, kind text, case_id uuid, action_id uuid, escalation_id uuid, person_id text, place_id uuid, lane text,
             body jsonb, due_at timestamptz)
      ON CONFLICT (key) DO NOTHING
      RETURNING kind, lane)
    SELECT kind, lane, count(*)::int AS count FROM added GROUP BY kind, lane`;
}

function asRow({ notice, caseId, actionId, escalationId, personId, placeId, lane, dueAt }: Addressed & About) {
  const about = { case_id: caseId, action_id: actionId, escalation_id: escalationId, person_id: personId, place_id: placeId };
  return { id: randomUUID(), key: noticeKey(actionId, notice), kind: notice.kind, ...about, lane, body: notice, due_at: dueAt };
}
