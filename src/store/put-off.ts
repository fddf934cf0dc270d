import { type AuditDraft, appendAudit } from "./audit.ts";
import { claimDelivery, orAbandon, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";

/** What one person put off, and until when: they hear nothing of it before that day. */
export interface PuttingOff {
  actionId: string;
  personId: string;
  until: string;
}

/**
 * Stores that somebody put an action off for themselves. The action stays as it is, so nobody's card becomes old by it. Put off to that
 * day already, nothing is added, not to the trail either.
 */
export const savePutOff = (
  db: PrismaClient,
  { delivery, now }: Pick<Writing, "delivery" | "now">,
  { actionId, personId, until, audit }: PuttingOff & { audit: AuditDraft },
) =>
  orAbandon(db, async (tx) => {
    await claimDelivery(tx, delivery, now);
    const stored = await tx.$executeRaw`
      INSERT INTO put_off (action_id, person_id, until_day) VALUES (${actionId}::uuid, ${personId}, ${until})
      ON CONFLICT (action_id, person_id) DO UPDATE SET until_day = EXCLUDED.until_day WHERE put_off.until_day <> EXCLUDED.until_day`;
    if (stored > 0) await appendAudit(tx, [audit]);
    return { kind: "saved" as const };
  });
