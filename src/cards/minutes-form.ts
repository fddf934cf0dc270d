import { ATTENDANCES } from "../core/meeting.ts";
import type { MinutesForm } from "../core/minutes-view.ts";
import type { FormRequest } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { shortened } from "./row.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Slack cuts the words of a choice here. */
const LONGEST_CHOICE = 75;

const DECISIONS_TOO_LONG = "The decisions are too long for this form and stay as they are.";
const ROLL_TOO_LONG = "The roll is too long for this form and stays as it is.";

const INPUTS: string[] = ["decisions", "text", "reason", ...ATTENDANCES];

/** Decisions, notes, who was there and why, as they stand. What an input asks for travels in it alone, so that what is cleared stays cleared. */
export function minutesFormCard({ command, minutes, file }: FormRequest, context: CardContext): Card {
  if (command.do !== "correct-minutes" || !minutes || !file) throw new Error("a form about minutes knows them");
  const carried = Object.entries(command).filter(([name]) => !INPUTS.includes(name));
  const data = {
    about: minutes.title,
    hasDecisions: minutes.decisions !== null,
    hasRoll: minutes.roll !== null,
    tooLong: [...(minutes.decisions === null ? [DECISIONS_TOO_LONG] : []), ...(minutes.roll === null ? [ROLL_TOO_LONG] : [])],
    decisions: minutes.decisions || null,
    text: minutes.narrative,
    ...rollOf(minutes.roll ?? []),
    reason: command.reason ?? null,
    command: Object.fromEntries(carried),
  };
  const back = { do: "minutes", case: file.ref, ...(command.meeting !== undefined && { meeting: command.meeting }) } as const;
  return fillCard("form-correct-minutes", data, tell(context), back);
}

const rollOf = (roll: NonNullable<MinutesForm["roll"]>) => ({
  people: roll.map(({ person: { id, name, role, organisation } }) => ({
    ...{ title: shortened(`${name} (${role}, ${organisation})`, LONGEST_CHOICE), value: `person:${id}` },
  })),
  ...Object.fromEntries(
    ATTENDANCES.map((how) => [
      how,
      roll
        .filter(({ attended }) => attended === how)
        .map(({ person }) => `person:${person.id}`)
        .join(","),
    ]),
  ),
});
