import { describe, expect, it } from "vitest";
import type { CaseFile, Leave, Level } from "../../src/core/case-file.ts";
import { judgeFor, signersHearers } from "../../src/core/hearers.ts";
import { dailyDigestOf } from "../../src/core/in-hand.ts";
import { mayDo } from "../../src/core/permission.ts";
import { visibleTo } from "../../src/core/visible.ts";
import { aCalendar, aCaseFile, aMapRole, anAction, london, NOW } from "../support/builders.ts";

const TODAY = "2027-04-20";
const leave = (coverId: string): Leave => ({ personId: "priya", from: "2027-04-19", until: "2027-04-30", coverId });
const given = { id: "e1", by: "harriet", at: NOW, text: "surveyor's report" };
const submitted = anAction({ status: "evidence submitted", latestEvidence: given, asker: "tom" });

/** Priya leads, signs off and is on leave; Connie covers her, at a level of her own. */
const covered = (level: Level, overrides: Partial<CaseFile> = {}): CaseFile => {
  const file = aCaseFile({ leave: [leave("connie")], ...overrides });
  return { ...file, team: file.team.map((line) => (line.personId === "connie" ? { ...line, level } : line)) };
};
const alone = { map: [aMapRole("Service manager", "priya", { signsOff: ["evidence"] })] };
const may = (verb: "sign-off" | "return" | "not-achieved" | "approve", file: CaseFile, of = submitted) =>
  mayDo(verb, file, of, "connie", TODAY);
const asked = (file: CaseFile, of = submitted) => signersHearers(of, file, TODAY).map(({ personId }) => personId);

describe("cover for a signer on leave", () => {
  it.each(["sign-off", "return", "not-achieved"] as const)("does not %s on evidence that they may not read", (verb) => {
    expect(visibleTo(submitted, covered("coordination"), "connie", "coordination", TODAY).latestEvidence?.text).toBeNull();
    expect(may(verb, covered("coordination"))).toEqual({
      allowed: false,
      who: "Only a signer (Service manager), the lead or cover",
    });
    expect(may(verb, covered("care"))).toMatchObject({ allowed: true, coverFor: "priya" });
    expect(may(verb, covered("care"), { ...submitted, level: "restricted" }).allowed).toBe(false);
    expect(may(verb, covered("coordination"), { ...submitted, asker: "connie" }).allowed).toBe(true);
  });

  it("decides all the same what needs no evidence", () => {
    expect(may("approve", covered("coordination")).allowed).toBe(true);
  });

  it("is asked only where they may read it; else the next cover is, or nobody", () => {
    expect(asked(covered("care"))).toEqual(["connie"]);
    expect(asked(covered("coordination"))).toEqual(["tom"]);
    expect(asked(covered("coordination", alone))).toEqual([]);
    expect(asked(covered("coordination", { ...alone, leadId: "tom" }))).toEqual(["tom"]);
  });

  it("finds in the digest what they are asked for, and nothing else", () => {
    const waiting = (id: string, file: CaseFile) =>
      dailyDigestOf(id, [{ view: { action: submitted, file, calendar: aCalendar() }, today: TODAY }], london(TODAY, "08:30"))
        .waiting;

    expect(waiting("connie", covered("coordination"))).toEqual([]);
    expect(waiting("tom", covered("coordination"))).toMatchObject([{ what: "sign-off" }]);
    expect(waiting("connie", covered("care"))).toMatchObject([{ what: "sign-off" }]);
  });

  it("leaves the place to cover by the map, who may know what the signer knows", () => {
    expect(judgeFor(submitted, covered("coordination"), "priya", TODAY)).toMatchObject({ personId: "tom", coverFor: "priya" });
  });
});
