import { A_DAY } from "./date-lexicon.ts";
import type { Deadline } from "./deadline.ts";
import { findWhen, readWhen, type WhenContext } from "./when.ts";
import { eachIn } from "./words-at.ts";

/** `for the next MDT`: when it has to be there. The words stay, for they also say what it is for. */
const FOR_THE_NEXT = /(?:^|[\s,;(])(?:for|at|to|in time for|ahead of|in|until) (?=(?:(?:the|our) )?(?:next|following) )/gi;
/** `before she leaves on`, `ahead of the inspection on`: whatever it is, it is done by then. */
const BEFORE =
  /(?:^|[\s,;(])(?:before|prior to|ahead of|in advance of|in time for|until) (?:[^\s,;:.()]+ ){1,6}?(?:on |of |\()(?=[a-z\d])/gi;
const MEETING =
  "(?:meetings?|mdt|reviews?|conference|panel|group|forum|boards?|committee|council|cabinet|agm|agenda|assembly|session|workshop|ppg|cpa|inspection|hearing|audit|tribunal|assessment|fgb|sub-?committee)";
/** `for the board meeting on`, `at the spring meeting (`, `by next meeting on`. */
const AT_A_MEETING = new RegExp(
  String.raw`(?:^|[\s,;(])(?:for|at|to|by) (?:the|our|this|next|following|an?) (?:[^\s,;:.()]+ ){0,4}?${MEETING}(?:,? (?:on |in |of |\(|[-–—] )|, )(?=[a-z\d])`,
  "gi",
);
/** `before Monday's visit`, `at Tuesday's meeting`. */
const ITS_DAY =
  /(?:^|[\s,;(])(?<lead>before|prior to|ahead of|in advance of|in time for|by|for|at|to) (?:the |next )?(?<day>[a-z\d][a-z\d ]{2,20})['’]s (?<what>[a-z]+)/gi;
const IS_MEETING = new RegExp(`^${MEETING}$`, "i");
const NEXT_MEETING_WORDS = /^(?:(?:the|our) )?(?:next|following) /i;
const MAY_NAME_ONE =
  /\b(?:before|prior to|ahead of|in advance of|in time for|until|for|at|to|by) [^,;:]*(?: on | of |\(|[,–—-] |['’]s )/i;
const LONGEST_DATE = 40;

/** `for the meeting on 24 March`, `before the inspection on 6 April`: the day on which it is. */
export function dayOfMeeting(text: string, context: WhenContext): Deadline | null {
  if (!MAY_NAME_ONE.test(text)) return null;
  for (const pattern of [BEFORE, AT_A_MEETING]) {
    for (const { index, 0: lead } of eachIn(pattern, text)) {
      const from = index + lead.length;
      if (!A_DAY.test(text.slice(from, from + LONGEST_DATE))) continue;
      const found = findWhen(`by ${text.slice(from, from + LONGEST_DATE)}`, context);
      if (found?.start === 0 && (found.read.kind === "due" || found.read.kind === "far")) return { read: found.read, rest: text };
    }
  }
  return dayThatOwns(text, context);
}

function dayThatOwns(text: string, context: WhenContext): Deadline | null {
  for (const { groups } of eachIn(ITS_DAY, text)) {
    const { lead = "", day = "", what = "" } = groups ?? {};
    if (!A_DAY.test(day) || (/^(?:for|at|to)$/i.test(lead) && !IS_MEETING.test(what))) continue;
    const read = readWhen(day, context);
    if (read.kind === "due" || read.kind === "far") return { read, rest: text };
  }
  return null;
}

/** `for the next MDT`: its day where that is known. */
export function nextMeetingIn(text: string, context: WhenContext): Deadline | null {
  for (const { index, 0: lead } of eachIn(FOR_THE_NEXT, text)) {
    const found = findWhen(`by ${text.slice(index + lead.length, index + lead.length + 60)}`, context);
    if (found?.start === 0) return { read: found.read, rest: text };
  }
  return null;
}

/** `the next MDT`, whose day is known: a date that is written beside it says more. */
export const isMeeting = ({ words }: Deadline["read"]): boolean => !/\d|day/i.test(words) && NEXT_MEETING_WORDS.test(words);

/** What a cell or a label for dates says: a date, a meeting with its date, or words that are no date. */
export function dueSaid(words: string, context: WhenContext): Deadline["read"] | null {
  const whole = findWhen(`by ${words}`, context)?.read ?? null;
  if (whole && whole.kind !== "vague" && !isMeeting(whole)) return whole;
  for (const { index } of words.matchAll(/(?<=[\s(])[a-z\d]/gi)) {
    const read = readWhen(words.slice(index).replace(/[)\].]+$/, ""), context);
    if (read.kind === "due" || read.kind === "far" || read.kind === "past") return read;
  }
  return whole;
}
