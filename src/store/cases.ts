import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Identity, Person, Platform } from "../core/person.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { actionsOf, type StoredAction, toAction, type Which } from "./actions.ts";
import { direct, type Statements } from "./direct.ts";

export interface Asker {
  providerId: string;
  person: Person;
}

/** A case as it is at one moment, with the actions that were asked for. */
export interface Here {
  file: CaseFile;
  which: Which | null;
  actions: Action[];
}

/** Who writes, and which cases the place they write from belongs to; where it is one, that case, for somebody of its provider. */
export interface Entrance {
  asker: Asker | null;
  caseRefs: string[];
  here: Here | null;
}

/**
 * One read for the door: who is this, and what is worked on here. Whoever comes in is noted as seen there, to the minute: messages to
 * somebody who is on two platforms follow them.
 *
 * @param which actions that are read along, if any
 */
export async function entrance(
  db: Statements,
  from: Identity,
  place: Where | null,
  now: Date,
  which: Which | null = null,
): Promise<Entrance> {
  const row = await read(db, from, place, which);
  const asker = askerIn(row);
  if (asker && row?.known && (row.seen === null || differenceInMilliseconds(now, row.seen) >= SEEN_ANEW_MS)) {
    await direct(db).$executeRaw`
      UPDATE identity SET last_seen = ${now}, gone_since = NULL
      WHERE platform = ${from.platform} AND workspace = ${row.known} AND user_id = ${from.user}`;
  }
  const here = row?.file ? { file: row.file, which, actions: (row.actions ?? []).map(toAction) } : null;
  return { asker, caseRefs: row?.refs ?? [], here };
}

const SEEN_ANEW_MS = 60_000;

type Where = { workspace: string; conversation: string };

interface Row {
  provider_id: string | null;
  person: Person | null;
  /** The workspace that the person is known in, and when they were last seen there. */
  known: string | null;
  seen: Date | null;
  refs: string[] | null;
  file: CaseFile | null;
  actions: StoredAction[] | null;
}

const askerIn = (row: Row | undefined): Asker | null =>
  row?.person && row.provider_id ? { providerId: row.provider_id, person: row.person } : null;

/**
 * Slack names our own workspace also for somebody of another one in a shared channel: an id that only one person has on that platform
 * is then theirs. Whoever comes with a workspace of their own has to be known there.
 */
async function read(db: Statements, from: Identity, place: Where | null, which: Which | null): Promise<Row | undefined> {
  const [row] = await direct(db).$queryRaw<Row[]>(Prisma.sql`
    SELECT ps.provider_id, ps.person, known.workspace AS known, known.last_seen AS seen, here.refs, s.file,
           ${which === null ? Prisma.sql`NULL` : actionsOf(Prisma.sql`s.id`, which)} AS actions
    FROM (SELECT array_agg(c.ref ORDER BY c.ref) AS refs, array_agg(c.id) AS ids
          FROM place pl JOIN case_file c ON c.id = pl.case_id
          WHERE pl.platform = ${from.platform} AND pl.workspace = ${place?.workspace ?? ""}
            AND pl.conversation = ${place?.conversation ?? ""}) AS here
    LEFT JOIN LATERAL (
      SELECT i.provider_id, i.person_id, i.workspace, i.last_seen FROM identity i
      WHERE i.platform = ${from.platform} AND i.user_id = ${from.user}
        AND (i.workspace = ${from.workspace}
             OR EXISTS (SELECT 1 FROM place home WHERE home.platform = ${from.platform} AND home.workspace = ${from.workspace})
                AND 1 = (SELECT count(*) FROM identity o WHERE o.platform = i.platform AND o.user_id = i.user_id))
      ORDER BY (i.workspace = ${from.workspace}) DESC LIMIT 1) AS known ON true
    LEFT JOIN person_snapshot ps ON ps.provider_id = known.provider_id AND ps.id = known.person_id
    LEFT JOIN case_snapshot s ON s.provider_id = known.provider_id AND s.id = CASE cardinality(here.ids) WHEN 1 THEN here.ids[1] END`);
  return row;
}

export async function caseByRef(db: Statements, providerId: string, ref: string): Promise<CaseFile | null> {
  const rows = await direct(db).$queryRaw<{ file: CaseFile }[]>`
    SELECT file FROM case_snapshot WHERE provider_id = ${providerId} AND ref = ${ref}`;
  return rows[0]?.file ?? null;
}

/** Every case that is worked on in a room. */
export async function casesOfRoom(db: Statements, providerId: string, room: Where & { platform: Platform }): Promise<CaseFile[]> {
  const rows = await direct(db).$queryRaw<{ file: CaseFile }[]>`
    SELECT file FROM case_snapshot s WHERE s.provider_id = ${providerId} AND EXISTS (
      SELECT 1 FROM place pl WHERE pl.case_id = s.id AND pl.platform = ${room.platform} AND pl.workspace = ${room.workspace}
        AND pl.conversation = ${room.conversation})
    ORDER BY s.ref`;
  return rows.map((row) => row.file);
}

/** Every case that names the person as lead, on the team or as cover. Whether they may see it today is for the core to say. */
export async function casesNaming(db: Statements, providerId: string, personId: string): Promise<CaseFile[]> {
  const rows = await direct(db).$queryRaw<{ file: CaseFile }[]>(Prisma.sql`
    SELECT file FROM case_snapshot s WHERE s.provider_id = ${providerId} AND (
      s.lead_id = ${personId}
      OR EXISTS (SELECT 1 FROM membership m WHERE m.case_id = s.id AND m.person_id = ${personId})
      OR EXISTS (SELECT 1 FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = s.id AND v.person_id = ${personId}))
    ORDER BY s.ref`);
  return rows.map((row) => row.file);
}

/** A person whom somebody mentioned, if we know them. */
export async function personMentioned(db: Statements, providerId: string, mention: Identity): Promise<Person | null> {
  const asker = askerIn(await read(db, mention, null, null));
  return asker && asker.providerId === providerId ? asker.person : null;
}
