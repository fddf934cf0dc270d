import { describe, expect, it } from "vitest";
import type { AdaptiveElement, Card } from "../../src/cards/card.ts";
import { brokenViewLimits } from "../../src/slack/limits.ts";
import { renderModal } from "../../src/slack/modal.ts";

const submit: AdaptiveElement = { type: "Action.Execute", title: "Ask", data: { do: "extend", ref: "C-014/A1" } };
const formOf = (body: AdaptiveElement[], actions = [submit]): Card => ({
  template: "form-test",
  content: { type: "AdaptiveCard", version: "1.5", body, actions },
  mentions: {},
});
const open = (body: AdaptiveElement[], metadata = "{}", actions = [submit]) => {
  const { view, losses } = renderModal(formOf(body, actions), { workspace: "T0001", callback: "extend", metadata });
  expect(brokenViewLimits(view)).toEqual([]);
  return { view, losses };
};
const draw = (input: AdaptiveElement) => open([input]).view.blocks[0];
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const title: AdaptiveElement = { type: "TextBlock", text: "Ask for new date", weight: "Bolder" };
const choicesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ title: `Person ${index}`, value: `p${index}` }));

describe("renderModal", () => {
  it("takes a short bold first line for its title, and hands back callback and metadata", () => {
    const { view } = open([title, { type: "Input.Date", id: "date", label: "New date" }], '{"do":"extend"}');

    expect(view).toMatchObject({
      type: "modal",
      callback_id: "extend",
      private_metadata: '{"do":"extend"}',
      title: plain("Ask for new date"),
      submit: plain("Ask"),
      close: plain("Cancel"),
    });
    expect(view.blocks).toHaveLength(1);
  });

  it("keeps a first line that is too long for a title, and is called by its button", () => {
    const { view } = open([{ ...title, text: "C-014/A1 · Pipe lagging and wall survey" }]);

    expect(view.title).toEqual(plain("Ask"));
    expect(view.blocks).toHaveLength(1);
  });

  it("calls block and element by the input's id, asks what is required, keeps the placeholder in sight", () => {
    const input = {
      type: "Input.Text",
      id: "reason",
      label: "Why?",
      placeholder: "A few words",
      isRequired: true,
      isMultiline: true,
    };

    expect(draw({ ...input, maxLength: 2000, value: "because" })).toEqual({
      type: "input",
      block_id: "reason",
      label: plain("Why?"),
      hint: plain("A few words"),
      optional: false,
      element: { type: "plain_text_input", action_id: "reason", multiline: true, max_length: 2000, initial_value: "because" },
    });
  });

  it("draws dates, times and numbers with what they hold, and without where they hold nothing", () => {
    expect(draw({ type: "Input.Date", id: "date", label: "Date", value: "2027-03-25" })).toMatchObject({
      optional: true,
      element: { type: "datepicker", initial_date: "2027-03-25" },
    });
    expect(draw({ type: "Input.Date", id: "date", label: "Date", value: "" })).toMatchObject({
      element: { type: "datepicker", action_id: "date" },
    });
    expect(JSON.stringify(draw({ type: "Input.Date", id: "date", label: "Date", value: "" }))).not.toContain("initial");
    expect(draw({ type: "Input.Time", id: "time", label: "Time", value: "14:20" })).toMatchObject({
      element: { type: "timepicker", initial_time: "14:20" },
    });
    expect(draw({ type: "Input.Number", id: "days", label: "Days", value: 0, min: 0, max: 9 })).toMatchObject({
      element: { type: "number_input", initial_value: "0", min_value: "0", max_value: "9" },
    });
  });

  it("draws choices with the one that holds", () => {
    expect(draw({ type: "Input.ChoiceSet", id: "who", label: "Who", choices: choicesOf(3), value: "p1" })).toMatchObject({
      element: { type: "static_select", action_id: "who", initial_option: { text: plain("Person 1"), value: "p1" } },
    });
  });

  it.each([
    [{ style: "expanded" }, "radio_buttons"],
    [{ style: "expanded", isMultiSelect: true }, "checkboxes"],
    [{ isMultiSelect: true }, "multi_static_select"],
  ])("draws choices with %j as %s", (how, type) => {
    expect(draw({ type: "Input.ChoiceSet", id: "who", label: "Who", choices: choicesOf(3), ...how })).toMatchObject({
      element: { type },
    });
  });

  it("draws a switch that is on", () => {
    const on = { text: plain("Send it too"), value: "yes" };

    expect(
      draw({ type: "Input.Toggle", id: "send", label: "Send", title: "Send it too", value: "yes", valueOn: "yes" }),
    ).toMatchObject({
      element: { type: "checkboxes", options: [on], initial_options: [on] },
    });
  });

  it("cuts what a choice says and says so, never what it stands for", () => {
    const long = { type: "Input.ChoiceSet", id: "who", label: "Who" };
    const { view, losses } = open([{ ...long, choices: [{ title: "x".repeat(80), value: "p" }] }]);

    expect(JSON.stringify(view.blocks)).toContain(`${"x".repeat(74)}…`);
    expect(losses).toContain("end of a choice");
    expect(() => open([{ ...long, choices: [{ title: "x", value: "p".repeat(151) }] }])).toThrow("choice's value");
  });

  it("offers the first hundred choices and says so", () => {
    const { view, losses } = open([{ type: "Input.ChoiceSet", id: "who", label: "Who", choices: choicesOf(120) }]);

    expect(JSON.stringify(view.blocks).match(/"Person /g)).toHaveLength(100);
    expect(losses).toContain("choices past the hundredth");
  });

  it.each([
    ["two submitting actions", () => open([], "{}", [submit, submit])],
    ["none", () => open([], "{}", [])],
    ["metadata over 3,000 characters", () => open([], "x".repeat(3_001))],
    ["a submit button over 24 characters", () => open([], "{}", [{ ...submit, title: "x".repeat(25) }])],
    ["a choice of nothing", () => open([{ type: "Input.ChoiceSet", id: "who", label: "Who", choices: [] }])],
  ])("refuses %s", (_, attempt) => {
    expect(attempt).toThrow(/^slack: /);
  });
});
