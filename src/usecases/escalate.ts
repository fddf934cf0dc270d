import { fullRef, isEnded } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { EscalationView } from "../core/climb.ts";
import type { Command } from "../core/command.ts";
import { roleOf } from "../core/decide-escalation.ts";
import { type ClimbStep, type Fact, fullEscalationRef, type Happening } from "../core/escalation.ts";
import { DECIDABLE, type Ladder } from "../core/ladder.ts";
import { climbSteps, stepsOn } from "../core/ladder-opening.ts";
import { alreadyThus } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import { actionById } from "../store/actions.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import type { Transaction } from "../store/direct.ts";
import { holdAction } from "../store/escalations.ts";
import { laddersOf } from "../store/ladders.ts";
import { seenBy } from "./act.ts";
import { type Asking, afresh, type OpenAction, openAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { escalationMeant, shownAgain, standing } from "./escalation-meant.ts";
import { happenTo, openEscalation, raise, writeTrail } from "./open-escalation.ts";
import { refuseProtected } from "./protect.ts";
import { aboutAction, held } from "./raise.ts";
import { noAccessTo } from "./refuse.ts";

type Escalate = Extract<Command, { do: "escalate" }>;

/** Anybody on the case may take an action to whoever is named on its ladder, at once. What is open already is added to. */
export async function escalate(deps: Deps, asking: Asking, command: Escalate): Promise<Outcome> {
  const found = await openAction(deps, asking, command.ref);
  if ("kind" in found) return noAccessTo(deps, asking, "escalate", found);
  const { action, file } = found;
  const unsafe = await refuseProtected(deps, asking, found, command);
  if (unsafe) return unsafe;
  const view = seenBy(asking, found);
  if (action.status === "draft") return { kind: "stale", view, said: `${fullRef(action)} is still a draft: nobody owns it yet.` };
  if (isEnded(action.status)) return { kind: "stale", view, said: alreadyThus(view.action, file) };
  const { reason } = command;
  if (!reason) return { kind: "form", form: { name: "escalate", command: { ...command, ref: fullRef(action) }, view, file } };
  const done = await orAbandon(deps.db, async (tx): Promise<{ kind: "raised"; said: string }> => {
    await claimDelivery(tx, asking.delivery, asking.now);
    return { kind: "raised", said: await byHand(deps, tx, asking, found, reason) };
  });
  const now = await escalationMeant(deps, afresh(asking), command.ref);
  if ("kind" in now) return noAccessTo(deps, asking, "escalate", now);
  return done.kind === "raised" ? standing(asking, now, done.said) : shownAgain(asking, now);
}

async function byHand(deps: Deps, tx: Transaction, asking: Asking, found: OpenAction, why: string): Promise<string> {
  const { providerId, now, person } = asking;
  await holdAction(tx, found.action.id);
  const action = (await actionById(tx, providerId, found.action.id)) ?? found.action;
  const { file, calendar } = found;
  const due = action.due && { day: action.due.day, time: action.due.time };
  const fact: Fact = { kind: "by-hand", at: now.toISOString(), by: person.id, why, due };
  const raising = raise(tx, providerId, now, asking);
  const open = action.escalation && (await held(deps, tx, providerId, action.escalation));
  if (open) {
    await happenTo(deps, raising, open, [{ kind: "joined", at: fact.at, fact } satisfies Happening]);
    await writeTrail(raising);
    return `${fullEscalationRef(open.escalation)} is open already. What you wrote was added to it.`;
  }
  const ladder = (await laddersOf(tx, [file.id])).get(file.id);
  const begun = {
    ...{
      cause: "by-hand" as const,
      asks: "action" as const,
      rule: ladder ? { kind: "ladder" as const, version: ladder.version } : null,
    },
    ...{
      began: fact.at,
      escalateAt: ladder?.escalateAt ?? "12:00",
      inRooms: true,
      ladder: stepsByHand(ladder, file),
      facts: [fact],
    },
  };
  const subject = { action, file, calendar };
  const escalation = await openEscalation(deps, raising, { ...begun, ...aboutAction(action) }, subject);
  await writeTrail(raising);
  return `Escalated: ${askedWords({ ...subject, escalation })}`;
}

/** The ladder for what is overdue, else whatever there is of one; where there is none, the lead. */
function stepsByHand(ladder: Ladder | undefined, { leadId }: CaseFile): ClimbStep[] {
  const steps = ladder ? stepsOn(ladder, "overdue") : [];
  const climbed = climbSteps(steps.length > 0 ? steps : (ladder?.steps ?? []));
  if (climbed.length > 0) return climbed;
  return [{ role: null, personId: leadId, within: "1wd", stops: "acknowledge", after: null, mayDecide: [...DECIDABLE] }];
}

function askedWords({ escalation, file }: Pick<EscalationView, "escalation" | "file">): string {
  const last = escalation.steps.at(-1);
  const name = last?.heardBy ? file.people[last.heardBy.personId]?.name : undefined;
  if (!last || !name) return "nobody on the ladder can be reached, and the lead is told.";
  return `${name} (${roleOf(last, file)}) is asked to decide. Only they or their cover can.`;
}
