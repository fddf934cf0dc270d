import type { TakenLeave } from "../core/leave.ts";
import { type AuditDraft, appendAudit } from "./audit.ts";
import { Abandoned, claimDelivery, orAbandon, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { type Addressed, enqueue } from "./outbox.ts";

/** A person's leave that is not over, the earliest first. */
export const leavesOf = (db: Statements, providerId: string, personId: string, today: string): Promise<TakenLeave[]> =>
  direct(db).$queryRaw<TakenLeave[]>`
    SELECT l.id, l.person_id AS "personId", l.from_day AS "from", l.until_day AS "until", l.cover_id AS "coverId",
           c.name AS "coverName"
    FROM leave l LEFT JOIN person c ON c.provider_id = l.provider_id AND c.id = l.cover_id
    WHERE l.provider_id = ${providerId} AND l.person_id = ${personId} AND l.until_day >= ${today}
    ORDER BY l.from_day, l.said_at`;

/** What becomes of somebody's leave. `expected` is what they had when it was decided: where that has changed, nothing is done. */
export interface LeaveChange {
  personId: string;
  today: string;
  expected: string[];
  add: { id: string; from: string; until: string; coverId: string | null } | null;
  remove: string[];
  audit: AuditDraft;
  notices: { caseId: string | null; actionId: string | null; addressed: Addressed[] }[];
}

/** Leave, its audit row and what leads have to hear of it, or nothing. One after the other for each person. */
export const saveLeave = (db: PrismaClient, writing: Writing, change: LeaveChange) =>
  orAbandon(db, async (tx) => {
    const { providerId, now } = writing;
    await claimDelivery(tx, writing.delivery, now);
    await tx.$queryRaw`SELECT id FROM person WHERE provider_id = ${providerId} AND id = ${change.personId} FOR NO KEY UPDATE`;
    const held = await leavesOf(tx, providerId, change.personId, change.today);
    if (held.map(({ id }) => id).join() !== change.expected.join()) throw new Abandoned("stale");
    for (const id of change.remove) await tx.$executeRaw`DELETE FROM leave WHERE id = ${id}::uuid`;
    if (change.add) {
      const { id, from, until, coverId } = change.add;
      await tx.$executeRaw`
        INSERT INTO leave (id, provider_id, person_id, from_day, until_day, cover_id, said_at)
        VALUES (${id}::uuid, ${providerId}, ${change.personId}, ${from}, ${until}, ${coverId}, ${now})`;
    }
    await appendAudit(tx, [change.audit]);
    const lanes: string[] = [];
    for (const { caseId, actionId, addressed } of change.notices)
      lanes.push(...(await enqueue(tx, { providerId, caseId, actionId, now }, addressed)));
    if (lanes.length > 0) await writing.wake(tx, lanes);
    return { kind: "saved" as const };
  });
