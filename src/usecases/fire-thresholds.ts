import { randomUUID } from "node:crypto";
import type { EscalationView } from "../core/climb.ts";
import { type Response, respond } from "../core/cluster.ts";
import type { Begun, Escalation, Happening } from "../core/escalation.ts";
import { type Fired, firings } from "../core/firing.ts";
import { type Incident, incidentRef } from "../core/incident.ts";
import type { Ladder } from "../core/ladder.ts";
import { asksOf, closesAfter, thresholdSteps } from "../core/threshold.ts";
import type { Crossing } from "../core/threshold-view.ts";
import { addCluster, addFiring, type Cluster, holdEscalationsOf, keepCluster, openCluster } from "../store/clusters.ts";
import { escalateAtOf, nextEscalationNumber } from "../store/escalations.ts";
import { type Evaluation, evaluationOf } from "../store/incidents.ts";
import { laddersOf } from "../store/ladders.ts";
import type { OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { happenTo, openEscalation, type Raising } from "./open-escalation.ts";

/** What an incident crossed, and which version it was held to: null where none is in force. */
export interface FiredThresholds {
  version: number | null;
  crossings: Crossing[];
}

/**
 * Holds an incident that was just stored to the thresholds in force, and takes what it crosses to people, in the same transaction. It is
 * the case's turn (`inTurn`); escalations are held before numbers are taken and the agenda is written.
 */
export async function fireThresholds(
  deps: Deps,
  raising: Raising,
  { file, calendar }: OpenCase,
  incident: Incident,
): Promise<FiredThresholds> {
  const { tx, now } = raising;
  const [evaluation, open] = await Promise.all([evaluationOf(tx, file.id, incident.at), openCluster(tx, file.id)]);
  const { version } = evaluation;
  if (version === null && !open) return { version, crossings: [] };
  const { rules, incidents, used } = evaluation;
  const fired = firings(rules, incidents, used, incident.number, file.timeZone);
  if (fired.length === 0 && !open) return { version, crossings: [] };

  const spoken = open ? await holdEscalationsOf(tx, open.id) : [];
  const response = respond(fired, incidentRef(incident.number), now.toISOString(), spoken);
  if (response.opens) await nextEscalationNumber(tx, file.id);
  const cluster: Cluster = {
    ...(open ?? { id: randomUUID(), version: version ?? 0, openedAt: now, threadId: null }),
    closesAt: closesAfter(open?.closesAt ?? null, incident.at, evaluation.rules, file.timeZone),
  };
  if (open) await keepCluster(tx, cluster);
  else await addCluster(tx, raising.providerId, file.id, cluster);
  const crossings = await answer(deps, raising, { file, calendar }, { response, evaluation, cluster });
  return { version, crossings };
}

type Case = Pick<EscalationView, "file" | "calendar">;

interface Answering {
  response: Response;
  evaluation: Evaluation;
  cluster: Cluster;
}

async function answer(
  deps: Deps,
  raising: Raising,
  view: Case,
  { response, evaluation, cluster }: Answering,
): Promise<Crossing[]> {
  const { now } = raising;
  const at = now.toISOString();
  const crossings: Crossing[] = [];
  const note = async (fired: readonly Fired[], escalation: Escalation, how: Crossing["how"]): Promise<void> => {
    for (const { rule, incidents, key } of fired) {
      const version = evaluation.version ?? 0;
      const firing = { caseId: view.file.id, version, rule: rule.ref, key, facts: { incidents }, at: now };
      const isNew = await addFiring(raising.tx, { ...firing, clusterId: cluster.id, escalationId: escalation.id });
      if (!isNew) throw new Error(`${rule.ref} has fired by ${key} already`);
      crossings.push({ rule: rule.ref, version, asks: asksOf(rule), incidents, escalation, how });
    }
  };
  for (const { escalation, facts, fired } of response.joins) {
    const joined = facts.map((fact): Happening => ({ kind: "joined", at, fact }));
    await note(fired, await happenTo(deps, raising, { ...view, escalation, action: null }, joined), "joined");
  }
  if (response.opens) {
    const begun = await begunFor(raising, view, response.opens, evaluation.version ?? 0);
    const escalation = await openEscalation(deps, raising, begun, { ...view, action: null });
    await note(response.opens.fired, escalation, "opened");
    if (response.opens.asks === "stabilisation" && cluster.threadId === null)
      await keepCluster(raising.tx, { ...cluster, threadId: escalation.id });
  }
  for (const escalation of response.takenUp) {
    const closed: Happening = { kind: "closed", at, because: "taken-up", by: null, note: null };
    await happenTo(deps, raising, { ...view, escalation, action: null }, [closed]);
  }
  return crossings;
}

async function begunFor(
  { tx, now, providerId }: Raising,
  { file }: Case,
  { asks, fired, facts, threadId }: NonNullable<Response["opens"]>,
  version: number,
): Promise<Omit<Begun, "id" | "number">> {
  const [first] = fired;
  if (!first) throw new Error("an escalation is opened by a rule");
  const ladder: Ladder | undefined = (await laddersOf(tx, [file.id])).get(file.id);
  return {
    ...{ caseId: file.id, caseRef: file.ref, actionId: null, actionNumber: null, threadId },
    ...{ cause: "threshold", asks, rule: { kind: "threshold", version, ref: first.rule.ref } },
    ...{ began: now.toISOString(), escalateAt: ladder?.escalateAt ?? (await escalateAtOf(tx, providerId)) },
    ...{ inRooms: asks === "stabilisation", ladder: thresholdSteps(first.rule, ladder), facts },
  };
}
