import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "../../src/core/incident.ts";
import type { Alternative, Decider, Rule } from "../../src/core/threshold.ts";
import { readRule, readRules, rulesInWords } from "../../src/core/threshold-words.ts";
import { aCaseFile } from "../support/builders.ts";

const file = aCaseFile();
const WRITTEN = [
  "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
  "T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h",
  "T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h",
  "T4: action overdue 4h during T2: escalation to Housing team manager within 4h",
].join("\n");

const read = (text: string) => {
  const found = readRules(text, file);
  return "wrong" in found ? found.wrong : rulesInWords(found.rules);
};
const one = (line: string) => {
  const found = readRule(line, file);
  return "wrong" in found ? found.wrong : rulesInWords([found.rule]);
};

describe("thresholds in writing", () => {
  it("are read as they are printed", () => {
    expect(read(WRITTEN)).toBe(WRITTEN);
  });

  it("keep what was meant in full", () => {
    const found = readRules(WRITTEN, file);

    expect("rules" in found && found.rules[1]).toEqual({
      ref: "T2",
      when: {
        kind: "incidents",
        alternatives: [
          { count: 3, category: "self-harm", injury: null, days: 7 },
          { count: 1, category: "self-harm", injury: "with", days: null },
        ],
      },
      response: "stabilisation",
      deciders: [{ role: "Service manager", within: "2h" }],
    });
  });

  it.each([
    [
      "t1 - two self harm incidents without injury within 7 days: manager review by service manager within 1 working day",
      "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
    ],
    [
      "T1: 2 self-harm in 1 week without any injury: review by “Service Manager” within one working day.",
      "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
    ],
    ["T2: any injury: review by Commissioner within 2h", "T2: any with injury: review by Commissioner within 2h"],
    [
      "T2: any with injury or 2 missing in 3 days: stabilisation by Service manager within 2 hours, then by Commissioner within 90 minutes",
      "T2: any with injury, or 2 missing in 3d: stabilisation decision by Service manager within 2h then Commissioner within 90m",
    ],
    [
      "T5: 1 aggression towards others in 2d: review by Commissioner within 1wd",
      "T5: any harm to others: review by Commissioner within 1wd",
    ],
    [
      "T5: 4 incidents with injury in 30d: review by Commissioner within 1wd",
      "T5: 4 incidents with injury in 30d: review by Commissioner within 1wd",
    ],
    ["T5: any incident: review by Commissioner within 1wd", "T5: any incident: review by Commissioner within 1wd"],
    ["T6: absconding in 2d: review by Commissioner within 1wd", /does not say what to count/],
    ["T6: 2 absconding in 2d: review by Commissioner within 1wd", "T6: 2 missing in 2d: review by Commissioner within 1wd"],
    [
      "T3: a request is not acknowledged within 4 hours: escalate to Commissioner within 4 hrs",
      "T3: request unacknowledged 4h: escalation to Commissioner within 4h",
    ],
    [
      "T4: action overdue by 1 working day: escalation to Commissioner within 1wd",
      "T4: action overdue 1wd: escalation to Commissioner within 1wd",
    ],
  ])("are read kindly: %s", (said, printed) => {
    if (typeof printed === "string") expect(one(said)).toBe(printed);
    else expect(one(said)).toMatch(printed);
  });

  it.each([
    ["nonsense", "“nonsense” is no threshold: it needs a reference, what crosses it, and who decides."],
    ["T1: 2 self-harm in 7d: review by Astronaut within 1wd", "T1: “Astronaut” is no role of the partner map."],
    ["T1: 2 self-harm: review by Commissioner within 1wd", "T1: “2 self-harm” needs its days: in 7d."],
    ["T1: 0 self-harm in 7d: review by Commissioner within 1wd", "T1: a count is from 1 to 50."],
    ["T1: 51 self-harm in 7d: review by Commissioner within 1wd", "T1: a count is from 1 to 50."],
    ["T1: 2 self-harm in 91d: review by Commissioner within 1wd", "T1: days are from 1 to 90."],
    ["T1: 2 self-harm in 0d: review by Commissioner within 1wd", "T1: days are from 1 to 90."],
    ["T1: 2 self-harm in 7d: review by Commissioner within a while", "T1: “a while” is no limit. Write 2h or 1wd."],
    ["T1: 2 self-harm in 7d: review by Commissioner", "T1: “Commissioner” needs a role and a limit: Service manager within 1wd."],
    [
      "T1: 2 self-harm in 7d: tell somebody",
      "T1: “tell somebody” does not say what follows. Write: review by Service manager within 1wd.",
    ],
    [
      "T1: 2 self-harm in 7d: escalation to Commissioner within 4h",
      "T1: incidents are answered by a review or a stabilisation decision, not by an escalation.",
    ],
    [
      "T1: action overdue 4h: review by Commissioner within 4h",
      "T1: a request or an action is answered by an escalation to a role.",
    ],
    ["T1: 2 self-harm in 7d: review by Commissioner within 1h then Commissioner within 2h", "T1: Commissioner is asked twice."],
  ])("say what is wrong: %s", (said, wrong) => {
    expect(one(said)).toBe(wrong);
  });

  it("name a reference that two of them have, and a rule to go with that there is not", () => {
    const [first = ""] = WRITTEN.split("\n");

    expect(read(`${first}\n${first}`)).toBe("There are two thresholds T1. Each needs a reference of its own.");
    expect(read("T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h")).toBe(
      "T3: “during T2” needs a threshold T2 that counts incidents.",
    );
  });

  it("are no more than a form holds", () => {
    const many = Array.from({ length: 21 }, (_, at) => `T${at + 1}: any incident: review by Commissioner within 1h`).join("\n");

    expect(read(many)).toBe("There are more than 20 thresholds.");
  });

  it("whatever they are, read as they are printed", () => {
    const alternative: fc.Arbitrary<Alternative> = fc
      .record({
        count: fc.integer({ min: 1, max: 50 }),
        category: fc.constantFrom(null, ...CATEGORIES),
        injury: fc.constantFrom("with" as const, "without" as const, null),
        days: fc.integer({ min: 1, max: 90 }),
      })
      .map((each) => (each.count === 1 ? { ...each, days: null } : each));
    const decider: fc.Arbitrary<Decider> = fc.record({
      role: fc.constantFrom(...file.map.map(({ role }) => role)),
      within: fc.constantFrom("30m", "2h", "24h", "1wd", "5wd"),
    });
    const rule: fc.Arbitrary<Rule> = fc.record({
      ref: fc.integer({ min: 1, max: 99 }).map((number) => `T${number}`),
      when: fc.record({
        kind: fc.constant("incidents" as const),
        alternatives: fc.array(alternative, { minLength: 1, maxLength: 3 }),
      }),
      response: fc.constantFrom("review" as const, "stabilisation" as const),
      deciders: fc.uniqueArray(decider, { minLength: 1, maxLength: 2, selector: ({ role }) => role }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(rule, { minLength: 1, maxLength: 5, selector: ({ ref }) => ref }), (rules) => {
        expect(readRules(rulesInWords(rules), file)).toEqual({ rules });
      }),
    );
  });
});
