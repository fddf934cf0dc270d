import { isNotName } from "./not-names.ts";
import { isRoleHead } from "./role-words.ts";
import { isTaskVerb, startsWithOrder } from "./task-verbs.ts";
import { wordList } from "./word-list.ts";

/** Markers, boxes and tables. */
const MARKS = /[|\t☐◻]|ction|CTION|A\.?[IP]\b|A[IP]\d|[#(]todo|TODO|\[ ?\]/;
const WIDE_GAP = / {3}/;
/** The beginning of a marker, of what goes on with an action (`Owner: …`), and of headings that we know. */
const BEGINNINGS =
  /^\W*(?:\d[\d.)]* +)?(?:the |action |lead |task |b?|new |agreed |key |further |urgent |open |outstanding |additional |main |our |proposed |immediate )?(?:a\.?[ip]|to[- ]?dos?|tasks?|next|follow|commitments|way|what (?:happens )?next|who does|owners?|lead|who|by|respons|assign|due|when|deadline|target|time|completion|date due|to be|evidence|proof|how evidenced|status|rag|progress|state|previous|last|past|prior|completed|closed|done|old|resolved|finished|cancelled|minutes (?:from|of|since)|review of|updates?)\b/i;
const TIME = /\d:\d/;
/** `Harriet Jones  14:02` */
const CHAT_HEADER = /^[A-Z\u00c0-\u024f][^.!?:]{1,60} \[?\d\d?:\d\d(?: ?[aApP][mM])?\]?\s*$/;
/** Every word that a promise needs. */
const TRIGGERS = / (?:to|will|shall|would|should|must|needs?|ought) |['’]ll /gi;
const WISHED = /^ (?:would|should|must|need|ought)/i;
const NOBODY = /^["“]?(?:some|any)(?:one|body)$/i;
const DECIDED = /\b(?:agreed|decided|resolved|confirmed)\b/i;
const ASKED_OF_SOMEBODY = /(?:can|could|would|will) (?:you\b|some|any|one of|we\b)/i;
const DEADLINE =
  /\b(?:by|before|within|later than|due|at the latest|from (?:today|now|tomorrow)|in (?:an?|the next|\d{1,3}|one|two|three|four|five|six|seven|eight|ten|twelve))\b/i;
/** Between somebody and `to`. */
const LINKS =
  /^(?:agreed|going|is|are|am|has|have|been|was|were|be|kindly|asked|tasked|requested|instructed|nominated|delegated|authorised|invited|volunteered|undertaken|offered|promised|committed|undertook)$/i;
const NAMELIKE = /^[^a-z\d\s]|^\d*[A-Z]|[)\]>:]$/;
const ALL = /^(?:all|everyone|everybody)$/i;
const MARKED = /[^\w-]+$/;
const MARKS_BEHIND = /[,:;.)\]*_]+$/;
const ADVERBS = wordList(
  "also then please kindly now all both each just urgently again first next formally jointly still either only will continue try aim to a an certainly happily gladly definitely take the action",
);
const LABEL = /^\W*[A-Z@][^:\s]*(?: [^:\s]+){0,3}: /;
const BULLET = /^[^A-Za-z]+/;
/** Past what may stand before an order. */
const PLAIN_WORD = /^(?!Please|Kindly|Also|Then|Now|To$|Urgently|Formally|Jointly)[A-Z][a-z]+$/;
const FIRST_WORDS = /^[^A-Za-z]*(?:(?:please|kindly|also|then|now|to|urgently|formally|jointly) |re-)*([A-Za-z-]+)/i;
const MOST_LINKS = 4;
const MOST_ADVERBS = 6;

/**
 * Whether a line that stands in no section may hold an action, or change how those after it are read. It says no only where a closer
 * look would find nothing: most lines of most minutes.
 */
export const isWorthReading = (line: string): boolean =>
  BEGINNINGS.test(line) ||
  MARKS.test(line) ||
  WIDE_GAP.test(line) ||
  ASKED_OF_SOMEBODY.test(line) ||
  mayPromise(line) ||
  mayBeDated(line) ||
  (TIME.test(line.slice(-10)) && CHAT_HEADER.test(line));

function mayPromise(line: string): boolean {
  TRIGGERS.lastIndex = 0;
  for (let found = TRIGGERS.exec(line); found; found = TRIGGERS.exec(line)) {
    const { index, 0: trigger } = found;
    // The next trigger may begin with the space that this one ends with.
    TRIGGERS.lastIndex -= 1;
    if (WISHED.test(trigger)) {
      if (NOBODY.test(wordBefore(line, index)) || DECIDED.test(line.slice(0, index))) return true;
    } else if (leadsToTask(line, index + trigger.length) && isHandedOver(line, index)) return true;
  }
  return false;
}

/** An order, or what somebody says by their name, with a deadline. */
const mayBeDated = (line: string): boolean =>
  isTaskVerb(firstWord(line))
    ? DEADLINE.test(line) && (LABEL.test(line) || startsWithOrder(line.replace(BULLET, "")))
    : line.includes(": ") && LABEL.test(line) && DEADLINE.test(line);

function firstWord(line: string): string {
  const word = line.slice(0, line.indexOf(" "));
  return PLAIN_WORD.test(word) ? word : (FIRST_WORDS.exec(line)?.[1] ?? "");
}

const wordBefore = (line: string, at: number): string => line.slice(line.lastIndexOf(" ", at - 1) + 1, at);

/** Whether somebody may stand before `to` or `will`, with `has agreed` between or nothing. */
function isHandedOver(line: string, at: number): boolean {
  let end = at;
  for (let count = 0; count < MOST_LINKS; count += 1) {
    const before = wordBefore(line, end);
    const word = before.replace(MARKS_BEHIND, "");
    if (!LINKS.test(word)) return mayOwn(before, word);
    end -= before.length + 1;
  }
  return true;
}

const mayOwn = (before: string, word: string): boolean =>
  isRoleHead(word) ||
  ALL.test(word) ||
  NOBODY.test(word) ||
  (NAMELIKE.test(before) && (before === "I" || !isNotName(word) || before !== word));

/** Whether a task follows within a few small words. */
function leadsToTask(line: string, at: number): boolean {
  let from = at;
  for (let count = 0; count < MOST_ADVERBS; count += 1) {
    const space = line.indexOf(" ", from);
    const written = line.slice(from, space < 0 ? line.length : space);
    const word = MARKED.test(written) ? written.replace(MARKED, "") : written;
    if (isTaskVerb(word) || word === "have") return true;
    if (space < 0 || !ADVERBS.has(word.toLowerCase())) return false;
    from = space + 1;
  }
  return false;
}
