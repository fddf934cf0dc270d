import { eachIn } from "./words-at.ts";

/** What ends with a full stop and is no end of a sentence. */
const SHORTENED =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|rev|st|no|nos|e\.g|i\.e|etc|approx|incl|ref|tel|ext|vs|para|cllr|dept|inc|ltd|\p{Lu})\.$/iu;
const END = /[.!?;][)\]"”']* (?=[\p{Lu}\p{N}@<("“[]|I\b)|; /gu;
const MAY_END = /[.!?;][)\]"”']* /;
const LONGEST_SHORTENED = 10;

/** The sentences of a line; what a semicolon parts counts as two. */
export function sentencesOf(line: string): string[] {
  if (!MAY_END.test(line)) return line === "" ? [] : [line];
  const sentences: string[] = [];
  let from = 0;
  for (const { index, 0: mark } of eachIn(END, line)) {
    const stop = index + 1;
    if (SHORTENED.test(line.slice(Math.max(from, stop - LONGEST_SHORTENED), stop))) continue;
    sentences.push(line.slice(from, index + mark.length).trim());
    from = index + mark.length;
  }
  sentences.push(line.slice(from).trim());
  return sentences.filter((sentence) => sentence !== "");
}
