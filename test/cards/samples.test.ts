import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/cards/card.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { TEMPLATES } from "../../src/cards/templates.ts";
import { Again, Command } from "../../src/core/command.ts";
import { brokenLimits, brokenViewLimits } from "../../src/slack/limits.ts";
import { renderModal } from "../../src/slack/modal.ts";
import { renderHome, renderMessage } from "../../src/slack/render.ts";
import { cardFaults } from "../support/card-schema.ts";
import { expectGolden } from "../support/golden.ts";
import { SAMPLES } from "../support/sample-cards.ts";

const slack = { workspace: "T0001" };
const isForm = (name: string) => name.startsWith("form-");

/** Every object in a card that has this property. */
function having(part: Json | undefined, name: string): { [key: string]: Json }[] {
  if (Array.isArray(part)) return part.flatMap((inner) => having(inner, name));
  if (part === null || typeof part !== "object") return [];
  return [...(name in part ? [part] : []), ...Object.values(part).flatMap((inner) => having(inner, name))];
}

describe.each(SAMPLES)("the card $name", ({ name, card }) => {
  it("reads as it was last approved", () => {
    const { template, content, mentions } = card();
    expectGolden(name, { template, content, mentions, said: fallbackText(card()).split("\n") });
  });

  it("keeps to Adaptive Cards 1.5", () => {
    expect(cardFaults(card().content)).toEqual([]);
  });

  it("sends a whole command with every button", () => {
    for (const { data } of having(card().content as Json, "data")) {
      const parsed = Command.safeParse(data);
      expect(parsed.error?.issues ?? []).toEqual([]);
      // Nothing that the schema does not know, which would be dropped in silence.
      const { again, ...command } = data as { again?: unknown };
      expect(parsed.data).toEqual(command);
      // … but for how to make the card again that the button stands on.
      if (again !== undefined) expect(Again.safeParse(data).data).toEqual({ again });
    }
  });

  it("has at most one primary button, first, and none in red", () => {
    const { content } = card();
    const buttons = content.actions ?? [];
    expect(buttons.length).toBeLessThanOrEqual(4);
    expect(buttons.slice(1).filter((button) => button.style === "positive")).toEqual([]);
    expect(having(content as Json, "style").filter(({ style }) => style === "destructive")).toEqual([]);
  });

  it("is drawn by Slack as it was last approved", () => {
    if (isForm(name)) {
      const { view, losses } = renderModal(card(), { ...slack, callback: "form", metadata: "{}" });
      expect(brokenViewLimits(view)).toEqual([]);
      expectGolden(`slack/${name}`, { view, losses });
    } else if (name === "home") {
      const { view, losses } = renderHome(card(), slack);
      expect(brokenViewLimits({ ...view, title: "" })).toEqual([]);
      expectGolden(`slack/${name}`, { view, losses });
    } else {
      const { pages, losses } = renderMessage(card(), slack);
      expect(pages.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
      expectGolden(`slack/${name}`, { pages, losses });
    }
  });
});

/** What Slack cannot draw and nobody misses: distances, and messages that Slack words itself. */
const ALLOWED_LOSSES = [
  "Column.verticalContentAlignment",
  "Column.width",
  "Container.spacing",
  "Input.ChoiceSet.errorMessage",
  "Input.Date.errorMessage",
  "Input.Text.errorMessage",
  "Input.Time.errorMessage",
  "TextBlock.spacing",
  "subtle text in a row",
];

describe("what Slack leaves out", () => {
  it("is on the list of what it may", () => {
    const losses = SAMPLES.flatMap(({ name, card }) =>
      isForm(name)
        ? renderModal(card(), { ...slack, callback: "form", metadata: "{}" }).losses
        : renderMessage(card(), slack).losses,
    );

    expect([...new Set(losses)].toSorted()).toEqual(ALLOWED_LOSSES);
  });
});

describe("the templates", () => {
  it("are the files of cards/, no more and no fewer", () => {
    const files = readdirSync(new URL("../../cards/", import.meta.url)).map((file) => file.replace(/\.json$/, ""));

    expect(files.toSorted()).toEqual([...TEMPLATES].toSorted());
  });

  it("are each used by a card that is looked at here", () => {
    expect([...new Set(SAMPLES.map(({ card }) => card().template))].toSorted()).toEqual([...TEMPLATES].toSorted());
  });
});
