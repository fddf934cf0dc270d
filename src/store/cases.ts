import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Identity, Person, Platform } from "../core/person.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { actionsOf, type StoredAction, toAction, type Which } from "./actions.ts";
import { direct, type Statements } from "./direct.ts";
import { fileOf } from "./file-text.ts";

export interface Asker {
  providerId: string;
  person: Person;
}

/** What is read with whoever comes in: the case that is named, else that of the place, and actions of it: some, or that number. */
export interface Along {
  caseRef: string | null;
  which: Which | number | null;
  /** Every case that names them as well: anywhere, or where the place belongs to no one case. */
  theirs?: "anywhere" | "elsewhere";
}

const NO_MORE: Along = { caseRef: null, which: null };

/** A case as it is at one moment, with the actions that were asked for. */
export interface Here {
  file: CaseFile;
  which: Along["which"];
  actions: Action[];
}

/** Who writes, and which cases the place they write from belongs to; and the one case meant, for somebody of its provider. */
export interface Entrance {
  asker: Asker | null;
  caseRefs: string[];
  here: Here | null;
  theirs: Theirs | null;
}

/** Every case that names somebody, as they are at one moment, with the actions that were asked for. */
export interface Theirs {
  which: Along["which"];
  cases: CaseRead[];
}

/**
 * One read for the door: who is this, and what is worked on here. Whoever comes in is noted as seen there, to the minute, and at once
 * where they were seen elsewhere since: messages to somebody who is on two platforms follow them.
 *
 * @param noted `unseen` where a card asks, and perhaps nobody looks at it
 */
export async function entrance(
  db: Statements,
  from: Identity,
  place: Where | null,
  now: Date,
  along: Along = NO_MORE,
  noted: "seen" | "unseen" = "seen",
): Promise<Entrance> {
  const row = await read(db, from, place, along);
  const asker = askerIn(row);
  if (noted === "seen" && asker && row?.known && isNews(row, now)) {
    await direct(db).$executeRaw`
      UPDATE identity SET last_seen = ${now}, gone_since = NULL
      WHERE platform = ${from.platform} AND workspace = ${row.known} AND user_id = ${from.user}`;
  }
  const { which } = along;
  const here =
    row?.case_id && row.file ? { file: fileOf(row.case_id, row.file), which, actions: (row.actions ?? []).map(toAction) } : null;
  const theirs = row?.theirs ? { which, cases: row.theirs.map(toCase) } : null;
  return { asker, caseRefs: row?.refs ?? [], here, theirs };
}

const SEEN_ANEW_MS = 60_000;

const isNews = ({ seen, elsewhere }: Row, now: Date): boolean =>
  seen === null || differenceInMilliseconds(now, seen) >= SEEN_ANEW_MS || (elsewhere !== null && elsewhere >= seen);

type Where = { workspace: string; conversation: string };

interface Row {
  provider_id: string | null;
  person: Person | null;
  /** The workspace that the person is known in, and when they were last seen there. */
  known: string | null;
  seen: Date | null;
  /** When they were last seen on another platform. */
  elsewhere: Date | null;
  refs: string[] | null;
  case_id: string | null;
  file: string | null;
  actions: StoredAction[] | null;
  theirs: StoredCase[] | null;
}

interface StoredCase {
  file: CaseFile;
  actions: StoredAction[] | null;
}

const toCase = ({ file, actions }: StoredCase): CaseRead => ({ file, actions: (actions ?? []).map(toAction) });

/** Of the case that stands as `s` in the statement. */
const actionsRead = (which: Along["which"], of: Prisma.Sql = Prisma.sql`s`): Prisma.Sql =>
  which === null ? Prisma.sql`NULL` : actionsOf(Prisma.sql`${of}.id`, which);

/** Every case that names whoever stands as `known` in the statement, unless one is read as `s`. */
function theirsRead({ which, theirs }: Along): Prisma.Sql {
  if (theirs === undefined) return Prisma.sql`NULL`;
  const all = Prisma.sql`
    (SELECT coalesce(jsonb_agg(jsonb_build_object('file', t.file, 'actions', ${actionsRead(which, Prisma.sql`t`)}) ORDER BY t.ref), '[]')
     FROM case_snapshot t WHERE t.provider_id = known.provider_id AND ${names(Prisma.sql`t`, Prisma.sql`known.person_id`)})`;
  return theirs === "anywhere" ? all : Prisma.sql`CASE WHEN s.id IS NULL THEN ${all} END`;
}

