import { couldBeTaskVerb, isTaskVerb } from "./task-verbs.ts";
import { endAt, saidAt } from "./words-at.ts";

/** The words between somebody and what they are to do: where they end and what is to be done begins. */
export interface Handover {
  end: number;
  /** `Sara: merge it`, `Sara - merge it`: nothing but a mark between them; `Sara merging it`: nothing at all. */
  kind: "words" | "mark" | "nothing";
}

const ASKED = "(?:asked|tasked|requested|instructed|nominated|delegated|authorised|invited|actioned)";
const ACTION = "(?:actions?|AI|AP)(?: items?| points?)?";
const THE_ACTION = `(?:the |an? |this |that )?${ACTION}`;
/** What makes a promise of a sentence, whoever reads it. */
const PROMISES = [
  "['’]ll",
  " (?:still )?(?<bare>to)",
  " (?:will|shall)",
  " (?:is|are) (?:going )?to",
  "(?:['’]s)? going to",
  " (?:has |have )?(?:kindly )?(?:agreed|volunteered|undertaken|offered|promised|committed) to",
  " undertook to",
  ` (?:is|was|were|has been|have been|will be|to be) ${ASKED} (?:to|with)`,
  ` (?:is |are |will be )?(?:takes?|taking|took|picks? up) (?:on )?${THE_ACTION}(?: to|:| of| for| on)`,
  ` ${ACTION} (?:is )?to`,
  "(?: has| have)? (?:agreed|confirmed|said|promised|offered)(?: that)? (?:s?he|they)(?:['’](?:ll|d)| will| would)",
];
/** Beside a marker, where an action is meant anyway. */
const TOLD = [
  " (?:should|must|can|could|would)",
  " (?:will |may )?(?:needs?|has|have|ought) to",
  "(?: is| are| will be| to be)? responsible for",
  ` (?:to|will) (?:be )?${ASKED} (?:to|with)`,
  ` ${ASKED} to`,
  " please",
];
/** After `it was agreed that`: what else is only a wish is then a decision. */
const DECIDED = [" (?:would|should|must)", " (?:needs?|has|have) to", ` be ${ASKED} to`];

const ADVERBS =
  "(?: (?:also|then|please|kindly|now|all|both|each|just|urgently|again|first|next|formally|jointly|still|either|only|will|continue to|try to|aim to)){0,3}";
/** `to be sent`, `to the office`: whoever stands before it is not whom it is up to. */
const NOT_BE_DONE =
  "(?!be (?!(?:the|in|at|on|present|responsible|available|there|point|lead)\\b)|(?:the|an?|not|never|it|this|that|be) |\\d)";
const VERB = "(?=(?<verb>have an? (?:look|word|chat|conversation|discussion|go|think)|[a-z]/[a-z]|[a-z][\\w-]*))";

const handover = (phrases: string[]): RegExp => new RegExp(`(?:${phrases.join("|")})${ADVERBS} ${NOT_BE_DONE}${VERB}`, "iy");
const PROMISED = handover(PROMISES);
const TOLD_TO = handover([...PROMISES, ...TOLD]);
const DECIDED_THAT = handover([...PROMISES, ...DECIDED]);
const PLEASE = new RegExp(
  `,? (?:please|pls|plz)(?: (?:could|can|would|will) you)?${ADVERBS} (?!note|see|find|be\\b|let)${VERB}`,
  "iy",
);
const CAN_YOU = new RegExp(`[,:–-]? ?-? (?:can|could|would|will) you (?:please )?${VERB}`, "iy");
/** Whoever has the action has it, whatever the verb. */
const HAS_IT = new RegExp(`,? (?:still )?(?:has|have) (?:the |an )?${ACTION}(?: to|:| of| for| on) (?=\\S)`, "iy");
const TAKES_IT = new RegExp(
  ` (?:(?:will |to |is |are |can |shall )?(?:takes?|taking) (?:on )?${THE_ACTION}|(?:will|to) action(?: this| that| it)?|(?:will|to) (?:take|pick) (?:it|this|that) (?:on|up|as (?:an )?${ACTION}))(?=[.,;:]|$)`,
  "iy",
);
const MARK = / ?(?::|–|—|=>|->|→|⇒|>| -{1,2}(?= )|-(?= )) ?/y;
const DOING = / (?:is |are )?(?=[a-z]{2,20}ing\b)/y;
const DOES = / (?<verb>[a-z]{2,20}) (?:the|an?|all|any|his|her|their|our|this|that|these|up|out|with|for|on)\b/y;

/**
 * A promise in a sentence that nobody marked: it needs the verb of a task. What one person `will` do, or `agreed to`, may be anything
 * but a state; `to` alone may lead anywhere, and many people's future is seldom a task.
 */
export function promiseAt(text: string, at: number, how: "promised" | "decided", of: "a person" | "many"): Handover | null {
  const kept = keepsIt(text, at);
  if (kept) return kept;
  const words = saidAt(how === "decided" ? DECIDED_THAT : PROMISED, text, at);
  const verb = words?.said.verb ?? "";
  const isPromise = isTaskVerb(verb) || (of === "a person" && words?.said.bare === undefined && couldBeTaskVerb(verb));
  return words && isPromise ? { end: words.end, kind: "words" } : null;
}

/** `Harriet, please send the lease`: asked of one person, who will be asked to accept it. */
export function requestAt(text: string, at: number): Handover | null {
  const words = saidAt(PLEASE, text, at);
  return words && isTaskVerb(words.said.verb ?? "") ? { end: words.end, kind: "words" } : null;
}

/** As a promise, but of what is an action anyway: any verb will do. */
export function toldAt(text: string, at: number): Handover | null {
  const words = saidAt(PROMISED, text, at) ?? saidAt(CAN_YOU, text, at);
  return words && { end: words.end, kind: "words" };
}

/** What hands an action over beside a marker or under a heading, where it need not be a promise. */
export function handoverAt(text: string, at: number): Handover | null {
  const words = endAt(TOLD_TO, text, at);
  const kept = keepsIt(text, at);
  if (kept ?? words) return kept ?? { end: words ?? at, kind: "words" };
  const mark = endAt(MARK, text, at);
  if (mark !== null) return { end: mark, kind: "mark" };
  const doing = endAt(DOING, text, at) ?? doesAt(text, at);
  return doing === null ? null : { end: doing, kind: "nothing" };
}

/** `Myles takes the action`, `Rod still has an action to split it`. */
function keepsIt(text: string, at: number): Handover | null {
  if (endAt(TAKES_IT, text, at) !== null) return { end: at + 1, kind: "words" };
  const has = endAt(HAS_IT, text, at);
  return has === null ? null : { end: has, kind: "words" };
}

/** `Ben file an issue`, `Chris opens a ticket`: no word between, but an object behind. */
function doesAt(text: string, at: number): number | null {
  const verb = saidAt(DOES, text, at)?.said.verb ?? "";
  return isTaskVerb(verb) || isTaskVerb(verb.replace(/(?:(?<=sh|ch|ss|x|o)e)?s$/, "")) ? at + 1 : null;
}
