import { describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { filledWith, formOf, remembering, withMistake } from "../../src/teams/form-memory.ts";

const form: Card = {
  template: "form-extend",
  content: {
    type: "AdaptiveCard",
    version: "1.5",
    body: [
      { type: "TextBlock", text: "Ask for a new date" },
      { type: "Input.Date", id: "date", value: "2027-03-25" },
      { type: "Input.Text", id: "reason" },
    ],
    actions: [{ type: "Action.Execute", title: "Send", data: { do: "extend", ref: "C-014/A1", date: "a week on Friday" } }],
  },
  mentions: {},
};

const inputs = (card: Card) => card.content.body.filter(({ type }) => type.startsWith("Input."));

describe("a form that comes back", () => {
  it("is told apart from what it was opened for", () => {
    const [send] = remembering(form).content.actions ?? [];
    const data = { ...(send?.data as object), date: "2027-04-06", reason: "ill" };

    expect(formOf(data)).toEqual({ command: { do: "extend", ref: "C-014/A1" }, filled: { date: "2027-04-06", reason: "ill" } });
  });

  it("is none where a button was pressed", () => {
    expect(formOf({ do: "confirm", ref: "C-014/A1" })).toBeNull();
  });

  it("keeps what was typed, and nothing in inputs that were left alone", () => {
    expect(inputs(filledWith(form, { reason: "ill" }))).toEqual([
      { type: "Input.Date", id: "date", value: "2027-03-25" },
      { type: "Input.Text", id: "reason", value: "ill" },
    ]);
  });

  it.each([
    ["reason", 2],
    ["date", 1],
    ["who", 1],
    [null, 1],
  ])("says what is wrong with %s above its input, or above the first", (field, at) => {
    const { body } = withMistake(form, { field, message: "Not *so*." }).content;

    expect(body[at]).toMatchObject({ type: "TextBlock", text: "Not \\*so\\*." });
    expect(body).toHaveLength(4);
  });
});
