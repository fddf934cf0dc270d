import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { Ladder } from "../../src/core/ladder.ts";
import { ladderOpenings } from "../../src/core/ladder-opening.ts";
import { aCalendar, anAction, due, london } from "../support/builders.ts";

const step = (on: "overdue" | "blocked" | "request", after: string) => ({
  ...{ on, after, role: "Housing team manager", acknowledgeWithin: "1wd" },
  mayDecide: ["approve" as const, "decline" as const, "pass-on" as const],
});
const LADDER: Ladder = {
  version: 1,
  since: london("2027-01-04", "09:00"),
  steps: [step("overdue", "2wd"), step("overdue", "4wd"), step("blocked", "1wd"), step("request", "4h")],
  escalateAt: "12:00",
};
const RUNNING = london("2027-03-11", "14:00");

const openings = (action: Partial<Action>, ladder: Ladder | undefined = LADDER) =>
  ladderOpenings(anAction({ runningSince: RUNNING, statusSince: RUNNING, ...action }), ladder, aCalendar()).map(
    ({ cause, at }) => [cause, at] as const,
  );

describe("an action goes up the ladder", () => {
  it("two working days after its due day, at the provider's hour, over Easter", () => {
    expect(openings({ due: due("2027-03-25") })).toEqual([["overdue", london("2027-03-31", "12:00")]]);
  });

  it("whether it was accepted or not", () => {
    expect(openings({ status: "proposed", due: due("2027-03-25") })).toEqual([["overdue", london("2027-03-31", "12:00")]]);
  });

  it.each(["draft", "evidence submitted", "complete", "not achieved", "cancelled"] as const)("never while it is %s", (status) => {
    expect(openings({ status, due: due("2027-03-25") })).toEqual([]);
  });

  it("for being blocked and for a request that waits, each by its own steps", () => {
    const blocked = london("2027-03-12", "16:00");
    expect(openings({ status: "blocked", statusSince: blocked, askedSince: london("2027-03-12", "17:00") })).toEqual([
      ["overdue", london("2027-03-31", "12:00")],
      ["blocked", london("2027-03-15", "12:00")],
      ["request", london("2027-03-12", "21:00")],
    ]);
  });

  it("not where the ladder has no step for it, or there is none", () => {
    expect(openings({ due: due("2027-03-25") }, { ...LADDER, steps: [step("blocked", "1wd")] })).toEqual([]);
    expect(openings({ due: due("2027-03-25") }, undefined)).toEqual([["overdue", london("2027-03-31", "12:00")]]);
    expect(ladderOpenings(anAction({}), undefined, aCalendar())).toEqual([]);
  });

  it("once for the same due date, and again for another", () => {
    const [first] = ladderOpenings(anAction({ runningSince: RUNNING, due: due("2027-03-25") }), LADDER, aCalendar());
    const climbed = { overdue: first?.key ?? "" };
    expect(openings({ climbed, due: due("2027-03-25") })).toEqual([]);
    expect(openings({ climbed, due: due("2027-04-06") })).toEqual([["overdue", london("2027-04-08", "12:00")]]);
  });

  it("anew after evidence was returned, at the provider's next hour where its moment has passed", () => {
    const returned = london("2027-04-07", "15:10");
    const [first] = ladderOpenings(anAction({ runningSince: RUNNING, due: due("2027-03-25") }), LADDER, aCalendar());
    const climbed = { overdue: first?.key ?? "" };
    expect(openings({ climbed, due: due("2027-03-25"), runningSince: returned, statusSince: returned })).toEqual([
      ["overdue", london("2027-04-08", "12:00")],
    ]);
  });

  it("by a ladder that was agreed later, at the provider's next hour; in hours counted anew", () => {
    const since = london("2027-04-07", "15:10");
    expect(openings({ due: due("2027-03-25") }, { ...LADDER, since })).toEqual([["overdue", london("2027-04-08", "12:00")]]);
    const hours = { ...LADDER, since, steps: [step("overdue", "4h")] };
    expect(openings({ due: due("2027-03-25") }, hours)).toEqual([["overdue", london("2027-04-07", "19:10")]]);
  });

  it("at its moment, though the action was accepted just before the planner came", () => {
    const accepted = london("2027-03-31", "12:00");
    expect(openings({ due: due("2027-03-25"), statusSince: accepted })).toEqual([["overdue", london("2027-03-31", "12:00")]]);
    const reopened = new Date(accepted.getTime() + 30_000);
    expect(openings({ due: due("2027-03-25"), runningSince: reopened })).toEqual([["overdue", london("2027-03-31", "12:00")]]);
  });
});
