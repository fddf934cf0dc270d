import { withoutEnd } from "./words-at.ts";

const BEFORE = /^(?:[ ,;:.–—|>=-]|to (?=[a-z]))+/;
/** Words that led to what was taken out. */
const LEFT_HANGING = / (?:by|due|to|and|on)$/i;
const QUOTED = /^["“]([^"“”]*)["”]$/;

/** The words of an action without gaps, marks at the ends, empty brackets, or a `by` that lost what it led to. */
export function tidy(words: string): string {
  const joined = words
    .replace(/\s+/g, " ")
    .replace(/\( ?\)|\[ ?\]/g, " ")
    .replace(/ {2,}/g, " ")
    .replace(/ (?=[,;:.!?)])/g, "")
    .replace(/([,;:])[,;:]+/g, "$1")
    .replace(BEFORE, "");
  return withoutHanging(joined).replace(QUOTED, "$1");
}

function withoutHanging(words: string): string {
  const marked = withoutEnd(words, " ,;:–—|([-");
  const shorter = marked.replace(LEFT_HANGING, "");
  return shorter === marked ? marked : withoutHanging(shorter);
}
