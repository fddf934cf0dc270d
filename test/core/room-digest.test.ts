import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { isEmptyRoomDigest, roomDigestOf } from "../../src/core/room-digest.ts";
import { aCalendar, aCaseFile, aDraft, aView, due, NOW } from "../support/builders.ts";

const member = (personId: string, until: string | null = null) =>
  ({ personId, level: "coordination", from: null, until }) as const;

/** One case with an action overdue, one due today and two due soon, the rest not due or not to be done. */
const aRoomsCase = (overrides: Partial<CaseFile> = {}) => {
  const actions: Partial<Action>[] = [
    { number: 1, due: due("2027-03-16") },
    { number: 2, due: due("2027-03-11") },
    { number: 3, due: due("2027-03-10") },
    { number: 4, due: due("2027-03-12"), status: "proposed" },
    { number: 5, due: due("2027-04-16") },
    { number: 6, due: due("2027-03-10"), status: "evidence submitted" },
    { number: 7, due: due("2027-03-10"), status: "complete" },
    aDraft({ number: 8, due: due("2027-03-10") }),
  ];
  const file = aCaseFile({ team: [member("priya"), member("harriet")], ...overrides });
  return { file, calendar: aCalendar(), views: actions.map((action) => aView(action, overrides)) };
};
const all = { overdue: 1, dueToday: 1, dueSoon: 2 };
const none = { overdue: 0, dueToday: 0, dueSoon: 0 };
const shown = (members: string[] | null, cases = [aRoomsCase()], now = NOW) => {
  const digest = roomDigestOf(cases, members && new Set(members), now);
  const rows = digest.cases.map(({ file, rows }) => [file.ref, rows.map(({ action }) => action.number)]);
  return { rows, withheld: digest.withheld, empty: isEmptyRoomDigest(digest) };
};

describe("a room's digest", () => {
  it("names what is due in a case that everybody in the room may see, the longest overdue first", () => {
    expect(shown(["priya", "harriet"])).toEqual({ rows: [["C-014", [3, 2, 4, 1]]], withheld: none, empty: false });
  });

  it.each<[string, string[] | null, Partial<CaseFile>]>([
    ["one member is not on the case", ["priya", "carl"], {}],
    ["one member's time on it is over", ["priya", "harriet"], { team: [member("priya"), member("harriet", "2027-03-10")] }],
    ["who is in the room is not known", null, {}],
  ])("counts, and no more, where %s", (_, members, file) => {
    expect(shown(members, [aRoomsCase(file)])).toEqual({ rows: [], withheld: all, empty: false });
  });

  it("decides case by case", () => {
    const cases = [
      aRoomsCase(),
      aRoomsCase({ ref: "C-015", team: [member("priya")] }),
      aRoomsCase({ ref: "C-016", team: [member("priya")] }),
    ];

    expect(shown(["priya", "harriet"], cases)).toMatchObject({
      rows: [["C-014", [3, 2, 4, 1]]],
      withheld: { overdue: 2, dueToday: 2, dueSoon: 4 },
    });
  });

  it("is silent about a case on days on which it does not work, unless it is being stabilised", () => {
    const saturday = new Date("2027-03-13T08:30Z");

    expect(shown(["priya"], [aRoomsCase()], saturday).empty).toBe(true);
    expect(shown(["priya"], [aRoomsCase({ stabilising: true })], saturday).empty).toBe(false);
  });

  it("is of the day that it is in the provider's zone", () => {
    expect(roomDigestOf([aRoomsCase()], null, new Date("2027-06-17T23:30Z")).day).toBe("2027-06-18");
    expect(roomDigestOf([], new Set(), NOW)).toMatchObject({ day: "2027-03-11", cases: [], withheld: none });
  });
});
