import type { Action } from "../core/action.ts";
import { besideLadder, climb, type EscalationView, punctual } from "../core/climb.ts";
import type { Happening } from "../core/escalation.ts";
import { type Agreed, type Matter, mattersOf } from "../core/matters.ts";
import { actionById } from "../store/actions.ts";
import type { AgendaKind } from "../store/agenda.ts";
import { addFiring } from "../store/clusters.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { actionOf, escalationById, holdAction, holdEscalation, noteOnAction } from "../store/escalations.ts";
import { laddersOf } from "../store/ladders.ts";
import { caseById } from "../store/presence.ts";
import { watchesOf } from "../store/thresholds.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { happenTo, openEscalation, type Raising, raise, writeTrail } from "./open-escalation.ts";
import { closeOver } from "./plan-thresholds.ts";

/** Something of which the planner saw that something has to happen to it. */
export interface ToRaise {
  kind: AgendaKind;
  subject: string;
}

/**
 * Does what time has brought about, one thing a transaction: an action goes up the ladder, silence climbs a step. Everything is read anew
 * under its lock, so that a decision made meanwhile counts; safe to run twice at once, and to be killed at any point.
 *
 * @returns how many notices were put in line
 */
export const raiseOne = (deps: Deps, providerId: string, { kind, subject }: ToRaise, now: Date): Promise<number> =>
  directTransaction(deps.db, async (tx) => {
    const raising = raise(tx, providerId, now, null);
    if (kind === "action") await raiseAction(deps, raising, subject);
    else if (kind === "threshold") await closeOver(deps, raising, subject);
    else await climbOne(deps, raising, subject);
    await writeTrail(raising);
    return raising.planned;
  });

async function raiseAction(deps: Deps, raising: Raising, actionId: string): Promise<void> {
  const { tx, providerId, now } = raising;
  await holdAction(tx, actionId);
  const action = await actionById(tx, providerId, actionId);
  const read = action && (await caseById(tx, providerId, action.caseId));
  if (!action || !read) return;
  const file = fileConnected(read, platformsOf(deps));
  const calendar = calendarOf(deps, file);
  const agreed = await agreedIn(tx, file.id);
  const due = mattersOf(action, file, agreed, calendar).filter(({ at }) => at <= now);
  const [first, ...others] = due;
  if (!first) return;
  const climbed = Object.fromEntries(due.map(({ name, key }) => [name, key]));
  const subject = { action, file, calendar };
  if (action.escalation === null) {
    const begun = { ...aboutAction(action), ...first.begins, facts: [first.fact, ...others.map(({ fact }) => fact)] };
    const escalation = await openEscalation(deps, raising, begun, subject, { at: punctual(first.at, now), climbed });
    return noteFirings(tx, action, due, escalation.id);
  }
  await noteOnAction(tx, actionId, { escalation: action.escalation, climbed });
  const view = await held(deps, tx, providerId, action.escalation);
  if (!view) return;
  await happenTo(deps, raising, view, joining(view, due, now));
  await noteFirings(tx, action, due, view.escalation.id);
}

const agreedIn = async (tx: Transaction, caseId: string): Promise<Agreed> => {
  const [ladders, watches] = await Promise.all([laddersOf(tx, [caseId]), watchesOf(tx, [caseId])]);
  return { ladder: ladders.get(caseId), watches: watches.get(caseId) ?? [] };
};

/** Each is added to what is open; whoever a threshold asks first is asked now, unless they have been. */
function joining(view: EscalationView, matters: readonly Matter[], now: Date): Happening[] {
  return matters.flatMap(({ fact, at, begins, watch }): Happening[] => {
    const joined: Happening = { kind: "joined", at: punctual(at, now).toISOString(), fact };
    const [asked] = watch ? begins.ladder : [];
    const isAsked = asked === undefined || view.escalation.steps.some(({ role }) => role === asked.role);
    return isAsked ? [joined] : [joined, besideLadder(view, asked, punctual(at, now))];
  });
}

/** A threshold that an action crosses is a firing, with what did it. */
async function noteFirings(
  tx: Transaction,
  { caseId, number }: Action,
  matters: readonly Matter[],
  escalationId: string,
): Promise<void> {
  for (const { watch, key, at } of matters) {
    if (!watch) continue;
    const { rule, version, clusterId } = watch;
    await addFiring(tx, {
      caseId,
      version,
      rule: rule.ref,
      key,
      facts: { action: `A${number}` },
      at,
      clusterId,
      escalationId,
    });
  }
}

export const aboutAction = (action: { id: string; number: number; caseId: string; caseRef: string }) => ({
  ...{ caseId: action.caseId, caseRef: action.caseRef, actionId: action.id, actionNumber: action.number, threadId: null },
});

async function climbOne(deps: Deps, raising: Raising, id: string): Promise<void> {
  const view = await held(deps, raising.tx, raising.providerId, id);
  if (view) await happenTo(deps, raising, view, climb(view, raising.now).happenings);
}

/** An escalation with all that decides about it, ours until the transaction ends; the action before it, as everybody does. */
export async function held(deps: Deps, tx: Transaction, providerId: string, id: string): Promise<EscalationView | null> {
  const actionId = await actionOf(tx, id);
  if (actionId) await holdAction(tx, actionId);
  if (!(await holdEscalation(tx, id))) return null;
  const read = await escalationById(tx, providerId, id);
  if (!read) return null;
  const file = fileConnected(read.file, platformsOf(deps));
  return { ...read, file, calendar: calendarOf(deps, file) };
}
