import { isNotName } from "./not-names.ts";
import { isRoleHead } from "./role-words.ts";
import { couldBeTaskVerb, isTaskVerb } from "./task-verbs.ts";
import { wordList } from "./word-list.ts";

/** Markers, boxes and tables. */
const MARKS = /[|\t☐◻]|ction|CTION|A\.?[IP]\b|A[IP]\d|[#(]todo|TODO|\[ ?\]/;
/** The beginning of a marker, of a heading of actions, and of what goes on with an action: `Owner: …`. */
const BEGINNINGS =
  /^[\W\d]*(?:[ap]m\W+)?(?:<[^<>]{1,40}>\W*)?(?:(?:the|action|lead|task|new|agreed|key|further|urgent|open|outstanding|additional|main|our|proposed|immediate|ongoing|current|meeting|team|all|next|specific|mdt|safeguarding|multi-agency|summary of|list of|table of|log of) ){0,4}b?(?:a\.?[ip]|to[- ]?dos?|tasks?|next (?:step|action)s?|plan|follow|commitments|way forward|what (?:happens )?next|what (?:we|was|were|will|needs?|is|has|must) [^.:?]{0,40}(?:do|done|happen)|things to do|who (?:does|will)|owners?|lead|who|by|respons\w*|assign\w*|due|when|deadline|target|time|completion|date due|to be completed|evidence|proof|how evidenced|status|rag|progress|state)\b/i;
const PAST =
  /^[\W\d]*(?:[ap]m\W+)?(?:<[^<>]{1,40}>\W*)?(?:item \d+\W*|[a-z][.)] )?(?:(?:review of|updates? on|status of) )?(?:the )?(?:previous|last|past|prior|completed|closed|done|old|resolved|finished|cancelled|minutes (?:from|of|since|review|update)|(?:review|update|status) (?:of|on))\b/i;
/** With what a chat or a list may put before it. */
const LONGEST_HEADING = 110;
const TIME = /\d:\d/;
/** `Harriet Jones  14:02` */
const CHAT_HEADER = /^[\W\d]*[A-Z\u00c0-\u024f][^.!?:]{0,60} \[?\d\d?:\d\d(?: ?[aApP][mM])?\]?\s*$/;
/**
 * Every word that a promise needs, or a deadline: one walk over the line finds both. A space ends those of a promise. What begins alike
 * stands together, for most words of a line are none of these.
 */
const TRIGGERS =
  /[ (["“'](?:to |w(?:(?:ill|ould) |(?:ithin|\/[ce])\b)|sh(?:all|ould) |b(?:y|efore)\b|in (?:an?|the next|\d{1,3}|one|two|three|four|five|six|seven|eight|ten|twelve)\b|must |needs? |ought |please |from (?:today|now|tomorrow)\b|later than\b|due\b|end of\b|at the latest\b)|['’](?:ll|d) /gi;
const isBareTo = (trigger: string): boolean => trigger.length === 4 && trigger[0] === " ";
const WISHED = /^ (?:would|should|must|need|ought)/i;
const NOBODY = /^["“]?(?:some|any)(?:one|body)$/i;
const DECIDED = /\b(?:agreed|decided|resolved|confirmed)\b|\b(?:said|promised|offered)(?: that)? (?:s?he|they)$/i;
/** `Harriet will by Friday ring …` */
const DATE_NEXT = / *(?:by|before|on|within|in|today|tomorrow|tonight|next|this|due)\b/iy;
/** `to be updated by`, `will be updated by` */
const LEFT_TO_SOMEBODY = /^ (?:to|will|shall) be [a-z ]+ by /i;
const LONGEST_PASSIVE = 50;
/** Between somebody and `to`. */
const LINKS = wordList(
  "still and agreed he she they that said confirmed going is are am has have been was were be kindly asked tasked requested instructed nominated delegated authorised invited volunteered undertaken offered promised committed undertook",
);
/** `Harriet and we` */
const WITH_OTHERS = /(?:\band|&|,|\/|\+) ?(?:we|us)$/i;
/** `Sam: will …`, `Sam (OT) will …` */
const OPENED = /[)\]>:]$/;
const NAMELIKE = /^[^a-z\d\s]|^\d*[A-Z]|[)\]>:]$/;
/** Behind a title or a mention any word with a capital is a name. */
const TITLED =
  /@|\b(?:M(?:rs?|s|iss|x)|mrs?|Dr|dr|Prof|Professor|Revd?|Fr|[Cc]llrs?|Councillors?|Sir|Dame|Lord|Lady|PC|PCSO|PS|Sgt|DS|DC|DI|DCI|Insp|Inspector|Sister|Nurse)\.? [A-Z]|[Rr]ev['’]d |\b(?:[Hh]ead|[Dd]irector|[Mm]anager|[Ll]ead|[Oo]fficer|[Cc]hair|[Ss]ecretary|[Nn]urse|[Mm]ember) of |[Tt]he (?:Trust|Practice|School|Service|Surgery|Unit|Network|Forum|Hub) to /;
const ALL = /^(?:all|everyone|everybody)$/i;
const MARKED = /[^\w-]+$/;
const MARKS_BEHIND = /[,:;.)\]*_]+$/;
/** Also those that are a word, `PS to email`. */
const INITIALS = /^[A-Z]{2,3}$/;
const ARTICLE = /^(?:the|an?)$/i;
const ADVERBS = wordList(
  "could can would you also then please kindly now all both each just urgently again first next formally jointly still either only will continue try aim to a an certainly happily gladly definitely take the action",
);
const LABEL = /^[\W\d]*(?:[ap]m\W+)?[A-Z@][^:\s]*(?: +[^:\s]+){0,3} *: /;
/** The first word of each sentence, past what may stand before an order. */
const FIRST_WORDS =
  /(?:^|[.:;!?)\]"”'–—-] )[^A-Za-z]*(?:(?:please|kindly|also|then|now|to|urgently|formally|jointly)[ -]|re-)*([A-Za-z](?:\/[a-z])?[\w-]*)/gi;
