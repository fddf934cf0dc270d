import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { SAMPLES } from "../support/sample-cards.ts";

/** The help prints forms and examples, not sentences; a history names the messages of which it tells. */
const worded = SAMPLES.filter(({ name }) => !name.startsWith("help") && name !== "history-messages");
const linesOf = (card: (typeof SAMPLES)[number]["card"]) => fallbackText(card()).split("\n");
const sentences = (line: string) => line.split(/[.?:;·](?:\s|$)/);

describe.each(worded)("the words of $name", ({ card }) => {
  it("are sentences of under 20 words", () => {
    const long = linesOf(card)
      .flatMap(sentences)
      .filter((sentence) => sentence.trim().split(/\s+/).length >= 20);

    expect(long).toEqual([]);
  });

  it("are calm", () => {
    expect(linesOf(card).filter((line) => /!|\b(?:please note|kindly|simply|just|asap|reminder)\b/i.test(line))).toEqual([]);
  });
});
