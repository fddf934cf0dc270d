import { describe, expect, it } from "vitest";
import { type Cover, isWithin } from "../../src/core/case-file.ts";
import { awayCover, coveredBy, coversOf } from "../../src/core/cover.ts";
import { aCaseFile, aMapRole } from "../support/builders.ts";

const cover = (personId: string, from: string | null = null, until: string | null = null): Cover => ({ personId, from, until });

/** Harriet is covered by Hassan from 3 to 14 May, Priya by Tom at any time. */
const file = aCaseFile({
  map: [
    aMapRole("Service manager", "priya", { cover: [cover("tom")] }),
    aMapRole("Housing officer", "harriet", { cover: [cover("hassan", "2027-05-03", "2027-05-14")] }),
  ],
});

describe("cover", () => {
  it.each([
    ["the day before its first", "2027-05-02", false],
    ["its first day", "2027-05-03", true],
    ["its last day", "2027-05-14", true],
    ["the day after its last", "2027-05-15", false],
  ])("with dates on %s", (_, today, active) => {
    expect(isWithin(cover("hassan", "2027-05-03", "2027-05-14"), today)).toBe(active);
    expect(coveredBy(file, "hassan", today)).toEqual(active ? ["harriet"] : []);
  });

  it.each([
    ["an open end", cover("hassan", "2027-05-03"), "2031-01-01"],
    ["an open beginning", cover("hassan", null, "2027-05-14"), "2020-01-01"],
    ["no dates", cover("hassan"), "2027-03-11"],
  ])("with %s lasts on that side", (_, open, today) => {
    expect(isWithin(open, today)).toBe(true);
  });

  it("never stands for itself", () => {
    const own = aCaseFile({ map: [aMapRole("Service manager", "priya", { cover: [cover("priya")] })] });

    expect(coveredBy(own, "priya", "2027-05-03")).toEqual([]);
  });

  it("names a person once who is covered in two roles", () => {
    const twice = aCaseFile({
      map: [
        aMapRole("Housing officer", "harriet", { cover: [cover("hassan")] }),
        aMapRole("Tenancy officer", "harriet", { cover: [cover("hassan")] }),
      ],
    });

    expect(coveredBy(twice, "hassan", "2027-05-03")).toEqual(["harriet"]);
  });

  it("is everybody who may act today", () => {
    expect(coversOf(file, "harriet", "2027-05-03").map(({ personId }) => personId)).toEqual(["hassan"]);
    expect(coversOf(file, "harriet", "2027-05-15")).toEqual([]);
  });
});

describe("being away", () => {
  it("is said by cover with dates, within them", () => {
    expect(awayCover(file, "harriet", "2027-05-03")?.personId).toBe("hassan");
    expect(awayCover(file, "harriet", "2027-05-02")).toBeUndefined();
  });

  it("is not said by cover without dates", () => {
    expect(awayCover(file, "priya", "2027-05-03")).toBeUndefined();
  });

  it("is covered first in the role that the action was given by", () => {
    const two = aCaseFile({
      map: [
        aMapRole("Housing officer", "harriet", { cover: [cover("hassan", "2027-05-03", "2027-05-14")] }),
        aMapRole("Tenancy officer", "harriet", { cover: [cover("carl", "2027-05-03", "2027-05-14")] }),
      ],
    });

    expect(awayCover(two, "harriet", "2027-05-04")?.personId).toBe("hassan");
    expect(awayCover(two, "harriet", "2027-05-04", "Tenancy officer")?.personId).toBe("carl");
  });
});
