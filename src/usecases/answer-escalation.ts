import type { EscalationView } from "../core/climb.ts";
import { type Answered, type Answering, acknowledge, decided, mayDecide, passOn, whatBecame } from "../core/decide-escalation.ts";
import type { Asks, Verdict } from "../core/escalation.ts";
import type { Decidable } from "../core/ladder.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";
import { DAILY_AT, STEP_DOWN } from "../core/stabilisation.ts";
import { claimDelivery, isDelivered, orAbandon } from "../store/change.ts";
import type { Asking, OpenCase } from "./asking.ts";
import { decideAction } from "./decide-escalated-action.ts";
import type { Deps } from "./deps.ts";
import { endStabilisation } from "./end-stabilisation.ts";
import { type EscalationCommand, escalationForm } from "./escalation-form.ts";
import { escalationMeant, type OpenEscalation, shownAgain, standing } from "./escalation-meant.ts";
import { happenTo, raise, writeTrail } from "./open-escalation.ts";
import { refuseProtected } from "./protect.ts";
import { held } from "./raise.ts";
import { noAccessTo } from "./refuse.ts";
import { resolveWho } from "./resolve-who.ts";
import { recordRefusal } from "./trail.ts";

/** What each needs to be allowed. Starting stabilisation and recording a review are what such an escalation asks to approve. */
const NEEDS: Record<EscalationCommand["do"], Decidable | "acknowledge"> = {
  acknowledge: "acknowledge",
  "pass-on": "pass-on",
  approve: "approve",
  decline: "decline",
  stabilise: "approve",
  review: "approve",
};

/** Which answers fit what is asked. */
const FITS: Record<Asks, readonly EscalationCommand["do"][]> = {
  action: ["acknowledge", "approve", "decline", "pass-on"],
  review: ["acknowledge", "review", "pass-on"],
  stabilisation: ["acknowledge", "stabilise", "decline", "pass-on"],
};

const EXAMPLE: Record<Asks, string> = {
  action: "approve E1 to 6 April because the surveyor was ill",
  review: "review E1 keep watching; evening routine adjusted",
  stabilisation: "stabilise E1 because three incidents in four days",
};

/**
 * An answer to an escalation: from a button at any age of its card, or typed. Who may give it is asked of the escalation as it is now;
 * everything is decided under its lock, so that there is one decision, whoever presses when.
 */
export async function answerEscalation(deps: Deps, asking: Asking, command: EscalationCommand): Promise<Outcome> {
  const found = await escalationMeant(deps, asking, command.ref);
  if ("kind" in found) return noAccessTo(deps, asking, command.do, found);
  const unsafe = await refuseProtected(deps, asking, found.open, command);
  if (unsafe) return unsafe;
  const { view, open } = found;
  const permission = mayDecide(view, asking.person.id, open.today, NEEDS[command.do]);
  if (!permission.allowed) return refuse(deps, asking, command, found, permission.who);
  if (command.do === "stabilise" && command.end) return endStabilisation(deps, asking, command.ref, command.reason, found);
  const late = whatBecame(view);
  if (late !== null) {
    // The same delivery again finds what it did the first time.
    return (await isDelivered(deps.db, asking.delivery)) ? shownAgain(asking, found) : standing(asking, found, late, "late");
  }
  const { asks } = view.escalation;
  if (!FITS[asks].includes(command.do)) {
    const door = asks === "action" ? "action" : "mdt";
    const message = "That is not what this escalation asks for.";
    return { kind: "invalid", field: null, message, example: `${door} ${EXAMPLE[asks]}` };
  }
  const lacking = formFor(command, view);
  if (lacking) return escalationForm(asking, command, found, lacking);
  if (asks === "action" && (command.do === "approve" || (command.do === "decline" && view.action?.request)))
    return decideAction(deps, asking, command, found);
  const said = await wordsOf(deps, asking, command, open);
  return "kind" in said ? said : underLock(deps, asking, command, found, said);
}

/** Refused in words that name the role, and logged. */
async function refuse(
  deps: Deps,
  asking: Asking,
  command: EscalationCommand,
  { view }: OpenEscalation,
  who: string,
): Promise<Outcome> {
  const { escalation } = view;
  const about = { verb: command.do, caseRef: escalation.caseRef, actionNumber: escalation.actionNumber };
  const recorded = await recordRefusal(deps, asking, { ...about, after: { escalation: escalation.id } });
  return recorded === "repeated"
    ? { kind: "repeated" }
    : { kind: "not-allowed", view: null, verb: command.do, who, deed: "decide" };
}

