import { CASE_REF } from "./command-fields.ts";

/**
 * The case that `ACTION:` lines begin with, as `C-014 Harriet to …` or `C-014: Harriet to …`, and the lines without it; several where they
 * name more than one, of which no line may be kept in another's.
 */
export function caseInLines(lines: readonly string[]): { case: string | null; lines: string[] } | "several" {
  const read = lines.map(readLine);
  const [first = null, ...more] = [...new Set(read.map((line) => line.case).filter((ref) => ref !== null))];
  return more.length > 0 ? "several" : { case: first, lines: read.map(({ rest }) => rest) };
}

function readLine(line: string): { case: string | null; rest: string } {
  const [named = "", ref = ""] = /^\s*([A-Za-z]{1,6}-\d{1,6})(?:\s*[:,–—-]\s*|\s+)/.exec(line) ?? [];
  return CASE_REF.test(ref.toUpperCase())
    ? { case: ref.toUpperCase(), rest: line.slice(named.length) }
    : { case: null, rest: line };
}
