import { describe, expect, it } from "vitest";
import { Command } from "../../src/core/command.ts";
import { readWords } from "../../src/core/grammar.ts";

const read = (words: string) => {
  const reading = readWords("mdt", words);
  return reading.kind === "command" ? Command.parse(reading.command) : reading.kind;
};

describe("words about minutes", () => {
  it.each([
    ["minutes", { do: "minutes" }],
    ["minutes c-014", { do: "minutes", case: "C-014" }],
    ["minutes C-014 M2", { do: "minutes", case: "C-014", meeting: 2 }],
    ["minutes C-014 m2 v1", { do: "minutes", case: "C-014", meeting: 2, version: 1 }],
    ["minutes M2 version 3", { do: "minutes", meeting: 2, version: 3 }],
    ["minutes v1", { do: "minutes", version: 1 }],
    ["minutes get", { do: "get-minutes" }],
    ["minutes C-014 M1 v2 get", { do: "get-minutes", case: "C-014", meeting: 1, version: 2 }],
    ["minutes C-014 correct", { do: "correct-minutes", case: "C-014" }],
    [
      "minutes C-014 M1 correct because the payer was wrong",
      { do: "correct-minutes", case: "C-014", meeting: 1, reason: "the payer was wrong" },
    ],
  ])("%s", (words, command) => {
    expect(read(words)).toEqual(command);
  });

  it.each(["minutes C-014 M", "minutes C-014 M1 v", "minutes of Tuesday", "minutes C-014 M1x", "minutes correctly"])(
    "shows a form that works for %s",
    (words) => {
      expect(read(words)).toBe("unknown");
    },
  );
});
