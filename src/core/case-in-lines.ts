/** `C-014 Harriet to …`, `C-014: Harriet to …` */
const NAMED = /^\s*([A-Za-z]{1,6}-\d{1,6})(?:\s*[:,–—-]\s*|\s+)/;

/** `C` of `C-014`. */
export const prefixOf = (ref: string): string => ref.toUpperCase().split("-")[0] ?? "";

export const mayNameCase = (line: string): boolean => NAMED.test(line);

/**
 * The case that lines are about, and the lines without it: the one that they begin with, else `own`. `several` where they are not all about
 * one, since no line may be kept in another's case.
 *
 * @param prefixes what references of cases begin with here: `PHQ-9` is none
 * @param own the case that a line without one is about, where the place says so
 */
export function caseInLines(
  lines: readonly string[],
  prefixes: ReadonlySet<string>,
  own: string | null = null,
): { case: string | null; lines: string[] } | "several" {
  const read = lines.filter((line) => line.trim() !== "").map((line) => readLine(line, prefixes, own));
  const [first = own, ...more] = [...new Set(read.map((line) => line.case))];
  return more.length > 0 ? "several" : { case: first, lines: read.length > 0 ? read.map(({ rest }) => rest) : [...lines] };
}

function readLine(line: string, prefixes: ReadonlySet<string>, own: string | null): { case: string | null; rest: string } {
  const [named = "", ref = ""] = NAMED.exec(line) ?? [];
  return prefixes.has(prefixOf(ref)) && ref !== ""
    ? { case: ref.toUpperCase(), rest: line.slice(named.length) }
    : { case: own, rest: line };
}
