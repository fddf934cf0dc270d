import { describe, expect, it } from "vitest";
import { decisionParts } from "../../src/core/decision-words.ts";

describe("a decision in words", () => {
  it.each([
    ["the flat gets new door seals by Hassan", "the flat gets new door seals", "Hassan"],
    ["Quiet hours letter goes to all flats, agreed by Hassan", "Quiet hours letter goes to all flats", "Hassan"],
    ["Quiet hours letter goes to all flats – Proposed by Hassan", "Quiet hours letter goes to all flats", "Hassan"],
    ["Quiet hours letter goes to all flats; decided by me", "Quiet hours letter goes to all flats", "me"],
    ["Repairs on Mondays, as agreed by Hassan", "Repairs on Mondays", "Hassan"],
    ["Repairs on Mondays as decided by Hassan.", "Repairs on Mondays", "Hassan"],
    ["Repairs on Mondays, agreed on by Hassan", "Repairs on Mondays", "Hassan"],
    ["Repairs on Mondays (agreed by Hassan)", "Repairs on Mondays", "Hassan"],
    ["Repairs on Mondays (as agreed by Hassan (Landlord)).", "Repairs on Mondays", "Hassan (Landlord)"],
    ["repairs are done by Friday by Hassan", "repairs are done by Friday", "Hassan"],
    // Without them nothing would be left, or half a sentence.
    ["the letter was agreed by Hassan", "the letter was agreed", "Hassan"],
    ["nothing was decided by Hassan", "nothing was decided", "Hassan"],
    ["Nothing changes: the rent is as agreed by Hassan", "Nothing changes: the rent is as agreed", "Hassan"],
    // Without it they would say something else.
    ["The move is not yet agreed by Hassan", "The move is not yet agreed", "Hassan"],
    ["No date was ever agreed by Hassan", "No date was ever agreed", "Hassan"],
    ["The seals are only partly agreed by Hassan", "The seals are only partly agreed", "Hassan"],
    ["The rent, not agreed by Hassan", "The rent, not agreed", "Hassan"],
    ["The terms are to be re-agreed by Hassan", "The terms are to be re-agreed", "Hassan"],
    ["Quiet hours letter goes to all flats agreed by Hassan.", "Quiet hours letter goes to all flats agreed", "Hassan"],
    ["The flats (those agreed by Hassan)", "The flats (those agreed", "Hassan)"],
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
