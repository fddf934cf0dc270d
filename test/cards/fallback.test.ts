import { describe, expect, it } from "vitest";
import type { AdaptiveElement, Card } from "../../src/cards/card.ts";
import { fallbackText } from "../../src/cards/fallback.ts";

const cardOf = (body: AdaptiveElement[], actions?: AdaptiveElement[]): Card => ({
  template: "test",
  content: { type: "AdaptiveCard", version: "1.5", body, ...(actions ? { actions } : {}) },
  mentions: { harriet: { name: "Harriet", ids: [{ platform: "slack", workspace: "T0001", user: "U0001" }] } },
});
const said = (text: string): AdaptiveElement => ({ type: "TextBlock", text });

describe("fallbackText", () => {
  it("says everything in the card's order, as plain text", () => {
    const card = cardOf(
      [
        said("**C-014/A1** · Pipe lagging"),
        {
          type: "FactSet",
          facts: [
            { title: "Owner", value: "<at>harriet</at>" },
            { title: "Due", value: "Thu 25 March 2027" },
          ],
        },
        {
          type: "Container",
          items: [
            {
              type: "ColumnSet",
              columns: [{ type: "Column", items: [said("asked for")] }, { items: [said("given \\*here\\*")] }],
            },
          ],
        },
      ],
      [
        { type: "Action.Execute", title: "Accept", data: { do: "accept" } },
        { type: "Action.OpenUrl", title: "The message", url: "https://chat.example/1" },
      ],
    );

    expect(fallbackText(card)).toBe(
      [
        "C-014/A1 · Pipe lagging",
        "Owner: Harriet",
        "Due: Thu 25 March 2027",
        "asked for",
        "given *here*",
        "The message (https://chat.example/1)",
      ].join("\n"),
    );
  });

  it("gives the address of a link in the text, once", () => {
    expect(fallbackText(cardOf([said("See [the report](https://a.example/r) or [https://a.example](https://a.example)")]))).toBe(
      "See the report (https://a.example/r) or https://a.example",
    );
  });

  it("says what a form asks for", () => {
    expect(fallbackText(cardOf([{ type: "Input.Date", id: "date", label: "New date" }]))).toBe("New date");
  });

  it("throws where somebody is mentioned whom the card does not name", () => {
    expect(() => fallbackText(cardOf([said("<at>priya</at>")]))).toThrow("mentioned");
  });

  it("throws on an element it has no words for, so that none is passed over", () => {
    expect(() => fallbackText(cardOf([{ type: "Image", url: "https://a.example/x.png" }]))).toThrow("Image");
  });
});
