import { describe, expect, it } from "vitest";
import { capture } from "../../src/capture/capture.ts";
import { drafts, meeting } from "./support/read-drafts.ts";

const lines = (text: string): number[] => capture(text, meeting).map(({ line }) => line);

describe("a heading of actions with lines under it", () => {
  it.each([
    "Actions",
    "ACTIONS:",
    "## Action items",
    "**Actions agreed**",
    "Agreed actions",
    "7. Actions arising",
    "Action plan",
    "Next steps",
    "Follow-up:",
    "To do",
    "Summary of actions",
    "Actions for next time",
    "Action items for the working group",
  ])("is %s", (heading) => {
    expect(drafts(`${heading}\n- Harriet to book the survey by Friday\n- ring the practice (MH)`)).toEqual([
      "Harriet | 2027-03-12 | book the survey",
      "MH |  | ring the practice",
    ]);
  });

  it("reads every form that an item can have", () => {
    expect(
      drafts(`Actions

1. Harriet: book the survey
2. Carl - write to the neighbour by 19 March
3) Review the rota
• Update risk plan, PW
* The OT will send the sensory profile
- GP letter to be chased
– All: read the plan by the next MDT
- Harriet and Carl to meet the landlord`),
    ).toEqual([
      "Harriet |  | book the survey",
      "Carl | 2027-03-19 | write to the neighbour",
      " |  | Review the rota",
      "PW |  | Update risk plan",
      "The OT |  | send the sensory profile",
      " |  | GP letter to be chased",
      "All | 2027-04-13 | read the plan",
      "Harriet, Carl |  | meet the landlord",
    ]);
  });

  it("gives what stands under a name to whoever is named", () => {
    const expected = ["Harriet |  | book the survey", "Harriet |  | ring the landlord", "Carl |  | write to the neighbour"];
    expect(drafts("Actions\nHarriet:\n- book the survey\n- ring the landlord\nCarl:\n- write to the neighbour")).toEqual(
      expected,
    );
    expect(drafts("Actions\n- Harriet\n  - book the survey\n  - ring the landlord\n- Carl\n  - write to the neighbour")).toEqual(
      expected,
    );
  });

  it("reads lines without bullets up to the next heading", () => {
    expect(
      drafts("Actions:\nHarriet to book the survey\nring the practice by Monday\n\nAny other business\nThe rota was praised"),
    ).toEqual(["Harriet |  | book the survey", " | 2027-03-15 | ring the practice"]);
    expect(drafts("# Actions\n- book the survey\n# Decisions\n- keep the rota")).toEqual([" |  | book the survey"]);
    expect(drafts("Actions\n- book the survey\nATTENDANCE\n- write down who came")).toEqual([" |  | book the survey"]);
  });

  it.each([
    ["none", "Actions\n- None"],
    ["none, in a sentence", "Actions\nThere were no actions."],
    ["nothing new", "Actions\n- No new actions"],
    ["a title", "Actions\n- Quayside Homes [#12](https://example.org/12)"],
    ["a question", "Next steps\n- What should we do about the boiler?"],
    ["a report", "Actions\n- The survey was booked"],
    ["what is done", "Actions\n- Harriet to book the survey (done)\n- [x] Carl to write"],
    ["what was agreed last time", "Actions from last meeting\n- Harriet to book the survey\n- Carl to write"],
    ["what is closed", "## Completed actions\n- Harriet to book the survey"],
    ["a review of earlier actions", "Review of actions\n1. Harriet to book the survey - ongoing"],
    ["an earlier action with its number", "Previous actions\nAction 3: Harriet to book the survey - ongoing"],
  ])("has no action where it holds %s", (_what, text) => {
    expect(drafts(text)).toEqual([]);
  });

  it("ends with the number that follows its own", () => {
    expect(
      drafts("2. Actions from last meeting\nKH to book chairs - ongoing\n\n3. Telephones\nKH will ring the supplier."),
    ).toEqual(["KH |  | ring the supplier"]);
    expect(drafts("7. Actions\n\n1. JB to ring\n2. MH to write\n\n8. Any good news\nThe rota should help")).toEqual([
      "JB |  | ring",
      "MH |  | write",
    ]);
  });

  it("is read once where a promise and its marker say the same", () => {
    expect(drafts("The line is down. KH will ring the supplier.\nAction: KH")).toEqual(["KH |  | ring the supplier"]);
  });

  it("still hears a new action below the old ones", () => {
    expect(drafts("Previous actions\n- Harriet booked the survey\nACTION: Harriet to chase the report")).toEqual([
      "Harriet |  | chase the report",
    ]);
  });
});

