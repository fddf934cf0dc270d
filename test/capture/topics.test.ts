import { describe, expect, it } from "vitest";
import { drafts } from "./support/read-drafts.ts";

describe("the topic before whoever does it", () => {
  it.each([
    ["DoLS - Rosa to check expiry by 30 April", "Rosa | 2027-04-30 | DoLS - check expiry"],
    ["ACTION: DoLS - Rosa to check expiry", "Rosa |  | DoLS - check expiry"],
    ["SALT referral - Kofi to chase ASAP", "Kofi | ?ASAP | SALT referral - chase ASAP"],
    ["Section 42: Rosa to update LA by Friday", "Rosa | 2027-03-12 | Section 42: update LA"],
    ["Actions\n- PEG feeds – Lena to ask the dietitian", "Lena |  | PEG feeds – ask the dietitian"],
    ["Complaints: Rosa will write to the family", "Rosa |  | Complaints: write to the family"],
    ["Boiler: ring the landlord by Friday", " | 2027-03-12 | Boiler: ring the landlord"],
    ["Lift (again) - someone should ring the council", " |  | Lift (again) - ring the council"],
    ["Respite – Bukola to price two options", "Bukola |  | Respite – price two options"],
    ["Noise: I'll ring the council", " |  | Noise: ring the council"],
  ])("stays in its words: %s", (said, expected) => {
    expect(drafts(said)).toEqual([expected]);
  });

  it("stands once, before the first of two promises", () => {
    expect(drafts("Bed rails: Marta will finish the assessment by Friday and Yusuf will ring the supplier")).toEqual([
      "Marta | 2027-03-12 | Bed rails: finish the assessment",
      "Yusuf |  | ring the supplier",
    ]);
  });

  it.each([
    "Harriet: Rosa to check the lease",
    "Benjamin Young: Rosa to check the lease",
    "Housing officer: Rosa to check the lease",
    "JB - Rosa to check the lease",
    "Update: Rosa to check the lease",
    "AOB - Rosa to check the lease",
    "Matters arising: Rosa to check the lease",
    "Action: Rosa to check the lease",
    "AP3: Rosa to check the lease",
    "Also: Rosa to check the lease",
    "14:05 - Rosa to check the lease",
    "Friday: Rosa to check the lease",
    "3. Rosa to check the lease",
    "It was agreed: Rosa to check the lease",
  ])("is not whatever else stands there: %s", (said) => {
    expect(drafts(said)).toEqual(["Rosa |  | check the lease"]);
  });

  it("leaves a speaker with a common word for a name who they are", () => {
    expect(drafts("Benjamin Young: I will check the lease")).toEqual(["Benjamin Young |  | check the lease"]);
    expect(drafts("Mark Hall: I will check the lease")).toEqual(["Mark Hall |  | check the lease"]);
  });
});
