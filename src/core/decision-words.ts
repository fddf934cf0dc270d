/** `the flat gets new door seals, agreed by Hassan`: what was decided, and what the last `by` says. Null where nothing says `by`. */
export function decisionParts(words: string): { text: string; who: string } | null {
  const { text = "", who = "" } = /^(?<text>.+)\s+by\s+(?<who>\S.*?)\.?$/is.exec(words)?.groups ?? {};
  if (who === "") return null;
  const aside = text.replace(IN_BRACKETS, "").trim();
  if (aside !== text.trim() && who.endsWith(")")) return { text: aside, who: who.slice(0, -1).trim() };
  const left = text.replace(AGREED, "").trim();
  return { text: left === "" ? text.trim() : left, who };
}

const HOW = String.raw`(?:agreed|decided|proposed)(?:\s+(?:up)?on)?`;

/**
 * `agreed` before its `by` says how it was decided, and goes with it, only where it stands apart: after a comma or a dash, in brackets, or
 * as `as agreed`. Anywhere else it is part of a sentence, which without it could say the opposite: `the move is not yet agreed`.
 */
const AGREED = new RegExp(
  String.raw`(?:(?:\s*[,;:]|\s+[–—-]+)\s+(?:as\s+)?|(?<!\b(?:is|was|are|were|be|been|being|has|have|had|not|never))\s+as\s+)${HOW}$`,
  "i",
);
const IN_BRACKETS = new RegExp(String.raw`(?<=\S)\s*\(\s*(?:as\s+)?${HOW}$`, "i");