describe("a table of actions", () => {
  it.each([
    [
      "Markdown",
      "| Action | Owner | Due | RAG |\n|---|---|---|---|\n| Book the survey | Harriet | 12 March | Amber |\n| Ring the practice | JB/MH | 19/03/2027 | Green |",
    ],
    [
      "Markdown without outer bars",
      "Action | Owner | Due | RAG\n--- | --- | --- | ---\nBook the survey | Harriet | 12 March | Amber\nRing the practice | JB/MH | 19/03/2027 | Green",
    ],
    [
      "tabs, as Excel and Word copy them",
      "Action\tOwner\tDue\tRAG\nBook the survey\tHarriet\t12 March\tAmber\nRing the practice\tJB/MH\t19/03/2027\tGreen",
    ],
    [
      "tabs, other titles and order",
      "No.\tBy whom\tBy when\tAgreed action\tStatus\n1\tHarriet\t12.3.27\tBook the survey\tOpen\n2\tJB/MH\tFri 19 March\tRing the practice\tOngoing",
    ],
    [
      "columns that are lined up",
      "Action                 Owner      Due\nBook the survey        Harriet    12 March\nRing the practice      JB/MH      19 March",
    ],
  ])("is read from %s", (_form, text) => {
    expect(drafts(text)).toEqual(["Harriet | 2027-03-12 | Book the survey", "JB, MH | 2027-03-19 | Ring the practice"]);
  });

  it("leaves out what is done, and blue is done", () => {
    expect(
      drafts(
        "Action\tOwner\tDue\tBRAG\nBook the survey\tHarriet\t12 March\tBlue\nRing the practice\tMH\t19 March\tGreen\nWrite\tPW\t1 March\tComplete\nNone\t\t\t",
      ),
    ).toEqual(["MH | 2027-03-19 | Ring the practice"]);
  });

  it.each(["Not complete", "To be completed", "50% done", "Partially complete", "Green", "Ongoing", "Closed?", ""])(
    "keeps what has the status %s",
    (status) => {
      expect(drafts(`Action\tOwner\tStatus\nRing the practice\tMH\t${status}`)).toEqual(["MH |  | Ring the practice"]);
    },
  );

  it("reads evidence, vague dates and empty cells as they are", () => {
    const text =
      "Action\tLead\tTimescale\tEvidence required\nBook the survey\tHousing officer\tASAP\tsurvey reference\nRing the practice\tTBC\t\t\nReview\tAll\tOngoing\tminutes";
    expect(drafts(text)).toEqual([
      "Housing officer | ?ASAP | Book the survey",
      " |  | Ring the practice",
      "All | ?Ongoing | Review",
    ]);
    expect(capture(text, meeting).map(({ evidence }) => evidence)).toEqual(["survey reference", null, "minutes"]);
  });

  it.each([
    "What | Who | When",
    "Action required | Person responsible | Target date for completion",
    "Agreed actions | Lead / owner | Timescale",
    "Task | By whom? | By when?",
    "Action point | Assigned to | Deadline (2027)",
  ])("knows its columns by %s", (titles) => {
    const [action, owner, due] = titles.split(" | ");
    expect(drafts(`${action}\t${owner}\t${due}\nRing the practice\tMH\t19 March`)).toEqual([
      "MH | 2027-03-19 | Ring the practice",
    ]);
  });

  it("takes the topic where the column of actions only says who", () => {
    expect(drafts("Item\tDiscussion\tAction\nBoiler\tIt has to be mended before winter\tHarriet\nRota\tAll well\tNone")).toEqual([
      "Harriet |  | Boiler",
    ]);
  });

  it("reads rows below a heading of actions without titles", () => {
    expect(drafts("Actions\nBook the survey\tHarriet\t12/3\nRing the practice\tMH")).toEqual([
      "Harriet | 2027-03-12 | Book the survey",
      "MH |  | Ring the practice",
    ]);
  });

  it("finds an action in the cell of another table", () => {
    expect(drafts("| Topic | Notes |\n|---|---|\n| Boiler | Still broken. ACTION: Harriet to ring the landlord |")).toEqual([
      "Harriet |  | ring the landlord",
    ]);
  });

  it.each([
    "| Name | Role |\n|---|---|\n| Harriet | Housing officer |",
    "Date\tIncident\n12/3\tNoise at night",
    "| a | b |\n|---|---|",
  ])("is not any table: %s", (text) => {
    expect(drafts(text)).toEqual([]);
  });
});

