import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { type LookedAfter, type Undelivered, weeklyOf } from "../../src/core/weekly.ts";
import { aCalendar, aCaseFile, aDraft, aMapRole, aView, due, london } from "../support/builders.ts";

/** Mon 15 March 2027, at digest time. */
const NOW = london("2027-03-15", "08:30");
const fresh = { statusSince: london("2027-03-12", "09:00"), due: due("2027-04-20") };
const old = { statusSince: london("2027-03-01", "23:00"), due: due("2027-04-20") };

/** A role that the ladder of these cases counts on. */
const REACHED = aMapRole("Reached", "priya", { cover: [{ personId: "tom", from: null, until: null }] });

const weekly = (
  actions: Partial<Action>[],
  file: Partial<CaseFile> = {},
  undelivered: Undelivered[] = [],
  waits: Partial<Pick<LookedAfter, "reviews" | "draft">> = {},
) => {
  const all = aCaseFile({ map: [REACHED], ...file });
  const views = actions.map((action, at) => aView({ number: at + 1, ...action }));
  const reached = { on: "overdue", after: "2wd", role: "Reached", acknowledgeWithin: "1wd", mayDecide: [] } as const;
  const ladder = { version: 1, since: NOW, escalateAt: "12:00", steps: [{ ...reached, mayDecide: [] }] };
  const thresholds = { reviews: [], draft: null, ...waits };
  return weeklyOf([{ file: all, calendar: aCalendar(), views, ladder, needed: [], ...thresholds, undelivered }], NOW).cases;
};
const numbers = (views: { action: Action }[] | undefined) => views?.map(({ action }) => action.number);

describe("a weekly summary", () => {
  it("has nothing to say of a case in which all goes well", () => {
    expect(weekly([{ ...fresh }, { ...old, status: "complete" }])).toEqual([]);
    expect(weekly([])).toEqual([]);
  });

  it("names what is overdue and what is blocked, and what is both in each", () => {
    const [one] = weekly([
      { ...fresh, due: due("2027-03-12") },
      { ...fresh, status: "blocked" },
      { ...fresh, status: "blocked", due: due("2027-03-12") },
      { ...fresh, status: "proposed", due: due("2027-03-12") },
      { ...fresh, due: due("2027-03-15") },
    ]);

    expect(numbers(one?.overdue)).toEqual([1, 3, 4]);
    expect(numbers(one?.blocked)).toEqual([2, 3]);
  });

  it("names what nothing was heard of for 14 days, by the day in the case's zone, once", () => {
    const day = (at: string) => london(at, "23:00");
    const [one] = weekly([
      { ...old },
      { ...old, statusSince: day("2027-03-02") },
      { ...old, latestUpdate: { by: "harriet", at: day("2027-03-02"), text: "booked" } },
      { ...old, latestUpdate: { by: "harriet", at: day("2027-02-02"), text: "booked" } },
      { ...old, status: "blocked" },
      { ...old, due: due("2027-03-12") },
      { ...aDraft(), ...old },
      { ...old, status: "evidence submitted" },
    ]);

    expect(numbers(one?.quiet)).toEqual([1, 4]);
  });

  it("names evidence that waits", () => {
    expect(numbers(weekly([{ ...fresh, status: "evidence submitted", due: due("2027-03-01") }])[0]?.evidenceWaiting)).toEqual([
      1,
    ]);
  });

  it.each<[string, CaseFile["map"][number]["cover"], boolean]>([
    ["nobody", [], false],
    ["somebody at any time", [{ personId: "tom", from: null, until: null }], true],
    ["somebody until today", [{ personId: "tom", from: null, until: "2027-03-15" }], true],
    ["somebody from next month on", [{ personId: "tom", from: "2027-04-01", until: "2027-04-30" }], true],
    ["somebody until yesterday", [{ personId: "tom", from: null, until: "2027-03-14" }], false],
    ["only themselves", [{ personId: "priya", from: null, until: null }], false],
  ])("names roles without cover: %s covers", (_, cover, covered) => {
    const [one] = weekly([fresh], { map: [REACHED, aMapRole("Service manager", "priya", { cover })] });

    expect(one?.withoutCover ?? []).toEqual(covered ? [] : ["Service manager"]);
  });

  it("does not come every week for the sake of a role without cover where there is no work", () => {
    expect(weekly([], { map: [aMapRole("Service manager", "priya")] })).toEqual([]);
  });

  it("names the gaps in the ladder where there is work that could be taken up it", () => {
    const leave = [
      { personId: "priya", from: "2027-03-20", until: "2027-03-22", coverId: null },
      { personId: "tom", from: "2027-03-20", until: "2027-03-22", coverId: null },
    ];

    expect(weekly([fresh])).toEqual([]);
    expect(weekly([fresh], { leave })[0]?.gaps).toEqual([
      { kind: "nobody", role: "Reached", rules: ["overdue 2wd"], spans: [{ from: "2027-03-20", until: "2027-03-22" }] },
    ]);
    expect(weekly([{ ...fresh, status: "complete" }, aDraft()], { leave })).toEqual([]);
    expect(weekly([fresh], { map: [] })[0]?.gaps).toEqual([{ kind: "not-on-map", role: "Reached", rules: ["overdue 2wd"] }]);
  });

  it("names a review of thresholds past its day, and a version that was not agreed to in five working days", () => {
    const review = (dueDay: string) => ({
      ...{ id: dueDay, caseId: "c", clusterId: "k", version: 2, owner: "priya", openedAt: NOW, dueDay },
      ...{ decision: null, decidedBy: null, decidedAt: null, why: null },
    });
    const draft = (day: string) => ({
      ...{ caseId: "c", version: 3, revision: 1, rules: [], owner: "priya", draftedBy: "priya", why: null, agreedAt: null },
      draftedAt: london(day, "16:00"),
      signatories: [
        { personId: "priya", role: "Service manager", agreed: NOW.toISOString() },
        { personId: "carl", role: "Community safety officer", agreed: null },
      ],
    });
    const waiting = (waits: Parameters<typeof weekly>[3]) => weekly([], {}, [], waits)[0]?.thresholds ?? [];

    expect(waiting({ reviews: [review("2027-03-12"), review("2027-03-15")] })).toEqual([
      { kind: "review", version: 2, dueDay: "2027-03-12" },
    ]);
    // Five working days from Fri 5 March are Fri 12 March, from Mon 8 March Mon 15 March.
    expect(waiting({ draft: draft("2027-03-05") })).toEqual([
      { kind: "draft", version: 3, since: "2027-03-05", waiting: ["carl"] },
    ]);
    expect(waiting({ draft: draft("2027-03-08") })).toEqual([]);
  });

  it("names messages of the last seven days that did not arrive", () => {
    const message = (at: Date): Undelivered => ({ personId: "harriet", what: "proposed", at, reason: "gone", ref: "C-014/A1" });
    const [recent, older] = [message(london("2027-03-09", "00:30")), message(london("2027-03-08", "23:30"))];

    expect(weekly([], {}, [older, recent])[0]?.undelivered).toEqual([recent]);
    expect(weekly([], {}, [older])).toEqual([]);
  });
});
