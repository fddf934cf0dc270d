import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { keysOf } from "../core/source-key.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Db } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { fileOf } from "./file-text.ts";

type Instants = "createdAt" | "acceptedAt" | "closedAt" | "statusSince" | "runningSince" | "askedSince";
type Dated = { at: string };
/** An action as JSON from the database: the same but for its instants. */
export type StoredAction = Omit<Action, Instants | "request" | "latestUpdate" | "latestEvidence" | "latestDecision"> & {
  [key in Instants]: string | null;
} & { request: Dated | null; latestUpdate: Dated | null; latestEvidence: Dated | null; latestDecision: Dated | null };

const instant = (stored: string | null): Date | null => (stored === null ? null : new Date(stored));
const dated = <T extends Dated>(row: T | null) => (row === null ? null : { ...row, at: new Date(row.at) });

export function toAction(stored: StoredAction): Action {
  return {
    ...stored,
    createdAt: instant(stored.createdAt),
    acceptedAt: instant(stored.acceptedAt),
    closedAt: instant(stored.closedAt),
    statusSince: instant(stored.statusSince),
    runningSince: instant(stored.runningSince),
    askedSince: instant(stored.askedSince),
    request: dated(stored.request),
    latestUpdate: dated(stored.latestUpdate),
    latestEvidence: dated(stored.latestEvidence),
    latestDecision: dated(stored.latestDecision),
  } as Action;
}

async function read(db: Statements, where: Prisma.Sql): Promise<Action[]> {
  const rows = await direct(db).$queryRaw<{ action: StoredAction }[]>(
    Prisma.sql`SELECT action FROM action_snapshot WHERE ${where} ORDER BY case_ref, number`,
  );
  return rows.map((row) => toAction(row.action));
}

export async function actionById(db: Statements, providerId: string, id: string): Promise<Action | null> {
  const [action] = await read(db, Prisma.sql`provider_id = ${providerId} AND id = ${id}::uuid`);
  return action ?? null;
}

const ENDED = Prisma.sql`('complete', 'not achieved', 'cancelled')`;

/** `live` leaves out what has ended. */
export type Which = "live" | "all";

/** Actions of a case as one JSON list, in the order of their numbers. */
export const actionsOf = (caseId: Prisma.Sql, which: Which | number): Prisma.Sql => Prisma.sql`
  (SELECT coalesce(jsonb_agg(a.action ORDER BY a.number), '[]') FROM action_snapshot a
   WHERE a.case_id = ${caseId} ${only(which)})`;

function only(which: Which | number): Prisma.Sql {
  if (which === "all") return Prisma.empty;
  return which === "live" ? Prisma.sql`AND a.status NOT IN ${ENDED}` : Prisma.sql`AND a.number = ${which}`;
}

/** A case and its actions, or the one of that number, as they are at one moment; the actions in the order of their numbers. */
export async function caseWithActions(
  db: Statements,
  providerId: string,
  ref: string,
  which: Which | number,
): Promise<{ file: CaseFile; actions: Action[] } | null> {
  const [row] = await direct(db).$queryRaw<{ id: string; file: string; actions: StoredAction[] }[]>(Prisma.sql`
    SELECT s.id, s.file::text, ${actionsOf(Prisma.sql`s.id`, which)} AS actions
    FROM case_snapshot s WHERE s.provider_id = ${providerId} AND s.ref = ${ref}`);
  return row ? { file: fileOf(row.id, row.file), actions: row.actions.map(toAction) } : null;
}

/** Actions of some cases, in the order of their numbers. */
export async function actionsOfCases(db: Statements, providerId: string, caseIds: string[], which: Which): Promise<Action[]> {
  if (caseIds.length === 0) return [];
  const live = which === "live" ? Prisma.sql`AND status NOT IN ${ENDED}` : Prisma.empty;
  return read(db, Prisma.sql`provider_id = ${providerId} AND case_id = ANY(${caseIds}::uuid[]) ${live}`);
}

/** What one text was made into, in its order: a message makes its actions once. */
export async function actionsFromMessage(db: Db, caseId: string, textKey: string): Promise<Action[]> {
  const rows = await db.action.findMany({
    where: { caseId, sourceKey: { in: keysOf(textKey) } },
    select: { id: true, providerId: true },
    orderBy: { number: "asc" },
  });
  const found = await Promise.all(rows.map(({ id, providerId }) => actionById(db, providerId, id)));
  return found.filter((action) => action !== null);
}
