import type { DigestSetting } from "../core/person.ts";
import { type AuditDraft, appendAudit } from "./audit.ts";
import { claimDelivery, orAbandon, type Writing } from "./change.ts";
import type { PrismaClient } from "./database.ts";

const NOTHING_SETTLED: DigestSetting = { on: true, time: null, weekdays: null };

/**
 * Stores how somebody wants their digest. What they leave out stays as it is; two changes at once both count. Set so already, nothing
 * is added, not to the trail either.
 *
 * @returns how it is set now
 */
export const saveDigestSetting = (
  db: PrismaClient,
  { providerId, delivery, now }: Pick<Writing, "providerId" | "delivery" | "now">,
  personId: string,
  set: Partial<DigestSetting>,
  auditOf: (before: DigestSetting, after: DigestSetting) => AuditDraft,
) =>
  orAbandon(db, async (tx) => {
    await claimDelivery(tx, delivery, now);
    await tx.$queryRaw`SELECT id FROM person WHERE provider_id = ${providerId} AND id = ${personId} FOR NO KEY UPDATE`;
    const [before = NOTHING_SETTLED] = await tx.$queryRaw<DigestSetting[]>`
      SELECT is_on AS "on", time, weekdays FROM digest_setting WHERE provider_id = ${providerId} AND person_id = ${personId}`;
    const after: DigestSetting = { ...before, ...set };
    if (JSON.stringify(before) === JSON.stringify(after)) return { kind: "saved" as const, setting: after };
    await tx.$executeRaw`
      INSERT INTO digest_setting (provider_id, person_id, is_on, time, weekdays, off_since)
      VALUES (${providerId}, ${personId}, ${after.on}, ${after.time}, ${after.weekdays}, ${after.on ? null : now})
      ON CONFLICT (provider_id, person_id)
      DO UPDATE SET is_on = EXCLUDED.is_on, time = EXCLUDED.time, weekdays = EXCLUDED.weekdays,
                    off_since = CASE WHEN EXCLUDED.is_on THEN NULL ELSE coalesce(digest_setting.off_since, EXCLUDED.off_since) END`;
    await appendAudit(tx, [auditOf(before, after)]);
    return { kind: "saved" as const, setting: after };
  });
