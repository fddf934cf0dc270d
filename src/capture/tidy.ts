import { withoutEnd } from "./words-at.ts";

/** Most words need no mending. */
const UNTIDY = / [ ,;:.!?)]|[\t\n\r\v\f\u00a0]|[,;:]{2}|\( ?\)|\[ ?\]/;
const EMPTY = /\( ?\)|\[ ?\]/;
const MISPLACED = / [,;:.!?)]|[,;:]{2}/;
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

function joinedAgain(words: string): string {
  const spaced = words.replace(/\s{2,}|[^\S ]/g, " ");
  const filled = EMPTY.test(spaced) ? spaced.replace(/\( ?\)|\[ ?\]/g, " ").replace(/ {2,}/g, " ") : spaced;
  return MISPLACED.test(filled) ? filled.replace(/ (?=[,;:.!?)])/g, "").replace(/([,;:])[,;:]+/g, "$1") : filled;
}

function withoutHanging(words: string): string {
  for (let rest = words; ; ) {
    const marked = withoutEnd(rest, " ,;:–—|([-");
    rest = marked.slice(0, marked.length - (LEFT_HANGING.exec(marked.slice(-LONGEST_HANGING))?.[0].length ?? 0));
    if (rest === marked) return rest;
  }
}
