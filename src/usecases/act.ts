import { randomUUID } from "node:crypto";
import { inCase } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import type { Change, Deciding, Decision } from "../core/decision.ts";
import { alreadyThus } from "../core/now-true.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { visibleTo } from "../core/visible.ts";
import { isDelivered, saveChange } from "../store/change.ts";
import { type Asking, afresh, type OpenAction, openAction, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftOutcome } from "./draft-outcome.ts";
import { refuseProtected } from "./protect.ts";
import { putOff } from "./put-off.ts";
import { noAccessTo } from "./refuse.ts";
import { saveEscalated } from "./save-escalated.ts";
import { auditOf, beforeAndAfter, recordRefusal } from "./trail.ts";

/** Commands about one action that may change it. */
export type ActionCommand = Extract<Command, { ref: string }> & {
  do: Exclude<Extract<Command, { ref: string }>["do"], "show" | "history" | EscalationVerb>;
};

/** Answers to an escalation, whatever it is about. */
export type EscalationVerb = "acknowledge" | "pass-on" | "stabilise" | "review";

/** Reads what a command says, in the light of the case, and decides. */
export type Decide = (deciding: Deciding) => Decision | Promise<Decision>;

/**
 * Lost races are decided again from what is true then. Somebody wins every round, so that this many can act at one moment; more in a
 * row means that something else is wrong.
 */
const TRIES = 12;

/**
 * The one way in which an action changes: find it, check what was written and who writes, decide, save. A press on a card that is
 * no longer true changes nothing and shows what is.
 */
export async function act(deps: Deps, asking: Asking, command: ActionCommand, decide: Decide): Promise<Outcome> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const found = await openAction(deps, attempt === 1 ? asking : afresh(asking), command.ref);
    if ("kind" in found) return noAccessTo(deps, asking, command.do, found);
    const outcome = await tryOnce(deps, asking, command, decide, found);
    if (outcome?.kind === "repeated" || (outcome && (await isAfterItself(deps, asking, outcome))))
      return asItIsNow(deps, asking, command);
    if (outcome) return outcome;
  }
  throw new Error("an action kept changing while it was decided about");
}

async function asItIsNow(deps: Deps, asking: Asking, { ref }: ActionCommand): Promise<Outcome> {
  const found = await openAction(deps, afresh(asking), ref);
  return "kind" in found ? { kind: "repeated" } : { kind: "repeated", view: seenBy(asking, found) };
}

/** The same delivery again finds the effect that it had the first time: it was answered then. */
const isAfterItself = async (deps: Deps, asking: Asking, { kind }: Outcome): Promise<boolean> =>
  (kind === "stale" || kind === "invalid") && isDelivered(deps.db, asking.delivery);

async function tryOnce(
  deps: Deps,
  asking: Asking,
  command: ActionCommand,
  decide: Decide,
  found: OpenAction,
): Promise<Outcome | null> {
  const { action, file, today } = found;
  const unsafe = await refuseProtected(deps, asking, found, command);
  if (unsafe) return unsafe;
  const view = seenBy(asking, found);
  const stale = command.seen !== undefined && command.seen !== action.version;
  const permission = mayDo(command.do, file, action, asking.person.id, today);
  if (!permission.allowed && !stale) return refuseDeed(deps, asking, command, view, permission.who);
  const deciding: Deciding = { ...found, actor: asking.person, now: asking.now, freshId: randomUUID() };
  const decision = await decide(deciding);
  // From an older card a form may still be opened, or a question asked, about the action as it is now: that changes nothing.
  if (stale && !(permission.allowed && (decision.kind === "form" || decision.kind === "cover")))
    return { kind: "stale", view, said: alreadyThus(view.action, file) };
  const coverFor = permission.allowed ? permission.coverFor : null;
  if (decision.kind === "put-off") {
    const stored = await putOff(deps, asking, found, { until: decision.until, coverFor });
    return stored === "repeated"
      ? { kind: "repeated" }
      : { kind: "done", verb: command.do, view, said: decision.said, next: null };
  }
  if (decision.kind !== "change") return unchanged(asking, found, command, decision);
  return save(deps, asking, found, { command, change: decision.change, coverFor });
}

/** An action and its case as the asker may see them. */
export function seenBy(asking: Asking, { action, file, calendar, level, today }: OpenAction): ActionView {
  return { action: visibleTo(action, file, asking.person.id, level, today), whole: action, file, calendar };
}

async function refuseDeed(deps: Deps, asking: Asking, command: ActionCommand, view: ActionView, who: string): Promise<Outcome> {
  const about = { verb: command.do, caseRef: view.file.ref, actionNumber: view.action.number };
  const recorded = await recordRefusal(deps, asking, about);
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "not-allowed", view, verb: command.do, who };
}

function unchanged(
  asking: Asking,
  found: OpenAction,
  command: ActionCommand,
  decision: Exclude<Decision, { kind: "change" | "put-off" }>,
): Outcome {
  const view = seenBy(asking, found);
  switch (decision.kind) {
    case "question":
      return draftOutcome(found, asking.now, decision.said);
    case "form": {
      const ref = inCase(found.file, command.ref);
      const filled = { ...command, ref, ...fillOf(decision.fill), seen: found.action.version } as ActionCommand;
      return { kind: "form", form: { name: decision.name, command: filled, view, file: found.file } };
    }
    case "cover":
      return { kind: "away", view, found: decision.found, said: null };
    case "invalid":
      return decision;
    case "stale":
      return { kind: "stale", view, said: decision.said };
  }
}

const fillOf = (fill: { date: string; time: string | null } | undefined) =>
  fill && { date: fill.date, ...(fill.time && { time: fill.time }) };

async function save(
  deps: Deps,
  asking: Asking,
  found: OpenAction,
  { command, change, coverFor }: { command: ActionCommand; change: Change; coverFor: string | null },
): Promise<Outcome | null> {
  const about = { verb: command.do, result: "done", caseRef: found.file.ref, actionNumber: found.action.number } as const;
  const audit = auditOf(asking, { ...about, coverFor, why: change.why, ...beforeAndAfter(found.action, change) });
  const { escalation } = found.action;
  const saved =
    escalation === null
      ? await saveChange(deps.db, writingOf(deps, asking), { ...found, change, audit, pressed: asking.pressed })
      : await saveEscalated(deps, asking, found, { escalationId: escalation, change, audit }, null);
  if (saved.kind === "stale") return null;
  if (saved.kind === "repeated") return { kind: "repeated" };
  deps.log.info(
    { ref: `${found.file.ref}/A${found.action.number}`, person: asking.person.id, verb: command.do },
    "action changed",
  );
  return became(asking, { ...found, action: saved.action }, command, change);
}

function became(asking: Asking, found: OpenAction, command: ActionCommand, change: Change): Outcome {
  const isStillDraft = found.action.status === "draft" && command.do === "edit";
  if (isStillDraft) return draftOutcome(found, asking.now, change.said);
  return { kind: "done", verb: command.do, view: seenBy(asking, found), said: change.said, next: change.next };
}
