import { startsWithOrder } from "./task-verbs.ts";

/** `none`, `nil`, `n/a`, also with what it was that there is none of. */
const NOTHING =
  /^(?:(?:none|nil|nothing|n\/a|not applicable|not required|tb[acd]|no|-+|–|—)(?:$|[.,;:!)]| [-–—(]| (?:this (?:week|month|time)|required|needed|arising|identified|outstanding|new|at (?:this|present)|now|yet|further|to report|recorded|noted|on|for|re|regarding|about|under|from (?:this|the)|in (?:this|the|relation)|relating)\b)|(?:to|for) (?:note|noting|information|discussion|decision|approval)(?: only)?[.]?$|(?:there (?:is|are|were|was) )?no(?:ne)? (?:(?:new|further|outstanding|explicit|other|immediate|specific|additional|formal) )*(?:actions?|action items?|updates?|items?|next steps?|follow[ -]?ups?)\b)/i;
const CLOSED =
  /^[[(]?(?:closed|completed?|done|resolved|cancelled|no longer (?:needed|required)|superseded|discharged|actioned|achieved)(?:$|[.,;:!)\]]| [-–—(]| (?:at|on|by|last|this|in)\b)/i;
const CLOSED_BEHIND =
  /(?:[-–—:|;,.([]| now) ?(?:action )?(?:closed|completed?|done|resolved|cancelled|discharged|actioned|no longer (?:needed|required)|✅|✔|☑)(?: ?(?:on |[-–(] ?)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?[)\].! ]{0,4}$/i;
const TICKED_BEHIND = /[✅✔✓☑]\uFE0F?[ .)]{0,3}$/;
const NEAR_THE_END = 40;
/** The beginning of a report. */
const REPORTED =
  /^(?:(?:it was |was |were |been |this (?:was|is|has been) |that (?:was|is) )?(?:determined|noted|confirmed|approved|discussed|accepted|landed|merged|closed|resolved|received|circulated|sent|reported|reviewed|updated|published|shared|consensus|(?:agreed|decided)(?: that)?(?!.{1,60}\b(?:will|would|should|to)\b))\b(?! (?:by|to be|and)\b))/i;
/** What stands in the first sentence of a report and of no order. */
const STANDS =
  /\b(?:was|were|has been|have been|had been|has now|have now|is now|are now|is ready|are ready|confirmed (?:for|as|that)|consensus is|has already|have already|will not|won['’]t)\b|\b(?:landed|merged|completed|closed|sent|done)[.!]?$/i;
const FORWARD = /\b(?:to|will|should|needs?|must|please|shall)\b|['’]ll\b/i;
/** `If a company wants it, we would be happy to help`. */
const OFFERED = /^(?:if|should|where)\b.*\bwould be (?:happy|willing|glad|able)\b/i;
/** When people meet again stands beside the actions and is none. */
const IN_THE_DIARY =
  /^(?:date (?:and time )?of (?:the )?)?(?:next|follow[ -]?up|review)(?: (?:meeting|mdt|check|review|date|session|call))+(?: date)?\b(?: (?:is|on|will be|to be held|at)\b| ?[:–—-])/i;
/** What people say to each other, and nobody writes down as something to do. */
const SPOKEN =
  /^(?:I|I['’](?:m|d|ve)|we|you|yes|yeah|yep|no|ok|okay|thanks?|thank you|agreed?|sure|sorry|hi|hello|well|right|great|good|fine|maybe|perhaps|can|could|do|does|should|shall|is|are|was|what|why|how|when|where|who|which|it|it['’]s|that|that['’]s|there|let['’]s|so|but|and)\b(?![-/])/i;

/** `ACTION: none`, `Action: no further action`, `AP3: closed`: nobody has to do anything. */
export const isNothingToDo = (words: string): boolean =>
  NOTHING.test(words) || CLOSED.test(words) || TICKED_BEHIND.test(words) || CLOSED_BEHIND.test(words.slice(-NEAR_THE_END));

/** A report of what has been done or decided, or an offer, where an action would tell what to do. */
export function isReport(words: string): boolean {
  if (REPORTED.test(words) || OFFERED.test(words) || IN_THE_DIARY.test(words)) return true;
  const first = words.split(/(?<=[.!?]) /, 1)[0] ?? words;
  return STANDS.test(first) && !FORWARD.test(words) && !startsWithOrder(words);
}

/** Behind `AI:` or `AP:`: the words of somebody with these initials. */
export const isSpoken = (words: string): boolean => SPOKEN.test(words) || words.endsWith("?");
