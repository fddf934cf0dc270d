import { randomUUID } from "node:crypto";
import type { CaseFile } from "../core/case-file.ts";
import { type Notice, noticeKey } from "../core/notice.ts";
import type { Person, Platform } from "../core/person.ts";
import { Prisma } from "../generated/prisma/client.ts";
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

/** The state card of every room of the case on a connected platform. */
export const stateNotices = (file: CaseFile, changes: number, platforms: ReadonlySet<Platform>): Addressed[] =>
  file.places
    .filter((place) => platforms.has(place.platform))
    .map((place) => ({
      notice: { kind: "state", placeId: place.id, changes },
      personId: null,
      placeId: place.id,
      lane: laneOf(place.platform, place.workspace, place.conversation),
    }));

/** Puts notices in line, in the caller's transaction. A key that is there already is left alone. */
export async function enqueue(
  tx: Statements,
  about: { providerId: string; caseId: string | null; actionId: string | null; now: Date; dueAt?: Date },
  notices: Addressed[],
): Promise<string[]> {
  if (notices.length === 0) return [];
  const rows = notices.map(({ notice, personId, placeId, lane }) => ({
    id: randomUUID(),
    providerId: about.providerId,
    key: noticeKey(about.actionId, notice),
    kind: notice.kind,
    caseId: about.caseId,
    actionId: about.actionId,
    personId,
    placeId,
    lane,
    body: notice,
    createdAt: about.now,
  }));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO notice (id, provider_id, key, kind, case_id, action_id, person_id, place_id, lane, body, created_at)
    SELECT (r->>'id')::uuid, r->>'providerId', r->>'key', r->>'kind', (r->>'caseId')::uuid, (r->>'actionId')::uuid, r->>'personId',
           (r->>'placeId')::uuid, r->>'lane', r->'body', (r->>'createdAt')::timestamptz
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS r
    ON CONFLICT (key) DO NOTHING`);
  return [...new Set(rows.map((row) => row.lane))];
}
