import { climb, type EscalationView, punctual } from "../core/climb.ts";
import type { Begun, Fact, Happening } from "../core/escalation.ts";
import type { Ladder } from "../core/ladder.ts";
import { climbSteps, ladderOpenings, type Opening, stepsOn } from "../core/ladder-opening.ts";
import { actionById } from "../store/actions.ts";
import type { AgendaKind } from "../store/agenda.ts";
import { directTransaction, type Transaction } from "../store/direct.ts";
import { actionOf, escalationById, holdAction, holdEscalation, noteOnAction } from "../store/escalations.ts";
import { laddersOf } from "../store/ladders.ts";
import { caseById } from "../store/presence.ts";
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
  const ladder = (await laddersOf(tx, [file.id])).get(file.id);
  const due = ladderOpenings(action, ladder, calendar)
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const [first, ...others] = due;
  if (!first || !ladder) return;
  const climbed = Object.fromEntries(due.map(({ cause, key }) => [cause, key]));
  const subject = { action, file, calendar };
  if (action.escalation === null) {
    const begun = fromLadder(
      first,
      ladder,
      others.map(({ fact }) => fact),
    );
    await openEscalation(deps, raising, { ...begun, ...aboutAction(action) }, subject, { at: punctual(first.at, now), climbed });
    return;
  }
  await noteOnAction(tx, actionId, { escalation: action.escalation, climbed });
  const view = await held(deps, tx, providerId, action.escalation);
  const joined = due.map(({ fact, at }): Happening => ({ kind: "joined", at: punctual(at, now).toISOString(), fact }));
  if (view) await happenTo(deps, raising, view, joined);
}

export const aboutAction = (action: { id: string; number: number; caseId: string; caseRef: string }) => ({
  ...{ caseId: action.caseId, caseRef: action.caseRef, actionId: action.id, actionNumber: action.number, threadId: null },
});

const fromLadder = ({ cause, began, fact }: Opening, ladder: Ladder, others: Fact[]) =>
  ({
    ...{ cause, asks: "action", rule: { kind: "ladder", version: ladder.version } },
    ...{ began: began.toISOString(), escalateAt: ladder.escalateAt, inRooms: true },
    ...{ ladder: climbSteps(stepsOn(ladder, cause)), facts: [fact, ...others] },
  }) satisfies Partial<Begun>;

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
