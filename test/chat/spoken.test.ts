import { describe, expect, it } from "vitest";
import { actionLines, spokenToUs } from "../../src/chat/spoken.ts";

describe("actionLines", () => {
  it("takes each line that starts with ACTION:, whatever its case", () => {
    expect(actionLines("ACTION: call Ana\n  action: ring Tom \nand then we talked\nActions: none")).toEqual([
      "call Ana",
      "ring Tom",
    ]);
  });

  it.each([
    ["no such line", "what action is needed?"],
    ["it further down only", "minutes\nACTION: call Ana"],
    ["the word without a colon", "ACTION call Ana"],
  ])("takes nothing from a message with %s", (_what, text) => {
    expect(actionLines(text)).toEqual([]);
  });
});

describe("a wish without words", () => {
  it("is one empty line, so that it can be answered", () => {
    expect(actionLines("ACTION:\nACTION:   ")).toEqual([""]);
  });
});

describe("spokenToUs", () => {
  it.each([
    ["action list mine", "action", "list mine"],
    ["MDT help", "mdt", "help"],
    ["/action list", "action", "list"],
    ["list mine", "action", "list mine"],
    ["actions of mine", "action", "actions of mine"],
    ["", "action", ""],
  ])("hears %j at the door %s", (said, door, text) => {
    expect(spokenToUs(said)).toEqual({ kind: "words", door, text });
  });
});