const MOST_LINKS = 8;
const MOST_ADVERBS = 6;

/**
 * Whether a line that stands in no section may hold an action, or change how those after it are read. It says no only where a closer
 * look would find nothing: most lines of most minutes.
 */
export const isWorthReading = (line: string): boolean =>
  BEGINNINGS.test(line) ||
  MARKS.test(line) ||
  maySayWhatToDo(line) ||
  (line.length <= LONGEST_HEADING && (PAST.test(line) || (TIME.test(line.slice(-10)) && CHAT_HEADER.test(line))));

/** A promise; or an order, or what somebody says by their name, with a deadline. */
function maySayWhatToDo(line: string): boolean {
  let isDated = false;
  let isWished = false;
  TRIGGERS.lastIndex = 0;
  for (let found = TRIGGERS.exec(line); found; found = TRIGGERS.exec(line)) {
    const { index, 0: trigger } = found;
    if (!trigger.endsWith(" ")) {
      isDated = true;
      continue;
    }
    const may = mayPromise(line, index, trigger);
    if (may === "yes") return true;
    isWished ||= may === "with a date";
    // The next trigger may begin with the space that this one ends with.
    TRIGGERS.lastIndex -= 1;
  }
  return isDated && (isWished || (line.includes(": ") && LABEL.test(line)) || mayOrder(line));
}

function mayPromise(line: string, index: number, trigger: string): "yes" | "with a date" | "no" {
  const from = index + trigger.length;
  if (line.startsWith("be ", from) && LEFT_TO_SOMEBODY.test(line.slice(index, index + LONGEST_PASSIVE))) return "yes";
  // After a bare `to` only the verb of a task counts; after `will` and `agreed to` anything may be one.
  DATE_NEXT.lastIndex = from;
  if (DATE_NEXT.test(line)) return "yes";
  const verbs = isBareTo(trigger) && !LINKS.has(wordBefore(line, index).toLowerCase()) ? isTaskVerb : mayBeTaskVerb;
  if (!leadsToTask(line, from, verbs)) return "no";
  const isWish = WISHED.test(trigger);
  if (!isWish) return isHandedOver(line, index) ? "yes" : "no";
  if (NOBODY.test(wordBefore(line, index)) || DECIDED.test(line.slice(0, index))) return "yes";
  return "with a date";
}

function mayOrder(line: string): boolean {
  FIRST_WORDS.lastIndex = 0;
  for (let found = FIRST_WORDS.exec(line); found; found = FIRST_WORDS.exec(line)) {
    const [, word = ""] = found;
    if (isTaskVerb(word)) return true;
  }
  return false;
}

const wordBefore = (line: string, at: number): string => line.slice(line.lastIndexOf(" ", at - 1) + 1, at);

/** Whether somebody may stand before `to` or `will`, with `has agreed` between or nothing. */
function isHandedOver(line: string, at: number): boolean {
  let end = at;
  for (let count = 0; count < MOST_LINKS; count += 1) {
    const before = wordBefore(line, end);
    if (OPENED.test(before)) return true;
    const word = before.replace(MARKS_BEHIND, "");
    if (word !== "" && (!LINKS.has(word.toLowerCase()) || INITIALS.test(word)) && !WITH_OTHERS.test(line.slice(0, end).slice(-7)))
      return mayOwn(before, word) || (NAMELIKE.test(before) && TITLED.test(line));
    end -= before.length + 1;
    if (end <= 0) return false;
  }
  return true;
}

const mayOwn = (before: string, word: string): boolean =>
  isRoleHead(word) ||
  ALL.test(word) ||
  NOBODY.test(word) ||
  (NAMELIKE.test(before) && (before === "I" || !isNotName(word) || before !== word || INITIALS.test(word)));

const mayBeTaskVerb = (word: string): boolean => isTaskVerb(word) || couldBeTaskVerb(word);

/** Whether a task follows within a few small words. */
function leadsToTask(line: string, at: number, isVerb: (word: string) => boolean): boolean {
  let verb = isVerb;
  let from = at;
  for (let count = 0; count < MOST_ADVERBS; count += 1) {
    const space = line.indexOf(" ", from);
    const written = line.slice(from, space < 0 ? line.length : space);
    const word = MARKED.test(written) ? written.replace(MARKED, "") : written;
    if (verb(word) || word === "have") return true;
    if (space < 0 || (word !== "" && !ADVERBS.has(word.toLowerCase()))) return false;
    // `Agreed to the gate`: behind an article everything is a thing, but for `take the action to`.
    if (ARTICLE.test(word)) verb = isTaskVerb;
    from = space + 1;
  }
  return false;
}
