import type { AgreedLadder, Ladder, LadderStep } from "../core/ladder.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type AuditDraft, appendAudit } from "./audit.ts";
import { Abandoned, claimDelivery, orAbandon, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";
import { direct, type Statements } from "./direct.ts";
import { type Addressed, enqueue } from "./outbox.ts";

/** The ladders in force of some cases, by case. */
export async function laddersOf(db: Statements, caseIds: string[]): Promise<Map<string, Ladder>> {
  const rows = await direct(db).$queryRaw<
    { caseId: string; version: number; since: Date; steps: LadderStep[]; escalateAt: string }[]
  >`
    SELECT DISTINCT ON (l.case_id) l.case_id AS "caseId", l.version, l.at AS since, l.steps, p.escalate_at AS "escalateAt"
    FROM ladder l JOIN case_file c ON c.id = l.case_id JOIN provider p ON p.id = c.provider_id
    WHERE l.case_id = ANY(${caseIds}::uuid[]) ORDER BY l.case_id, l.version DESC`;
  return new Map(rows.map(({ caseId, ...ladder }) => [caseId, ladder]));
}

/** A case's ladder as it was agreed: the one in force, or that version. Null where there is none. */
export async function agreedLadder(db: Statements, caseId: string, version?: number): Promise<AgreedLadder | null> {
  const which = version === undefined ? Prisma.empty : Prisma.sql`WHERE version = ${version}`;
  const [row] = await direct(db).$queryRaw<AgreedLadder[]>(Prisma.sql`
    SELECT version, since, until, latest, by, why, steps
    FROM (SELECT l.version, l.at AS since, l.by_person AS by, l.why, l.steps,
                 lead(l.at) OVER (ORDER BY l.version) AS until, max(l.version) OVER () AS latest
          FROM ladder l WHERE l.case_id = ${caseId}::uuid) AS agreed
    ${which} ORDER BY version DESC LIMIT 1`);
  return row ?? null;
}

/**
 * Stores the ladder that is in force from now on, with its row of the trail and whatever is said of it. The write names the version that it follows (0: none): of two
 * at once one is `stale`.
 */
export const saveLadder = (
  db: PrismaClient,
  { providerId, delivery, now, wake }: Pick<Writing, "providerId" | "delivery" | "now" | "wake">,
  { caseId, follows, steps, by, why }: { caseId: string; follows: number; steps: LadderStep[]; by: string; why: string },
  audit: AuditDraft,
  notices: Addressed[],
) =>
  orAbandon(db, async (tx) => {
    await claimDelivery(tx, delivery, now);
    const added = await tx.$executeRaw`
      INSERT INTO ladder (case_id, version, at, by_person, why, steps)
      SELECT ${caseId}::uuid, ${follows + 1}, ${now}, ${by}, ${why}, ${JSON.stringify(steps)}::jsonb
      WHERE ${follows} = (SELECT coalesce(max(version), 0) FROM ladder WHERE case_id = ${caseId}::uuid)
      ON CONFLICT DO NOTHING`;
    if (added === 0) throw new Abandoned("stale");
    await wake(tx, await enqueue(tx, { providerId, caseId, actionId: null, now }, notices));
    await appendAudit(tx, [audit]);
    return { kind: "saved" as const };
  });
