import { evidenceIn } from "./evidence-said.ts";
import { promiseAt, requestAt } from "./handover.ts";
import { ownersAt } from "./owners-said.ts";
import { besideFirst } from "./second-promise.ts";
import { couldBeTaskVerb, isTaskVerb } from "./task-verbs.ts";
import { withMeAt } from "./with-me.ts";
import { eachIn, saidAt } from "./words-at.ts";

/** A promise in a sentence that nobody marked: who made it, the words from what they will do on, and those before. */
export interface Commitment {
  owners: string[];
  words: string;
  before: string;
}

type Told = Pick<Commitment, "owners" | "words">;
/** A promise with where its opener stands and its words end. */
interface Promised extends Told {
  index: number;
  end: number;
  opener: string;
}

/** Where a promise may begin within a sentence. */
const OPENERS =
  /(?:^(?:then |also |so |ok(?:ay)?,? )?|[,:] | [–—-] |\b(?:and|then|so|also|that|but|otherwise) )(?=[\p{Lu}@<]|\[\p{Lu}|the |our |all |every(?:one|body) |will |(?:can |to )?take |either |both |me |["“]?(?:some|any)(?:one|body) )/gu;
const MOST_OPENERS = 12;
/** After these a mere `would` or `should` is what was decided. */
const DECISION = /\b(?:agreed|decided|resolved|confirmed)(?: at the meeting| by all)?(?: that|:) $/i;
/** `It was resolved that … and the Clerk be asked to write`; of `RESOLVED: that …` what stands behind the colon. */
const RESOLUTION = /^(?:it was )?(?:resolved|agreed|recommended)\b|^that\b/i;
const LONGEST_DECISION = 40;
const VERB = "(?=(?<verb>[a-z][\\w-]*))";
const THE_ACTION = "(?:the |an? |this |that )?(?:as )?(?:an )?(?:action|AI|AP)(?: item| point)?";
const I_WILL = new RegExp(
  `I(?:['’]ll| will| shall| am going to|['’]m going to| can(?= take (?:an|the|this|that) (?:action|AI|AP)\\b))(?: (?:also|then|now|certainly|happily|gladly|definitely|just|try to|take ${THE_ACTION} to)){0,2} ${VERB}`,
  "y",
);
/** `Steven: will look into it`, `Matteo: take the action of …`: a speaker who leaves the `I` out. */
const WILL = new RegExp(`(?:will (?:also |then )?|(?:can |to )?take ${THE_ACTION} (?:to|of) )${VERB}`, "y");
const MAY_SHARE = / (?:or|and|&) (?:I|me|myself)\b|(?:I|[Mm]e|[Mm]yself) (?:or|and|&) /;
const I_ALONE = /^I[ '’]/;
const SOMEONE = new RegExp(`(?:some|any)(?:one|body) (?:should|must|needs? to|has to|will need to|to|ought to) ${VERB}`, "iy");
const TO_BE_DONE_BY =
  /(?<!\b(?:needs?|has|have|had|going|ought|used|expected|likely|supposed|due|able|wants?|wish|hopes?|seems?)) (?:to|will|shall) be (?:[a-z]+ly )?(?!(?:replac|fund|support|attend|follow|affect|join|chair|host|govern|cover|represent|accompani|caus|limit|open|welcom|pleas|determin|inform|sign)ed )(?:[a-z]+ed|done|sent|made|written|taken|drawn up|put|put up|set up|led|brought|sought|rung|read) (?:up |out |back |off |forward |together |in place )?by (?=\S)/i;
/** `offered to help with the stall if needed` */
const IF_NEEDED =
  /\bif (?:it is |they are )?(?:needed|required|necessary|wanted|helpful|of use|any(?:one|body)|people|nobody|no one)\b/i;
/** What turns a promise into a guess or a question. */
const UNSURE =
  /^(?:it is (?:anticipated|expected|hoped|likely|possible|envisaged|understood|assumed|intended)|if|maybe|perhaps|possibly|could|would|should|might|whether|unless|when|what|why|how|who|do|does|did|can|is|are|was|were)\b|["“]some(?:one|body)["”]/i;
/** `The group will meet on Friday`, `Council to consider quotations`: an agenda or a diary, and nobody's task. */
const OF_MEETINGS =
  /^(?:next )?(?:look at|support|revisit|work|meet|reconvene|resume|convene|gather|discuss|continue|consider|decide|return|start|close|open|observe|use|run|receive|note|approve|adopt|resolve|ratify|elect|appoint|agree)\b/i;
const OF_MANY =
  /\b(?:all|everyone|everybody|council|cabinet|committees?|sub-?committee|boards?|(?:sub)?group|teams?|members|councillors|meeting|panel|wg|forum|trustees|governors|partners|reviewers|users|people|staff|residents|tenants|volunteers|parents)$|^(?:all|everyone|everybody)\b/i;
const MINUTES_OF = /^(?:sign|approve|receive|confirm|agree) (?:off )?the (?:minutes|agenda)\b/i;
/** `Bill offered to help`: with what? */
const NO_TASK = /^(?:help|assist|do|support|try|volunteer)(?: out)?[.!]?$/i;

/**
 * Sentences such as `Sam will book the review`, `the Clerk to write`, `I'll take that`, `someone should look at the door`; of `Sam will
 * book the review and Jo will ring the GP` both promises.
 */
export function commitmentsIn(sentence: string, speaker: string | null): Commitment[] {
  if (UNSURE.test(sentence)) return [];
  const found: Promised[] = [];
  const isShared = MAY_SHARE.test(sentence);
  let tried = 0;
  for (const { index, 0: opener } of eachIn(OPENERS, sentence)) {
    tried += 1;
    if (tried > MOST_OPENERS) break;
    const commitment =
      (isShared ? sharedPromiseAt(sentence, index + opener.length, speaker) : null) ??
      commitmentAt(sentence, index + opener.length, speaker);
    if (commitment) found.push({ ...commitment, index, end: sentence.length, opener });
  }
  const [first] = found;
  if (!first) return leftTo(sentence);
  if (found.length === 1) {
    const { owners, words } = first;
    return [{ owners: [...new Set(owners)], words, before: sentence.slice(0, sentence.length - words.length) }];
  }
  return partsOf(found, sentence).map(({ owners, words, index, end, opener }) => {
    const start = sentence.length - words.length;
    return {
      owners: [...new Set(owners)],
      words: sentence.slice(start, end),
      before: sentence.slice(index + opener.length, start),
    };
  });
}

/** A second promise stands by itself where a joint parts it from a first that is whole; otherwise both make one, of several people. */
function partsOf(found: Promised[], sentence: string): Promised[] {
  const parts: Promised[] = [];
  for (const promised of found) {
    const last = parts.at(-1);
    const { index, opener, owners, words } = promised;
    if (!last) {
      parts.push({ ...promised, index: 0, opener: "" });
      continue;
    }
    const told = sentence.slice(index + opener.length, sentence.length - words.length);
    const beside = besideFirst(sentence.slice(sentence.length - last.words.length, index), opener, told);
    const isSame = owners.join() === last.owners.join();
    if (beside === "another" && !(isSame && isEvidence(sentence, index, opener.length))) {
      last.end = index;
      parts.push(promised);
    } else if (beside !== "no promise") last.owners = [...last.owners, ...owners];
  }
  return parts;
}

/** `…, I'll upload the report`: what the first is shown by. */
function isEvidence(sentence: string, at: number, length: number): boolean {
  const evidence = evidenceIn(sentence);
  return evidence !== null && at < evidence.end && at + length >= evidence.start;
}

/** `Risk plan to be updated by the team leader`. */
function leftTo(sentence: string): Commitment[] {
  const found = TO_BE_DONE_BY.exec(sentence);
  const owners = found && ownersAt(sentence, found.index + found[0].length, "overheard");
  return owners && owners.names.length > 0 ? [{ owners: owners.names, words: sentence, before: "" }] : [];
}

function commitmentAt(sentence: string, at: number, speaker: string | null): Told | null {
  const own = ownPromiseAt(sentence, at, speaker);
  return own ?? (I_ALONE.test(sentence.slice(at, at + 2)) ? null : (promiseOfSomebodyAt(sentence, at) ?? wishAt(sentence, at)));
}

function sharedPromiseAt(sentence: string, at: number, speaker: string | null): Told | null {
  const shared = withMeAt(sentence, at, speaker);
  return shared && (isTaskVerb(shared.verb) || couldBeTaskVerb(shared.verb))
    ? { owners: shared.owners, words: sentence.slice(shared.end) }
    : null;
}

function ownPromiseAt(sentence: string, at: number, speaker: string | null): Told | null {
  const promise = saidAt(I_WILL, sentence, at) ?? (at === 0 && speaker !== null ? saidAt(WILL, sentence, at) : null);
  const words = sentence.slice(promise?.end);
  // `Will do` says nothing of what.
  if (!promise || !isTaskVerb(promise.said.verb ?? "") || !words.includes(" ")) return null;
  return { owners: speaker === null ? [] : [speaker], words };
}

function promiseOfSomebodyAt(sentence: string, at: number): Told | null {
  const owners = ownersAt(sentence, at, "overheard");
  if (!owners || owners.names.length === 0) return null;
  const isDecided = RESOLUTION.test(sentence) || DECISION.test(sentence.slice(Math.max(0, at - LONGEST_DECISION), at));
  const isOfMany = owners.names.every((name) => OF_MANY.test(name));
  const promise = promiseAt(sentence, owners.end, isDecided ? "decided" : "promised", isOfMany ? "many" : "a person");
  const handover = promise ?? (isOfMany ? null : requestAt(sentence, owners.end));
  const words = sentence.slice(handover?.end);
  if (
    !handover ||
    NO_TASK.test(words) ||
    MINUTES_OF.test(words) ||
    isMereOffer(sentence, words) ||
    (isOfMany && OF_MEETINGS.test(words))
  )
    return null;
  return { owners: owners.names, words };
}

const isMereOffer = (sentence: string, words: string): boolean =>
  IF_NEEDED.test(words) && /\b(?:offered|volunteered) to $/i.test(sentence.slice(0, sentence.length - words.length));

/** Nobody is named: a draft that asks who will do it, and by when. */
function wishAt(sentence: string, at: number): Told | null {
  const wish = saidAt(SOMEONE, sentence, at);
  return wish && isTaskVerb(wish.said.verb ?? "") ? { owners: [], words: sentence.slice(wish.end) } : null;
}
