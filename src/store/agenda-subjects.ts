import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Room } from "../core/notice.ts";
import type { Person } from "../core/person.ts";
import type { Region } from "../core/working-day.ts";
import { readWithoutWords } from "./actions-without-words.ts";
import type { Statements } from "./direct.ts";

/** An action that may have something to say, with its case. */
export interface ActionSubject {
  action: Action;
  file: CaseFile;
}

/** When a case counts for a digest: its working days, and whether it has anything to list. */
export interface CaseDays {
  region: Region;
  stabilising: boolean;
  /** Something in it is not ended. */
  live: boolean;
}

export interface PersonSubject {
  person: Person;
  cases: CaseDays[];
}

export interface RoomSubject {
  room: Room;
  cases: CaseDays[];
}

export interface LeadSubject {
  lead: Person;
  files: CaseFile[];
}

/** When a provider's days begin. */
export interface ProviderRhythm {
  timeZone: string;
  region: Region;
  digestTime: string;
  quietHours: string | null;
}

type CasePart = Omit<CaseFile, "people">;

/**
 * Live actions with their cases, by id.
 *
 * @param caseIds the cases that the actions are of
 */
export async function readActions(
  tx: Statements,
  providerId: string,
  ids: string[],
  caseIds: string[],
): Promise<Map<string, ActionSubject>> {
  // Sent together.
  const [actions, parts, people] = await Promise.all([
    readWithoutWords(tx, providerId, ids),
    tx.$queryRaw<{ part: CasePart }[]>`
      SELECT part FROM case_part WHERE provider_id = ${providerId} AND id = ANY(${caseIds}::uuid[])`,
    tx.$queryRaw<Named[]>`
      SELECT id, person FROM person_snapshot
      WHERE provider_id = ${providerId} AND id IN (
        SELECT lead_id FROM case_file WHERE id = ANY(${caseIds}::uuid[])
        UNION SELECT person_id FROM membership WHERE case_id = ANY(${caseIds}::uuid[])
        UNION SELECT person_id FROM map_role WHERE case_id = ANY(${caseIds}::uuid[])
        UNION SELECT v.person_id FROM map_role r JOIN cover v ON v.map_role_id = r.id WHERE r.case_id = ANY(${caseIds}::uuid[])
        UNION SELECT unnest(ARRAY[owner, asker, chaser, acting]) FROM action WHERE id = ANY(${ids}::uuid[]))`,
  ]);
  const named = Map.groupBy(actions, ({ caseId }) => caseId);
  const files = filesOf(parts, people, (id) =>
    (named.get(id) ?? []).flatMap(({ owner, asker, chaser, acting }) => [owner, asker, chaser, acting?.personId ?? null]),
  );
  return new Map(
    actions.flatMap((action): [string, ActionSubject][] => {
      const file = files.get(action.caseId);
      return file ? [[action.id, { action: { ...action, caseRef: file.ref }, file }]] : [];
    }),
  );
}

type Named = { id: string; person: Person };

/** Each case with its own people: everybody is read once, however many cases they are on. */
function filesOf(
  parts: { part: CasePart }[],
  people: Named[],
  others: (caseId: string) => (string | null)[],
): Map<string, CaseFile> {
  const everybody = new Map(people.map(({ id, person }) => [id, person]));
  return new Map(
    parts.map(({ part }) => {
      const ids = [
        part.leadId,
        ...part.team.map(({ personId }) => personId),
        ...part.map.flatMap(({ personId, cover }) => [personId, ...cover.map((each) => each.personId)]),
        ...others(part.id),
      ];
      const here: Record<string, Person> = {};
      for (const id of ids) {
        const person = id === null ? undefined : everybody.get(id);
        if (person) here[person.id] = person;
      }
      return [part.id, { ...part, people: here }];
    }),
  );
}

export async function readRhythm(tx: Statements, providerId: string): Promise<ProviderRhythm> {
  const [row] = await tx.$queryRaw<ProviderRhythm[]>`
    SELECT time_zone AS "timeZone", region, digest_time AS "digestTime", quiet_hours AS "quietHours" FROM provider WHERE id = ${providerId}`;
  if (!row) throw new Error(`provider ${providerId} is gone`);
  return row;
}

