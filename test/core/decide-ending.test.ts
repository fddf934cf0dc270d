import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { decideCancel, decideNotAchieved, decideReopen, decideReturn, decideSignOff } from "../../src/core/decide-ending.ts";
import { aDraft, anExtensionRequest, NOW } from "../support/builders.ts";
import { changeOf, deciding, heard } from "../support/deciding.ts";

const submitted = (by: string, action: Partial<Action> = {}) =>
  deciding(by, { status: "evidence submitted", latestEvidence: { id: "e1", by: "harriet", at: NOW, text: "report" }, ...action });

describe("signing off", () => {
  it("completes the action with both names, and tells the owner and who asked", () => {
    const decision = decideSignOff(submitted("tom", { owner: "harriet", asker: "priya" }));

    expect(changeOf(decision)).toMatchObject({
      patch: { status: "complete", signedOffBy: "tom", closedAt: NOW },
      said: "Signed off. C-014/A1 is complete. Owner Harriet, signed off by Tom.",
    });
    expect(heard(decision)).toEqual(["told signed-off to harriet", "told signed-off to priya"]);
  });

  it.each(["proposed", "open", "blocked"] as const)("needs evidence: %s has none", (status) => {
    expect(decideSignOff(deciding("priya", { status }))).toEqual({
      kind: "stale",
      said: `C-014/A1 has no evidence to sign off yet. It is ${status}.`,
    });
  });

  it("happens once: the second is told who did it, and when", () => {
    expect(decideSignOff(deciding("priya", { status: "complete", signedOffBy: "tom", closedAt: NOW }))).toEqual({
      kind: "stale",
      said: "Already signed off by Tom at 14:20.",
    });
  });
});

describe("returning", () => {
  it("opens the action again and tells the owner why", () => {
    const decision = decideReturn(submitted("priya"), "the report has no date");

    expect(changeOf(decision)).toMatchObject({ patch: { status: "open" }, why: "the report has no date" });
    expect(heard(decision)).toEqual(["told returned to harriet"]);
  });

  it("needs a reason, and evidence", () => {
    expect(decideReturn(submitted("priya"), undefined)).toEqual({ kind: "form", name: "return" });
    expect(decideReturn(deciding("priya"), "no date").kind).toBe("stale");
  });
});

describe("not achieved", () => {
  it.each(["proposed", "open", "blocked", "evidence submitted"] as const)(
    "ends what is %s, and asks for a next step",
    (status) => {
      const change = changeOf(decideNotAchieved(deciding("priya", { status }), "the neighbour declined mediation"));

      expect(change.patch).toMatchObject({ status: "not achieved", endedBecause: "the neighbour declined mediation" });
      expect(change.next).toContain("next step");
    },
  );

  it("needs a reason", () => {
    expect(decideNotAchieved(deciding("priya"), undefined)).toEqual({ kind: "form", name: "not-achieved" });
  });

  it("is not for a draft, which has its own way out", () => {
    expect(decideNotAchieved(deciding("priya", aDraft()), "no")).toEqual({
      kind: "stale",
      said: "C-014/A1 is still a draft: discard it instead.",
    });
  });
});

describe("cancelling", () => {
  it("ends it with a reason, tells the owner, and lets what was asked fall away", () => {
    const decision = decideCancel(deciding("priya", { request: anExtensionRequest() }), "the tenancy has ended");

    expect(changeOf(decision)).toMatchObject({
      patch: { status: "cancelled", closedAt: NOW, endedBecause: "the tenancy has ended" },
      request: { do: "supersede" },
    });
    expect(heard(decision)).toEqual(["told cancelled to harriet"]);
  });

  it("tells the chaser of an owner outside chat", () => {
    expect(heard(decideCancel(deciding("priya", { owner: "meera", chaser: "tom" }), "not needed"))).toEqual([
      "told cancelled to tom",
    ]);
  });
});

describe("reopening", () => {
  it.each(["complete", "not achieved", "cancelled"] as const)("brings back what is %s, as open and unsigned", (status) => {
    const decision = decideReopen(deciding("priya", { status, signedOffBy: "tom", closedAt: NOW }), "the leak came back");

    expect(changeOf(decision).patch).toEqual({ status: "open", closedAt: null, endedBecause: null, signedOffBy: null });
    expect(heard(decision)).toEqual(["told reopened to harriet"]);
  });

  it.each([
    ["that was never whole", { evidenceRequired: null }],
    ["that was whole", {}],
    ["that a wrong owner had sent back", { originalDue: { day: "2027-03-25", time: null, timeZone: "Europe/London" } }],
  ])("makes a discarded draft %s a draft again, and its owner hears nothing", (_, draft) => {
    const discarded = aDraft({ status: "cancelled", endedBecause: "draft discarded", asker: "tom", ...draft });
    const decision = decideReopen(deciding("priya", discarded), "it is needed after all");

    expect(changeOf(decision).patch.status).toBe("draft");
    expect(heard(decision)).toEqual(["told reopened to tom"]);
  });

  it("needs an ending and a reason", () => {
    expect(decideReopen(deciding("priya"), "why not").kind).toBe("stale");
    expect(decideReopen(deciding("priya", { status: "complete" }), undefined)).toEqual({ kind: "form", name: "reopen" });
  });
});