/** That a case names a person as lead, on the team or as cover. */
const names = (aCase: Prisma.Sql, person: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  ${aCase}.lead_id = ${person}
  OR EXISTS (SELECT 1 FROM membership m WHERE m.case_id = ${aCase}.id AND m.person_id = ${person})
  OR EXISTS (SELECT 1 FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = ${aCase}.id AND v.person_id = ${person}))`;

const askerIn = (row: Row | undefined): Asker | null =>
  row?.person && row.provider_id ? { providerId: row.provider_id, person: row.person } : null;

/**
 * Slack names our own workspace also for somebody of another one in a shared channel: an id that only one person has on that platform
 * is then theirs. Whoever comes with a workspace of their own has to be known there.
 */
async function read(db: Statements, from: Identity, place: Where | null, along: Along): Promise<Row | undefined> {
  const { caseRef, which } = along;
  const meant =
    caseRef === null ? Prisma.sql`s.id = CASE cardinality(here.ids) WHEN 1 THEN here.ids[1] END` : Prisma.sql`s.ref = ${caseRef}`;
  const [row] = await direct(db).$queryRaw<Row[]>(Prisma.sql`
    SELECT ps.provider_id, ps.person, known.workspace AS known, known.last_seen AS seen,
           (SELECT max(o.last_seen) FROM identity o
            WHERE o.provider_id = known.provider_id AND o.person_id = known.person_id AND o.platform <> ${from.platform}) AS elsewhere,
           here.refs, s.id AS case_id, s.file::text,
           ${actionsRead(which)} AS actions,
           ${theirsRead(along)} AS theirs
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
    LEFT JOIN case_snapshot s ON s.provider_id = known.provider_id AND ${meant}`);
  return row;
}

export async function caseByRef(db: Statements, providerId: string, ref: string): Promise<CaseFile | null> {
  const rows = await direct(db).$queryRaw<{ id: string; file: string }[]>`
    SELECT id, file::text FROM case_snapshot WHERE provider_id = ${providerId} AND ref = ${ref}`;
  return rows[0] ? fileOf(rows[0].id, rows[0].file) : null;
}

export async function casesByIds(db: Statements, providerId: string, ids: string[]): Promise<Map<string, CaseFile>> {
  const rows = await direct(db).$queryRaw<{ file: CaseFile }[]>`
    SELECT file FROM case_snapshot WHERE provider_id = ${providerId} AND id = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ file }) => [file.id, file]));
}

/** A case with those actions of it that were asked for. */
export interface CaseRead {
  file: CaseFile;
  actions: Action[];
}

/** Every case that is worked on in a room. */
export const casesOfRoom = (
  db: Statements,
  providerId: string,
  room: Where & { platform: Platform },
  which: Which,
): Promise<CaseRead[]> =>
  readCases(
    db,
    Prisma.sql`s.provider_id = ${providerId} AND EXISTS (
      SELECT 1 FROM place pl WHERE pl.case_id = s.id AND pl.platform = ${room.platform} AND pl.workspace = ${room.workspace}
        AND pl.conversation = ${room.conversation})`,
    which,
  );

/**
 * Every case that names the person as lead, on the team or as cover, with those actions of it that are asked for. Whether they may see
 * it today is for the core to say.
 */
export async function casesNaming(
  db: Statements,
  providerId: string,
  personId: string,
  which: Which | null = null,
): Promise<CaseRead[]> {
  return readCases(db, Prisma.sql`s.provider_id = ${providerId} AND ${names(Prisma.sql`s`, Prisma.sql`${personId}`)}`, which);
}

async function readCases(db: Statements, where: Prisma.Sql, which: Which | null): Promise<CaseRead[]> {
  const rows = await direct(db).$queryRaw<StoredCase[]>(
    Prisma.sql`SELECT s.file, ${actionsRead(which)} AS actions FROM case_snapshot s WHERE ${where} ORDER BY s.ref`,
  );
  return rows.map(toCase);
}

/** A person whom somebody mentioned, if we know them. */
export async function personMentioned(db: Statements, providerId: string, mention: Identity): Promise<Person | null> {
  const asker = askerIn(await read(db, mention, null, NO_MORE));
  return asker && asker.providerId === providerId ? asker.person : null;
}
