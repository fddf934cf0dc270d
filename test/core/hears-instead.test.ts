import { describe, expect, it } from "vitest";
import type { CaseFile } from "../../src/core/case-file.ts";
import { hearsInstead } from "../../src/core/hears-instead.ts";
import { aCaseFile, aPerson, PEOPLE } from "../support/builders.ts";
import { anEscalation, anOpenedStep, theSecondStep } from "../support/builders-escalation.ts";

const TODAY = "2027-03-31";
const hears = (unreached: string, file: Partial<CaseFile> = {}, escalation = anEscalation()) =>
  hearsInstead(escalation, aCaseFile(file), unreached, TODAY);
const withoutCover = { map: aCaseFile().map.map((role) => ({ ...role, cover: [] })) };
const outside = (...ids: string[]): Partial<CaseFile> => ({
  people: { ...PEOPLE, ...Object.fromEntries(ids.map((id) => [id, aPerson({ ...PEOPLE[id], id, identities: [] })])) },
});

describe("who hears that somebody was not reached with an escalation", () => {
  it("is the lead, or whoever covers them today", () => {
    expect(hears("hassan")).toEqual({ personId: "priya", coverFor: null, coverUntil: null });
    const leave = [{ personId: "priya", from: TODAY, until: TODAY, coverId: null }];
    expect(hears("hassan", { leave })).toMatchObject({ personId: "tom", coverFor: "priya" });
  });

  it("is whoever may act for the lead, where it is the lead who was not reached", () => {
    expect(hears("priya")).toMatchObject({ personId: "tom", coverFor: "priya" });
  });

  it("is whoever is next on the ladder, where nobody may act for the lead", () => {
    expect(hears("priya", withoutCover)).toMatchObject({ personId: "connie", coverFor: null });
  });

  it("is whoever was asked before, where nobody is next", () => {
    const climbed = anEscalation({ steps: [anOpenedStep(), theSecondStep()] });

    expect(hears("priya", withoutCover, climbed)).toMatchObject({ personId: "hassan" });
  });

  it("is never who was not reached, nor anybody outside chat", () => {
    expect(hears("priya", { ...withoutCover, ...outside("connie") })).toMatchObject({ personId: "hassan" });
    expect(hears("priya", { ...withoutCover, ...outside("connie", "hassan") })).toBeNull();
    expect(hears("hassan", { ...withoutCover, ...outside("priya", "connie") })).toBeNull();
  });
});
