import { randomUUID } from "node:crypto";
import { subMinutes } from "date-fns/subMinutes";
import type { Used } from "../core/firing.ts";
import type { Category, Incident, IncidentFact, Injury } from "../core/incident.ts";
import type { Rule } from "../core/threshold.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";

/** Stores what happened; its number is the next of its case, whose turn it is (`inTurn`). */
export async function addIncident(
  tx: Statements,
  providerId: string,
  caseId: string,
  { at, recordedAt, recordedBy, category, injury, concerns, text }: Omit<Incident, "number">,
): Promise<Incident> {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    INSERT INTO incident (id, provider_id, case_id, number, at, recorded_at, recorded_by, category, injury, concerns, text)
    SELECT ${randomUUID()}::uuid, ${providerId}, ${caseId}::uuid, coalesce(max(number), 0) + 1, ${at}, ${recordedAt}, ${recordedBy},
           ${category}, ${injury}, ${concerns}::text[], ${text}
    FROM incident WHERE case_id = ${caseId}::uuid
    RETURNING number`;
  if (!row) throw new Error("an incident was not added");
  return { number: row.number, at, recordedAt, recordedBy, category, injury, concerns, text };
}

/** The same, recorded by the same person a few minutes ago at most: a form that was sent twice. */
export async function sameIncident(
  tx: Statements,
  caseId: string,
  { at, recordedAt, recordedBy, category, injury, concerns, text }: Omit<Incident, "number">,
): Promise<Incident | null> {
  const [row] = await tx.$queryRaw<Incident[]>(Prisma.sql`
    SELECT ${ROW} FROM incident i
    WHERE i.case_id = ${caseId}::uuid AND i.at = ${at} AND i.recorded_by = ${recordedBy} AND i.recorded_at > ${subMinutes(recordedAt, 10)}
      AND i.category = ${category} AND i.injury = ${injury} AND i.concerns = ${concerns}::text[]
      AND i.text IS NOT DISTINCT FROM ${text} LIMIT 1`);
  return row ?? null;
}

const ROW = Prisma.sql`
  i.number, i.at, i.recorded_at AS "recordedAt", i.recorded_by AS "recordedBy", i.category, i.injury, i.concerns, i.text`;

/** The latest of a case, the latest first. */
export async function incidentsOf(db: Statements, caseId: string, most: number): Promise<{ rows: Incident[]; total: number }> {
  const rows = await direct(db).$queryRaw<(Incident & { total: number })[]>(Prisma.sql`
    SELECT ${ROW}, count(*) OVER ()::int AS total FROM incident i
    WHERE i.case_id = ${caseId}::uuid ORDER BY i.at DESC, i.number DESC LIMIT ${most}`);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** `I3` of a case. */
export async function incidentByNumber(db: Statements, caseId: string, number: number): Promise<Incident | null> {
  const [row] = await direct(db).$queryRaw<Incident[]>(
    Prisma.sql`SELECT ${ROW} FROM incident i WHERE i.case_id = ${caseId}::uuid AND i.number = ${number}`,
  );
  return row ?? null;
}

/** What decides whether an incident crosses a threshold. */
export interface Evaluation {
  /** The version in force; null where none is. */
  version: number | null;
  rules: Rule[];
  /** Those about it that could count together with it, itself among them. */
  incidents: IncidentFact[];
  /** What firings have used already: `I1`, by rule. */
  used: Used;
}

/**
 * All of it in one statement: the widest window of the rules around a moment, a day wider for clock changes. Somebody waits for each
 * incident, and a window may be crowded: what is read comes as words, which cost a third of rows or JSON.
 */
export async function evaluationOf(db: Statements, caseId: string, at: Date): Promise<Evaluation> {
  const [row] = await direct(db).$queryRaw<
    { version: number; rules: Rule[]; incidents: string | null; used: Record<string, string> | null }[]
  >`
    WITH current AS (
      SELECT version, rules FROM threshold WHERE case_id = ${caseId}::uuid AND agreed_at IS NOT NULL ORDER BY version DESC LIMIT 1),
    width AS (
      SELECT make_interval(days => 1 + coalesce(max((a->>'days')::int), 0)) AS days
      FROM current, jsonb_array_elements(rules) AS r, jsonb_array_elements(coalesce(r->'when'->'alternatives', '[]')) AS a)
    SELECT version, rules,
           (SELECT string_agg(i.number || '/' || (extract(epoch FROM i.at) * 1000)::bigint || '/' || i.category || '/' || i.injury, ',')
            FROM incident i WHERE i.case_id = ${caseId}::uuid AND i.at >= ${at}::timestamptz - (SELECT days FROM width)
              AND i.at <= ${at}::timestamptz + (SELECT days FROM width)) AS incidents,
           (SELECT jsonb_object_agg(u.rule, u.keys) FROM (
              SELECT f.rule, string_agg(f.key, '+') AS keys FROM firing f
              WHERE f.case_id = ${caseId}::uuid AND f.at >= ${at}::timestamptz - (SELECT days FROM width) GROUP BY f.rule) AS u) AS used
    FROM current`;
  if (!row) return { version: null, rules: [], incidents: [], used: new Map() };
  const { version, rules, incidents, used } = row;
  return {
    ...{ version, rules, incidents: incidents?.split(",").map(factIn) ?? [] },
    // A key is made of what it was crossed by.
    used: new Map(Object.entries(used ?? {}).map(([rule, keys]) => [rule, new Set(keys.split("+"))])),
  };
}

function factIn(words: string): IncidentFact {
  const [number, at, category, injury] = words.split("/");
  return { number: Number(number), at: new Date(Number(at)), category: category as Category, injury: injury as Injury };
}
