import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

const dueOf = (text: string): string | undefined => drafts(text, { nextMeeting: null })[0]?.split(" | ")[1];

describe("a deadline as British minutes have it, on Thu 11 March 2027", () => {
  it.each([
    // what leads it
    ["ACTION: JB to send the care plan prior to 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan ahead of 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan - latest 24/03", "2027-03-24"],
    ["ACTION: JB to send the care plan, 24 March at the very latest", "2027-03-24"],
    ["ACTION: JB to send the care plan. Timescale: 2 weeks", "2027-03-25"],
    ["ACTION: JB to send the care plan, to be completed 24/3/27", "2027-03-24"],
    ["ACTION: JB to write for the newsletter (copy date 24th March)", "2027-03-24"],
    ["ACTION: JB to bid for the grant (closing date 24 March)", "2027-03-24"],
    ["ACTION: JB to ring the surgery first thing Monday", "2027-03-15"],
    // ends of things
    ["ACTION: JB to send the care plan by end March", "2027-03-31"],
    ["ACTION: JB to send the care plan by end-March 2027", "2027-03-31"],
    ["ACTION: JB to send the care plan by end of Mar.", "2027-03-31"],
    ["ACTION: JB to send the care plan by the end of the financial year", "2027-03-31"],
    ["ACTION: JB to send the care plan by the end of the tax year", "2027-04-05"],
    ["ACTION: JB to send the care plan by the close of Friday", "2027-03-12"],
    ["ACTION: JB to send the care plan by c.o.p. on Friday", "2027-03-12"],
    // days
    ["ACTION: JB to send the care plan by the last Friday in March", "2027-03-26"],
    ["ACTION: JB to send the care plan by the first Monday of April", "2027-04-05"],
    ["ACTION: JB to send the care plan by the 2nd Tuesday of next month", "2027-04-13"],
    ["ACTION: JB to send the care plan by the first Monday in February", "2028-02-07"],
    ["ACTION: JB to send the care plan by Thursday next", "2027-03-18"],
    ["ACTION: JB to send the care plan, week of 22 March", "2027-03-22"],
    ["ACTION: JB to send the care plan Mon am", "2027-03-15"],
    ["ACTION: JB to send the care plan by lunchtime tomorrow", "2027-03-12"],
    ["ACTION: JB to send the care plan Tuesday", "2027-03-16"],
    ["ACTION: JB to send the care plan 24/03/2027", "2027-03-24"],
    ["ACTION: JB to send the care plan before Christmas", "2027-12-25"],
    // lengths
    ["ACTION: JB to send the care plan within 48hrs", "2027-03-13"],
    ["ACTION: JB to send the care plan within 7 days of this meeting", "2027-03-18"],
    ["ACTION: JB to send the care plan within 5 days of 24 March", "2027-03-29"],
    ["ACTION: JB to send the care plan by the next working day", "2027-03-12"],
    // the day of a meeting
    ["ACTION: JB to send the care plan before the spring meeting on 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan for the panel on 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan by next meeting on 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan by the next PPG (24 March)", "2027-03-24"],
    ["ACTION: JB to send the care plan by the 24 March meeting", "2027-03-24"],
    ["ACTION: JB to send the care plan in time for the inspection on 24 March", "2027-03-24"],
    ["ACTION: JB to send the care plan before she goes on leave on 24th March", "2027-03-24"],
    ["ACTION: JB to send the care plan before Monday’s visit", "2027-03-15"],
    ["ACTION: JB to send the care plan to Monday's panel", "2027-03-15"],
    ["ACTION: JB to visit on Tuesday", "2027-03-16"],
    ["ACTION: JB to send the care plan by the end of w/c 15 March", "2027-03-19"],
    ["ACTION: JB to ring the surgery this afternoon", "2027-03-11"],
    // who and when in one bracket
    ["ACTION: send the care plan (JB, 24th March)", "2027-03-24"],
    ["ACTION: send the care plan (JB 24/3)", "2027-03-24"],
    ["ACTION: send the care plan (24th March, JB)", "2027-03-24"],
    ["ACTION: JB to send the care plan (Fri)", "2027-03-12"],
    // in a sentence of its own
    ["JB will send the care plan re: falls. Due 24/03.", "2027-03-24"],
    ["JB to send the care plan; deadline extended to 24 March.", "2027-03-24"],
    ["JB will send the care plan. The deadline is 24 March.", "2027-03-24"],
    ["JB will send the care plan. This needs to be done by 24 March.", "2027-03-24"],
  ])("%s: %s", (said, day) => {
    expect(dueOf(said)).toBe(day);
  });

  it.each([
    "ACTION: JB to send the care plan not before 24 March",
    "ACTION: JB to send the care plan after 24 March",
    "ACTION: JB to move the review from Monday to Friday",
    "ACTION: JB to move the visit from 18 March -> 25 March",
    "ACTION: JB to tell families about the AGM on 24 March",
    "ACTION: JB to check the log for Tuesday",
    "ACTION: JB to plan the visit on Tuesday",
    "ACTION: JB to order the wreath for Remembrance Sunday",
    "ACTION: JB to serve the notice expiring 31 March",
    "ACTION: JB to resend the form that was emailed on 2 March",
    "ACTION: JB to find out what happened yesterday",
    "ACTION: JB to share the minutes dated 12/03/2027",
    "ACTION: JB to move the meeting on 18 March",
    "ACTION: JB to attend next week’s meeting (20 minutes)",
  ])("is none where a date is no deadline: %s", (said) => {
    expect(dueOf(said)).not.toMatch(/^\d/);
  });

  it.each([
    ["ACTION: JB to send the care plan by half term", "?half term"],
    ["ACTION: JB to send the care plan by Easter", "?Easter"],
    ["ACTION: JB to send the care plan by mid-April", "?mid-April"],
    ["ACTION: JB to send the care plan by Q2", "?Q2"],
    ["ACTION: JB to send the care plan. Target: June 2027", "?June 2027"],
    ["ACTION: send the care plan – JB – ASAP", "?ASAP"],
  ])("is asked about where the words fix none: %s", (said, words) => {
    expect(dueOf(said)).toBe(words);
  });

  it("takes words that are set apart out of the text, and leaves the owner", () => {
    expect(drafts("ACTION: send the care plan – JB – ASAP")).toEqual(["JB | ?ASAP | send the care plan"]);
    expect(drafts("ACTION: send the care plan (JB, 24th March)")).toEqual(["JB | 2027-03-24 | send the care plan"]);
    expect(drafts("ACTION: send the care plan (JB 24/3)")).toEqual(["JB | 2027-03-24 | send the care plan"]);
  });
});
