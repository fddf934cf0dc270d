import { withAttribute } from "./attributes.ts";
import { commitmentsIn } from "./commitment.ts";
import { draftsOfDated } from "./dated-order.ts";
import { deadlineIn } from "./deadline.ts";
import { type Draft, draftOf } from "./draft.ts";
import { ownersAt } from "./owners-said.ts";
import { sentencesOf } from "./sentences.ts";
import { readParts } from "./task.ts";
import { tidy } from "./tidy.ts";
import { topicOf } from "./topic.ts";
import type { WhenContext } from "./when.ts";

/** What every promise has; most lines have none of it, and need no closer look. */
const MAY_PROMISE = /\b(?:to|will|shall|would|should|must|needs?|please|actions?|takes?|taking)\b|['’](?:ll|d)\b/i;
const QUOTES = /^["“]|["”]$/g;
const ASKS = /\?["”')\]]*$/;

/** The promises in what was said without a marker, a sentence each. */
export function draftsOfTalk(
  said: string,
  { line, speaker }: { line: number; speaker: string | null },
  context: WhenContext,
): Draft[] {
  const drafts: Draft[] = [];
  for (const sentence of sentencesOf(said.replace(QUOTES, ""))) {
    const last = drafts.at(-1);
    const changed = last ? withAttribute(last, sentence, context) : null;
    if (changed === "closed") drafts.pop();
    else if (changed !== null) drafts[drafts.length - 1] = changed;
    else drafts.push(...draftsOfSentence(sentence, line, speaker, context));
  }
  return drafts;
}

function draftsOfSentence(sentence: string, line: number, speaker: string | null, context: WhenContext): Draft[] {
  if (ASKS.test(sentence)) return [];
  const topic = topicOf(sentence);
  const [first, ...more] = topic ? draftsOfClause(topic.rest, line, speaker, context) : [];
  if (topic && first && leads(first, topic.rest)) return [{ ...first, text: topic.head + first.text }, ...more];
  return draftsOfClause(sentence, line, speaker, context);
}

/** Whether somebody's words begin with what is promised, so that a topic before them is of it. */
const leads = ({ owners, found }: Draft, words: string): boolean =>
  found === "deadline" ||
  /^["“]?(?:I|some(?:one|body)|will)\b/i.test(words) ||
  (ownersAt(words, 0, "overheard")?.names.some((name) => owners.includes(name)) ?? false);

function draftsOfClause(sentence: string, line: number, speaker: string | null, context: WhenContext): Draft[] {
  const promised = MAY_PROMISE.test(sentence) ? promisedIn(sentence, line, speaker, context) : [];
  return promised.length > 0 ? promised : draftsOfDated(sentence, line, speaker, context);
}

function promisedIn(sentence: string, line: number, speaker: string | null, context: WhenContext): Draft[] {
  const promises = commitmentsIn(sentence, speaker);
  if (promises.length === 0) return DATED_FIRST.test(sentence) ? promisedAfterDate(sentence, line, speaker, context) : [];
  return promises.flatMap(({ owners, words, before }) => {
    const { when, evidence, rest } = readParts(words, context);
    const earlier = when === null ? deadlineIn(before, context) : null;
    return draftOf({ text: rest, owners, when: when ?? earlier?.read ?? null, evidence }, line, "promise");
  });
}

/** The date is taken out first, for whoever promises stands behind it. */
function promisedAfterDate(sentence: string, line: number, speaker: string | null, context: WhenContext): Draft[] {
  const { when, evidence, rest } = readParts(sentence, context);
  const [promise] = when ? commitmentsIn(rest, speaker) : [];
  return promise ? draftOf({ text: tidy(promise.words), owners: promise.owners, when, evidence }, line, "promise") : [];
}

/** `Tomorrow Sam will …`, `last call, by Friday Joe will …`, `Sam will by Friday …`: a promise with a date before its verb. */
const DATED_FIRST =
  /(?:^|[,;:] )(?:today|tonight|tomorrow|by|before|on|this|next|within|in|after)\b| (?:to|will|shall),? (?:by|before|on|within|in|today|tonight|tomorrow|next|this) /i;