/** The form that asks for what is lacking; null where nothing is. */
function formFor(command: EscalationCommand, { escalation }: EscalationView): FormRequest["name"] | null {
  switch (command.do) {
    case "acknowledge":
      return null;
    case "approve":
      // A date can be what was asked for, which the action knows.
      return null;
    case "decline":
      return command.reason ? null : "decline";
    case "pass-on":
      return command.who && command.reason ? null : "pass-on";
    case "review":
      return command.text ? null : "review";
    case "stabilise":
      return command.who && command.cover && command.reason && escalation.asks === "stabilisation" ? null : "stabilise";
  }
}

/** People named in an answer, as the case knows them. */
interface Named {
  who: string | null;
  cover: string | null;
}

async function wordsOf(deps: Deps, asking: Asking, command: EscalationCommand, open: OpenCase): Promise<Named | Outcome> {
  const named: Named = { who: null, cover: null };
  for (const field of ["who", "cover"] as const) {
    const said = (command as Partial<Record<"who" | "cover", string>>)[field];
    if (said === undefined) continue;
    const found = await resolveWho(deps, asking, open, said);
    if (found.kind === "nobody") return { kind: "invalid", field, message: found.message, example: null };
    named[field] = found.personId;
  }
  return named;
}

/** Decides and stores in one transaction, from the escalation as it is by then. */
async function underLock(
  deps: Deps,
  asking: Asking,
  command: EscalationCommand,
  { view: read, open }: OpenEscalation,
  named: Named,
): Promise<Outcome> {
  const done = await orAbandon(deps.db, async (tx): Promise<{ kind: "answered"; outcome: Outcome }> => {
    await claimDelivery(tx, asking.delivery, asking.now);
    const view = await held(deps, tx, asking.providerId, read.escalation.id);
    if (!view) throw new Error(`escalation ${read.escalation.id} is gone`);
    const permission = mayDecide(view, asking.person.id, open.today, NEEDS[command.do]);
    const shown = (now: EscalationView, said: string, how: "done" | "late"): { kind: "answered"; outcome: Outcome } => {
      return { kind: "answered", outcome: standing(asking, { view: now, open }, said, how) };
    };
    const late = whatBecame(view);
    if (late !== null || !permission.allowed) return shown(view, late ?? "Somebody else has to decide this by now.", "late");
    const answering: Answering = { view, actor: asking.person, as: permission.as, now: asking.now };
    const answered = answerTo(command, answering, named);
    if (answered.kind === "stale") return shown(view, answered.said, "late");
    if (answered.kind === "invalid") return { kind: "answered", outcome: { ...answered, example: null } };
    const raising = raise(tx, asking.providerId, asking.now, asking);
    const escalation = await happenTo(deps, raising, view, answered.happenings);
    await writeTrail(raising);
    deps.log.info({ escalation: escalation.id, person: asking.person.id, verb: command.do }, "escalation answered");
    return shown({ ...view, escalation }, answered.said, "done");
  });
  if (done.kind === "answered") return done.outcome;
  const again = await escalationMeant(deps, asking, command.ref);
  return "kind" in again ? { kind: "repeated" } : shownAgain(asking, again);
}

function answerTo(command: EscalationCommand, answering: Answering, { who, cover }: Named): Answered {
  const { view } = answering;
  const decide = (verdict: Verdict, why: string, said: string): Answered => {
    return { kind: "happen", happenings: [decided(answering, verdict, why)], said };
  };
  switch (command.do) {
    case "acknowledge":
      return acknowledge(answering);
    case "pass-on":
      return passOn(answering, who ?? "", command.reason ?? "");
    case "review":
      return decide({ what: "reviewed" }, command.text ?? "", "Recorded. The matter is decided.");
    case "stabilise": {
      if (who === cover) return { kind: "invalid", field: "cover", message: "Not saved: lead and cover have to be two people." };
      const plan = {
        lead: who ?? "",
        cover: cover ?? "",
        dailyAt: command.time ?? DAILY_AT,
        stepDown: command.text ?? STEP_DOWN,
      };
      const { file } = view;
      const said = `Stabilisation starts. ${file.people[plan.lead]?.name} leads, ${file.people[plan.cover]?.name} stands in.`;
      return decide({ what: "stabilisation", ...plan }, command.reason ?? "", said);
    }
    case "approve":
    case "decline":
      return decide({ what: "declined" }, command.reason ?? "", "Declined. Everybody who was asked is told.");
  }
}
