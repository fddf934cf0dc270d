import type { EscalationView } from "../core/climb.ts";
import { roleOf } from "../core/decide-escalation.ts";
import type { Escalation, Happening } from "../core/escalation.ts";
import type { Line, Wording } from "./action-view.ts";
import type { Card } from "./card.ts";
import { escalationCard } from "./escalation.ts";
import { aboutOf } from "./escalation-facts.ts";
import { happeningLines } from "./escalation-line.ts";
import { nameOnly } from "./person-view.ts";
import type { CardContext, Telling } from "./telling.ts";

/** Cards that tell of an escalation whoever is concerned by it. */

/**
 * The owner hears that there is one, and what it means for them; owner and asker what was decided; the decider what has joined. What is
 * asked of the reader, if anything, is what the buttons of the card say.
 */
export function escalationToldCard(context: CardContext, view: EscalationView, happening: Happening, why: Line[]): Card {
  // What it is stands among what has joined.
  if (happening.kind === "joined")
    return escalationCard(context, view, { said: ["Something has joined this since you were asked."], why });
  const said = happening.kind === "opened" ? openedFor(view) : happening.kind === "decided" ? [] : happened(view, happening);
  return escalationCard(context, view, { said, why, told: true });
}

const happened =
  (view: EscalationView, happening: Happening): Wording =>
  (telling: Telling) =>
    happeningLines(telling, view, happening);

/** Facts, and what goes on: an escalation is not a complaint about anybody. */
function openedFor({ escalation, file }: EscalationView): string[] {
  const about = aboutOf(escalation);
  const last = escalation.steps.at(-1);
  const who = last
    ? `${roleOf(last, file)}${last.heardBy ? `, ${nameOnly(file, last.heardBy.personId)}${last.heardBy.coverFor === null ? "" : ", as cover"}` : ""}`
    : "the next person named";
  return [`${about} was escalated to ${who}. ${WHAT_IS_ASKED[escalation.cause](escalation)}`, whatGoesOn(escalation, about)];
}

const WHAT_IS_ASKED: Record<Escalation["cause"], (escalation: Escalation) => string> = {
  overdue: () => "They are asked whether it gets a new date.",
  blocked: () => "They are asked what can be done about what is in the way.",
  request: () => "They are asked to decide what was asked for.",
  "by-hand": () => "They are asked to decide how it goes on.",
  threshold: () => "They are asked to decide how it goes on.",
};

const whatGoesOn = ({ state }: Escalation, about: string): string =>
  state === "open"
    ? `Nothing changes for you until they decide. Evidence and updates for ${about} are welcome as before.`
    : "It has been settled since.";

/** The lead hears that everybody was asked; the card itself says so, and keeps saying so when it is drawn anew. */
export const escalationLeadCard = (context: CardContext, view: EscalationView, why: Line[]): Card =>
  escalationCard(context, view, { why });
