import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownOwners } from "../../src/capture/known-owners.ts";

const known = {
  people: [
    { id: "harriet", names: ["Harriet Cole", "Harriet Cole (Housing officer, Quayside Homes)"] },
    { id: "carl", names: ["Carl Osei"] },
    { id: "sam1", names: ["Sam Lee"] },
    { id: "sam2", names: ["Sam Roy"] },
    { id: "jose", names: ["José Sá-Pinto"] },
    { id: "priya", names: ["Priya"] },
    { id: "shah", names: ["Nadia Shah"] },
  ],
  roles: [
    { role: "Housing officer", personId: "harriet" },
    { role: "GP practice manager", personId: "meera" },
    { role: "Commissioner", personId: "connie" },
  ],
};
const ids = (said: string): string[] =>
  knownOwners([said], known).flatMap(({ who }) => who.map((one) => ("personId" in one ? one.personId : one.kind)));

describe("an owner as named", () => {
  it.each([
    ["Harriet Cole", ["harriet"]],
    ["harriet cole", ["harriet"]],
    ["@Harriet", ["harriet"]],
    ["Harriet", ["harriet"]],
    ["Ms Cole", ["harriet"]],
    ["Harriet C", ["harriet"]],
    ["HC", ["harriet"]],
    ["H.C.", ["harriet"]],
    ["the Housing officer", ["harriet"]],
    ["Housing Officer", ["harriet"]],
    ["HO", ["harriet"]],
    ["GPM", ["meera"]],
    ["Commissioner", ["connie"]],
    ["Jose", ["jose"]],
    ["JSP", ["jose"]],
    ["Dr Shah", ["shah"]],
    ["Priya", ["priya"]],
    ["Sam", ["sam1", "sam2"]],
    ["Sam R", ["sam2"]],
    ["SL", ["sam1"]],
    ["<@slack/T0001/U0001>", ["mention"]],
  ])("%s is found", (said, expected) => {
    expect(ids(said)).toEqual(expected);
  });

  it.each(["ALL", "Everyone", "the team", "all partners", "Har", "hc", "XY", "Bob", "P", "", "officer", "Housing"])(
    "%s is nobody of the case",
    (said) => {
      expect(ids(said)).toEqual([]);
    },
  );

  it("keeps what was said beside whom it can be", () => {
    expect(knownOwners(["HC", "Bob"], known)).toEqual([
      { said: "HC", who: [{ kind: "person", personId: "harriet" }] },
      { said: "Bob", who: [] },
    ]);
  });

  it("is never anybody who does not bear those letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), (said) => {
        for (const { who } of knownOwners([said], known)) expect(who.length === 0 || /\p{L}/u.test(said)).toBe(true);
      }),
    );
  });
});
