import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { stateCard } from "../../src/cards/state.ts";
import { aDigest, aView, due, NOW } from "../support/builders.ts";

const escalation = "00000000-0000-4000-8000-00000000e001";
const overdue = { due: due("2027-03-09"), originalDue: due("2027-03-09"), escalation };
const context = { now: NOW, reader: "harriet" };

describe("an action that is escalated", () => {
  it("says so beside its status: on its card, on a row, in a digest", () => {
    const view = aView(overdue);
    expect(fallbackText(stateCard(view, "case", { now: NOW }))).toContain(
      "Open · overdue by 2 working days · was due Tue 9 March 2027 · escalated",
    );
    const list = outcomeCard({ kind: "list", title: "All", rows: [view], total: 1 }, context);
    const digest = outcomeCard({ kind: "digest", digest: aDigest("harriet", { overdue: [view] }) }, context);
    for (const card of [list, digest]) expect(fallbackText(card)).toContain("open, ● overdue by 2 working days · escalated");
  });

  it("is not told apart from the others in a mixed room", () => {
    expect(fallbackText(stateCard(aView(overdue), "mixed", { now: NOW }))).not.toContain("escalated");
  });

  it("says nothing of it once its owner has nothing to do", () => {
    expect(fallbackText(stateCard(aView({ ...overdue, status: "complete" }), "case", { now: NOW }))).not.toContain("escalated");
  });
});
