import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("a sentence with two promises", () => {
  it.each([
    [
      "I'll send the care plan to Gita by the 18th and Dana will ring housing before Easter Tuesday",
      ["Priya | 2027-03-18 | send the care plan to Gita", "Dana | 2027-03-30 | ring housing"],
    ],
    ["Kofi to ring the GP by Friday; Tom to order the chair", ["Kofi | 2027-03-12 | ring the GP", "Tom |  | order the chair"]],
    [
      "Kofi to ring the GP by Friday and Tom to order the chair by 30 April",
      ["Kofi | 2027-03-12 | ring the GP", "Tom | 2027-04-30 | order the chair"],
    ],
    [
      "I'll book the survey by Friday, and I'll ring the OT by the 24th",
      ["Priya | 2027-03-12 | book the survey", "Priya | 2027-03-24 | ring the OT"],
    ],
    [
      "Sam agreed to ring the GP and the Clerk will write to the landlord",
      ["Sam |  | ring the GP", "the Clerk |  | write to the landlord"],
    ],
    [
      "Vik will pay the deposit by the 15th, and I'll send the receipt",
      ["Vik | 2027-03-15 | pay the deposit", "Priya |  | send the receipt"],
    ],
    [
      "ACTION: Rosa to send the form by Friday and Tom to fill in the chart by 30 April",
      ["Rosa | 2027-03-12 | send the form", "Tom | 2027-04-30 | fill in the chart"],
    ],
    [
      "ACTION: ines to file a bug by 2027-03-19 and henrik to review it by 2027-03-26",
      ["ines | 2027-03-19 | file a bug", "henrik | 2027-03-26 | review it"],
    ],
    [
      "Actions\n- Rosa to send the form by Friday, and Tom to fill in the chart",
      ["Rosa | 2027-03-12 | send the form", "Tom |  | fill in the chart"],
    ],
  ])("is two actions: %s", (said, expected) => {
    expect(drafts(said, { speaker: "Priya" })).toEqual(expected);
  });

  it.each([
    ["Rosa will ask Bob and Carl to ring the GP by Friday", "Rosa | 2027-03-12 | ask Bob and Carl to ring the GP"],
    ["Rosa will invite Ann, Bob and Carl to discuss the plan", "Rosa |  | invite Ann, Bob and Carl to discuss the plan"],
    ["I'll get the survey done by Friday, I'll upload the surveyor's report", "Priya | 2027-03-12 | get the survey done"],
    ["Kofi to print and Tom to sign the form", "Kofi, Tom |  | print and Tom to sign the form"],
    ["ACTION: Rosa to read the plan, then Tom to agree it", "Rosa, Tom |  | read the plan, then Tom to agree it"],
  ])("is one where the second belongs to the first: %s", (said, expected) => {
    expect(drafts(said, { speaker: "Priya" })).toEqual([expected]);
  });
});

describe("a promise with two dates", () => {
  it.each([
    [
      "Rosa will send the form by Friday and the chart by 30 April",
      "Rosa | ?Friday, 30 April | send the form by Friday and the chart by 30 April",
    ],
    [
      "ACTION: Rosa to send the form by Friday and the chart by 30 April",
      "Rosa | ?Friday, 30 April | send the form by Friday and the chart by 30 April",
    ],
    [
      "Rosa will visit the flat on Friday and the office on 30 April",
      "Rosa | ?Friday, 30 April | visit the flat on Friday and the office on 30 April",
    ],
  ])("keeps both, to be asked about: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it.each([
    ["Rosa will send the form by Friday 12 March, by 12 March at the latest", "Rosa | 2027-03-12"],
    ["Rosa will send the notes of the visit on 2 March to housing by Friday", "Rosa | 2027-03-12"],
    ["Rosa will write up Tuesday's fall by Friday", "Rosa | 2027-03-12"],
  ])("has one where only one is a deadline: %s", (said, expected) => {
    expect(drafts(said).map((draft) => draft.split(" | ").slice(0, 2).join(" | "))).toEqual([expected]);
  });
});
