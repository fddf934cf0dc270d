import { escalationRef } from "../core/escalation.ts";
import { coveredThen, type EscalationReport, type ReportPart } from "../core/escalation-report.ts";
import { rolesOfLadder } from "../core/ladder-holes.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Message, Outcome } from "../core/outcome.ts";
import { namedInReports, withNamesOf } from "../core/report-names.ts";
import { saidOnce } from "../core/said-often.ts";
import { reasonInWords } from "../core/unreached.ts";
import { appendAudit } from "../store/audit.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { type EscalationRow, escalationRows, type MessageOfEscalation, readForReport } from "../store/escalation-report.ts";
import { laddersOf } from "../store/ladders.ts";
import { thresholdRoles } from "../store/needed-roles.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { auditOf } from "./trail.ts";

/** So many others are named; older ones are counted. */
const NAMED = 20;

/**
 * Everything about one escalation, for somebody on its case: the one of that number, or the latest thread with all that was spoken of in it.
 * Who read it is part of the trail.
 */
export async function reportEscalation(deps: Deps, asking: Asking, open: OpenCase, number: number | null): Promise<Outcome> {
  const { file } = open;
  const rows = await escalationRows(deps.db, file.id);
  const chosen = choose(rows, number);
  if (!chosen) {
    const message = number === null ? `Nothing has been escalated in ${file.ref}.` : `There is no E${number} in ${file.ref}.`;
    return { kind: "invalid", field: null, message, example: `mdt report ${file.ref} escalation` };
  }
  const ids = [chosen.id, ...rows.filter(({ threadId }) => threadId === chosen.id).map(({ id }) => id)];
  const read = await readForReport(deps.db, asking.providerId, file.id, ids);
  const others = rows.filter(({ id }) => !ids.includes(id)).map(escalationRef);
  const root = rows.find(({ id }) => id === chosen.threadId);
  const about = {
    spokenIn: root ? escalationRef(root) : null,
    others: { refs: others.slice(0, NAMED), more: Math.max(0, others.length - NAMED) },
  };
  const report = await told(deps, open, read, about);
  if (!report || !(await recordReading(deps, asking, file.ref, escalationRef(chosen)))) return { kind: "repeated" };
  return { kind: "escalation-report", report };
}

/** Where none is named, the latest: of several in one thread, the one that the thread began with. */
function choose(rows: readonly EscalationRow[], number: number | null): EscalationRow | undefined {
  if (number !== null) return rows.find((row) => row.number === number);
  const [latest] = rows;
  return rows.find(({ id }) => id === latest?.threadId) ?? latest;
}

/** What was read, with the people of the case as they may be named in a report. */
async function told(
  deps: Deps,
  { file, calendar }: OpenCase,
  { escalations, messages, inForce }: Awaited<ReturnType<typeof readForReport>>,
  about: Pick<EscalationReport, "spokenIn" | "others">,
): Promise<EscalationReport | null> {
  const [ladders, needed] = await Promise.all([laddersOf(deps.db, [file.id]), thresholdRoles(deps.db, [file.id])]);
  const written = [...rolesOfLadder(ladders.get(file.id)), ...(needed.get(file.id) ?? [])].map(({ role }) => role);
  const roles = [...written, ...escalations.flatMap(({ escalation }) => escalation.ladder.map(({ role }) => role))];
  const all = escalations.map(({ escalation, action, happenings }): ReportPart => {
    return { view: { escalation, action, file, calendar }, happenings };
  });
  const shown = withNamesOf(file, namedInReports(file, roles, coveredThen(all)));
  const [first, ...rest] = all.map((part) => ({ ...part, view: { ...part.view, file: shown } }));
  if (!first) return null;
  return {
    parts: [first, ...rest],
    titles: Object.fromEntries(Object.values(file.people).map(({ id, role }) => [id, role])),
    messages: saidOnce(messages.map((message) => messageOf(message, shown))),
    inForce,
    ...about,
  };
}

/** Nothing is sent before it had to be said: the rehearsal's clock is ahead of the wall's. */
function messageOf(message: MessageOfEscalation, file: OpenCase["file"]): Message & { reader: string } {
  const { kind, personId, placeId, state, at, settledAt, reason } = message;
  const sentAt = state === "sent" && settledAt ? (settledAt > at ? settledAt : at) : null;
  return {
    ...{ at, message: kind, to: personId === null ? null : nameAndRole(file, personId), state, sentAt, times: 1 },
    room: file.places.find(({ id }) => id === placeId) ?? null,
    reason:
      state === "dead" ? reasonInWords(reason ?? "", personId === null ? "room" : "person") : state === "sent" ? null : reason,
    reader: personId ?? placeId ?? "",
  };
}

/** False where the same delivery was answered before. */
async function recordReading(deps: Deps, asking: Asking, caseRef: string, about: string): Promise<boolean> {
  const row = auditOf(asking, {
    ...{ verb: "report", result: "done", caseRef, actionNumber: null },
    after: { report: "escalation", about },
  });
  const done = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, asking.delivery, asking.now);
    await appendAudit(tx, [row]);
    return { kind: "recorded" as const };
  });
  return done.kind === "recorded";
}
