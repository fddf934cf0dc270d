import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("the shorthand of clinicians and care teams", () => {
  it.each([
    ["Kofi to d/w GP r/v meds 2/52", "Kofi | 2027-03-25 | d/w GP r/v meds"],
    ["Kofi to f/u with cardiology by Friday", "Kofi | 2027-03-12 | f/u with cardiology"],
    ["Bola to re-measure the sore by Monday", "Bola | 2027-03-15 | re-measure the sore"],
    ["Health visitor will weigh the baby", "Health visitor |  | weigh the baby"],
    ["Kofi to ref to the falls clinic", "Kofi |  | ref to the falls clinic"],
    ["d/w GP by Friday", " | 2027-03-12 | d/w GP"],
    ["Actions\n- r/v bloods 1/52", " | 2027-03-18 | r/v bloods"],
    ["Kofi to give amoxicillin for 2/52", "Kofi |  | give amoxicillin for 2/52"],
    ["PS to email GP surgery by 20/4", "PS | 2027-04-20 | email GP surgery"],
    ["AM to ring the surgery", "AM |  | ring the surgery"],
    ["PS Owen to ring the surgery", "PS Owen |  | ring the surgery"],
    ["OT (Priya) to refer to housing", "Priya |  | refer to housing"],
    ["ACTION: OT (Priya), SW (Bex) to refer to housing", "Priya, Bex |  | refer to housing"],
    ["Housing officer (Quayside) to ring the landlord", "Housing officer |  | ring the landlord"],
    ["Tom's going to pick up the meds on Friday", "Tom | 2027-03-12 | pick up the meds"],
    ["- [ ] @Kofi weigh weekly", "@Kofi |  | weigh weekly"],
    ["Actions\n- @Kofi weigh weekly", "@Kofi |  | weigh weekly"],
  ])("is read: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it.each([
    "OK to send the letter",
    "PS I will see you there",
    "Tom's report to be sent",
    "Action: none on finances",
    "Action: nil for housing",
    "Action: no actions from this item",
    "Actions\n- @kofi reported that it works",
  ])("makes no action of %s", (said) => {
    expect(drafts(said, { speaker: "Priya" })).toEqual([]);
  });
});

describe("a list of tasks, and what a bot writes", () => {
  it.each([
    ["TODO (Henrik, 10/9): unpin it", "Henrik | 2027-09-10 | unpin it"],
    ["TODO(marko, by Friday): unpin it", "marko | 2027-03-12 | unpin it"],
    ["- [ ] @kofi ring the GP due:2027-04-01", "@kofi | 2027-04-01 | ring the GP"],
    ["- [ ] @kofi ring the GP (due: 1 April)", "@kofi | 2027-04-01 | ring the GP"],
    ["ACTION-12 - write up the note [on Ines Duarte - due 2027-04-01].", "Ines Duarte | 2027-04-01 | write up the note"],
    ["ACTION: [name=Ines] write up the note", "Ines |  | write up the note"],
    ["<Joao> action joao to ping the group", "joao |  | ping the group"],
  ])("is read: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });
});

describe("a plan in clinical notes", () => {
  it("is a list of actions, numbered in its line or below it", () => {
    const expected = ["SHO |  | chase the CT report", " |  | d/w family", "Nurse in charge | 2027-03-12 | ref to DN"];
    expect(drafts("Plan: 1) SHO to chase the CT report 2) d/w family 3) Nurse in charge to ref to DN by Friday")).toEqual(
      expected,
    );
    expect(drafts("Plan:\n1) SHO to chase the CT report\n2) d/w family\n3) Nurse in charge to ref to DN by Friday")).toEqual(
      expected,
    );
    expect(drafts("Plan: 1) stable, no change 2) CPN to f/u 2/52")).toEqual(["CPN | 2027-03-25 | f/u"]);
  });

  it.each(["Plan: a new hall for the village", "The plan: quiet hours after ten"])("is not any plan: %s", (said) => {
    expect(drafts(said)).toEqual([]);
  });
});

describe("a promise for somebody else and oneself", () => {
  it.each([
    ["Carl or I will ring the police by Friday", "Carl, Priya | 2027-03-12 | ring the police"],
    ["Either Carl or I will ring the police", "Carl, Priya |  | ring the police"],
    ["Me and Carl will ring the police", "Priya, Carl |  | ring the police"],
    ["ACTION: Carl or I to ring the police", "Carl, Priya |  | ring the police"],
  ])("is of both, to choose from: %s", (said, expected) => {
    expect(drafts(said, { speaker: "Priya" })).toEqual([expected]);
  });

  it.each(["Carl or I will ring the police", "Carl and I will ring the police", "ACTION: Carl or I to ring the police"])(
    "is nobody's where it is not known who says it: %s",
    (said) => {
      expect(drafts(said)).toEqual([" |  | ring the police"]);
    },
  );

  it("never makes an owner of a marker or a heading", () => {
    expect(drafts("ACTION: I'll ring the police")).toEqual([" |  | ring the police"]);
    expect(drafts("Update: I'll ring the police")).toEqual([" |  | ring the police"]);
  });
});
