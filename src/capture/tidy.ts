import { withoutEnd } from "./words-at.ts";

/** Most words need no mending. */
const UNTIDY = / [ ,;:.!?)]|[\t\n\r\v\f\u00a0]|[,;:]{2}|\( ?\)|\[ ?\]/;
const BEFORE = /^(?:[ ,;:.–—|>=-]|to (?=[a-z]))+/;
/** Words that led to what was taken out. */
const LEFT_HANGING = / (?:by|due|to|and|on)$/i;
const LAST_STOP = /(?<=[\p{L}\p{N})"”])\.$/u;
const LONGEST_HANGING = 5;
const QUOTED = /^["“]([^"“”]*)["”]$/;

/** The words of an action without gaps, marks at the ends, empty brackets, or a `by` that lost what it led to. */
export function tidy(words: string): string {
  const joined = UNTIDY.test(words) ? joinedAgain(words) : words;
  return withoutHanging(joined.replace(BEFORE, "")).replace(QUOTED, "$1").replace(LAST_STOP, "");
}

const joinedAgain = (words: string): string =>
  words
    .replace(/\s+/g, " ")
    .replace(/\( ?\)|\[ ?\]/g, " ")
    .replace(/ {2,}/g, " ")
    .replace(/ (?=[,;:.!?)])/g, "")
    .replace(/([,;:])[,;:]+/g, "$1");

function withoutHanging(words: string): string {
  for (let rest = words; ; ) {
    const marked = withoutEnd(rest, " ,;:–—|([-");
    rest = marked.slice(0, marked.length - (LEFT_HANGING.exec(marked.slice(-LONGEST_HANGING))?.[0].length ?? 0));
    if (rest === marked) return rest;
  }
}
