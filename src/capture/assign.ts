import { type FoundWhen, findWhen, type WhenContext } from "./when.ts";
import { type Known, type Named, namedAt, saidAt, type Who } from "./who-words.ts";

export type { Who };

/** What was understood of the words after `assign`. Several owners are all kept: which of them is asked. */
export interface AssignRead {
  owners: Who[];
  chaser: Who | null;
  when: FoundWhen | null;
  evidence: string | null;
  text: string | null;
}

export type AssignContext = WhenContext & Known;

/**
 * The words while they are taken apart. What has been read is blanked out, so that places stay those of the words as typed and what
 * is left over is the text.
 */
interface Reading {
  words: string;
  context: AssignContext;
}

const TAKEN = "\u0000";
const QUOTED = /["“”„][^"“”„]*["“”„]/g;
const EVIDENCE_QUOTED = /(?<![\p{L}\p{N}])evidence\s*:?\s*["“”„](?<said>[^"“”„]*)["“”„]/iu;
/** `evidence surveyor's report`, but neither `collect evidence of …` nor `the evidence pack`. */
const EVIDENCE_TO_THE_NEXT = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’-])(?<!(?<!\p{L})(?:the|an?|any|some|no|more|new|this|that|his|her|their|of|for|as|with|and|or|on|to|about|in|by|from|written|gather|collect|send|provide|upload|submit|add|share|get|bring|review|give|request|record|check|see|find|needs?|is|are)\s+)evidence(?::\s*|\s+(?!(?:of|for|that|to|from|is|in|on|about|and|or|based?|packs?|was|are|has|needed|submitted|before|review|gathering)(?!\p{L})))(?<said>(?:(?!\.\s)[^${TAKEN}\n])+)`,
  "iu",
);
const KEYWORD = (word: "owner" | "chaser"): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}'’-])(?<!(?<!\p{L})(?:the|an?|this|his|her|their|home|flat|house|property|business|dog|cat)\s+)${word}(?<colon>:?)\s+`,
    "iu",
  );
const OWNER = KEYWORD("owner");
const CHASER = KEYWORD("chaser");
const CAPITALISED = /\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*)*/uy;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/uy;

