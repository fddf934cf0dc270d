import { isAlsoName, isNotName } from "./not-names.ts";
import { isBody, isRoleAlone, isRoleHead } from "./role-words.ts";
import { isTaskVerb } from "./task-verbs.ts";
import { endAt, saidAt } from "./words-at.ts";

/**
 * How much speaks for a name. What stands between a marker and its colon is one, whatever it looks like; beside a marker a handle is
 * one; in a sentence that nobody marked only what can hardly be anything else.
 */
export type Trust = "named" | "told" | "overheard";

const MENTION = /<@[^>\s]{1,80}>|@\p{L}[\p{L}\p{N}._-]{0,60}(?: \p{Lu}\p{Ll}+(?= (?:to|will)\b|:))?/uy;
const HANDLE = /[\p{Ll}\p{N}][\p{L}\p{N}]*(?:[\^_.-][\p{L}\p{N}]+)*/uy;
const TITLE =
  /(?:mr|mrs|ms|miss|mx|dr|prof|professor|revd?|rev['’]d|fr|cllrs?|councillors?|sir|dame|lord|lady|pc|pcso|ps|sgt|ds|dc|di|dci|insp|inspector|sister|nurse)\.? (?=[A-Z])/iy;
/** `PS Owen`, and neither `PS to email` nor `PS I will`. */
const NAMED = /^\p{Lu}(?!['’ ])|^\p{Lu}['’](?=.)/u;
/** A word of a name: `J.B.`, `Jo`, `O’Meara`, `Jean-Luc`, `MDawson`, `J.`, `JB`. */
const NAME_WORD =
  /(?:\p{Lu}\.){2,4}(?! \p{Lu})|\p{Lu}(?:\.(?= ?\p{Lu}| (?:to|will)\b)|[\p{L}\p{M}]*(?:['’^-](?!s\b|ll\b|d\b|re\b|ve\b)\p{L}[\p{L}\p{M}]*)*\d{0,3}(?:\^\d)?)/uy;
const PARTICLE = /(?:(?:de|da|di|dos|du|del|van|von|der|den|la|le|bin|al|el|ap|ten) ){1,3}(?=\p{Lu})/uy;
const ROLE_WORD = /[\p{L}\d][\p{L}\d&'’]*(?:[-/][\p{L}\d]+)*/uy;
const ARTICLE = /(?:the|our|your|all|any|both|each|other|relevant|respective) /iy;
const ALL = /(?:all(?: of us| of you)?|everyone|everybody)(?![\w'’-])/iy;
const ALL_OF = /all (?=[a-z])/iy;
const OF = / of (?:the )?(?=\p{L})/uy;
const IN_CHARGE = / (?:in charge|on duty|on call)(?![\w-])/y;
const FIELD = /\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,3}/uy;
const AND_FIELD = / (?:and|&) \p{Lu}[\p{L}-]*/uy;
const GAP = / /y;
/** Who is nobody in particular. `The team` is, but not `the housing team`. */
const NOBODY =
  /(?:(?:any|some|no)[ -]?(?:one|body)|any|tb[acd]|n\/a|nil|none|unassigned|unallocated|not? (?:yet )?assigned|(?:a )?volunteers?|one (?:of us|person|team leader|member)|(?:an? )?small group|(?:the )?(?:whole |rest of the )?(?:team|group|meeting)(?= (?:to|will|should|must|shall|needs?|agreed)\b|:)|we|us|who\??|owner|name|\?+|[-–—]+)(?![\w'’-])/iy;
/** No post has one of these in its name. */
const NO_PART_OF_A_POST =
  /^(?:most|some|many|few|several|others?|these|those|such|no|every|to|will|and|or|by|on|in|is|are|was|were|has|have|had|be|been|that|this|it|with|from|for|as|at|but|if|should|must|would|could|can|may|might|not|an?|(?:i|we|you|he|she|they|it)['’][a-z]+|i|we|you|they|he|she|also|then|who|which|now)$/i;
/** Before what somebody will do, or after whom it is said. */
const HANDED_OVER = /(?:['’]ll\b| (?:to|will|shall|agreed|should|must)\b| ?[:–—-])/y;
const TO_DO = / (?:to|will) (?<verb>[a-z][\w/-]*)/y;
const NO_INITIALS = /^(?:OK|NO|YES|WE|US|IT|ALL|ANY|YOU|HE|SHE|HOW|WHO|NOT|AND|DUE|TBC|TBA|TBD|NIL|FYI)$/;
const MOST_WORDS = 5;
const MOST_OVERHEARD = 3;

/** The longest name of somebody at a place: its end, and whether it is the name of nobody in particular. */
export function ownerNameAt(text: string, at: number, trust: Trust): { end: number; nobody: boolean } | null {
  const mention = endAt(MENTION, text, at);
  if (mention !== null) return { end: mention, nobody: false };
  const nobody = endAt(NOBODY, text, at);
  if (nobody !== null) return { end: nobody, nobody: true };
  const named = allEnd(text, at) ?? later(roleEnd(text, at, trust), nameEnd(text, at, trust), text) ?? handleEnd(text, at, trust);
  return named === null ? null : { end: named, nobody: false };
}

/** The longer; but `Dr Jones/Practice Manager` are two. */
const later = (role: number | null, name: number | null, text: string): number | null => {
  if (role === null || name === null) return role ?? name;
  return text[name] === "/" ? name : Math.max(role, name);
};

/** `ALL`, `everyone`; `all members` and `all partners` are named whole. */
function allEnd(text: string, at: number): number | null {
  const of = endAt(ALL_OF, text, at);
  const word = of === null ? null : endAt(ROLE_WORD, text, of);
  return of !== null && word !== null && isRoleHead(text.slice(of, word)) ? word : endAt(ALL, text, at);
}

/** Up to five words that end in a post or a body: `GP practice manager`, `the wood team`, `Head of Housing`. */
function roleEnd(text: string, at: number, trust: Trust): number | null {
  const article = endAt(ARTICLE, text, at);
  const isLoose = trust === "overheard" && article === null;
  const start = article ?? at;
  if (isLoose && !/\p{Lu}/u.test(text[start] ?? "")) return null;
  let end: number | null = null;
  let from: number | null = start;
  for (let count = 0; from !== null && count < (isLoose ? MOST_OVERHEARD : MOST_WORDS); count += 1) {
    const wordEnd: number | null = endAt(ROLE_WORD, text, from);
    if (wordEnd === null) break;
    const word = text.slice(from, wordEnd);
    const isHead = count === 0 ? standsAlone(text, word, wordEnd, article) : isRoleHead(word);
    if (isHead) end = endAt(IN_CHARGE, text, wordEnd) ?? wordEnd;
    else if (isNoPart(word, count, isLoose)) break;
    const of: number | null = isRoleHead(word) ? endAt(OF, text, wordEnd) : null;
    const field = of === null ? null : fieldEnd(text, of);
    if (field !== null) return field;
    from = (isHead ? of : null) ?? endAt(GAP, text, wordEnd);
  }
  return end;
}

/** `Clerk`, `the ICB`; `the Trust` only where it is `to` do something. */
const standsAlone = (text: string, word: string, end: number, article: number | null): boolean =>
  isRoleAlone(word) ||
  (article !== null && (isBody(word) || (isRoleHead(word) && /^\p{Lu}/u.test(word) && text.startsWith(" to ", end))));

/** Of what somebody is the head: `Midwifery`, `Adult Social Care`, `Quality & Safety`. */
function fieldEnd(text: string, at: number): number | null {
  const end = endAt(FIELD, text, at);
  const more = end === null ? null : endAt(AND_FIELD, text, end);
  const word = end === null || more === null ? "" : text.slice(end, more).replace(/^ (?:and|&) /, "");
  return word !== "" && (isNotName(word) || looksLikeNoun(word)) && !isRoleHead(word) ? more : end;
}

function isNoPart(word: string, place: number, isLoose: boolean): boolean {
  if (NO_PART_OF_A_POST.test(word)) return true;
  if (isRoleHead(word)) return false;
  return (place === 0 && isTaskVerb(word)) || (isLoose && /(?:ly|ing)$/.test(word));
}

/** One to four words with a capital: a person, with or without a title; initials; an organisation. */
function nameEnd(text: string, at: number, trust: Trust): number | null {
  const behindTitle = endAt(TITLE, text, at);
  const titled = behindTitle !== null && NAMED.test(text.slice(behindTitle, behindTitle + 3)) ? behindTitle : null;
  let from: number | null = titled ?? at;
  let end: number | null = null;
  let count = 0;
  while (from !== null && count < 4) {
    const start: number = count > 0 ? (endAt(PARTICLE, text, from) ?? from) : from;
    const wordEnd: number | null = endAt(NAME_WORD, text, start);
    if (wordEnd === null || (titled === null && !couldName(text, start, wordEnd, trust, count))) break;
    end = wordEnd;
    count += 1;
    from = endAt(GAP, text, wordEnd);
  }
  return end !== null && count > 1 && trust !== "named" && isShouted(text.slice(at, end)) ? null : end;
}

/** `PLEDGE DRIVE:` is a title. */
const isShouted = (name: string): boolean => name === name.toUpperCase() && !isInitials(name.split(" ", 1)[0] ?? "");

function couldName(text: string, start: number, end: number, trust: Trust, place: number): boolean {
  const word = text.slice(start, end);
  if (word === "I" || word === "A") return place > 0 && trust === "named";
  // Said without a marker, AI is the technology.
  if (isInitials(word) || isTold(text, word, end)) return word !== "AI" || trust !== "overheard";
  const isWord = isNotName(word) || isTaskVerb(word);
  if (isWord && isAlsoName(word)) return place > 0 || trust === "named" || endAt(HANDED_OVER, text, end) !== null;
  return !isWord && !looksLikeNoun(word);
}

/** `PS to email the surgery`: initials, even those that stand for something else, where a task is theirs. */
function isTold(text: string, word: string, end: number): boolean {
  const verb = /^\p{Lu}{2,3}$/u.test(word) && !NO_INITIALS.test(word) ? saidAt(TO_DO, text, end)?.said.verb : undefined;
  return verb !== undefined && isTaskVerb(verb);
}

const isInitials = (word: string): boolean => /^\p{Lu}{2,4}$/u.test(word) && (isBody(word) || !isNotName(word));

/** `Recruitment`, `Readiness`, `Safeguarding`: endings that hardly anybody's name has. */
export const looksLikeNoun = (word: string): boolean =>
  word.length > 5 &&
  /(?:tions?|ments?|ness|ships?|ings?|ity|ities|ically|ably|ibly|ously|fully|able|ible|ised|ized|ated|ology|graphy)$/i.test(word);

/** `gkellogg`, `j^2`: only beside a marker, and never a word of the language. */
function handleEnd(text: string, at: number, trust: Trust): number | null {
  const end = trust === "overheard" ? null : endAt(HANDLE, text, at);
  const word = text.slice(at, end ?? at);
  if (end === null || /^\d+$/.test(word)) return null;
  return trust === "named" || !(isNotName(word) || isTaskVerb(word) || looksLikeNoun(word) || word.length > 24) ? end : null;
}
