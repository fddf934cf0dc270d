import { dayAtEnd, lastPart, vagueLastPart, weeksAtEnd } from "./date-at-end.ts";
import { atPlace, matchAt, OF_TIME } from "./date-lexicon.ts";
import { dayOfMeeting, isMeeting, nextMeetingIn } from "./date-of-meeting.ts";
import { twoDeadlines } from "./dates-apart.ts";
import { type FoundWhen, findWhen, type WhenContext } from "./when.ts";
import { eachIn } from "./words-at.ts";

/** A deadline in the words of an action: what it says, and the words with it taken out. */
export interface Deadline {
  read: FoundWhen["read"];
  rest: string;
}

const SPEAKS_OF_TIME = new RegExp(`\\b${OF_TIME}`, "i");
/** What a date belongs to where it is no deadline: `that starts on 8 September`, `the meeting on Friday`. */
const OF_SOMETHING_ELSE =
  /\b(?:commenc(?:es|ing|ed)|start(?:s|ing|ed)?|beg(?:ins|inning|an)|end(?:s|ing|ed)|held|happen(?:s|ing|ed)|tak(?:es|ing) place|scheduled|planned|booked|due back|dated|meet(?:s|ing)?|meetings|call|session|event|visit|incident|appointment|discussed|agreed|reported|sent|received|raised|open(?:s|ing)?|agm|egm|elections?|hearing|conference|inspection|open day|fun day|fair|fete|fête|festival|party|interviews?|workshop|training|webinar|clinic|ceremony|exhibition|concert|fundraiser|walkabout|launch(?:es|ing)?|is|was|are|were|that|which|who|[a-z]+[^e\s]ed)(?: again)? $/i;
/** `to visit on Tuesday`: the verb, and no visit that was arranged. */
const IS_TO_BE_DONE = /(?:^|\b(?:to|will|and|then) )(?:visit|call|meet|open|launch)(?: again)? $/i;
const LEAD_ON = atPlace("on(?: or (?:around|about))?");
/** `by the 15 January deadline`, `by the 12 May meeting`. */
const ITS_NAME = /^ (?:deadline|cut[ -]?off|target|meeting|board|committee|mdt)\b/i;
/** `at the board meeting this Friday`, `tally the votes at the end of the week and write them down`. */
const CLEAR_ENOUGH =
  /\b(?:this|next|coming) (?=(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?\b)|\b(?:at|by|before|towards) (?=(?:the )?end of )/gi;
const CLAUSE_ENDS = /^(?:$|[.,;:!?)]| (?:and|then|to|if|when|so|with|for|via|at|in)\b)/i;
const MOST_BEFORE = 24;

/** The one deadline of an action, or null: a date that is none is no date. */
export function deadlineIn(text: string, context: WhenContext): Deadline | null {
  if (!SPEAKS_OF_TIME.test(text)) return null;
  const found = findWhen(text, context);
  const isVague = found?.read.kind === "vague";
  if (found && !isVague && !isWeak(text, found) && !isUnledPast(text, found) && !isMeeting(found.read))
    return oneOf(text, found, context);
  const met = dayOfMeeting(text, context);
  if (met) return met;
  if (found && !isVague && (isMeeting(found.read) || (isWeak(text, found) && !isElsewhere(text, found))))
    return oneOf(text, found, context);
  return (
    lastPart(text, context) ??
    (found && !isVague ? null : unledIn(text, context)) ??
    (isVague ? (vagueLastPart(text, context) ?? cut(text, found)) : vagueLastPart(text, context))
  );
}

/** What no word leads: `this Friday`, `Tuesday` at the end, `for the next MDT`. */
const unledIn = (text: string, context: WhenContext): Deadline | null =>
  clearEnough(text, context) ?? dayAtEnd(text, context) ?? weeksAtEnd(text, context) ?? nextMeetingIn(text, context);

const isWeak = (text: string, { start }: FoundWhen): boolean => matchAt(LEAD_ON, text, start) !== null;

/** `find out what happened yesterday` */
const isUnledPast = (text: string, { start, end, read }: FoundWhen): boolean =>
  read.kind === "past" && text.slice(start, end) === read.words;

/** A weak `on`, after a word that the date belongs to; or a day that has passed, which nothing is due on. */
function isElsewhere(text: string, { start, read }: FoundWhen): boolean {
  const before = text.slice(Math.max(0, start - MOST_BEFORE), start);
  return read.kind === "past" || (OF_SOMETHING_ELSE.test(before) && !IS_TO_BE_DONE.test(before));
}

function clearEnough(text: string, context: WhenContext): Deadline | null {
  for (const { index, 0: lead } of eachIn(CLEAR_ENOUGH, text)) {
    const from = /^(?:this|next|coming)/i.test(lead) ? index : index + lead.length;
    const found = findWhen(`by ${text.slice(from, from + 60)}`, context);
    const end = from + (found?.end ?? 0) - 3;
    if (found?.start === 0 && found.read.kind === "due" && CLAUSE_ENDS.test(text.slice(end))) {
      return { read: found.read, rest: `${text.slice(0, index)} ${text.slice(end)}` };
    }
  }
  return null;
}

/** Which of two is meant is asked, and their words stay. */
function oneOf(text: string, found: FoundWhen, context: WhenContext): Deadline {
  const two = twoDeadlines(text, found, context);
  return two ? { read: two, rest: text } : cut(text, found);
}

/** Words that are no date stay where they are; a date has its own place. */
function cut(text: string, { start, end, read }: FoundWhen): Deadline {
  const isDate = read.kind === "due" || read.kind === "far";
  return { read, rest: isDate ? `${text.slice(0, start)} ${text.slice(end).replace(ITS_NAME, "")}` : text };
}
