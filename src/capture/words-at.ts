/** Where a pattern that is tried at one place of a text ends, or null where it does not match there. */
export function endAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** What a pattern that is tried at one place captured, and where it ends. */
export function saidAt(
  pattern: RegExp,
  text: string,
  at: number,
): { end: number; said: Record<string, string | undefined> } | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { end: pattern.lastIndex, said: found.groups ?? {} };
}

/** The words without any of these marks at their end. Walked: a pattern would try every place of a long row of dashes. */
export function withoutEnd(words: string, marks: string): string {
  let end = words.length;
  while (end > 0 && marks.includes(words[end - 1] ?? "")) end -= 1;
  return words.slice(0, end);
}

/**
 * Each place at which a pattern with the flag `g` matches, as `matchAll` finds them. That makes a new pattern for every text, which costs
 * more than looking through the few words of a sentence.
 */
export function* eachIn(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  for (let from = 0; from <= text.length; ) {
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (!found) return;
    from = pattern.lastIndex + (found[0] === "" ? widthAt(text, found.index) : 0);
    yield found;
  }
}

/** Past one half of a letter of two, a pattern with the flag `u` would begin at the letter again, and never end. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
