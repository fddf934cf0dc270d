import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markedLine } from "../../src/capture/line-marks.ts";
import { readLine } from "../../src/capture/read-line.ts";
import { freshReading } from "../../src/capture/reading.ts";
import { isWorthReading } from "../../src/capture/worth-reading.ts";
import { meeting } from "./support/read-drafts.ts";

/** Whether a close look at a line finds anything, or leaves anything behind for the next. */
function matters(written: string): boolean {
  const line = markedLine(written, 1);
  if (line.kind === "blank") return false;
  const reading = freshReading(meeting, null);
  readLine(reading, line);
  const { drafts, section, columns, speaker } = reading;
  return drafts.length > 0 || section !== "other" || columns !== null || speaker !== null;
}

const PIECES =
  "Harriet|JB|MH|Carl Osei|the Clerk|The Clerk|Housing officer|ALL|all|everyone|someone|I|we|they|GP|Cllr Jones|@sam|[Jo]|**Sam**|Sam (OT)|Sam:|to|will|and|should|please|agreed to|is going to|takes the action to|has an action to|has booked|to be sent|to be done by|by|before|within|in|due|on|Friday|12/3|10 working days|ASAP|book the survey|ring the practice|the boiler|Agreed that|It was agreed that|would|said he will|, |. |; |:| - |Also|then|kindly offered to|needs to|must|please could you|was asked to|'ll|I'll|Perhaps|Send the letter|Chase|also|urgently|have a word with|can you|Could you|Who can|ACTION|Action:|AP3|AI:|todo|#action|- [ ]|Actions|Next steps|Previous actions|Completed|Owner: JB|Due: Friday|Action | Owner | Due|14:02|(Action: MH)|\t".split(
    "|",
  );

describe("a line that is passed over", () => {
  it("is one in which a close look would find nothing", () => {
    const lines = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(lines, (line) => {
        if (!isWorthReading(line)) expect(matters(line)).toBe(false);
      }),
      { numRuns: 4_000 },
    );
  });

  it.each([
    "The person slept well and had two visits from their sister.",
    "It was noted that the occupational therapist has left.",
    "She has done this in two other buildings and it took the noise down.",
    "Nobody thinks that the person should move, and the person does not want to.",
    "There was a long talk about the wall by the door.",
    "Payments of £1,204.18 were approved.",
  ])("is for example: %s", (line) => {
    expect(isWorthReading(line)).toBe(false);
  });
});
