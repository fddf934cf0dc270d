import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("the shorthand of clinicians and care teams", () => {
  it.each([
    ["Kofi to d/w GP r/v meds 2/52", "Kofi | 2027-03-25 | d/w GP r/v meds"],
    ["Kofi to f/u with cardiology by Friday", "Kofi | 2027-03-12 | f/u with cardiology"],
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
    ["Tom's gonna pick up the meds", "Tom |  | pick up the meds"],
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
