import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { decideApprove, decideDecline } from "../../src/core/decide-request.ts";
import { alreadyThus } from "../../src/core/now-true.ts";
import { aCaseFile, anAction, due, london } from "../support/builders.ts";
import { deciding } from "../support/deciding.ts";

const FIRST = london("2027-03-11", "09:00");
const THEN = london("2027-03-11", "14:20");
const already = (action: Partial<Action>) =>
  alreadyThus(anAction({ acceptedAt: FIRST, statusSince: FIRST, ...action }), aCaseFile());
const by = { by: "hassan", at: THEN, why: null };
const DATE = { asked: "extension", to: due("2027-04-06") } as const;

describe("whoever comes late", () => {
  it.each<[happened: string, action: Partial<Action>, said: string]>([
    ["an acceptance", {}, "Already accepted by Harriet at 09:00."],
    [
      "a return, with its reason",
      { statusSince: THEN, latestDecision: { what: "returned", ...by, why: "The report has no date." } },
      "Already returned by Hassan (Housing team manager) at 14:20: The report has no date.",
    ],
    [
      "a return whose reason is not for them",
      { statusSince: THEN, latestDecision: { what: "returned", ...by } },
      "Already returned by Hassan (Housing team manager) at 14:20.",
    ],
    [
      "a new date",
      { latestDecision: { what: "approved", ...DATE, ...by } },
      "Already decided by Hassan (Housing team manager) at 14:20: new date Tue 6 April 2027.",
    ],
    [
      "a new date that was declined",
      { latestDecision: { what: "declined", ...DATE, ...by, why: "the repair cannot wait" } },
      "Already decided by Hassan (Housing team manager) at 14:20: new date Tue 6 April 2027 declined. Because: the repair cannot wait.",
    ],
    [
      "a new date of something that is blocked",
      { status: "blocked", blockedBecause: "no access", latestDecision: { what: "approved", ...DATE, ...by } },
      "Already decided by Hassan (Housing team manager) at 14:20: new date Tue 6 April 2027.",
    ],
    [
      "a new owner",
      {
        status: "proposed",
        owner: "carl",
        acceptedAt: null,
        statusSince: THEN,
        latestDecision: { what: "approved", asked: "reassignment", to: "carl", ...by },
      },
      "Already decided by Hassan (Housing team manager) at 14:20: new owner Carl. C-014/A1 waits for Carl to accept.",
    ],
    [
      "a reopening",
      { statusSince: THEN, latestDecision: { what: "reopened", ...by, why: "the leak came back" } },
      "Already opened again by Hassan (Housing team manager) at 14:20: the leak came back.",
    ],
    [
      "an obstacle that has gone",
      { statusSince: THEN, latestDecision: { what: "unblocked", ...by } },
      "Already unblocked by Hassan (Housing team manager) at 14:20.",
    ],
    [
      "an acceptance after a decision",
      { acceptedAt: london("2027-03-11", "15:00"), latestDecision: { what: "approved", ...DATE, ...by } },
      "Already accepted by Harriet at 15:00.",
    ],
    [
      "an obstacle after a decision",
      {
        status: "blocked",
        blockedBecause: "no access",
        statusSince: london("2027-03-11", "15:00"),
        latestDecision: { what: "returned", ...by },
      },
      "C-014/A1 is blocked: no access.",
    ],
    ["a draft that its owner sent back", { status: "draft" }, "C-014/A1 is a draft again."],
    ["a draft that nobody confirmed", { status: "draft", originalDue: null }, "C-014/A1 is still a draft."],
  ])("hears of %s", (_, action, said) => {
    expect(already(action)).toBe(said);
  });

  it.each([
    ["approves", decideApprove],
    ["declines", decideDecline],
  ])("and %s what was decided hears what was decided", (_, decide) => {
    const action = { acceptedAt: FIRST, statusSince: FIRST, latestDecision: { what: "approved", ...DATE, ...by } } as const;

    expect(decide(deciding("priya", action), { reason: "as asked" })).toEqual({
      kind: "stale",
      said: "Already decided by Hassan (Housing team manager) at 14:20: new date Tue 6 April 2027.",
    });
  });
});
