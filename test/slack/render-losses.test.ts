import { describe, expect, it } from "vitest";
import { renderModal } from "../../src/slack/modal.ts";
import { renderHome, renderMessage } from "../../src/slack/render.ts";
import { SAMPLES } from "../support/sample-cards.ts";

const workspace = "T0001";

/** What Slack's readers do without, and why they can. Anything else that a card starts to lose fails here first. */
const BEARABLE: Record<string, string> = {
  "TextBlock.spacing": "Slack sets its own distances",
  "Container.spacing": "Slack sets its own distances",
  "Column.width": "the button stands beside the text in any case",
  "Column.verticalContentAlignment": "the button stands beside the text in any case",
  "Input.Text.errorMessage": "Slack says in its own words what is missing",
  "Input.Date.errorMessage": "Slack says in its own words what is missing",
  "Input.Time.errorMessage": "Slack says in its own words what is missing",
  "Input.ChoiceSet.errorMessage": "Slack says in its own words what is missing",
  "subtle text in a row": "the bold title above it carries the order of importance",
};

const lossesOf = (card: (typeof SAMPLES)[number]["card"]): string[] => {
  const drawn = card();
  if (drawn.template.startsWith("form-")) return renderModal(drawn, { workspace, callback: "form", metadata: "{}" }).losses;
  if (drawn.template === "home") return renderHome(drawn, { workspace }).losses;
  return renderMessage(drawn, { workspace }).losses;
};

describe("what is lost on the way to Slack", () => {
  it.each(SAMPLES)("of the card $name readers can do without", ({ card }) => {
    expect(lossesOf(card).filter((kind) => !(kind in BEARABLE))).toEqual([]);
  });

  it("is still lost: the list above holds nothing that no card loses", () => {
    const lost = new Set(SAMPLES.flatMap(({ card }) => lossesOf(card)));

    expect(Object.keys(BEARABLE).filter((kind) => !lost.has(kind))).toEqual([]);
  });
});
