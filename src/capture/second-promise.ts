import { OF_TIME } from "./date-lexicon.ts";
import { promiseAt } from "./handover.ts";
import { isNotName } from "./not-names.ts";
import type { Trust } from "./owner-names.ts";
import { ownersAt } from "./owners-said.ts";
import { eachIn, endAt } from "./words-at.ts";

/** What stands between two promises of one sentence. Behind `so` and `that` stands what belongs to the first. */
const JOINT = /^,? ?(?:(?:and|then|but|also) |, | ?[–—-] )$/;
/** `book the review`: one word may be what both do, `Sam to print, Jo will sign the form`. */
const WHOLE = /[\p{L}\p{N}] +[\p{L}\p{N}]/u;
/** `ask the GP and Jo to come`: both of them are asked. */
const ASKS =
  /(?:^|\W)(?:ask|invite|tell|get|remind|encourage|request|allow|help|enable|expect|want|persuade|support|advise|instruct|need|prompt|for)\b/i;
/** `meet Ann, Bob and Carl to agree it`: a list of people, and what for. */
const LAST_WORDS = /(?:(?<article>\b(?:the|a|an|their|our|his|her) )|(?:^|\W))(?<word>[\p{L}\p{M}'’.^-]+),?$/u;
const BARE_TO = / to(?: [a-z]+)* $/;
const MORE_THAN_TO =
  / (?:will|shall|going|is|are|was|were|has|have|agreed|volunteered|undertaken|undertook|offered|promised|committed|said|confirmed|actions?|takes?) /i;

/**
 * What a second promise of a sentence is beside the first: another thing to do, the same by more people, or no promise but part of what
 * the first is about.
 *
 * @param before the words of the first promise, up to the joint
 * @param told from whoever promises to what they will do
 */
export function besideFirst(before: string, joint: string, told: string): "another" | "the same" | "no promise" {
  const isBare = BARE_TO.test(told) && !MORE_THAN_TO.test(told);
  if (isBare && ASKS.test(before)) return "no promise";
  if (!JOINT.test(joint) || !WHOLE.test(before) || (isBare && endsWithName(before))) return "the same";
  return "another";
}

function endsWithName(before: string): boolean {
  const { article, word = "" } = LAST_WORDS.exec(before.trimEnd())?.groups ?? {};
  return article === undefined && /^\p{Lu}/u.test(word) && !isNotName(word);
}

const JOINTS = /(?:,? (?:and|then|but|also) |, | [–—-] )(?=[\p{L}@<[])/gu;
/** `ines to file it and henrik to read it`: handles are in small letters where the first is. */
const SMALL = /^\p{Ll}/u;
/** `…, then MH to agree it`: what MH does goes on with what was said, unless that has its own date. */
const GOES_ON = /then|^(?:, | [–—-] )$/;
const DATED = new RegExp(`\\b(?:by|before|on|within|in|due) ${OF_TIME}`, "i");
const I_WILL = /I(?:['’]ll| will| shall| am going to|['’]m going to) (?=[a-z])/y;
const MOST_JOINTS = 12;

/** `JB to book the review and MH to ring the GP`, behind a marker: each with what is theirs. */
export function promisesApart(words: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let tried = 0;
  for (const { index, 0: joint } of eachIn(JOINTS, words)) {
    tried += 1;
    if (tried > MOST_JOINTS) break;
    const at = index + joint.length;
    const end = promiseEnd(words, at, SMALL.test(words) ? "told" : "overheard");
    const before = words.slice(from, index);
    if (index < from || end === null || besideFirst(before, joint, words.slice(at, end)) !== "another") continue;
    if (GOES_ON.test(joint) && !DATED.test(before)) continue;
    parts.push(before);
    from = at;
  }
  return [...parts, words.slice(from)];
}

function promiseEnd(words: string, at: number, trust: Trust): number | null {
  const own = endAt(I_WILL, words, at);
  if (own !== null) return own;
  const owners = ownersAt(words, at, trust);
  return owners && owners.names.length > 0 ? (promiseAt(words, owners.end, "promised", "a person")?.end ?? null) : null;
}
