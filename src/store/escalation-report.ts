import type { Happening } from "../core/escalation.ts";
import type { Notice } from "../core/notice.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";
import { type EscalationRead, escalationsByIds } from "./escalations.ts";

/** An escalation of a case, without what is in it. */
export interface EscalationRow {
  id: string;
  number: number;
  /** The escalation in whose thread it is spoken of. */
  threadId: string | null;
}

/** Every escalation of a case, the latest first. */
export const escalationRows = (db: Statements, caseId: string): Promise<EscalationRow[]> =>
  direct(db).$queryRaw<EscalationRow[]>`
    SELECT id, number, thread_id AS "threadId" FROM escalation WHERE case_id = ${caseId}::uuid ORDER BY number DESC`;

/** A message about an escalation, and what became of it. */
export interface MessageOfEscalation {
  kind: Notice["kind"];
  personId: string | null;
  placeId: string | null;
  state: "waiting" | "sent" | "skipped" | "dead";
  /** When it had to be said, by the clock of the rules. */
  at: Date;
  settledAt: Date | null;
  reason: string | null;
}

export interface ReportRead {
  /** In the order in which they opened. */
  escalations: (EscalationRead & { happenings: Happening[] })[];
  messages: MessageOfEscalation[];
  inForce: { ladder: number | null; threshold: number | null };
}

/** All that is stored of some escalations of one case. */
export async function readForReport(db: Statements, providerId: string, caseId: string, ids: string[]): Promise<ReportRead> {
  const [read, events, messages, [inForce]] = await Promise.all([
    escalationsByIds(db, providerId, ids),
    eventsOf(db, ids),
    messagesOf(db, providerId, ids),
    direct(db).$queryRaw<ReportRead["inForce"][]>`
      SELECT (SELECT max(version) FROM ladder WHERE case_id = ${caseId}::uuid) AS ladder,
             (SELECT max(version) FROM threshold WHERE case_id = ${caseId}::uuid AND agreed_at IS NOT NULL) AS threshold`,
  ]);
  const happenings = Map.groupBy(events, ({ id }) => id);
  const escalations = [...read.values()]
    .toSorted((a, b) => a.escalation.number - b.escalation.number)
    .map((one) => ({ ...one, happenings: (happenings.get(one.escalation.id) ?? []).map(({ happening }) => happening) }));
  return { escalations, messages, inForce: inForce ?? { ladder: null, threshold: null } };
}

const eventsOf = (db: Statements, ids: string[]): Promise<{ id: string; happening: Happening }[]> =>
  direct(db).$queryRaw`
    SELECT escalation_id AS id, body AS happening FROM escalation_event
    WHERE escalation_id = ANY(${ids}::uuid[]) ORDER BY escalation_id, seq`;

/** In the order in which they had to be said; what tells the lead of one that was lost, too. */
const messagesOf = (db: Statements, providerId: string, ids: string[]): Promise<MessageOfEscalation[]> =>
  direct(db).$queryRaw<MessageOfEscalation[]>(Prisma.sql`
    SELECT kind, person_id AS "personId", place_id AS "placeId", state, coalesce(due_at, created_at) AS at, settled_at AS "settledAt", reason
    FROM notice WHERE provider_id = ${providerId} AND escalation_id = ANY(${ids}::uuid[])
    ORDER BY at, seq`);
