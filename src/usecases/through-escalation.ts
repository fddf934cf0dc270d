import { mayDecide } from "../core/decide-escalation.ts";
import type { Outcome } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { answerEscalation } from "./answer-escalation.ts";
import { type Asking, isEscalationRef, openAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import type { EscalationCommand } from "./escalation-form.ts";
import { escalationMeant } from "./escalation-meant.ts";

/**
 * `approve` and `decline` said to an escalation, or to an action that is escalated by somebody who is asked about that. Null where they
 * are said to the action alone: a signer or the lead may set a date at any time, and the escalation then needs no decision any more.
 */
export async function throughEscalation(
  deps: Deps,
  asking: Asking,
  command: Extract<EscalationCommand, { do: "approve" | "decline" }>,
): Promise<Outcome | null> {
  if (isEscalationRef(command.ref)) return answerEscalation(deps, asking, command);
  const found = await openAction(deps, asking, command.ref);
  if ("kind" in found || found.action.escalation === null) return null;
  const meant = await escalationMeant(deps, asking, command.ref);
  if ("kind" in meant) return null;
  const decides = mayDecide(meant.view, asking.person.id, meant.open.today, command.do).allowed;
  const may = mayDo(command.do, found.file, found.action, asking.person.id, found.today).allowed;
  return decides || !may ? answerEscalation(deps, asking, command) : null;
}
