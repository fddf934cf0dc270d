import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("the owner of an action in British minutes", () => {
  it.each([
    [
      "ACTION: JB to complete the chronology. Owner: T. Akande. Timescale: 30 March",
      "T. Akande | 2027-03-30 | JB to complete the chronology",
    ],
    [
      "Key worker to confirm the visit with the family. (Deputy manager, by 25/03/27)",
      "Key worker | 2027-03-25 | confirm the visit with the family",
    ],
    ["ACTION – SECRETARY. Write to the landlord about the lift", "SECRETARY |  | Write to the landlord about the lift"],
    ["[ACTION] Harriet to write to the landlord", "Harriet |  | write to the landlord"],
    ["(AP3) Harriet to write to the landlord", "Harriet |  | write to the landlord"],
    ["so, action: Harriet to write to the landlord", "Harriet |  | write to the landlord"],
    ["Harriet still to write to the landlord", "Harriet |  | write to the landlord"],
    [
      "Mo - ask the council for a date for the roof – end of the week",
      "Mo | 2027-03-12 | ask the council for a date for the roof",
    ],
    ["Pam needs to send the lease to housing by Friday", "Pam | 2027-03-12 | send the lease to housing"],
    ["Pam, please could you send the lease to housing by Friday.", "Pam | 2027-03-12 | send the lease to housing"],
    ["@pam please review the risk plan by EOD Friday", "@pam | 2027-03-12 | review the risk plan"],
    ["ACTION: Dr Jones/Practice Manager to ring the family", "Dr Jones, Practice Manager |  | ring the family"],
    [
      "ACTION: Ann to ring the council, the police, and Bob to be told",
      "Ann |  | ring the council, the police, and Bob to be told",
    ],
    ["Head of Midwifery and Chief Nurse to meet the families", "Head of Midwifery, Chief Nurse |  | meet the families"],
    ["Director of Quality & Safety to share the report", "Director of Quality & Safety |  | share the report"],
    ["The Trust to respond to the inspector", "The Trust |  | respond to the inspector"],
    ["J.B. to share the report", "J.B. |  | share the report"],
    ["Michael B. to share the report", "Michael B. |  | share the report"],
    ["JB with MH to share the report", "JB, MH |  | share the report"],
    ["Rev'd Brown said that he would ring the family", "Rev'd Brown |  | ring the family"],
    ["ACTION by JB - share the report", "JB |  | share the report"],
    ["Action: report to be shared by JB", "JB |  | report to be shared by JB"],
    ["Lowri said she'd drop the keys off tomorrow", "Lowri | 2027-03-12 | drop the keys off"],
    ["Sian (OT): submit the medical form by 15 March", "Sian | 2027-03-15 | submit the medical form"],
    ["The safety plan will be put in place by the police", "the police |  | The safety plan will be put in place by the police"],
    ["RESOLVED: that the lift be noted and the Clerk be asked to write to the landlord", "the Clerk |  | write to the landlord"],
  ])("%s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it("is a body that we do not know where only an owner can stand", () => {
    expect(
      drafts(`Action | By whom | By when
Deep clean of the flat | Environmental Health | 24 March
Refer to recovery service | Turning Point / JB | 24 March
Paint the hall | Facilities | 24 March
Ring the family | Not yet agreed | 24 March`),
    ).toEqual([
      "Environmental Health | 2027-03-24 | Deep clean of the flat",
      "Turning Point, JB | 2027-03-24 | Refer to recovery service",
      "Facilities | 2027-03-24 | Paint the hall",
      " | 2027-03-24 | Ring the family",
    ]);
    expect(drafts("Action: Deep clean of the flat\nBy whom: Environmental Health\nBy when: End of March")).toEqual([
      "Environmental Health | 2027-03-31 | Deep clean of the flat",
    ]);
  });

  it("is whoever says what they will do, also with a capital", () => {
    expect(drafts("Will chase the OT on Monday", { speaker: "Mina" })).toEqual(["Mina | 2027-03-15 | chase the OT"]);
    expect(drafts("Ruth: I can take an action to write to housing")).toEqual(["Ruth |  | write to housing"]);
  });
});

describe("a name beside print", () => {
  it.each([
    "ACTION: Sam~~Carl to ring the landlord",
    "ACTION: Sam**Carl to ring the landlord**",
    "Action~~I'll ring the landlord",
  ])("is not made longer by it: %s", (said) => {
    expect(drafts(said).join()).not.toMatch(/SamCarl|ActionI|I'll/);
  });
});

describe("a table of actions", () => {
  it("takes a date before the action for the day on which it was raised", () => {
    expect(
      drafts("Date | Action | Owner\n11/03/27 | Ring the landlord | Sian\n11/03/27 | Write to families by 19 March | JB"),
    ).toEqual(["Sian |  | Ring the landlord", "JB | 2027-03-19 | Write to families"]);
  });

  it("finds the date of a meeting in the column for dates, and what is done there", () => {
    expect(
      drafts(`Action | Owner | Deadline
Renew the contract | Clerk | Next board (12 May)
Order the bulbs | Clerk | Complete
Update the rota | Clerk | To be complete by 24/3`),
    ).toEqual(["Clerk | 2027-05-12 | Renew the contract", "Clerk | 2027-03-24 | Update the rota"]);
  });
});

describe("a heading of actions", () => {
  it.each(["What we agreed to do", "What needs to happen next", "Who will do what", "Decisions and actions", "Things to do"])(
    "is %s",
    (heading) => {
      expect(drafts(`${heading}\n- Tell the family about the change (Nisha)\n- The review was good`)).toEqual([
        "Nisha |  | Tell the family about the change",
      ]);
    },
  );
});

describe("what is no action in British minutes", () => {
  it.each([
    "The landlord must send the certificate by 31 March",
    "ACTION: JB to share the report ✓",
    "Action: JB to share the report. Completed 4/3.",
    "Action: To note",
    "Action: Approved",
    "Action: For information only",
    "The Trust will go on working with its partners",
    "Actions\nJo - nothing this month",
    "Pam needs to rest until Friday",
    "Jean offered to help with the coffee morning if needed",
    "It is anticipated that the provider will recruit to all posts",
    "Last week's actions: Ana to ring the landlord, Wim to write to families",
    "Dr Lowe to circulate the dementia pathway. Complete.",
    "The committee will look at staff wellbeing in the summer term",
    "The meeting will be chaired by the vice-chair",
    "The minutes were agreed and will be signed by the Chair",
    "See [AP](https://example.org/12) and [Action](https://example.org/13)",
  ])("%s", (said) => {
    expect(drafts(said)).toEqual([]);
  });
});
