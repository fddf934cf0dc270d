import type { FormRequest } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Decisions, notes and why, as they stand. What an input asks for travels in it alone, so that what is cleared stays cleared. */
export function minutesFormCard({ command, minutes, file }: FormRequest, context: CardContext): Card {
  if (command.do !== "correct-minutes" || !minutes || !file) throw new Error("a form about minutes knows them");
  const { reason = null, decisions: _decisions, text: _text, ...carried } = command;
  const { reason: _reason, ...rest } = carried as typeof carried & { reason?: string };
  const data = {
    about: minutes.title,
    hasDecisions: minutes.decisions !== null,
    tooLong: minutes.decisions === null ? ["The decisions are too long for this form and stay as they are."] : [],
    decisions: minutes.decisions || null,
    text: minutes.narrative,
    reason,
    command: rest,
  };
  const back = { do: "minutes", case: file.ref, ...(command.meeting !== undefined && { meeting: command.meeting }) } as const;
  return fillCard("form-correct-minutes", data, tell(context), back);
}
