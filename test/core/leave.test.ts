import { describe, expect, it } from "vitest";
import type { CaseFile, Leave } from "../../src/core/case-file.ts";
import { cannotJudgeIn, hasPartIn, uncoveredDays, uncoveredIn, wrongDates } from "../../src/core/leave.ts";
import { aCaseFile, aMapRole, anAction } from "../support/builders.ts";

const TODAY = "2027-03-11";
const leave = (coverId: string | null = null): Leave => ({
  personId: "harriet",
  from: "2027-04-19",
  until: "2027-04-30",
  coverId,
});

describe("the days of somebody's leave", () => {
  it.each([
    ["today alone", TODAY, TODAY, null],
    ["a year to the day", "2027-04-01", "2028-03-31", null],
    ["a year and a day", "2027-04-01", "2028-04-01", "until"],
    ["yesterday", "2027-03-10", "2027-03-12", "date"],
    ["backwards", "2027-04-30", "2027-04-19", "until"],
  ])("%s", (_, from, until, wrong) => {
    expect(wrongDates({ from, until }, TODAY)?.field ?? null).toBe(wrong);
  });
});

describe("who stands in", () => {
  const mapped = (from: string, until: string): CaseFile =>
    aCaseFile({ map: [aMapRole("Housing officer", "harriet", { cover: [{ personId: "hassan", from, until }] })] });
  const offTheTeam = (id: string): CaseFile => {
    const file = aCaseFile();
    return { ...file, team: file.team.filter(({ personId }) => personId !== id) };
  };

  it.each<[string, CaseFile, string | null, "none" | "some" | "all"]>([
    ["nobody where nobody was named", aCaseFile(), null, "all"],
    ["the cover that the leave names", aCaseFile(), "hassan", "none"],
    ["not somebody who is not on the case", offTheTeam("hassan"), "hassan", "all"],
    ["not somebody outside chat", aCaseFile(), "meera", "all"],
    ["the map's cover, on all of the days", mapped("2027-04-01", "2027-05-31"), null, "none"],
    ["the map's cover, on some of them", mapped("2027-04-01", "2027-04-23"), null, "some"],
    ["one on some days and the other on the rest", mapped("2027-04-01", "2027-04-23"), "tom", "none"],
  ])("%s", (_, file, coverId, uncovered) => {
    expect(uncoveredDays(file, leave(coverId))).toBe(uncovered);
  });

  it("is asked of what is said now, not of what was said before of the same days", () => {
    expect(uncoveredDays({ ...aCaseFile(), leave: [leave("hassan")] }, leave(null))).toBe("all");
    expect(uncoveredDays({ ...aCaseFile(), leave: [leave(null)] }, leave("hassan"))).toBe("none");
  });

  it("is for the lead to settle, and for the lead's own leave, for themselves", () => {
    expect(uncoveredIn(aCaseFile(), leave())).toEqual({ caseRef: "C-014", leadName: "Priya", days: "all" });
    const own = { ...leave(), personId: "priya" };
    expect(uncoveredIn(aCaseFile({ map: [] }), own)).toEqual({ caseRef: "C-014", leadName: null, days: "all" });
    expect(uncoveredIn(aCaseFile(), leave("hassan"))).toBeNull();
  });
});

describe("a cover who may not read what would have to be judged", () => {
  const priyas = (coverId: string | null): Leave => ({ ...leave(coverId), personId: "priya" });
  const noTom = aCaseFile({ map: [aMapRole("Service manager", "priya", { signsOff: ["evidence"] })] });
  const atCare = (id: string): CaseFile => {
    const file = aCaseFile();
    return { ...file, team: file.team.map((line) => (line.personId === id ? { ...line, level: "care" } : line)) };
  };

  it.each<[string, CaseFile, Leave, string | null | undefined]>([
    ["leaves it to the map's cover", aCaseFile(), priyas("connie"), "Tom"],
    ["leaves it to nobody where the map names none", noTom, priyas("connie"), null],
    ["is not one at care level", atCare("connie"), priyas("connie"), undefined],
    ["is not the map's own cover", aCaseFile(), priyas("tom"), undefined],
    ["matters only to whoever judges", aCaseFile(), leave("connie"), undefined],
    ["is nobody where nobody was named", aCaseFile(), priyas(null), undefined],
  ])("%s", (_, file, taken, instead) => {
    const found = cannotJudgeIn(file, taken, [anAction()]);

    expect(found).toEqual(instead === undefined ? null : { caseRef: "C-014", coverName: "Connie", instead });
  });

  it("is one at care level where something open is restricted", () => {
    expect(cannotJudgeIn(atCare("connie"), priyas("connie"), [anAction({ level: "restricted" })])).not.toBeNull();
  });
});

describe("whoever has a part in a case", () => {
  it.each([
    ["its lead", "priya", [], true],
    ["somebody on its map", "carl", [], true],
    ["a member with nothing to do", "tom", [anAction()], false],
    ["the owner of a live action", "tom", [anAction({ owner: "tom" })], true],
    ["the chaser of one", "tom", [anAction({ owner: "meera", chaser: "tom" })], true],
    ["the owner of one that has ended", "tom", [anAction({ owner: "tom", status: "complete" })], false],
    ["the asker of a draft", "tom", [anAction({ asker: "tom", status: "draft" })], true],
    ["the asker of what others do", "tom", [anAction({ asker: "tom" })], false],
  ])("%s", (_, personId, actions, expected) => {
    expect(hasPartIn(aCaseFile(), personId, actions)).toBe(expected);
  });
});
