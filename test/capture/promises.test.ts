import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("a sentence of commitment", () => {
  it.each([
    ["Sam will book the review before the 14th", "Sam | 2027-03-14 | book the review"],
    ["Sam to book the review before the 14th.", "Sam | 2027-03-14 | book the review"],
    // A letter of two halves, as copied from where names are set in mathematical bold.
    ["𝐒am will book the review", "𝐒am |  | book the review"],
    ["Sam’ll book the review", "Sam |  | book the review"],
    ["Sam shall book the review", "Sam |  | book the review"],
    ["Sam is going to book the review", "Sam |  | book the review"],
    ["Sam is to book the review", "Sam |  | book the review"],
    ["Sam agreed to book the review", "Sam |  | book the review"],
    ["Sam has agreed to book the review", "Sam |  | book the review"],
    ["Sam kindly offered to book the review", "Sam |  | book the review"],
    ["Sam undertook to book the review", "Sam |  | book the review"],
    ["Sam volunteered to book the review", "Sam |  | book the review"],
    ["Sam was asked to book the review", "Sam |  | book the review"],
    ["Sam takes the action to book the review", "Sam |  | book the review"],
    ["Sam has an action to book the review", "Sam |  | book the review"],
    ["It was agreed that Sam would book the review", "Sam |  | book the review"],
    ["Agreed: Sam to book the review", "Sam |  | book the review"],
    ["Agreed that the Clerk should write to the landlord", "the Clerk |  | write to the landlord"],
    ["Sam Lee and Harriet will meet the landlord on 16 March", "Sam Lee, Harriet | 2027-03-16 | meet the landlord"],
    ["Cllr Jones to speak to the school about parking", "Cllr Jones |  | speak to the school about parking"],
    ["The Clerk will write to the landlord", "The Clerk |  | write to the landlord"],
    ["The social worker to complete the assessment within 28 days", "The social worker | 2027-04-08 | complete the assessment"],
    ["Quayside Homes will replace the boiler by 31 March", "Quayside Homes | 2027-03-31 | replace the boiler"],
    ["JB to send the care plan to the GP by close of play tomorrow", "JB | 2027-03-12 | send the care plan to the GP"],
    ["Nothing to report on noise. Carl to ring the neighbour.", "Carl |  | ring the neighbour"],
    ["Noise: landlord has not replied; Carl to ring them again", "Carl |  | ring them again"],
    ["Tomorrow Sam will ring the practice", "Sam | 2027-03-12 | ring the practice"],
    ["By Friday Sam will ring the practice", "Sam | 2027-03-12 | ring the practice"],
    ["Also: Dyana to chase the invoice", "Dyana |  | chase the invoice"],
    [
      "Valentina to print, Bob and Robert will sign the form",
      "Valentina, Bob, Robert |  | print, Bob and Robert will sign the form",
    ],
    ["Sam will declutter the hall before the visit", "Sam |  | declutter the hall before the visit"],
    ["Dr Shah agreed to deprescribe one of the two", "Dr Shah |  | deprescribe one of the two"],
    ["@harriet will ring the practice", "@harriet |  | ring the practice"],
    ["[Harriet] will ring the practice", "Harriet |  | ring the practice"],
    ["- Safeguarding lead to inform the council today", "Safeguarding lead | 2027-03-11 | inform the council"],
    ["GP to review the epilepsy medication by end of March", "GP | 2027-03-31 | review the epilepsy medication"],
    [
      "Police to share the incident log with the lead professional",
      "Police |  | share the incident log with the lead professional",
    ],
  ])("is an action: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it.each([
    ["I'll take that", "Harriet", "Harriet |  | take that"],
    ["I’ll ring the practice by Tuesday", "Harriet", "Harriet | 2027-03-16 | ring the practice"],
    ["I will also ring the practice", "Harriet", "Harriet |  | ring the practice"],
    ["Yes - I'll ring the practice", "Harriet", "Harriet |  | ring the practice"],
    ["OK, I'll ring the practice", "Harriet", "Harriet |  | ring the practice"],
    ["I'm going to ring the practice", "Harriet", "Harriet |  | ring the practice"],
    ["Harriet: I'll ring the practice", null, "Harriet |  | ring the practice"],
    ["**Harriet:** I'll take the action", null, "Harriet |  | take the action"],
    ["<harriet> I'll ring the practice", null, "harriet |  | ring the practice"],
    ["Harriet Jones (Quayside): I'll ring the practice", null, "Harriet Jones |  | ring the practice"],
    ["11/03/2027, 14:02 - Harriet: I'll ring the practice", null, "Harriet |  | ring the practice"],
    ["Harriet: will ring the practice", null, "Harriet |  | ring the practice"],
    ["I'll ring the practice", null, " |  | ring the practice"],
  ])("belongs to whoever says it: %s, said by %s", (said, speaker, expected) => {
    expect(drafts(said, { speaker })).toEqual([expected]);
  });

  it.each([
    // reports of the past
    "Sam booked the review last week",
    "Sam has booked the review",
    "Sam sent the letter on Monday",
    "Sam was going to book the review",
    "Sam had agreed to book the review but was ill",
    "Sam went to see the flat",
    "Sam reported that the landlord will not help",
    // what will be, without anybody doing it
    "Sam will be away until Monday",
    "The review will be on 14 April",
    "The price will rise in April",
    "Harriet will know more on Friday",
    "Sam will probably come along",
    "Harriet to hospital on Friday",
    "Quayside Homes will struggle with this",
    "The team will discuss the rota",
    "The meeting will close at four",
    "The group will meet again on Tuesday",
    "The team agreed to meet on Friday",
    "Sam will have seen it by then",
    "This will help with the noise",
    "It will take three weeks",
    "That will make it easier",
    "Access to the flat is by the rear door",
    "Proposal to close the case",
    "Happy to help with the form",
    "Need to check the lease",
    "Plan to review the rota",
    "Response to the letter is due",
    "Nothing to add",
    "Due to report in May",
    "Readiness to move was discussed",
    "Review of the sensory profile",
    // not certain
    "Sam will not book the review",
    "Sam won't book the review",
    "Sam might book the review",
    "Sam could book the review",
    "Perhaps Sam will book the review",
    "If Sam will book the review, we can go on",
    "Sam would like to book the review",
    "Sam should probably book the review",
    // agendas
    "Council to consider quotations for the fence",
    "Members to receive and note the report",
    "Chair to sign the minutes of the previous meeting",
    "To receive apologies for absence",
    "Members, please note the fire exits",
    "Action taken: the Clerk wrote to the landlord",
    // passive: nobody is told
    "Harriet to be told about the visit",
    "The survey to be booked",
    "The plan needs to be approved by the panel",
    "Papers to be sent by Friday",
    // questions and offers
    "Will Sam book the review?",
    "Shall I book the review?",
    "Can someone book the review?",
    "Sam, could you book the review?",
    "Do you want me to ring the practice?",
    "I can ring the practice if that helps",
    "I could ring the practice",
    "Perhaps someone could ring the practice",
    '"Someone" to post a sign about the heater',
    "Someone suggested a new lock",
    "I wonder if someone could look at it",
    "I'll be there at two",
    "I'll say it again: it is too loud",
    "I will have to leave at three",
    "Happy if Sam will book it?",
    // titles and the rest of the minutes
    "Present: Harriet, Carl, Priya",
    "Apologies: Sam (to be confirmed)",
    "Date of next meeting: Tuesday 13 April at 14:00",
    "Attendees to introduce themselves",
    "5. Any other business",
    "",
  ])("is none: %s", (said) => {
    expect(drafts(said, { speaker: "Priya" })).toEqual([]);
  });

  it("asks who and by when where someone should", () => {
    expect(drafts("someone should look at the boiler cupboard door", { speaker: "Hassan" })).toEqual([
      " |  | look at the boiler cupboard door",
    ]);
    expect(drafts("Somebody needs to ring the practice by Friday")).toEqual([" | 2027-03-12 | ring the practice"]);
  });

  it("gives what has a deadline to whoever it begins with, whatever the verb, and never to the speaker", () => {
    expect(drafts("Zoe to weld the gate by Friday", { speaker: "Priya" })).toEqual(["Zoe | 2027-03-12 | weld the gate"]);
    expect(drafts("XY to weld the gate by Friday", { speaker: "Priya" })).toEqual(["XY | 2027-03-12 | weld the gate"]);
  });

  it.each([
    [
      "Harriet",
      "I'll get the pipe lagging and wall insulation survey done in 10 working days, I'll upload the surveyor's report",
      "Harriet | 2027-03-25 | get the pipe lagging and wall insulation survey done",
    ],
    [
      "Carl",
      "mediation offer to the upstairs neighbour, three weeks from today",
      "Carl | 2027-04-01 | mediation offer to the upstairs neighbour",
    ],
    ["Hassan", "someone should look at the boiler cupboard door", " |  | look at the boiler cupboard door"],
    [
      "Priya",
      "I'll update the risk plan and set a predictable routine for repair days by Tuesday",
      "Priya | 2027-03-16 | update the risk plan and set a predictable routine for repair days",
    ],
  ])("reads what SCENARIOS has %s say: %s", (speaker, said, expected) => {
    expect(drafts(said, { speaker })).toEqual([expected]);
    expect(drafts(`${speaker}: ${said}`)).toEqual([expected]);
    expect(drafts(`${speaker}: "${said}"`)).toEqual([expected]);
  });
});
