import { type Handover, handoverAt, toldAt } from "./handover.ts";
import { labelledOwners } from "./labelled-owners.ts";
import { ownersAt, wholeOwners } from "./owners-said.ts";
import { isTaskVerb, startsWithOrder } from "./task-verbs.ts";
import { topicOf } from "./topic.ts";
import { trailingOwners } from "./trailing-owners.ts";
import { withMeAt } from "./with-me.ts";
import { eachIn, endAt, saidAt } from "./words-at.ts";

/** Who is to do something, as named, and the words without them where they stand at an end. */
export interface Owned {
  owners: string[];
  text: string;
}

const LED_IN =
  /(?:(?:it was )?(?:agreed|decided|resolved)(?: that|:)?|for|on|to|by|from|that|owners?:?|leads?:?|who:?|assigned to|allocated to) (?=\S)/iy;
const BRACKETED = /[([] ?(?<said>[^()[\]]{1,60}?) ?[)\]](?![\w])(?: ?[:–—-])? ?/y;
const NAMED_BY = /^(?:name|owner|assignee)=/i;
const I_WILL = /(?:I(?:['’]ll| will| shall| am going to|['’]m going to| can| am to)|let me) (?=[a-z])/y;
const WITHIN = /(?:[,;.:] |[–—-] |\(|\b(?:and|then|so|that|but) )(?=[\p{Lu}@])/gu;
/** `from Roche, GSK and Lilly to discuss`: a list of whom it is about. */
const IN_A_LIST = /\p{Lu}[\p{L}\p{N}]*,?$/u;
const BY_WHOM = /\b(?:actioned|done|completed|led|undertaken|taken forward|progressed|picked up|carried out|owned) by (?=\S)/gi;
/** `report to be shared by JB` */
const TO_BE_DONE_BY = /\bto be [a-z]+(?: [a-z]+)? by (?=\S)/;
const VOLUNTEERED =
  /(?:^|[,;.] | [–—-] )(?<said>(?:(?! - )[^,;.–—]){1,40}?) (?:has |have )?(?:duly |kindly )?(?:volunteered|offered|agreed)[.!]?$/;
/** A name, a mention, or `by the clerk`. */
const MAY_NAME = /.[\p{Lu}@]| by /u;
const LABELLED =
  /[ ([]\(?(?:(?:action |task )?owner|lead(?: officer)?|by whom|responsible(?: person| officer)?|assigned to|action by): ?(?<said>[^:;|()[\]]{2,60})[)\]]?$/i;
const MAY_SHARE = / (?:or|and|&) (?:I|me|myself)\b|^(?:[Ee]ither )?(?:I|[Mm]e|[Mm]yself) (?:or|and|&) /;
const MENTIONED = /^(?:@\p{L}|<@)/u;
const TO_DO =
  / (?=[a-z])(?!(?:is|are|was|were|has|have|had|did|does|says?|said|thinks?|thought|and|or|not|who|which|that|in|on|at|from|[a-z]+ed)\b)/y;
const FURTHEST_BACK = 30;

/** The owners of what is an action anyway: before its words, behind them, or told within. */
export function ownersOf(words: string, speaker: string | null): Owned {
  const iWill = endAt(I_WILL, words, 0);
  if (iWill !== null) return { owners: speaker ? [speaker] : [], text: words.slice(iWill) };
  const withMe = MAY_SHARE.test(words) ? withMeAt(words, 0, speaker) : null;
  if (withMe) return { owners: withMe.owners, text: words.slice(withMe.end) };
  const labelled = labelledAtEnd(words);
  if (labelled) return labelled;
  const topic = topicOf(words);
  const behindTopic = topic && toldOwners(topic.rest);
  if (behindTopic)
    return { owners: [...behindTopic.owners, ...toldWithin(behindTopic.text)], text: topic.head + behindTopic.text };
  const leading = leadingOwners(words);
  if (leading && leading.owners.length > 0) return { ...leading, owners: [...leading.owners, ...toldWithin(leading.text)] };
  const text = leading?.text ?? words;
  return trailingOwners(text) ?? { owners: namedWithin(text), text };
}

/** `Rosa to check it`: somebody who is told in words, and not by a mark alone. */
function toldOwners(words: string): Owned | null {
  const owners = ownersAt(words, 0, "told");
  const handover = owners && owners.names.length > 0 ? handoverAt(words, owners.end) : null;
  return owners && handover?.kind === "words" ? { owners: owners.names, text: words.slice(handover.end) } : null;
}

/** `JB to send it`, `(JB) send it`, `JB/MH: send it`, `for the wood team: consider`. No owner where `someone` leads. */
export function leadingOwners(words: string): Owned | null {
  const bracketed = saidAt(BRACKETED, words, 0);
  const inside = bracketed && wholeOwners((bracketed.said.said ?? "").replace(NAMED_BY, ""), "named");
  if (bracketed && inside) return { owners: inside.names, text: words.slice(bracketed.end) };
  const ledIn = endAt(LED_IN, words, 0);
  const owners = ownersAt(words, ledIn ?? 0, "told");
  const handover = owners && (handoverAt(words, owners.end) ?? stopAt(words, owners.end) ?? mentionedAt(words, owners.end));
  if (!owners || !handover) return null;
  const text = words.slice(handover.end);
  // `for Carl to ring` hands over; `to Carl's mind` and `on Monday to Friday` do not.
  if (ledIn !== null && handover.kind === "words" && !isTaskVerb(text.split(/\W/, 1)[0] ?? "")) return null;
  return { owners: owners.names, text };
}

/** `Nurse to complete the chronology. Owner: T. Akande`: the label leaves no doubt. */
function labelledAtEnd(words: string): Owned | null {
  const found = words.includes(":") ? LABELLED.exec(words) : null;
  const owners = found && labelledOwners(found.groups?.said ?? "");
  return found && owners && owners.length > 0 ? { owners, text: words.slice(0, found.index) } : null;
}

/** `SECRETARY. Write to the landlord`: behind a marker a stop may stand for the colon. */
function stopAt(words: string, at: number): Handover | null {
  const isOrder = words.startsWith(". ", at) && startsWithOrder(words.slice(at + 2));
  return isOrder ? { end: at + 2, kind: "mark" } : null;
}

/** `@kofi weigh weekly`: a mention that leads owns what follows, whatever the verb, unless that tells of it. */
function mentionedAt(words: string, at: number): Handover | null {
  if (!MENTIONED.test(words)) return null;
  const end = endAt(TO_DO, words, at);
  return end === null ? null : { end, kind: "nothing" };
}

function namedWithin(words: string): string[] {
  if (!MAY_NAME.test(words)) return [];
  const by = [...eachIn(BY_WHOM, words)].flatMap(
    ({ index, 0: lead }) => ownersAt(words, index + lead.length, "told")?.names ?? [],
  );
  if (by.length > 0) return by;
  const leftTo = TO_BE_DONE_BY.exec(words);
  const doer = leftTo && ownersAt(words, leftTo.index + leftTo[0].length, "overheard");
  if (doer && doer.names.length > 0) return doer.names;
  const volunteer = VOLUNTEERED.exec(words)?.groups?.said;
  return (volunteer ? wholeOwners(volunteer, "told") : null)?.names ?? toldWithin(words);
}

/** Somebody who is told in the middle: `continue the talk, JB to look into the date`. */
function toldWithin(words: string): string[] {
  return [...eachIn(WITHIN, words)].flatMap(({ index, 0: lead }) => {
    const isNewSentence = lead === ". " || lead === "; ";
    if (!isNewSentence && IN_A_LIST.test(words.slice(Math.max(0, index - FURTHEST_BACK), index).trimEnd())) return [];
    const owners = ownersAt(words, index + lead.length, "overheard");
    return owners && toldAt(words, owners.end) ? owners.names : [];
  });
}
