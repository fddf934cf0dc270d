import { describe, expect, it } from "vitest";
import { Command } from "../../src/core/command.ts";
import { readWords } from "../../src/core/grammar.ts";

const command = (words: string) => {
  const reading = readWords("mdt", words);
  if (reading.kind === "unknown") throw new Error(`not understood: ${words}`);
  return Command.parse(reading.command);
};

describe("words about meetings", () => {
  it.each<[string, object]>([
    ["meeting start C-014 chair me", { do: "meeting-start", case: "C-014", who: "me" }],
    ["meeting start", { do: "meeting-start" }],
    ["meeting C-014 start", { do: "meeting-start", case: "C-014" }],
    ["meeting start type rapid", { do: "meeting-start", type: "rapid" }],
    ["meeting start C-031 type rapid chair @Dana", { do: "meeting-start", case: "C-031", type: "rapid", who: "@Dana" }],
    [
      "meeting start c-031 chair Mental health team lead type Rapid",
      { do: "meeting-start", case: "C-031", type: "rapid", who: "Mental health team lead" },
    ],
    ["meeting", { do: "meeting" }],
    ["meeting C-014", { do: "meeting", case: "C-014" }],
    ["meeting C-014 M2", { do: "meeting", case: "C-014", meeting: 2 }],
    ["meeting m2", { do: "meeting", meeting: 2 }],
    ["meeting end", { do: "meeting-end" }],
    ["meeting end C-014", { do: "meeting-end", case: "C-014" }],
    ["meeting end C-014 M1", { do: "meeting-end", case: "C-014", meeting: 1 }],
    ["meeting end at 15:05", { do: "meeting-end", at: "at 15:05" }],
    ["meeting end C-014 M1 at 15:05 yesterday", { do: "meeting-end", case: "C-014", meeting: 1, at: "at 15:05 yesterday" }],
    ["meeting ended at 15:05", { do: "meeting-end", at: "at 15:05" }],
    ["meeting C-014 ended on Thu 11 March at 15:05", { do: "meeting-end", case: "C-014", at: "on Thu 11 March at 15:05" }],
    ["meeting ended", { do: "meeting-end" }],
    ["meeting roll", { do: "meeting-roll" }],
    ["meeting here Harriet, Carl", { do: "meeting-roll", here: "Harriet, Carl" }],
    ["meeting part C-014 Hassan", { do: "meeting-roll", case: "C-014", part: "Hassan" }],
    ["meeting apologies @Connie and Meera", { do: "meeting-roll", apologies: "@Connie and Meera" }],
    ["meeting no-actions because all is done", { do: "no-actions", reason: "all is done" }],
    ["meeting no actions C-014 because all is done", { do: "no-actions", case: "C-014", reason: "all is done" }],
    ["meeting no-actions", { do: "no-actions" }],
    ["meeting still-going", { do: "still-going" }],
    [
      "decision C-014 the flat gets new door seals by Hassan",
      { do: "decision", case: "C-014", words: "the flat gets new door seals by Hassan" },
    ],
    ["decision repairs on Mondays", { do: "decision", words: "repairs on Mondays" }],
    ["decision", { do: "decision" }],
    ["follow-up Tue 13 April", { do: "follow-up", date: "Tue 13 April" }],
    ["follow-up C-014", { do: "follow-up", case: "C-014" }],
  ])("%s", (words, expected) => {
    expect(command(words)).toEqual(expected);
  });

  it.each(["meeting tomorrow", "meeting start now", "meeting here", "meeting ending"])("does not guess at: %s", (words) => {
    expect(readWords("mdt", words)).toMatchObject({ kind: "unknown" });
  });

  it("does not know another type", () => {
    const reading = readWords("mdt", "meeting start type secret");

    expect(Command.safeParse(reading.kind === "command" ? reading.command : null).success).toBe(false);
  });
});
