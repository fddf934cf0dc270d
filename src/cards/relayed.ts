import type { EscalationView } from "../core/climb.ts";
import { fullEscalationRef } from "../core/escalation.ts";
import { type Platform, personLabel } from "../core/person.ts";
import { linked } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { PLATFORM_NAMES } from "./person-view.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** A paragraph is drawn as one block, which holds so much on any platform. */
const LONGEST = 2_000;

/**
 * `Harriet (Housing officer, Quayside Homes) in Teams: …`: what somebody wrote in the thread of an escalation on one side, for the other,
 * a paragraph a line. They are named and not mentioned: it rings for nobody. The reference is for rooms without threads.
 */
export function relayedCard(
  context: CardContext,
  { escalation, file }: Pick<EscalationView, "escalation" | "file">,
  { by, from, text }: { by: string; from: Platform; text: string },
): Card {
  const writer = file.people[by];
  const who = writer ? personLabel(writer) : "Somebody who is no longer on this case";
  const [first = "", ...more] = paragraphs(text);
  const lines = [join([`${who} in ${PLATFORM_NAMES[from]}:`, linked(first)]), ...more.map(linked)];
  return fillCard("escalation-line", { lines, below: [fullEscalationRef(escalation)] }, tell(context));
}

const paragraphs = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .flatMap((line) => line.match(PIECES) ?? []);

const PIECES = new RegExp(`.{1,${LONGEST}}`, "gsu");
