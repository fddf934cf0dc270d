import { atPlace, matchAt, OF_TIME } from "./date-lexicon.ts";
import { type FoundWhen, findWhen, type ReadWhen, readWhen, type WhenContext } from "./when.ts";

/** A deadline in the words of an action: what it says, and the words with it taken out. */
export interface Deadline {
  read: FoundWhen["read"];
  rest: string;
}

const SPEAKS_OF_TIME = new RegExp(`\\b${OF_TIME}`, "i");
/** `for the next MDT`: when it has to be there. The words stay, for they also say what it is for. */
const FOR_THE_MEETING = /(?:^|[\s,;(])(?:for|at|to|in time for|ahead of|in|until) (?=(?:(?:the|our) )?(?:next|following) )/gi;
/** What a date belongs to where it is no deadline: `that starts on 8 September`, `the meeting on Friday`. */
const OF_SOMETHING_ELSE =
  /\b(?:commenc(?:es|ing|ed)|start(?:s|ing|ed)?|beg(?:ins|inning|an)|end(?:s|ing|ed)|held|happen(?:s|ing|ed)|tak(?:es|ing) place|scheduled|planned|booked|due back|dated|meet(?:s|ing)?|meetings|call|session|event|visit|incident|appointment|discussed|agreed|reported|sent|received|raised|open(?:s|ing)?|launch(?:es|ing)?|is|was|are|were|that|which|who)(?: again)? $/i;
const LEAD_ON = atPlace("on");
/** `by the 15 January deadline`. */
const ITS_NAME = /^ (?:deadline|cut[ -]?off|target)\b/i;
/** A date by itself at the end: `book the room – JB – 12/03/27`, `(Friday)`. */
const LAST_PART = /(?:[,;|] ?|[([]| [-–—] )(?<part>[^,;|()[\]–—]{2,40}?)[)\].]{0,3}$/;
const NEAR_THE_END = 60;
/** `at the board meeting this Friday`, `tally the votes at the end of the week and write them down`. */
const CLEAR_ENOUGH =
  /\b(?:this|next|coming) (?=(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?\b)|\b(?:at|by|before|towards) (?=(?:the )?end of )/gi;
const CLAUSE_ENDS = /^(?:$|[.,;:!?)]| (?:and|then|to|if|when|so|with|for|via|at|in)\b)/i;
const MOST_BEFORE = 24;

/** The one deadline of an action, or null: a date that is none is no date. */
export function deadlineIn(text: string, context: WhenContext): Deadline | null {
  if (!SPEAKS_OF_TIME.test(text)) return null;
  const found = findWhen(text, context);
  if (found && found.read.kind !== "vague") return isElsewhere(text, found) ? lastPart(text, context) : cut(text, found);
  return lastPart(text, context) ?? clearEnough(text, context) ?? forTheMeeting(text, context) ?? (found && cut(text, found));
}

/** A weak `on`, after a word that the date belongs to; or a day that has passed, which nothing is due on. */
function isElsewhere(text: string, { start, read }: FoundWhen): boolean {
  if (matchAt(LEAD_ON, text, start) === null) return false;
  return read.kind === "past" || OF_SOMETHING_ELSE.test(text.slice(Math.max(0, start - MOST_BEFORE), start));
}

function lastPart(text: string, context: WhenContext): Deadline | null {
  const from = Math.max(0, text.length - NEAR_THE_END);
  const found = LAST_PART.exec(text.slice(from));
  const part = found?.groups?.part;
  if (!found || !part || !/\d|day\b|week|month/i.test(part)) return null;
  const read = readWhen(part, context);
  return isFixed(read) ? { read, rest: text.slice(0, from + found.index) } : null;
}

function clearEnough(text: string, context: WhenContext): Deadline | null {
  for (const { index, 0: lead } of text.matchAll(CLEAR_ENOUGH)) {
    const from = /^(?:this|next|coming)/i.test(lead) ? index : index + lead.length;
    const found = findWhen(`by ${text.slice(from, from + 60)}`, context);
    const end = from + (found?.end ?? 0) - 3;
    if (found?.start === 0 && found.read.kind === "due" && CLAUSE_ENDS.test(text.slice(end))) {
      return { read: found.read, rest: `${text.slice(0, index)} ${text.slice(end)}` };
    }
  }
  return null;
}

function forTheMeeting(text: string, context: WhenContext): Deadline | null {
  for (const { index, 0: lead } of text.matchAll(FOR_THE_MEETING)) {
    const found = findWhen(`by ${text.slice(index + lead.length, index + lead.length + 60)}`, context);
    if (found?.start === 0) return { read: found.read, rest: text };
  }
  return null;
}

const isFixed = (read: ReadWhen): read is Exclude<FoundWhen["read"], { kind: "vague" }> =>
  read.kind !== "none" && read.kind !== "vague" && read.kind !== "past";

/** Words that are no date stay where they are; a date has its own place. */
function cut(text: string, { start, end, read }: FoundWhen): Deadline {
  const isDate = read.kind === "due" || read.kind === "far";
  return { read, rest: isDate ? `${text.slice(0, start)} ${text.slice(end).replace(ITS_NAME, "")}` : text };
}
