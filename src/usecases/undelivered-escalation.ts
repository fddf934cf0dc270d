import { subMinutes } from "date-fns/subMinutes";
import { escalationRef } from "../core/escalation.ts";
import type { EscalationNotice } from "../core/escalation-notice.ts";
import { hearsInstead } from "../core/hears-instead.ts";
import type { Notice } from "../core/notice.ts";
import { dayOf } from "../core/working-day.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { escalationById } from "../store/escalations.ts";
import { type LateNotice, lateEscalations } from "../store/late-notices.ts";
import { address, enqueue } from "../store/outbox.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";

/** What has a time limit: that somebody was not asked must be known before it is over. */
export type Asked = Extract<EscalationNotice, { kind: "escalation" | "escalation-lead" }>;

export const isAsked = (notice: Notice): notice is Asked => notice.kind === "escalation" || notice.kind === "escalation-lead";

/** Looked for every minute, so that it is known within five. */
const LATE_AFTER_MINUTES = 3;

/** Makes known what has waited for some minutes because of a fault, once; it goes on being tried. */
export async function tellLate(deps: Deps, now: Date): Promise<void> {
  for (const late of await lateEscalations(deps.db, subMinutes(now, LATE_AFTER_MINUTES))) {
    if (!isAsked(late.body)) continue;
    const { body } = late;
    await directTransaction(deps.db, (tx) => tellUnasked(deps, tx, { ...late, body }, late.reason, "late"));
    deps.log.warn({ notice: late.id, kind: body.kind, person: late.personId }, "an escalation has not reached somebody yet");
  }
}

/**
 * Somebody was not reached with an escalation: the lead hears, each time, with a number to call instead; where it is the lead, somebody who
 * may act for them, or whoever is next on the ladder.
 */
export async function tellUnasked(
  deps: Deps,
  tx: Transaction,
  { id, providerId, body }: Pick<LateNotice, "id" | "providerId"> & { body: Asked },
  reason: string,
  how: "late" | "lost",
): Promise<void> {
  const read = await escalationById(tx, providerId, body.escalation);
  if (!read) return;
  const { escalation, action } = read;
  const platforms = platformsOf(deps);
  const file = fileConnected(read.file, platforms);
  const now = deps.now();
  const unreached = body.to.personId;
  const to = hearsInstead(escalation, file, unreached, dayOf(now, file.timeZone));
  if (!to) return;
  const notice: Notice = {
    ...{ kind: "undelivered", to, notice: id, what: body.kind, unreached, reason },
    ...{ escalation: escalationRef(escalation), ...(how === "late" && { late: true as const }) },
  };
  const about = { providerId, caseId: file.id, actionId: action?.id ?? null, escalationId: escalation.id, now };
  await deps.wake(tx, await enqueue(tx, about, address([notice], file, platforms)));
}
