import { promiseAt } from "./handover.ts";
import { ownersAt } from "./owners-said.ts";
import { isRoleHead } from "./role-words.ts";
import { isTaskVerb } from "./task-verbs.ts";
import { saidAt } from "./words-at.ts";

/** A promise in a sentence that nobody marked: who made it, and the words from what they will do on. */
export interface Commitment {
  owners: string[];
  words: string;
}

/** Where a promise may begin within a sentence. */
const OPENERS =
  /(?:^(?:then |also |so |ok(?:ay)?,? )?|[,:] | [–—-] |\b(?:and|then|so|also|that|but|otherwise) )(?=[\p{Lu}@<]|\[\p{Lu}|the |our |will |(?:can |to )?take |["“]?(?:some|any)(?:one|body) )/gu;
const MOST_OPENERS = 12;
/** After these a mere `would` or `should` is what was decided. */
const DECISION = /\b(?:agreed|decided|resolved|confirmed)(?: at the meeting| by all)?(?: that|:) $/i;
const LONGEST_DECISION = 40;
const VERB = "(?=(?<verb>[a-z][\\w-]*))";
const THE_ACTION = "(?:the |an? |this |that )?(?:as )?(?:an )?(?:action|AI|AP)(?: item| point)?";
const I_WILL = new RegExp(
  `I(?:['’]ll| will| shall| am going to|['’]m going to)(?: (?:also|then|now|certainly|happily|gladly|definitely|just|try to|take ${THE_ACTION} to)){0,2} ${VERB}`,
  "y",
);
/** `Steven: will look into it`, `Matteo: take the action of …`: a speaker who leaves the `I` out. */
const WILL = new RegExp(`(?:will (?:also |then )?|(?:can |to )?take ${THE_ACTION} (?:to|of) )${VERB}`, "y");
const I_ALONE = /^I[ '’]/;
const SOMEONE = new RegExp(`(?:some|any)(?:one|body) (?:should|must|needs? to|has to|will need to|to|ought to) ${VERB}`, "iy");
/** What turns a promise into a guess or a question. */
const UNSURE =
  /^(?:if|maybe|perhaps|possibly|could|would|should|might|whether|unless|when|what|why|how|who|do|does|did|can|is|are|was|were)\b|["“]some(?:one|body)["”]/i;
/** `The group will meet on Friday`: a date in the diary, and nobody's task. */
const OF_MEETINGS =
  /^(?:next )?(?:meet|reconvene|resume|convene|gather|discuss|continue|consider|decide|return|start|close|open|observe|use|run)\b/i;

/** `Bill offered to help`: with what? */
const NO_TASK = /^(?:help|assist|do|support|try|volunteer)(?: out)?[.!]?$/i;

/** Sentences such as `Sam will book the review`, `the Clerk to write`, `I'll take that`, `someone should look at the door`. */
export function commitmentIn(sentence: string, speaker: string | null): Commitment | null {
  if (UNSURE.test(sentence)) return null;
  const found: Commitment[] = [];
  let tried = 0;
  for (const { index, 0: opener } of sentence.matchAll(OPENERS)) {
    tried += 1;
    if (tried > MOST_OPENERS) break;
    const commitment = commitmentAt(sentence, index + opener.length, speaker);
    if (commitment) found.push(commitment);
  }
  const [first] = found;
  return first ? { words: first.words, owners: [...new Set(found.flatMap(({ owners }) => owners))] } : null;
}

function commitmentAt(sentence: string, at: number, speaker: string | null): Commitment | null {
  const own = ownPromiseAt(sentence, at, speaker);
  return own ?? (I_ALONE.test(sentence.slice(at, at + 2)) ? null : (promiseOfSomebodyAt(sentence, at) ?? wishAt(sentence, at)));
}

function ownPromiseAt(sentence: string, at: number, speaker: string | null): Commitment | null {
  const promise = saidAt(I_WILL, sentence, at) ?? (at === 0 && speaker !== null ? saidAt(WILL, sentence, at) : null);
  const words = sentence.slice(promise?.end);
  // `Will do` says nothing of what.
  if (!promise || !isTaskVerb(promise.said.verb ?? "") || !words.includes(" ")) return null;
  return { owners: speaker === null ? [] : [speaker], words };
}

function promiseOfSomebodyAt(sentence: string, at: number): Commitment | null {
  const owners = ownersAt(sentence, at, "overheard");
  if (!owners || owners.names.length === 0) return null;
  const isDecided = DECISION.test(sentence.slice(Math.max(0, at - LONGEST_DECISION), at));
  const handover = promiseAt(sentence, owners.end, isDecided ? "decided" : "promised");
  if (!handover) return null;
  const words = sentence.slice(handover.end);
  if (NO_TASK.test(words)) return null;
  return OF_MEETINGS.test(words) && owners.names.every(isOfMany) ? null : { owners: owners.names, words };
}

const isOfMany = (owner: string): boolean =>
  /^(?:all|everyone|everybody)\b/i.test(owner) || isRoleHead(owner.split(" ").at(-1) ?? "");

/** Nobody is named: a draft that asks who will do it, and by when. */
function wishAt(sentence: string, at: number): Commitment | null {
  const wish = saidAt(SOMEONE, sentence, at);
  return wish && isTaskVerb(wish.said.verb ?? "") ? { owners: [], words: sentence.slice(wish.end) } : null;
}
