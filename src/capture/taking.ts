import { isTaskVerb } from "./task-verbs.ts";

const TAKES =
  /^(?:(?:ok|okay|yes|yeah|sure|yep|fine|right),? ?)?(?:I(?:['’]ll| will| can) (?:take|do|pick up|own|action|handle|sort|cover) (?:that|this|it|that one|this one)(?: up| on| one| then| too)?|I(?:['’]ll| will) pick (?:that|this|it) up|leave (?:it|that|this) (?:with|to) me|will do|on it|that['’]s mine)[.! ]*$/i;
const ASKS_FOR =
  /^(?:[\p{Lu}@][\p{L}.-]{1,30}(?: \p{Lu}[\p{L}-]{1,30})?,? )?(?:please )?(?:can|could|would|will) (?:some(?:one|body)|any(?:one|body)|you|one of (?:us|you)|we)(?: please)? (?<words>(?<verb>[a-z][\w-]*).*?)\?*$/iu;
const WHO = /^who (?:can|could|will|wants to|would like to|is able to) (?<words>(?<verb>[a-z][\w-]*).*?)\?*$/iu;

/** `I'll take that`, `leave it with me`: what somebody else has said is taken on. */
export const isTaking = (said: string): boolean => TAKES.test(said);

/** What is asked for in `Could somebody ring the practice?`; null where nothing is. */
export function askedFor(said: string): string | null {
  const { words, verb = "" } = (ASKS_FOR.exec(said) ?? WHO.exec(said))?.groups ?? {};
  return words && isTaskVerb(verb) ? words : null;
}