/** Between somebody and what they are to do. */
const HANDOVER =
  /(?:\s*[:,–—]|\s+-(?=\s))?(?:\s*(?:to|will|shall|should|must|please|(?:can|could|would)\s+you|(?:needs?|has|have|ought|is|are|am)\s+to)(?![\p{L}\p{N}'’-]))*/iuy;
const I_WILL = /I(?:['’]ll|\s+(?:will|shall|must|(?:am|need|have)\s+to|am\s+going\s+to))(?![\p{L}\p{N}'’-])/iuy;

/** Reads `[owner] <who> [by|due <when>] [evidence "<what>"] [chaser <who>] <text>`, in any order. */
export function readAssign(words: string, context: AssignContext): AssignRead {
  const reading: Reading = { words, context };
  const quotedEvidence = takeQuotedEvidence(reading);
  const ledWhen = takeWhen(reading);
  const chaser = takeKeyword(reading, CHASER);
  const owner = takeKeyword(reading, OWNER);
  const evidence = quotedEvidence ?? takeEvidence(reading);
  const leading = takeLeading(reading, owner ? "nobody only" : "anybody");
  // `Harriet 24h review the plan`: what only stands first once its owner is taken off.
  const when = ledWhen ?? takeWhen(reading);
  return { owners: owner?.who ?? leading, chaser: chaser?.who[0] ?? null, when, evidence, text: tidy(reading.words) };
}

function take(reading: Reading, start: number, end: number): void {
  reading.words = reading.words.slice(0, start) + TAKEN.repeat(end - start) + reading.words.slice(end);
}

/** Quoted words are somebody's own: no keyword and, where there is another, no date is read out of them. */
const withoutQuoted = (words: string): string => words.replace(QUOTED, (quoted) => TAKEN.repeat(quoted.length));

function takeQuotedEvidence(reading: Reading): string | null {
  const found = EVIDENCE_QUOTED.exec(reading.words);
  if (!found) return null;
  take(reading, found.index, found.index + found[0].length);
  return tidy(found.groups?.said ?? "");
}

function takeWhen(reading: Reading): FoundWhen | null {
  const { words, context } = reading;
  const when = findWhen(withoutQuoted(words), context) ?? findWhen(words, context);
  if (when) take(reading, when.start, when.end);
  return when;
}

function takeEvidence(reading: Reading): string | null {
  const found = EVIDENCE_TO_THE_NEXT.exec(withoutQuoted(reading.words));
  if (!found) return null;
  take(reading, found.index, found.index + found[0].length);
  return tidy(found.groups?.said ?? "");
}

/** `owner Harriet`, `chaser me`. Somebody who is not known is kept as said where it is plain that somebody was meant. */
function takeKeyword(reading: Reading, keyword: RegExp): Named | null {
  const { words, context } = reading;
  const found = keyword.exec(withoutQuoted(words));
  if (!found) return null;
  const at = found.index + found[0].length;
  const leads = found.groups?.colon !== "" || isBlank(words.slice(0, found.index));
  const named = saidAt(words, at, context) ?? unknownAt(CAPITALISED, words, at) ?? (leads ? unknownAt(WORD, words, at) : null);
  if (named) take(reading, found.index, endOf(HANDOVER, words, named.end));
  return named;
}

function unknownAt(pattern: RegExp, words: string, at: number): Named | null {
  const end = endOf(pattern, words, at);
  return end === at ? null : { who: [{ kind: "unknown", said: words.slice(at, end) }], end };
}

/**
 * Somebody named before what they are to do. Parts may stand in any order, so a later part that starts with a mention, or is nobody
 * else's name, counts too; a name in the middle of a sentence is text.
 */
function takeLeading(reading: Reading, whom: "anybody" | "nobody only"): Who[] {
  const { words, context } = reading;
  for (const [place, part] of partsOf(words).entries()) {
    const iWill = endOf(I_WILL, words, part.start);
    const unjoined = place === 0 ? "mentions and names" : "mentions";
    const named =
      iWill > part.start ? { who: [{ kind: "me" } as const], end: iWill } : namedAt(words, part.start, context, unjoined);
    if (!named || !(place === 0 || leadsLaterPart(named, part.end))) continue;
    if (whom === "nobody only" && named.who.length > 0) return [];
    take(reading, part.start, endOf(HANDOVER, words, named.end));
    return named.who;
  }
  return [];
}

const leadsLaterPart = ({ who, end }: Named, partEnd: number): boolean =>
  end === partEnd || (who.length > 0 && who.every((one) => one.kind === "mention"));

/** What is left between the parts that were taken, without the marks around it. */
function partsOf(words: string): { start: number; end: number }[] {
  const part = new RegExp(String.raw`(?![\s,;:.–—-])[^${TAKEN}]*[^${TAKEN}\s,;:.–—-]`, "gu");
  return [...words.matchAll(part)].map(({ index, 0: said }) => ({ start: index, end: index + said.length }));
}

/** The words left over as a text: no gaps, no quotes around the whole, no `by`, `to` or comma left hanging. */
function tidy(words: string): string | null {
  const joined = words
    .replaceAll(TAKEN, " ")
    .replace(/\(\s*\)/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ (?=[,;:.!?)])/g, "")
    .replace(/([,;:])(?:[,;:])+/g, "$1");
  const trimmed = joined
    .replace(/^(?:[\s,;:.–—-]|to |action:)+/i, "")
    .replace(/(?:[\s,;:–—-]|(?<=\s)(?:by|due|to|and)(?=[\s,]*$))+$/i, "")
    .replace(/^["“”„]([^"“”„]*)["“”„]$/, "$1")
    .trim();
  return trimmed === "" ? null : trimmed;
}

const isBlank = (words: string): boolean => words.replaceAll(TAKEN, "").trim() === "";

function endOf(pattern: RegExp, words: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(words) ? pattern.lastIndex : at;
}
