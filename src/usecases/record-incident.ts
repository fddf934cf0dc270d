import { createHash } from "node:crypto";
import { incidentFrom, type ReadIncident, readIncident } from "../capture/incident.ts";
import type { Command } from "../core/command.ts";
import { type Incident, incidentRef } from "../core/incident.ts";
import type { Outcome } from "../core/outcome.ts";
import { sees } from "../core/permission.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { addIncident, sameIncident } from "../store/incidents.ts";
import { inTurn, versionInForce } from "../store/thresholds.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { fireThresholds } from "./fire-thresholds.ts";
import { nameMentions } from "./name-mentions.ts";
import { raise, writeTrail } from "./open-escalation.ts";
import { refuseProtected } from "./protect.ts";
import { caseOf } from "./threshold.ts";
import { auditOf, recordRefusal } from "./trail.ts";

type RecordIncident = Extract<Command, { do: "incident" }>;
type Whole = Extract<ReadIncident, { kind: "incident" }>;

const EXAMPLE = "self-harm at 21:40 injury none";

/** Records what happened, and holds it to the thresholds of the case at once. With nothing said yet, asks for it with a form. */
export async function recordIncident(deps: Deps, asking: Asking, command: RecordIncident): Promise<Outcome> {
  const open = await caseOf(deps, asking, command, (ref) => `mdt incident ${ref} ${EXAMPLE}`);
  if ("kind" in open) return open;
  if (!sees(open.level, "care")) return refuseBelowCare(deps, asking, open, "incident");
  const unsafe = await refuseProtected(deps, asking, open, command);
  if (unsafe) return unsafe;
  const { words, category, time, injury } = command;
  if (!words && !category && !time && !injury) {
    const form = { name: "incident" as const, command: { ...command, case: open.file.ref }, view: null, file: open.file };
    return { kind: "form", form };
  }
  const context = { now: asking.now, calendar: open.calendar };
  const read = words ? readIncident(await nameMentions(deps, asking, words), context) : incidentFrom(command, context);
  if (read.kind === "wrong") {
    const example = `mdt incident ${open.file.ref} ${EXAMPLE}`;
    return {
      kind: "invalid",
      field: words ? null : read.field,
      message: `Not saved: ${read.message}`,
      example: words ? example : null,
    };
  }
  return save(deps, asking, open, read);
}

/** Names the level, as a refusal names the role. */
export async function refuseBelowCare(
  deps: Deps,
  asking: Asking,
  { file }: OpenCase,
  verb: "incident" | "incidents",
): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb, caseRef: file.ref, actionNumber: null });
  if (recorded === "repeated") return { kind: "repeated" };
  return { kind: "not-allowed", view: null, verb, who: "Only people who see this case at care level or above" };
}

async function save(deps: Deps, asking: Asking, open: OpenCase, { kind: _, ...read }: Whole): Promise<Outcome> {
  const { file } = open;
  const writing = writingOf(deps, asking);
  const saved = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, writing.delivery, writing.now);
    await inTurn(tx, file.id);
    const recorded = { ...read, recordedAt: writing.now, recordedBy: asking.person.id };
    const same = await sameIncident(tx, file.id, recorded);
    if (same) return { kind: "same" as const, incident: same, inForce: await versionInForce(tx, file.id) };
    const raising = raise(tx, writing.providerId, writing.now, asking);
    const incident = await addIncident(tx, writing.providerId, file.id, recorded);
    raising.audit.push(
      auditOf(asking, { verb: "incident", result: "done", caseRef: file.ref, actionNumber: null, after: keptOf(incident) }),
    );
    const { version: inForce, crossings } = await fireThresholds(deps, raising, open, incident);
    await writeTrail(raising);
    return { kind: "saved" as const, incident, inForce, crossings };
  });
  if (saved.kind === "same") return { ...saved, kind: "incident", file, crossings: [], isNew: false };
  if (saved.kind !== "saved") return { kind: "repeated" };
  const { incident, inForce, crossings } = saved;
  deps.log.info(
    { incident: `${file.ref}/${incidentRef(incident.number)}`, person: asking.person.id, crossed: crossings.length },
    "incident recorded",
  );
  return { kind: "incident", file, incident, inForce, crossings, isNew: true };
}

/** The trail cannot forget: of the text it keeps no more than what shows that it is unchanged. */
function keptOf({ number, at, category, injury, concerns, text }: Incident) {
  const hash = text === null ? null : createHash("sha256").update(text).digest("hex");
  return { incident: incidentRef(number), at: at.toISOString(), category, injury, concerns, text: hash };
}
