import { decided, mayDecide, whatBecame } from "../core/decide-escalation.ts";
import { decideApprove, decideDecline } from "../core/decide-request.ts";
import type { Change, Deciding, Decision } from "../core/decision.ts";
import type { Verdict } from "../core/escalation.ts";
import type { Outcome } from "../core/outcome.ts";
import { escalationById } from "../store/escalations.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { type EscalationCommand, escalationForm } from "./escalation-form.ts";
import { escalationMeant, type OpenEscalation, shownAgain, standing } from "./escalation-meant.ts";
import { withDate } from "./replan.ts";
import { saveEscalated } from "./save-escalated.ts";
import { auditOf, beforeAndAfter } from "./trail.ts";

type Judging = Extract<EscalationCommand, { do: "approve" | "decline" }>;

/** Somebody who changes the action at the same moment makes us decide again; somebody wins every round. */
const TRIES = 12;

/** A decision on an escalation that changes its action: a new date, a new owner, or that what was asked for is declined. */
export async function decideAction(deps: Deps, asking: Asking, command: Judging, found: OpenEscalation): Promise<Outcome> {
  let { view, open } = found;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { action, escalation, file, calendar } = view;
    const permission = mayDecide(view, asking.person.id, open.today, command.do);
    if (!action || !permission.allowed) throw new Error("a decision about an action that is nobody's to make");
    const deciding: Deciding = { action, file, calendar, actor: asking.person, now: asking.now, today: open.today, freshId: "" };
    const decision = verdictOn(command, deciding);
    if (decision.kind === "form")
      return escalationForm(asking, { ...command, ...fillOf(decision) }, { view, open }, decision.name);
    if (decision.kind === "invalid") return decision;
    if (decision.kind !== "change") return standing(asking, { view, open }, whyNot(decision), "late");
    const verdict = verdictOf(command, decision.change, action.due);
    const about = { verb: command.do, result: "done" as const, caseRef: file.ref, actionNumber: action.number };
    const coverFor = permission.as.coverFor;
    const audit = auditOf(asking, { ...about, coverFor, why: decision.change.why, ...beforeAndAfter(action, decision.change) });
    const saved = await saveEscalated(
      deps,
      asking,
      { action },
      { escalationId: escalation.id, change: decision.change, audit },
      (held) => decided({ view: held, actor: asking.person, as: permission.as, now: asking.now }, verdict, command.reason ?? ""),
    );
    if (saved.kind !== "stale") {
      if (saved.kind === "saved")
        deps.log.info({ escalation: escalation.id, person: asking.person.id, verb: command.do }, "escalation answered");
      const now = await escalationById(deps.db, asking.providerId, escalation.id);
      const shown = { ...view, ...(now && { escalation: now.escalation, action: now.action }) };
      const after = { view: shown, open };
      return saved.kind === "saved" ? standing(asking, after, decision.change.said) : shownAgain(asking, after);
    }
    const again = await escalationMeant(deps, asking, command.ref);
    if ("kind" in again) return { kind: "repeated" };
    ({ view, open } = again);
    const late = whatBecame(view);
    if (late !== null) return standing(asking, { view, open }, late, "late");
  }
  throw new Error("an escalated action kept changing while it was decided about");
}

function verdictOn(command: Judging, deciding: Deciding): Decision {
  if (command.do === "decline") return decideDecline(deciding, { request: deciding.action.request?.id, reason: command.reason });
  return withDate(command, deciding, (date) => {
    // What was asked for is the date, unless another is given; without either the form asks.
    const asked = deciding.action.request;
    if (!asked && !date) return { kind: "form", name: "approve" };
    return decideApprove(deciding, { ...(asked && { request: asked.id }), date, reason: command.reason });
  });
}

function verdictOf(command: Judging, { patch }: Change, before: Deciding["action"]["due"]): Verdict {
  if (command.do === "decline") return { what: "declined", request: true };
  if (patch.owner) return { what: "new-owner", to: patch.owner };
  const due = patch.due ?? before;
  return { what: "new-date", to: { day: due?.day ?? "", time: due?.time ?? null } };
}

const fillOf = ({ fill }: Extract<Decision, { kind: "form" }>) =>
  fill && { date: fill.date, ...(fill.time && { time: fill.time }) };

const whyNot = (decision: Decision): string => ("said" in decision ? decision.said : "Nothing has changed.");
