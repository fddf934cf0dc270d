import { describe, expect, it } from "vitest";
import { decisionParts } from "../../src/core/decision-words.ts";

describe("a decision in words", () => {
  it.each([
    ["the flat gets new door seals by Hassan", "the flat gets new door seals", "Hassan"],
    ["Quiet hours letter goes to all flats, agreed by Hassan", "Quiet hours letter goes to all flats", "Hassan"],
    ["Quiet hours letter goes to all flats agreed by Hassan.", "Quiet hours letter goes to all flats", "Hassan"],
    ["Quiet hours letter goes to all flats – Proposed by Hassan", "Quiet hours letter goes to all flats", "Hassan"],
    ["Quiet hours letter goes to all flats; decided by me", "Quiet hours letter goes to all flats", "me"],
    ["Repairs on Mondays, as agreed by Hassan", "Repairs on Mondays", "Hassan"],
    ["Repairs on Mondays, agreed on by Hassan", "Repairs on Mondays", "Hassan"],
    ["repairs are done by Friday by Hassan", "repairs are done by Friday", "Hassan"],
    // Without them nothing would be left, or half a sentence.
    ["the letter was agreed by Hassan", "the letter was agreed", "Hassan"],
    ["nothing was decided by Hassan", "nothing was decided", "Hassan"],
    ["agreed by Hassan", "agreed", "Hassan"],
    ["the disagreed by Hassan", "the disagreed", "Hassan"],
  ])("%s", (words, text, who) => {
    expect(decisionParts(words)).toEqual({ text, who });
  });

  it("names nobody where nothing says by", () => {
    expect(decisionParts("repairs on Mondays")).toBeNull();
    expect(decisionParts("by Hassan")).toBeNull();
  });
});
