import { describe, expect, it } from "vitest";
import { capture } from "../../src/capture/capture.ts";
import { drafts, meeting } from "./support/read-drafts.ts";

const dueOf = (text: string, context = {}): string | undefined => drafts(text, context)[0]?.split(" | ")[1];

describe("the due date of an action", () => {
  it.each([
    ["Harriet to ring the landlord by Friday", "2027-03-12"],
    ["Harriet to ring the landlord a week on Friday", "2027-03-19"],
    ["Harriet to ring the landlord Friday week", "2027-03-19"],
    ["Harriet to ring the landlord by next Tues", "2027-03-16"],
    ["Harriet to ring the landlord w/c 15 March", "2027-03-15"],
    ["Harriet to ring the landlord by end of month", "2027-03-31"],
    ["Harriet to ring the landlord by the 14th", "2027-03-14"],
    ["Harriet to ring the landlord by 12/3", "2027-03-12"],
    ["Harriet to ring the landlord COP Thursday", "2027-03-18"],
    ["Harriet to ring the landlord by close of play", "2027-03-11"],
    ["Harriet to ring the landlord EOD", "2027-03-11"],
    ["Harriet to ring the landlord within 10 working days", "2027-03-25"],
    ["Harriet to ring the landlord before the next MDT", "2027-04-13"],
    ["Harriet to bring the lease to the next MDT", "2027-04-13"],
    ["Harriet to bring the lease for our next review meeting", "2027-04-13"],
    ["Harriet to ring the landlord in a fortnight", "2027-03-25"],
    ["Harriet to ring the landlord by Easter Tuesday", "2027-03-30"],
    ["Harriet to ring the landlord, Friday at the latest", "2027-03-12"],
    ["Harriet to ring the landlord (by Friday)", "2027-03-12"],
    ["Harriet to ring the landlord (12 March)", "2027-03-12"],
    ["Harriet to ring the landlord - 12/03/2027", "2027-03-12"],
    ["Harriet to ring the landlord. Due: 12 March", "2027-03-12"],
    ["Harriet to ring the landlord [deadline 12 March]", "2027-03-12"],
    ["Harriet to ring the landlord at the end of the week and write it down", "2027-03-12"],
    ["Harriet to speak at the panel this Friday", "2027-03-12"],
    ["Harriet to ring the landlord on Friday", "2027-03-12"],
    ["Harriet to ring the landlord later today", "2027-03-11"],
    ["Harriet to ring the landlord by the 15 March deadline", "2027-03-15"],
    ["Harriet to ring the landlord in 2/52", "2027-03-25"],
    ["Harriet to ring the landlord by 1 October", "2027-10-01"],
  ])("%s: %s", (said, day) => {
    expect(dueOf(said)).toBe(day);
  });

  it.each([
    ["Harriet to ring the landlord ASAP", "?ASAP"],
    ["Harriet to ring the landlord as soon as possible", "?as soon as possible"],
    ["Harriet to ring the landlord by next week", "?next week"],
    ["Harriet to ring the landlord in the next few days", "?in the next few days"],
    ["Harriet to ring the landlord by Friday or Monday", "?Friday or Monday"],
    ["Harriet to ring the landlord by 31 February", "?31 February"],
    ["Harriet to ring the landlord by Thursday 12/03/2027", "?Thursday 12/03/2027"],
  ])("is asked about where the words fix none: %s", (said, words) => {
    expect(dueOf(said)).toBe(words);
  });

  it("is asked about where nobody knows when the next MDT is", () => {
    expect(dueOf("Harriet to ring the landlord before the next MDT", { nextMeeting: null })).toBe("?the next MDT");
    expect(dueOf("Harriet to bring the lease to the next MDT", { nextMeeting: null })).toBe("?the next MDT");
  });

  it.each([
    "ACTION: change the next meeting date to 21 April",
    "ACTION: move the sale from 5 April to 10 April",
    "ACTION: tell everyone about the new time that starts on 8 April",
    "ACTION: write up the incident on 2 March",
    "ACTION: put the meeting on Friday into the diary",
    "ACTION: review the plan of 12 March 2027",
    "ACTION: prepare for Friday's visit",
    "ACTION: read the minutes dated 12 March",
    "ACTION: count the calls of the last 24 hours",
    "ACTION: share what was agreed on Tuesday",
    "ACTION: ring 01632 960123 about the lease",
    "ACTION: renew section 12/3 of the lease",
    "ACTION: attend the Friday club",
  ])("is none where a date is no deadline: %s", (said) => {
    expect(dueOf(said)).toBe("");
  });

  it("keeps the words that gave it, and takes a date out of the text", () => {
    const [draft] = capture("ACTION: ring the landlord by Fri  12 March about the boiler", meeting);
    expect(draft).toMatchObject({ text: "ring the landlord about the boiler", when: { kind: "due", words: "Fri 12 March" } });
  });

  it("keeps in the text what is no date, and what the action is for", () => {
    expect(drafts("ACTION: ring the landlord ASAP")).toEqual([" | ?ASAP | ring the landlord ASAP"]);
    expect(drafts("ACTION: write the papers for the next MDT")).toEqual([" | 2027-04-13 | write the papers for the next MDT"]);
  });

  it.each([
    ["Send the risk plan to housing by Friday", " | 2027-03-12 | Send the risk plan to housing"],
    ["Please chase the OT within 5 working days", " | 2027-03-18 | Please chase the OT"],
  ])("makes an action of an order: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it.each([
    "Send the risk plan to housing",
    "We met by the door",
    "Back in 10 minutes",
    "Rent due Friday?",
    "By then it was over",
  ])("makes none of: %s", (said) => {
    expect(drafts(said, { speaker: "Carl" })).toEqual([]);
  });
});

describe("the evidence of an action", () => {
  const evidenceOf = (text: string) =>
    capture(text, { ...meeting, speaker: "Harriet" }).map(({ text, evidence }) => [text, evidence]);

  it.each([
    ["I'll get the survey done by Friday, I'll upload the surveyor's report", "get the survey done", "surveyor's report"],
    ["I'll get the survey done and I’ll send you the surveyor’s report", "get the survey done", "surveyor’s report"],
    ["I'll ring the practice. Evidence: note of the call", "ring the practice", "note of the call"],
    ["ACTION: ring the practice. Evidence: note of the call", "ring the practice", "note of the call"],
    ["ACTION: ring the practice (evidence required: note of the call)", "ring the practice", "note of the call"],
    ["ACTION: MH to ring the practice, evidenced by a note of the call", "ring the practice", "a note of the call"],
    ["ACTION: ring the practice - evidence - note of the call", "ring the practice", "note of the call"],
    ["ACTION: send the photo of the door as proof", "send the photo of the door as proof", "photo of the door"],
    ["ACTION: JB to draft the letter and share it with housing", "draft the letter and share it with housing", null],
    ["ACTION: gather evidence of the noise", "gather evidence of the noise", null],
    ["ACTION: JB to upload the report", "upload the report", null],
  ])("%s", (said, text, evidence) => {
    expect(evidenceOf(said)).toEqual([[text, evidence]]);
  });
});
