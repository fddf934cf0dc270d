import { createHash } from "node:crypto";
import type { CaseFile } from "../core/case-file.ts";
import { actionsOfCases } from "../store/actions.ts";
import { appendAudit } from "../store/audit.ts";
import { caseByRef } from "../store/cases.ts";
import type { Db } from "../store/database.ts";
import { caseRefs, evidenceOfCase, peopleById } from "../store/export.ts";
import { onlyProvider } from "../store/provider.ts";
import { type LogSource, logAsCsv, logAsJson } from "./action-log.ts";
import { calendarOf, type Deps } from "./deps.ts";

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportOutcome = { kind: "exported"; text: string; actions: number } | { kind: "no-case"; known: string[] };

/**
 * The action log of a case, drafts included, for whoever runs the command line: all of it, at every level. That it was taken is part
 * of the trail, with the hash of what was given out.
 */
export async function exportActions(
  deps: Pick<Deps, "db" | "log" | "now" | "holidays">,
  caseRef: string,
  format: ExportFormat,
): Promise<ExportOutcome> {
  return deps.db.$transaction(async (tx): Promise<ExportOutcome> => {
    const provider = await onlyProvider(tx);
    if (!provider) return { kind: "no-case", known: [] };
    const providerId = provider.id;
    const file = await caseByRef(tx, providerId, caseRef);
    if (!file) return { kind: "no-case", known: await caseRefs(tx, providerId) };

    const now = deps.now();
    const log = await logOf(tx, deps, providerId, file, now);
    const text = format === "csv" ? logAsCsv(log) : logAsJson(log);
    await appendAudit(tx, [
      {
        providerId,
        at: now,
        actor: null,
        coverFor: null,
        verb: "export",
        result: "done",
        caseRef,
        actionNumber: null,
        before: null,
        after: { format, actions: log.length, sha256: createHash("sha256").update(text).digest("hex") },
        why: null,
        origin: { kind: "export" },
      },
    ]);
    deps.log.info({ providerId, caseRef, format, actions: log.length }, "actions exported");
    return { kind: "exported", text, actions: log.length };
  });
}

async function logOf(tx: Db, deps: Pick<Deps, "holidays">, providerId: string, file: CaseFile, now: Date): Promise<LogSource[]> {
  const actions = await actionsOfCases(tx, providerId, [file.id], "all");
  const people = await peopleById(tx, providerId);
  const evidence = Map.groupBy(await evidenceOfCase(tx, providerId, file.id), ({ actionId }) => actionId);
  const calendar = calendarOf(deps, file);
  return actions.map((action) => {
    const given = (evidence.get(action.id) ?? []).map(({ text, hash, at, by }) => ({ text, hash, at, by }));
    return { action, evidence: given, people, calendar, now };
  });
}
