import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capture, LONGEST_TEXT } from "../../src/capture/capture.ts";
import type { Draft } from "../../src/capture/draft.ts";
import { meeting } from "./support/read-drafts.ts";

const PIECES = [
  ..."ACTION:|Action|ACTIONS|AP3:|AI:|#action|TODO(@sam):|- [ ] |- [x] |- |* |1. |## |**|__|~~|> |[|]|(|)|<|>|:|;|,|. | - | – |—|/|&|?|!|\"|“|”|'|`|\\|\t|   |\n|\n\n|\r\n".split(
    "|",
  ),
  ..."|Harriet|JB|MH|Carl Osei|the Clerk|Housing officer|ALL|everyone|someone|TBC|me|I|I'll|we|GP|Cllr Jones|@sam|<@slack/T1/U1>|none|Dr ".split(
    "|",
  ),
  ..." to | will | and | should | agreed to | is going to | takes the action to | has booked | to be sent | by | before | within | due | on ".split(
    "|",
  ),
  ..."Friday|12/3|12 March|10 working days|the next MDT|ASAP|EOD|w/c 8 March|31 February|a week on Friday|2/52|tomorrow|today".split(
    "|",
  ),
  ..."book the survey|ring the practice|the boiler|evidence: letter|I'll upload the report|Owner: JB|Due: Friday|Status: done|was booked|Action | Owner | Due|Next steps|Previous actions".split(
    "|",
  ),
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
);
const speaker = fc.constantFrom(null, "Harriet", "U0001");
const read = (said: string, speaker: string | null): Draft[] => capture(said, { ...meeting, speaker });

/** Letters and digits alone: what is left of a text without its layout. */
const letters = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, "");
const wordsOf = (words: string): string[] => words.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether one text holds the letters of another in their order. */
function holdsInOrder(whole: string, part: string): boolean {
  let at = 0;
  for (const letter of part) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe("whatever the text is", () => {
  it("is read without an error", () => {
    fc.assert(
      fc.property(text, speaker, (said, speaker) => {
        expect(() => read(said, speaker)).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it("keeps the words of a draft as they stand in it", () => {
    fc.assert(
      fc.property(text, speaker, (said, speaker) => {
        for (const draft of read(said, speaker)) {
          expect(holdsInOrder(letters(said), letters(draft.text))).toBe(true);
          expect(letters(draft.text)).not.toBe("");
          if (draft.evidence) expect(holdsInOrder(letters(said), letters(draft.evidence))).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("never makes up an owner", () => {
    fc.assert(
      fc.property(text, speaker, (said, speaker) => {
        const known = new Set([...wordsOf(said), ...(speaker ? wordsOf(speaker) : [])]);
        for (const { owners } of read(said, speaker)) {
          for (const owner of owners) for (const word of wordsOf(owner)) expect(known).toContain(word);
          expect(new Set(owners).size).toBe(owners.length);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("has words in the text for every date", () => {
    fc.assert(
      fc.property(text, speaker, (said, speaker) => {
        for (const { when } of read(said, speaker)) {
          if (!when) continue;
          expect(letters(when.words)).not.toBe("");
          expect(holdsInOrder(letters(said), letters(when.words))).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("says the same each time, and names lines that there are", () => {
    fc.assert(
      fc.property(text, (said) => {
        const drafts = read(said, null);
        expect(read(said, null)).toEqual(drafts);
        for (const { line } of drafts) expect(line).toBeGreaterThan(0);
        for (const { line } of drafts) expect(line).toBeLessThanOrEqual(said.split(/\r\n?|\n/).length);
      }),
      { numRuns: 200 },
    );
  });
});

/** Rows of one thing that invite a pattern to try again and again. */
const RUNAWAYS: [string, string][] = [
  ["spaces", " "],
  ["spaces after a word", "to "],
  ["tabs", "\t"],
  ["bars", "|"],
  ["bars and spaces", " | "],
  ["opening brackets", "("],
  ["square brackets", "["],
  ["brackets", "()"],
  ["links", "](x)["],
  ["dashes", "-"],
  ["dashes and spaces", "- "],
  ["long dashes", " – "],
  ["full stops", "."],
  ["full stops and spaces", ". "],
  ["colons", ":"],
  ["commas", ", "],
  ["stars", "*"],
  ["stars and a letter", "*a"],
  ["underscores", "_ "],
  ["tildes", "~"],
  ["quotes", '"'],
  ["open quotes", "“"],
  ["angle brackets", "<b "],
  ["mentions", "@a "],
  ["names", "Anna "],
  ["names and commas", "Anna, "],
  ["initials", "JB/"],
  ["roles", "team "],
  ["markers", "ACTION "],
  ["markers with colons", "ACTION: "],
  ["markers in brackets", "(Action: "],
  ["boxes", "- [ ] "],
  ["deadlines", "by "],
  ["dates", "Friday and "],
  ["numbers", "1"],
  ["numbered", "1) "],
  ["numbers and slashes", "1/"],
  ["spans", "in 2 "],
  ["promises", "I'll "],
  ["promises of somebody", "Anna will "],
  ["decisions", "agreed that "],
  ["evidence", "evidence: "],
  ["adverbs", "to also then "],
  ["no letters", "\u200b"],
  ["combining marks", "e\u0301"],
];
const SIZE = 400_000;

describe("a text that is made to be slow", () => {
  it.each(RUNAWAYS)("is read in no more time than its length asks for: %s", (_what, unit) => {
    const body = unit.repeat(Math.ceil(SIZE / unit.length));
    for (const said of [body, `ACTION: ${body}`, `Anna will ring ${body} by Friday (JB`, body.replace(/(.{80})/gs, "$1\n")]) {
      const from = performance.now();
      capture(said, meeting);
      expect(performance.now() - from).toBeLessThan(1_500);
    }
  });

  it("is refused where it is longer than anybody reads", () => {
    expect(() => capture("a".repeat(LONGEST_TEXT + 1), meeting)).toThrow(/characters/);
  });
});
