import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Answers that are a sentence or two, for that person alone: refusals, questions back, faults. */
export type Short = Extract<
  Outcome,
  {
    kind: "no-access" | "stranger" | "not-allowed" | "invalid" | "protected" | "unknown-words" | "which-case" | "failed";
  }
>;

export function messageCard(context: CardContext, outcome: Short): Card {
  const [message, ...hints] = sentences(outcome);
  return fillCard("message", { message, hints }, tell(context));
}

/** The first sentence says what happened; the others what to do. */
export function sentences(outcome: Short): [string, ...string[]] {
  switch (outcome.kind) {
    // The same words whether or not the case or the action exists: a refusal must not tell.
    case "no-access":
      return ["You do not have access to this case. Ask the lead professional."];
    case "stranger":
      return ["Followthrough does not know you yet.", "Ask the person who set up Followthrough in your organisation to add you."];
    case "not-allowed":
      return [`${outcome.who} can ${outcome.deed ?? "do"} this. Nothing has changed.`];
    case "invalid":
      return outcome.example ? [outcome.message, `Try: ${outcome.example}`] : [outcome.message];
    case "protected":
      return outcome.inThread ? notPassedOn(outcome.found) : [protectedSentence(outcome.found)];
    case "unknown-words":
      return ["Those words were not understood.", `Nearest form: ${outcome.nearest}`, `Example: ${outcome.example}`];
    case "which-case":
      return [
        "Which case is this for? Write its reference after the verb.",
        ...yourCases(outcome.refs),
        `Example: ${outcome.example}`,
      ];
    case "failed":
      return [
        "This did not work, and the fault is ours.",
        "Look with action list before you try again: it may have been saved.",
        `If it happens again, give this number to whoever looks after Followthrough: ${outcome.id}`,
      ];
  }
}

const yourCases = (refs: string[]): string[] => (refs.length > 0 ? [`Your cases: ${refs.join(", ")}`] : []);

type Protected = Extract<Outcome, { kind: "protected" }>["found"];

const NAMED: Record<Protected[number], string> = {
  "NHS number": "an NHS number",
  postcode: "a postcode",
  "date of birth": "a date of birth",
  "protected name": "a protected name",
};

/** Says what kind of thing it was and how to mend it; never the thing itself. */
function protectedSentence(found: Protected): string {
  const { named, without } = inWords(found);
  return `Not saved: the text holds ${named}. Use the case reference instead, and send it again without ${without}.`;
}

/** What was written to others stands where it was written: only its writer can take it away there. */
function notPassedOn(found: Protected): [string, string] {
  const { named, without } = inWords(found);
  return [
    `Your message was not passed on: it holds ${named}.`,
    `Please delete it in the thread. Use the case reference instead, and write it again without ${without}.`,
  ];
}

function inWords(found: Protected): { named: string; without: "it" | "them" } {
  const kinds = [...new Set(found)];
  const named = new Intl.ListFormat("en-GB").format(kinds.map((kind) => NAMED[kind]));
  return { named, without: kinds.length === 1 ? "it" : "them" };
}