describe("an action that is written like a form", () => {
  it("has what the lines below it say", () => {
    const text =
      "Action: Book the survey\nOwner: Harriet Jones\nDue: Friday\nEvidence: survey reference\n\nAction: Ring the practice\nLead - MH\nBy when: 19/3";
    expect(drafts(text)).toEqual(["Harriet Jones | 2027-03-12 | Book the survey", "MH | 2027-03-19 | Ring the practice"]);
    expect(capture(text, meeting)[0]?.evidence).toBe("survey reference");
  });

  it("is none where they say that it is closed", () => {
    expect(drafts("Action: Book the survey\nOwner: Harriet\nStatus: complete")).toEqual([]);
  });

  it("may stand in one row", () => {
    expect(drafts("Action: Book the survey | Owner: Harriet | Due: Friday")).toEqual(["Harriet | 2027-03-12 | Book the survey"]);
  });
});

describe("a conversation", () => {
  it("gives what nobody owned to whoever takes it", () => {
    expect(drafts("Hassan: someone should look at the boiler cupboard door\nHarriet: I'll take that")).toEqual([
      "Harriet |  | look at the boiler cupboard door",
    ]);
    expect(
      drafts("Priya: Could somebody ring the practice about the flag?\nMeera: thanks for asking\nCarl: I'll do that"),
    ).toEqual(["Carl |  | ring the practice about the flag"]);
    expect(drafts("Priya: Carl, could you ring the practice?\nCarl: will do")).toEqual(["Carl |  | ring the practice"]);
  });

  it("does not look further back than three lines", () => {
    expect(drafts("Hassan: someone should look at the door\nA: fine\nB: fine\nC: fine\nHarriet: will do")).toEqual([
      " |  | look at the door",
    ]);
  });

  it("knows who speaks in what was copied from a chat", () => {
    expect(
      drafts("Priya Nair  14:01\nHow is the flat?\nHarriet Jones  14:02\nI'll ring the landlord today\nand report back"),
    ).toEqual(["Harriet Jones | 2027-03-11 | ring the landlord"]);
    expect(drafts("[11/03/2027, 14:02:11] Harriet: I'll ring the landlord")).toEqual(["Harriet |  | ring the landlord"]);
    expect(drafts("14:02:11 <harriet> I'll ring the landlord")).toEqual(["harriet |  | ring the landlord"]);
  });

  it("knows AI for somebody's initials where others speak under theirs", () => {
    expect(drafts("JB: the noise goes on\nAI: The neighbour has moved out\nMH: good")).toEqual([]);
    expect(drafts("JB: the noise goes on\nAI: I'll ring the landlord\nMH: good")).toEqual(["AI |  | ring the landlord"]);
    expect(drafts("JB: the noise goes on\nAI: MH to ring the landlord\nMH: good")).toEqual(["MH |  | ring the landlord"]);
    expect(drafts("JB: the noise goes on\nAI: ring the landlord\nMH: good")).toEqual([" |  | ring the landlord"]);
  });
});

describe("the line of an action", () => {
  it("is that of its words, whatever ends the lines", () => {
    expect(lines("Minutes\n\nACTION: JB to ring\n- [ ] write")).toEqual([3, 4]);
    expect(lines("Minutes\r\n\r\nACTION: JB to ring\r\n- [ ] write")).toEqual([3, 4]);
    expect(lines("Action\tOwner\nRing the practice\tJB")).toEqual([2]);
  });
});
