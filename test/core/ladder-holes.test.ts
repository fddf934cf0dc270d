import { describe, expect, it } from "vitest";
import type { CaseFile } from "../../src/core/case-file.ts";
import { DECIDABLE, type LadderStep } from "../../src/core/ladder.ts";
import { holeWords, ladderHoles, roleHoles } from "../../src/core/ladder-holes.ts";
import { aCaseFile, aMapRole } from "../support/builders.ts";

/** Wed 31 March 2027. */
const TODAY = "2027-03-31";
const step = (role: string, overrides: Partial<LadderStep> = {}): LadderStep => ({
  ...{ on: "overdue", after: "2wd", role, acknowledgeWithin: "1wd", mayDecide: [...DECIDABLE] },
  ...overrides,
});
const holes = (steps: LadderStep[], file: Partial<CaseFile> = {}, others: { role: string; rule: string }[] = []) =>
  ladderHoles(aCaseFile(file), { steps }, TODAY, others);
const words = (...args: Parameters<typeof holes>) => holes(...args).map((hole) => holeWords(hole, TODAY));
const inTeam = (personId: string, dates: { from?: string; until?: string }): Partial<CaseFile> => ({
  team: aCaseFile().team.map((line) => (line.personId === personId ? { ...line, ...dates } : line)),
});
const leave = (from: string, until: string, coverId: string | null = null): Partial<CaseFile> => ({
  leave: [{ personId: "hassan", from, until, coverId }],
});
const MANAGER = "Housing team manager";

describe("the holes of a ladder", () => {
  it("are none where every step reaches somebody for two weeks", () => {
    expect(holes([step(MANAGER), step("Commissioner", { after: "4wd" })])).toEqual([]);
  });

  it("begin with no ladder, or none for what is overdue", () => {
    const said = ["nobody hears when an action stays overdue: the ladder has no step for that"];

    expect(ladderHoles(aCaseFile(), undefined, TODAY).map((hole) => holeWords(hole, TODAY))).toEqual(said);
    expect(words([])).toEqual(said);
    expect(words([step(MANAGER, { on: "blocked" })])).toEqual(said);
  });

  it("are a role that is not on the partner map, once for all its steps", () => {
    expect(words([step(MANAGER), step("Director", { after: "4wd" }), step("director", { on: "blocked", after: "1wd" })])).toEqual(
      ["overdue 4wd, blocked 1wd: Director is not on the partner map, so nobody hears"],
    );
  });

  it("are a role whose person is outside chat, or is not on the case", () => {
    const meera = "overdue 2wd: Practice manager cannot be reached from today on";

    expect(words([step("Practice manager")])).toEqual([meera]);
    expect(words([step(MANAGER)], { team: aCaseFile().team.filter(({ personId }) => personId !== "hassan") })).toEqual([
      "overdue 2wd: Housing team manager cannot be reached from today on",
    ]);
  });

  it.each<[string, Partial<CaseFile>, string | null]>([
    ["a team line that ended", inTeam("hassan", { until: "2027-03-30" }), "from today on"],
    ["a team line that ends next week", inTeam("hassan", { until: "2027-04-06" }), "from Wed 7 April 2027 on"],
    ["a team line that ends in 13 days", inTeam("hassan", { until: "2027-04-13" }), "from Wed 14 April 2027 on"],
    ["a team line that ends in 14 days", inTeam("hassan", { until: "2027-04-14" }), null],
    ["a team line that begins on Friday", inTeam("hassan", { from: "2027-04-02" }), "from today to Thu 1 April 2027"],
    ["a leave without cover", leave("2027-04-05", "2027-04-09"), "from Mon 5 April 2027 to Fri 9 April 2027"],
    ["a leave of today", leave("2027-03-29", "2027-03-31"), "today"],
    ["a leave of one day", leave("2027-04-05", "2027-04-05"), "on Mon 5 April 2027"],
    ["a leave with cover", leave("2027-04-05", "2027-04-09", "harriet"), null],
    [
      "a leave with cover who may not see the case",
      leave("2027-04-05", "2027-04-09", "zoe"),
      "from Mon 5 April 2027 to Fri 9 April 2027",
    ],
    ["a leave in three weeks", leave("2027-04-21", "2027-04-23"), null],
  ])("are the days on which nobody can be reached: %s", (_, file, when) => {
    expect(words([step(MANAGER)], file)).toEqual(
      when === null ? [] : [`overdue 2wd: Housing team manager cannot be reached ${when}`],
    );
  });

  it("are each of several absences", () => {
    const file = {
      leave: [
        { personId: "hassan", from: "2027-04-01", until: "2027-04-02", coverId: null },
        { personId: "hassan", from: "2027-04-12", until: "2027-04-30", coverId: null },
      ],
    };

    expect(words([step(MANAGER)], file)).toEqual([
      "overdue 2wd: Housing team manager cannot be reached from Thu 1 April 2027 to Fri 2 April 2027, nor from Mon 12 April 2027 on",
    ]);
  });

  it("are none where cover on the map takes over", () => {
    const cover = [{ personId: "harriet", from: "2027-04-01", until: "2027-04-09" }];
    const map = aCaseFile().map.map((role) => (role.personId === "hassan" ? { ...role, cover } : role));

    expect(words([step(MANAGER)], { map, ...leave("2027-04-01", "2027-04-09") })).toEqual([]);
  });

  it("may be those of roles that other written rules count on", () => {
    const needed = [
      { role: "Director", rule: "T2" },
      { role: "Practice manager", rule: "T3" },
    ];

    expect(words([step(MANAGER)], {}, needed)).toEqual([
      "T2: Director is not on the partner map, so nobody hears",
      "T3: Practice manager cannot be reached from today on",
    ]);
    expect(roleHoles(aCaseFile({ map: [aMapRole("Director", "connie")] }), needed, TODAY)).toEqual([
      { kind: "not-on-map", role: "Practice manager", rules: ["T3"] },
    ]);
  });
});
