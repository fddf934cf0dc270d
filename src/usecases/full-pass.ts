import { differenceInSeconds } from "date-fns/differenceInSeconds";
import { lastPasses, passDone } from "../store/agenda.ts";
import { auditAgenda } from "./audit-agenda.ts";
import type { Deps } from "./deps.ts";
import { type Planned, planNotices } from "./plan-notices.ts";
import { tellLate } from "./undelivered-escalation.ts";

/** A little less than a quarter of an hour, so that a minute that comes early does not put the audit off to the next. */
const AUDIT_AFTER_S = 14.5 * 60;

export interface Pass extends Planned {
  /** Everything was looked at, by this pass, and the auditor's look is not older than it should be. */
  full: boolean;
}

/**
 * What happens every minute: everything that is due is planned, escalations that do not arrive are made known, and every quarter of an hour
 * the auditor looks after it.
 */
export async function fullPass(deps: Deps, now: Date, ifBusy: "wait" | "skip"): Promise<Pass> {
  const planned = await planNotices(deps, now, ifBusy);
  if (!planned.complete) return { ...planned, full: false };
  await passDone(deps.db, "plan", deps.realNow());
  await tellLate(deps, now);
  const { audit } = await lastPasses(deps.db);
  if (audit === null || differenceInSeconds(deps.realNow(), audit) >= AUDIT_AFTER_S) {
    await auditAgenda(deps, now);
    await passDone(deps.db, "audit", deps.realNow());
  }
  return { ...planned, full: planned.failed === 0 };
}
