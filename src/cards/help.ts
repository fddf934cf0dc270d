import type { Form } from "../core/form-row.ts";
import { FORMS } from "../core/grammar.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

const REFERENCES = "A1 is an action of the case whose room you are in. Anywhere else write the case too: C-014/A1.";

/** The most used forms first, every one on request; made from the table that reads them. */
export function helpCard(context: CardContext, { door, all }: Extract<Outcome, { kind: "help" }>): Card {
  const known = FORMS.filter((form) => form.door === door);
  const shown = all ? known : known.filter((form) => form.common);
  const hasMore = shown.length < known.length;
  const data = {
    title: `What you can write after ${door}`,
    status: hasMore ? `The ${shown.length} most used of ${known.length} forms.` : `All forms: ${known.length}.`,
    forms: shown.map((form) => ({ form: `${door} ${form.form}`, does: sentence(form) })),
    why: [...(door === "mdt" ? ["For actions write: action help."] : [REFERENCES]), howToStart(door)],
    hasMore,
    door,
  };
  return fillCard("help", data, tell(context));
}

const howToStart = (door: string): string => `In Slack start with /${door}. In Teams start with @Followthrough ${door}.`;

/** The example only where it says more than the form. */
const sentence = ({ door, form, does, example }: Form): string =>
  example === `${door} ${form}` ? `${does}.` : `${does}. Example: ${example}`;
