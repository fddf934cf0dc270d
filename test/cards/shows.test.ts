import { describe, expect, it } from "vitest";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { Command } from "../../src/core/command.ts";
import { aView, NOW } from "../support/builders.ts";
import { SAMPLES } from "../support/sample-cards.ts";

const THRESHOLDS = ["threshold", "threshold-review"];
const READS: readonly string[] = [
  "show",
  "list",
  "digest",
  "weekly",
  "drafts",
  "home",
  "digest-setting",
  "leave",
  "ladder",
  ...THRESHOLDS,
];

describe("what shows a card again", () => {
  const again = SAMPLES.flatMap(({ name, card }) => {
    const { shows } = card();
    return shows ? [{ name, shows }] : [];
  });

  it.each(again)("is a command that changes nothing: $name", ({ shows }) => {
    expect(READS).toContain(shows.do);
    expect(Command.parse(shows)).toEqual(shows);
  });

  it("is there for every card that asks or lists, and for none that tells what happened", () => {
    const shown = SAMPLES.filter(({ card }) => card().shows !== undefined).map(({ card }) => card().template);

    expect([...new Set(shown)].filter((template) => !template.startsWith("form-")).toSorted()).toEqual(
      [
        "action",
        "chase",
        "digest",
        "digest-setting",
        "draft",
        "drafts",
        "escalation",
        "evidence-in",
        "home",
        "ladder",
        "leave",
        "owner-left",
        "proposed",
        "reminder",
        "request",
        "silence",
        "threshold",
        "threshold-review",
        "weekly",
      ].toSorted(),
    );
  });

  it("is the list that was asked for, not one that only reports", () => {
    const card = (again: Command) =>
      outcomeCard({ kind: "list", title: "Yours", rows: [aView()], total: 1, again }, { now: NOW, reader: "priya" });

    expect(card({ do: "list", filter: "mine" }).shows).toEqual({ do: "list", filter: "mine" });
    expect(card({ do: "drafts", refs: ["C-014/A1"] }).shows).toBeUndefined();
  });
});
