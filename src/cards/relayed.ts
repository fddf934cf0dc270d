import type { EscalationView } from "../core/climb.ts";
import { fullEscalationRef } from "../core/escalation.ts";
import { type Platform, personLabel } from "../core/person.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

const PLATFORMS: Record<Platform, string> = { slack: "Slack", teams: "Teams" };

/** One paragraph is drawn as one block, which holds so much on any platform. */
const LONGEST = 2_000;

/**
 * What somebody wrote in the thread of an escalation on the other side, paragraph by paragraph. They are named and not mentioned: it rings
 * for nobody that they wrote. The reference is for rooms without threads.
 */
export function relayedCard(
  context: CardContext,
  { escalation, file }: EscalationView,
  { by, from, text }: { by: string; from: Platform; text: string },
): Card {
  const writer = file.people[by];
  const who = writer ? personLabel(writer) : "Somebody who is no longer on this case";
  const [first = "", ...more] = paragraphs(text);
  const data = { said: join([`${who} in ${PLATFORMS[from]}:`, first]), more, about: fullEscalationRef(escalation) };
  return fillCard("relayed", data, tell(context));
}

const paragraphs = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .flatMap((line) => line.match(new RegExp(`.{1,${LONGEST}}`, "gsu")) ?? []);
