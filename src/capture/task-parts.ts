import { promisesApart } from "./second-promise.ts";
import { sentencesOf } from "./sentences.ts";
import { leadingOwners } from "./task-owners.ts";
import { eachIn } from "./words-at.ts";

const MAY_PART = /[.;)] /;
const MAY_GO_ON = /(?:,| and| then| but| also| [–—-]) .+(?: (?:to|will|shall) |['’]ll )/;
const NUMBERED = /(?:^|[ ;,])\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)] /g;

/**
 * The parts of what one marker calls an action: numbered ones, and sentences of which each names its own owner. Otherwise it is one:
 * two sentences may well tell one person one thing.
 */
export function taskParts(words: string): string[] {
  if (!MAY_PART.test(words)) return partsOfSentence(words);
  const numbered = [...eachIn(NUMBERED, words)];
  if (numbered.length > 1 && numbered[0]?.index === 0) {
    return numbered.map(({ index, 0: number }, place) => words.slice(index + number.length, numbered[place + 1]?.index).trim());
  }
  const parts: string[] = [];
  for (const sentence of sentencesOf(words)) {
    const last = parts.at(-1);
    if (last === undefined || hasOwner(sentence)) parts.push(sentence);
    else parts[parts.length - 1] = `${last} ${sentence}`;
  }
  return parts.length > 1 && hasOwner(parts[0] ?? "") ? parts.flatMap(partsOfSentence) : partsOfSentence(words);
}

/** `JB to book the review and MH to ring the GP`: two, unless the second goes on with the first, as `…, then MH to agree it` does. */
function partsOfSentence(words: string): string[] {
  const parts = MAY_GO_ON.test(words) ? promisesApart(words) : [];
  return parts.length > 1 && hasOwner(words) ? parts : [words];
}

const hasOwner = (sentence: string): boolean => (leadingOwners(sentence)?.owners.length ?? 0) > 0;
