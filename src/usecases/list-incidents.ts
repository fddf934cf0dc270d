import type { Command } from "../core/command.ts";
import { type Incident, incidentRef, type ShownIncident } from "../core/incident.ts";
import type { Outcome } from "../core/outcome.ts";
import { sees } from "../core/permission.ts";
import { appendAudit } from "../store/audit.ts";
import { directTransaction } from "../store/direct.ts";
import { incidentByNumber, incidentsOf } from "../store/incidents.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseBelowCare } from "./record-incident.ts";
import { caseOf } from "./threshold.ts";
import { auditOf } from "./trail.ts";

/** As many as one card says well. */
const MOST = 20;

/**
 * The incidents of a case. At care level their references and times; what happened is for the restricted level and for whoever recorded
 * it. That it was read is part of the trail.
 */
export async function listIncidents(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "incidents" }>,
): Promise<Outcome> {
  const open = await caseOf(deps, asking, command, (ref) => `mdt incidents ${ref}`);
  if ("kind" in open) return open;
  const { file } = open;
  if (!sees(open.level, "care")) return refuseBelowCare(deps, asking, open, "incidents");
  const { number } = command;
  if (number === undefined) {
    const { rows, total } = await incidentsOf(deps.db, file.id, MOST);
    return shown(deps, asking, open, rows, { total, one: false });
  }
  const incident = await incidentByNumber(deps.db, file.id, number);
  if (incident) return shown(deps, asking, open, [incident], { total: 1, one: true });
  const message = `There is no ${incidentRef(number)} in ${file.ref}.`;
  return { kind: "invalid", field: null, message, example: `mdt incidents ${file.ref}` };
}

async function shown(
  deps: Deps,
  asking: Asking,
  { file, level }: OpenCase,
  incidents: Incident[],
  { total, one }: { total: number; one: boolean },
): Promise<Outcome> {
  const reads = (incident: Incident): boolean => sees(level, "restricted") || incident.recordedBy === asking.person.id;
  const rows = incidents.map((incident): ShownIncident => {
    const { number, at } = incident;
    return { number, at, restricted: reads(incident) ? incident : null };
  });
  const read = rows.filter(({ restricted }) => restricted !== null).map(({ number }) => incidentRef(number));
  if (read.length > 0) {
    const about = { verb: "incidents", result: "done", caseRef: file.ref, actionNumber: null } as const;
    await directTransaction(deps.db, (tx) => appendAudit(tx, [auditOf(asking, { ...about, after: { read } })]));
  }
  return { kind: "incidents", file, rows, total, one };
}
