import type { Person } from "../core/person.ts";
import type { Db } from "./database.ts";

export async function caseRefs(db: Db, providerId: string): Promise<string[]> {
  const cases = await db.case.findMany({ where: { providerId }, select: { ref: true }, orderBy: { ref: "asc" } });
  return cases.map(({ ref }) => ref);
}

/** Everybody by id, also those who have left the case: an old log still names them. */
export async function peopleById(db: Db, providerId: string): Promise<Map<string, Person>> {
  const rows = await db.$queryRaw<{ person: Person }[]>`SELECT person FROM person_snapshot WHERE provider_id = ${providerId}`;
  return new Map(rows.map(({ person }) => [person.id, person]));
}

/** All evidence handed in on a case, oldest first; an action that was returned has several. */
export const evidenceOfCase = (db: Db, providerId: string, caseId: string) =>
  db.evidence.findMany({
    where: { action: { providerId, caseId } },
    select: { actionId: true, text: true, hash: true, at: true, by: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
