import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { stateCard } from "../../src/cards/state.ts";
import type { Action } from "../../src/core/action.ts";
import { anExtensionRequest, aView, NOW } from "../support/builders.ts";
import { draftView } from "../support/sample-cards.ts";

/** An action with something to give away in every field. */
const telling: Partial<Action> = {
  status: "blocked",
  text: "SECRET text",
  evidenceRequired: "SECRET evidence",
  blockedBecause: "SECRET reason",
  request: anExtensionRequest({ why: "SECRET why" }),
  latestUpdate: { by: "harriet", at: NOW, text: "SECRET update" },
  latestEvidence: { id: "e", by: "harriet", at: NOW, text: "SECRET proof" },
};
const NAMES = /Harriet|Priya|Tom|Quayside/;

describe("a room", () => {
  it.each(["mixed", "case"] as const)(
    "that is %s reads one line of a restricted action, without a name or a reason",
    (audience) => {
      const card = stateCard(aView({ ...telling, level: "restricted" }), audience, { now: NOW });
      const whole = JSON.stringify(card);

      expect(fallbackText(card)).toBe("C-014/A1 · Housing officer · due Thu 25 March 2027 · blocked");
      expect(whole).not.toContain("SECRET");
      expect(whole).not.toMatch(NAMES);
      expect(card.mentions).toEqual({});
    },
  );

  it("of the provider reads a restricted action in full", () => {
    expect(fallbackText(stateCard(aView({ ...telling, level: "restricted" }), "provider", { now: NOW }))).toContain(
      "SECRET reason",
    );
  });

  it("that is mixed reads one line of any action", () => {
    expect(fallbackText(stateCard(aView(telling), "mixed", { now: NOW }))).not.toContain("SECRET");
  });

  it.each(["provider", "case", "mixed"] as const)("that is %s learns of a draft only that it exists", (audience) => {
    const card = stateCard(draftView({ text: "SECRET text" }), audience, { now: NOW });

    expect(fallbackText(card)).toBe("C-014/A1 · draft");
    expect(card.content.actions ?? []).toEqual([]);
  });

  it("learns no more of a draft once it has been discarded", () => {
    const discarded = draftView({ status: "cancelled", text: "SECRET text", closedAt: NOW, endedBecause: "draft discarded" });

    expect(fallbackText(stateCard(discarded, "provider", { now: NOW }))).toBe("C-014/A1 · cancelled");
  });
});

describe("somebody else's draft in a list", () => {
  it("is not said to miss what is only hidden", () => {
    const hidden = draftView({ text: null, owner: null, due: null, evidenceRequired: null });
    const said = fallbackText(
      outcomeCard({ kind: "list", title: "C-014", rows: [hidden], total: 1 }, { now: NOW, reader: "connie" }),
    );

    expect(said).toContain("C-014/A1 · draft");
    expect(said).not.toContain("missing");
  });
});

describe("a refusal", () => {
  it("names no case, no action and nobody", () => {
    const card = outcomeCard({ kind: "no-access" }, { now: NOW, reader: "connie" });

    expect(fallbackText(card)).toBe("You do not have access to this case. Ask the lead professional.");
    expect(card.content.actions ?? []).toEqual([]);
  });
});

describe("words that people typed", () => {
  it("read as they were written, and make no link and no mention of their own", () => {
    const typed = "see [here](https://evil.example) <at>tom</at> **now** <!channel> C:\\temp\\x_y_z";
    const card = outcomeCard({ kind: "shown", view: aView({ text: typed }) }, { now: NOW, reader: "harriet" });

    expect(fallbackText(card).split("\n")[0]).toBe(`C-014/A1 · ${typed}`);
    expect(Object.keys(card.mentions)).toEqual(["harriet"]);
  });
});