/** People with the working days of the cases that name them. Whether they may see a case on a day is asked when a digest is gathered. */
export async function readPeople(tx: Statements, providerId: string, ids: string[]): Promise<Map<string, PersonSubject>> {
  const rows = await tx.$queryRaw<{ id: string; person: Person; cases: CaseDays[] | null }[]>`
    WITH named AS (
      SELECT lead_id AS person_id, id AS case_id FROM case_file WHERE provider_id = ${providerId} AND lead_id = ANY(${ids}::text[])
      UNION SELECT person_id, case_id FROM membership WHERE person_id = ANY(${ids}::text[])
      UNION SELECT v.person_id, r.case_id FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE v.person_id = ANY(${ids}::text[])),
    days AS (
      SELECT id, jsonb_build_object('region', region, 'stabilising', stabilising, 'live', live) AS days
      FROM case_days WHERE provider_id = ${providerId} AND id IN (SELECT case_id FROM named))
    SELECT p.id, p.person,
           (SELECT jsonb_agg(DISTINCT d.days) FROM named n JOIN days d ON d.id = n.case_id WHERE n.person_id = p.id) AS cases
    FROM person_snapshot p WHERE p.provider_id = ${providerId} AND p.id = ANY(${ids}::text[])`;
  return new Map(rows.map(({ id, person, cases }) => [id, { person, cases: cases ?? [] }]));
}

/** Rooms that belong to a case, by platform/workspace/conversation. */
export async function readRooms(tx: Statements, providerId: string, rooms: string[]): Promise<Map<string, RoomSubject>> {
  const rows = await tx.$queryRaw<{ key: string; room: Room; cases: CaseDays[] }[]>`
    SELECT pl.platform || '/' || pl.workspace || '/' || pl.conversation AS key,
           jsonb_build_object('platform', pl.platform, 'workspace', pl.workspace, 'conversation', pl.conversation) AS room,
           jsonb_agg(DISTINCT jsonb_build_object('region', c.region, 'stabilising', c.stabilising, 'live', c.live)) AS cases
    FROM place pl JOIN case_days c ON c.id = pl.case_id
    WHERE c.provider_id = ${providerId} AND pl.platform || '/' || pl.workspace || '/' || pl.conversation = ANY(${rooms}::text[])
    GROUP BY pl.platform, pl.workspace, pl.conversation`;
  return new Map(rows.map(({ key, room, cases }) => [key, { room, cases }]));
}

/** Leads with the cases they lead, by the lead's id. */
export async function readLeads(tx: Statements, providerId: string, ids: string[]): Promise<Map<string, LeadSubject>> {
  const [parts, people] = await Promise.all([
    tx.$queryRaw<{ part: CasePart }[]>`
      SELECT part FROM case_part WHERE provider_id = ${providerId} AND lead_id = ANY(${ids}::text[]) ORDER BY ref`,
    tx.$queryRaw<Named[]>`
      SELECT id, person FROM person_snapshot WHERE provider_id = ${providerId} AND id IN (
        SELECT unnest(${ids}::text[])
        UNION SELECT m.person_id FROM membership m JOIN case_file c ON c.id = m.case_id WHERE c.lead_id = ANY(${ids}::text[])
        UNION SELECT r.person_id FROM map_role r JOIN case_file c ON c.id = r.case_id WHERE c.lead_id = ANY(${ids}::text[])
        UNION SELECT v.person_id FROM cover v JOIN map_role r ON r.id = v.map_role_id JOIN case_file c ON c.id = r.case_id
              WHERE c.lead_id = ANY(${ids}::text[]))`,
  ]);
  const led = Map.groupBy(filesOf(parts, people, () => []).values(), (file) => file.leadId);
  return new Map(
    [...led].flatMap(([id, files]): [string, LeadSubject][] => {
      const lead = files[0]?.people[id];
      return lead ? [[id, { lead, files }]] : [];
    }),
  );
}
