import { describe, expect, it } from "vitest";
import { Command } from "../../src/core/command.ts";
import { readWords } from "../../src/core/grammar.ts";

const command = (words: string) => {
  const reading = readWords("mdt", words);
  if (reading.kind === "unknown") throw new Error(`not understood: ${words}`);
  return Command.parse(reading.command);
};
const RULE = "T1: 2 self-harm in 7d: review by Service manager within 1wd";

describe("words about incidents and thresholds", () => {
  it.each<[string, object]>([
    ["incident", { do: "incident" }],
    ["incident C-031", { do: "incident", case: "C-031" }],
    ["incident c-031 self-harm at 21:40", { do: "incident", case: "C-031", words: "self-harm at 21:40" }],
    ["incident self-harm at 21:40", { do: "incident", words: "self-harm at 21:40" }],
    ["incidents", { do: "incidents" }],
    ["incidents C-031 I3", { do: "incidents", case: "C-031", number: 3 }],
    ["incidents i3", { do: "incidents", number: 3 }],
    ["threshold", { do: "threshold" }],
    ["threshold C-031", { do: "threshold", case: "C-031" }],
    ["threshold C-031 v2", { do: "threshold", case: "C-031", version: 2 }],
    ["threshold version 2", { do: "threshold", version: 2 }],
    ["threshold C-031 draft", { do: "threshold-draft", case: "C-031" }],
    ["threshold C-031 draft because it is time", { do: "threshold-draft", case: "C-031", reason: "it is time" }],
    [
      `threshold C-031 draft ${RULE}\nT2: any with injury: review by Commissioner within 2h because new`,
      {
        ...{ do: "threshold-draft", case: "C-031", reason: "new" },
        text: `${RULE}\nT2: any with injury: review by Commissioner within 2h`,
      },
    ],
    [`threshold C-031 ${RULE}`, { do: "threshold-draft", case: "C-031", words: RULE }],
    [`threshold ${RULE} because 7 were few`, { do: "threshold-draft", words: RULE, reason: "7 were few" }],
    ["threshold C-031 without T3 because gone", { do: "threshold-draft", case: "C-031", without: "T3", reason: "gone" }],
    ["threshold C-031 without T3, T4 and T5", { do: "threshold-draft", case: "C-031", without: "T3, T4 and T5" }],
    [
      "threshold C-031 signed by @Dana, @Mo and @Connie",
      { do: "threshold-draft", case: "C-031", signatories: "@Dana, @Mo and @Connie" },
    ],
    ["threshold signed by Dana because Mo left", { do: "threshold-draft", signatories: "Dana", reason: "Mo left" }],
    ["threshold C-031 agree v2", { do: "threshold-agree", case: "C-031", version: 2 }],
    ["threshold C-031 AGREE 2", { do: "threshold-agree", case: "C-031", version: 2 }],
    ["threshold agree to version 2 revision 3", { do: "threshold-agree", version: 2, revision: 3 }],
    ["threshold C-031 review", { do: "threshold-review", case: "C-031" }],
    ["threshold review keep because right", { do: "threshold-review", decision: "keep", reason: "right" }],
    ["threshold review Change", { do: "threshold-review", decision: "change" }],
    [
      "threshold C-031 review retire T1 and T2 because over",
      { do: "threshold-review", case: "C-031", decision: "retire", without: "T1 and T2", reason: "over" },
    ],
  ])("%j are one command", (words, expected) => {
    expect(command(words)).toEqual(expected);
  });

  it.each(["threshold C-031 agree", "threshold C-031 two in a week", "incidents C-031 yesterday"])(
    "get an example where they fit no form: %j",
    (words) => {
      expect(readWords("mdt", words)).toMatchObject({
        kind: "unknown",
        example: expect.stringMatching(/^mdt (?:threshold|incidents) C-031/),
      });
    },
  );
});
