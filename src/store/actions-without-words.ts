import type { Action } from "../core/action.ts";
import type { Level } from "../core/case-file.ts";
import type { Statements } from "./direct.ts";

interface Row {
  id: string;
  caseId: string;
  number: number;
  status: Action["status"];
  asker: string;
  owner: string | null;
  ownerRole: string | null;
  chaser: string | null;
  dueDay: string | null;
  dueTime: string | null;
  timeZone: string;
  notYetHeard: boolean;
  shown: boolean;
  level: Level;
  createdAt: Date;
  statusSince: Date;
  runningSince: Date | null;
  askedSince: Date | null;
  escalation: string | null;
  climbed: Record<string, string>;
  acting: string | null;
  actingSince: string | null;
  version: number;
  changes: number;
  putOff: Record<string, string> | null;
  evidenceBy: string | null;
}

/**
 * Live actions as the rules about moments read them: who, until when, since when. A planner reads thousands, of which `action_snapshot`
 * would gather texts, updates and requests that no moment depends on.
 */
export async function readWithoutWords(tx: Statements, providerId: string, ids: string[]): Promise<Action[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.id, a.case_id AS "caseId", a.number, a.status, a.asker, a.owner, a.owner_role AS "ownerRole", a.chaser,
           a.due_day AS "dueDay", a.due_time AS "dueTime", a.time_zone AS "timeZone", a.not_yet_heard AS "notYetHeard", a.level,
           a.created_at AS "createdAt", a.status_since AS "statusSince", a.running_since AS "runningSince",
           a.asked_since AS "askedSince", a.escalation, a.climbed, a.acting, a.acting_since AS "actingSince",
           a.shown_at IS NOT NULL AS shown, a.version, a.changes,
           (SELECT jsonb_object_agg(p.person_id, p.until_day) FROM put_off p WHERE p.action_id = a.id) AS "putOff",
           CASE a.status WHEN 'evidence submitted'
             THEN (SELECT e.by_person FROM evidence e WHERE e.action_id = a.id ORDER BY e.at DESC, e.id DESC LIMIT 1) END AS "evidenceBy"
    FROM action a
    WHERE a.provider_id = ${providerId} AND a.id = ANY(${ids}::uuid[]) AND a.status NOT IN ('complete', 'not achieved', 'cancelled')`;
  return rows.map(toAction);
}

function toAction({ dueDay, dueTime, timeZone, actingSince, putOff, evidenceBy, ...row }: Row): Action {
  return {
    ...row,
    caseRef: "",
    due: dueDay === null ? null : { day: dueDay, time: dueTime, timeZone },
    acting: row.acting === null ? null : { personId: row.acting, since: actingSince ?? "" },
    putOff: putOff ?? {},
    latestEvidence: evidenceBy === null ? null : { id: "", by: evidenceBy, at: row.statusSince, text: "" },
    ...WITHOUT_WORDS,
  };
}

const WITHOUT_WORDS = {
  ...{ text: null, dueWords: null, originalDue: null, extensions: 0, evidenceRequired: null, ownerChoices: [], source: null },
  ...{ follows: null, blockedBecause: null, endedBecause: null, signedOffBy: null, acceptedAt: null, closedAt: null },
  ...{ request: null, latestUpdate: null, latestDecision: null, meetingId: null, sourceState: null },
};
