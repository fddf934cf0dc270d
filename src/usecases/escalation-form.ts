import { inCase } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";
import type { Asking } from "./asking.ts";
import { asAskerSees, type OpenEscalation } from "./escalation-meant.ts";

/** Everything that a decider can say to an escalation. */
export type EscalationCommand = Extract<
  Command,
  { do: "acknowledge" | "pass-on" | "approve" | "decline" | "stabilise" | "review" }
>;

/** Asks for what is lacking, about the escalation as the asker may see it. */
export const escalationForm = (
  asking: Asking,
  command: EscalationCommand,
  { view, open }: OpenEscalation,
  name: FormRequest["name"],
): Outcome => {
  const seen = asAskerSees(asking, view, open);
  const { action, file, calendar } = seen;
  const filled = { ...command, ref: inCase(file, command.ref) };
  return { kind: "form", form: { name, command: filled, view: action && { action, file, calendar }, file, escalation: seen } };
};
