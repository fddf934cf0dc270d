import { MARKER, MARKER_NUMBER } from "./action-words.ts";
import { A_DAY } from "./date-lexicon.ts";
import { isAlsoName, isNotName } from "./not-names.ts";
import { looksLikeNoun } from "./owner-names.ts";
import { wholeOwners } from "./owners-said.ts";
import { isRoleHead } from "./role-words.ts";
import { isTaskVerb } from "./task-verbs.ts";
import { wordList } from "./word-list.ts";

/** What an action is about, as it stands before whoever does it, and the words behind it. */
export interface Topic {
  /** With its mark: `DoLS - `, `Section 42: `. */
  head: string;
  rest: string;
}

const MARK = / ?[:–—] (?=\S)| - (?=\S)/;
const LONGEST = 42;
const MOST_WORDS = 5;
const BEGINS = /^[\p{Lu}\d]/u;
const IN_BRACKETS = / ?\([^()]{1,40}\)$/;
/** `DoLS`: nobody is written so. */
const ABBREVIATION = /^\p{Lu}\p{Ll}\p{Lu}{2,}$/u;
/** Letters that stand for a thing, and not for somebody's names. */
const THINGS = wordList(
  "mca lpa dnar cpr chc ehc utis uti prn mar mars bp ecg bmi pip dla esa uc ppe iv peg bgl inr tta ttos cctv ddr ltc qof dna dnas",
);
/** Headings and lead-ins that minutes have before anything. */
const HEADING = new RegExp(
  String.raw`^(?:(?:${MARKER})${MARKER_NUMBER}|(?:item|agenda item|no\.?|point|topic|scribe|present|apologies|attendees) ?\d*|(?:any other|other) business|aob|matters arising|(?:general |brief |status |verbal )?updates?|feedback|decisions?|decided|agreed|agreements?|resolved|resolution|outcomes?|notes?|noted|minutes|discussion|summary|conclusions?|recommendations?|plans?|impression|imp|timescales?|owners?|leads?|dates?|deadline|due|status|also|so|then|now|again|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|meanwhile|ok(?:ay)?|yes|no|yeah|sure|right|great|thanks|thank you|fyi|nb|n\.b\.|ps|p\.s\.|re|reminder|urgent|priority|high|medium|low|red|amber|green|new|ongoing|outstanding|open|progress|ref|all|everyone|team|question|answer|proposal|proposed|suggestion|idea|option)(?: \d+)?$`,
  "i",
);
/** What begins a condition or a doubt, or makes a sentence of what a topic would only name. */
const TELLS =
  /^(?:if|maybe|perhaps|possibly|whether|unless|when|what|why|how|who|which|could|would|should|can|it|there|this|that)\b|\b(?:was|were|is|are|been|has|have|had|will|would|should|must|can|could|agreed|asked|said|says|noted|thinks?|that|I|we|you|they|he|she|please)\b|['’](?:ll|d|m|re|ve)\b/i;

/** `SALT referral - Kofi to chase`: the topic and what comes of it; null where no topic leads. */
export function topicOf(words: string): Topic | null {
  if (!BEGINS.test(words)) return null;
  const mark = MARK.exec(words.slice(0, LONGEST));
  if (!mark || !isTopic(words.slice(0, mark.index))) return null;
  const end = mark.index + mark[0].length;
  return { head: words.slice(0, end), rest: words.slice(end) };
}

/** Whether words before a colon or a dash name what is spoken of: no speaker, no role, no marker, no day and no heading. */
export function isTopic(words: string): boolean {
  if (mayBeSomebody(words) && isCapital(words)) return false;
  const bare = words.replace(IN_BRACKETS, "");
  if (isThingAlone(bare)) return true;
  if (bare.split(" ").length > MOST_WORDS || !/\p{L}{2}/u.test(bare)) return false;
  return !HEADING.test(bare) && !TELLS.test(bare) && !A_DAY.test(bare) && wholeOwners(bare, "told") === null;
}

/** `Action`, `Update`, `AOB`: nobody, and no topic either. */
export const isHeading = (words: string): boolean => HEADING.test(words);

/** Each word in capitals, but for what stands in brackets. */
const isCapital = (words: string): boolean => !/(?:^| )[^\p{Lu}(]/u.test(words.replace(IN_BRACKETS, ""));

/** `Benjamin Young`, `Rose Hall`: not begun by a word that only things have. */
export function mayBeSomebody(words: string): boolean {
  const space = words.indexOf(" ");
  const first = space < 0 ? words : words.slice(0, space);
  if (isAlsoName(first)) return true;
  if (isNotName(first) || /\d/.test(first)) return false;
  return !isTaskVerb(first) && !isRoleHead(first) && !looksLikeNoun(first) && !isThingAlone(first);
}

const isThingAlone = (word: string): boolean => ABBREVIATION.test(word) || THINGS.has(word.toLowerCase());
