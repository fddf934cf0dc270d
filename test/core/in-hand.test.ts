import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { digestOf, isInHandOf, waitsFor } from "../../src/core/in-hand.ts";
import { aCaseFile, aDigest, aDraft, aMapRole, anAction, anExtensionRequest, aView, due, NOW } from "../support/builders.ts";

const TODAY = "2027-03-11";
const covered = (from: string | null, until: string | null): CaseFile =>
  aCaseFile({ map: [aMapRole("Housing officer", "harriet", { cover: [{ personId: "hassan", from, until }] })] });

describe("whose hands an action is in", () => {
  it("is its owner's", () => {
    expect(isInHandOf(anAction(), aCaseFile(), "harriet", TODAY)).toBe(true);
    expect(isInHandOf(anAction({ chaser: "tom" }), aCaseFile(), "tom", TODAY)).toBe(false);
  });

  it("is the chaser's where the owner is outside chat", () => {
    const outside = anAction({ owner: "meera", chaser: "tom" });

    expect(isInHandOf(outside, aCaseFile(), "tom", TODAY)).toBe(true);
    expect(isInHandOf(outside, aCaseFile(), "meera", TODAY)).toBe(false);
  });

  it("is also the cover's while the owner is away, and only then", () => {
    expect(isInHandOf(anAction(), covered("2027-03-08", "2027-03-12"), "hassan", TODAY)).toBe(true);
    expect(isInHandOf(anAction(), covered("2027-03-15", "2027-03-19"), "hassan", TODAY)).toBe(false);
    expect(isInHandOf(anAction(), covered(null, null), "hassan", TODAY)).toBe(false);
  });

  it("is nobody's while it has no owner", () => {
    expect(isInHandOf(aDraft({ owner: null }), aCaseFile(), "priya", TODAY)).toBe(false);
  });
});

describe("what an action waits for", () => {
  const waits = (personId: string, action: Partial<Action>) => waitsFor(aView(action), personId, TODAY);

  it.each<[string, string, Partial<Action>, string | null]>([
    ["a draft, from its asker", "priya", aDraft(), "confirm"],
    ["a draft, from nobody else", "harriet", aDraft(), null],
    ["a proposed action, from its owner", "harriet", { status: "proposed" }, "accept"],
    ["a proposed action, from nobody else", "carl", { status: "proposed" }, null],
    ["evidence, from a signer", "priya", { status: "evidence submitted" }, "sign-off"],
    ["evidence, not from the owner", "priya", { status: "evidence submitted", owner: "priya" }, null],
    ["evidence of a signer, from their cover", "tom", { status: "evidence submitted", owner: "priya" }, "sign-off"],
    ["a request, from who decides", "priya", { request: anExtensionRequest() }, "decide"],
    ["a request, not from who asked", "priya", { request: anExtensionRequest({ by: "priya" }) }, null],
    [
      "a request on a proposed action, from who decides",
      "priya",
      { status: "proposed", request: anExtensionRequest() },
      "decide",
    ],
    ["an open action, for nothing but the work", "harriet", {}, null],
  ])("%s", (_, personId, action, what) => {
    expect(waits(personId, action)).toBe(what);
  });
});

describe("a digest", () => {
  const views = [
    aView({ number: 1, due: due("2027-03-10") }),
    aView({ number: 2, due: due("2027-03-11") }),
    aView({ number: 3, due: due("2027-03-16") }),
    aView({ number: 4, due: due("2027-03-17") }),
    aView({ number: 5, status: "proposed", due: due("2027-03-10") }),
    aView({ number: 6, status: "evidence submitted", due: due("2027-03-10") }),
    aView({ number: 7, owner: "carl" }),
    aView({ number: 8, status: "complete" }),
    aView(aDraft({ number: 9 })),
  ];
  const digest = (personId: string) =>
    digestOf(
      personId,
      views.map((view) => ({ view, today: TODAY })),
      NOW,
    );
  const numbers = (section: { action: Action }[]) => section.map(({ action }) => action.number);

  it("sorts an owner's actions by their dates, each into one section", () => {
    const { overdue, dueToday, dueSoon, later, waiting } = digest("harriet");

    expect([overdue, dueToday, dueSoon, later].map(numbers)).toEqual([[1], [2], [3], [4]]);
    expect(waiting.map(({ view, what }) => [view.action.number, what])).toEqual([[5, "accept"]]);
  });

  it("tells a signer what waits, and nothing of other people's work", () => {
    const { overdue, dueToday, dueSoon, later, waiting } = digest("priya");

    expect([overdue, dueToday, dueSoon, later].flatMap(numbers)).toEqual([]);
    expect(waiting.map(({ view, what }) => [view.action.number, what])).toEqual([
      [6, "sign-off"],
      [9, "confirm"],
    ]);
  });

  it("is empty for somebody with nothing before them", () => {
    expect(digest("connie")).toEqual(aDigest("connie"));
  });

  it("is the chaser's, for an owner outside chat, whose answer waits while nothing is due", () => {
    const outside = (action: Partial<Action>) => aView({ owner: "meera", chaser: "tom", ...action });
    const toms = (action: Partial<Action>) => digestOf("tom", [{ view: outside(action), today: TODAY }], NOW);

    expect(numbers(toms({}).later)).toEqual([1]);
    expect(toms({ notYetHeard: true }).waiting.map(({ what }) => what)).toEqual(["accept"]);
    expect(numbers(toms({ notYetHeard: true, due: due("2027-03-10") }).overdue)).toEqual([1]);
  });
});
