/** `the flat gets new door seals, agreed by Hassan`: what was decided, and what the last `by` says. Null where nothing says `by`. */
export function decisionParts(words: string): { text: string; who: string } | null {
  const { text = "", who = "" } = /^(?<text>.+)\s+by\s+(?<who>\S.*?)\.?$/is.exec(words)?.groups ?? {};
  const left = text.replace(AGREED, "").trim();
  return who === "" ? null : { text: left === "" ? text.trim() : left, who };
}

/** `, agreed` before its `by` says how it was decided, and goes with it; `the letter was agreed` is a sentence, and stays. */
const AGREED =
  /(?:\s*[,;:–—-])?(?<!\b(?:is|was|are|were|be|been|being|has|have|had|not|never))\s+(?:as\s+)?(?:agreed|decided|proposed)(?:\s+(?:up)?on)?$/i;
