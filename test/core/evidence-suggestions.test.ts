import { describe, expect, it } from "vitest";
import { evidenceSuggestions } from "../../src/core/evidence-suggestions.ts";

describe("evidenceSuggestions", () => {
  it.each([
    ["Pipe lagging and wall insulation survey", "surveyor's report"],
    ["update the risk plan", "plan version and date"],
    ["mediation offer to the upstairs neighbour", "offer letter and reply"],
    ["write to the landlord", "copy of the letter, with the date sent"],
    ["set up a joint meeting", "minutes with the date"],
    ["phone the practice about the flag", "note of the call: who, when, outcome"],
    ["repair the boiler cupboard door", "completed job sheet"],
    ["send the referral to speech and language", "referral reference and date"],
    ["book the annual health check", "appointment date and confirmation"],
  ])("offers for %j first %j", (text, expected) => {
    expect(evidenceSuggestions(text)[0]).toBe(expected);
  });

  it("offers plain confirmation where no word gives a hint", () => {
    expect(evidenceSuggestions("look into it")).toEqual(["written confirmation", "note of what was done, with the date"]);
  });

  it("never offers more than three, nor one twice", () => {
    const offered = evidenceSuggestions("survey, letter, meeting, call, repair, referral and a visit");

    expect(offered).toHaveLength(3);
    expect(new Set(offered).size).toBe(3);
  });

  it("is not misled by words inside other words", () => {
    expect(evidenceSuggestions("during the recall of bookcases")).toEqual(evidenceSuggestions("look into it"));
  });
});
