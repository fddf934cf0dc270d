import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DECIDABLE, LADDER_CAUSES, type LadderStep } from "../../src/core/ladder.ts";
import { readSteps, stepLine, stepLines } from "../../src/core/ladder-words.ts";
import { readLimit } from "../../src/core/limit.ts";

const ROLES = ["Housing team manager", "Commissioner", 'Manager; "nights"', "GP, out of hours"];

const aStep = (overrides: Partial<LadderStep> = {}): LadderStep => ({
  ...{ on: "overdue", after: "2wd", role: "Housing team manager", acknowledgeWithin: "1wd" },
  mayDecide: [...DECIDABLE],
  ...overrides,
});
const steps = (text: string): LadderStep[] => {
  const read = readSteps(text, ROLES);
  if (read.kind === "wrong") throw new Error(read.message);
  return read.steps;
};
const wrong = (text: string): string => {
  const read = readSteps(text, ROLES);
  return read.kind === "wrong" ? read.message : "nothing is wrong";
};

const LINE = "overdue 2wd: Housing team manager, acknowledge within 1wd";

describe("a ladder in plain words", () => {
  it("says a step in a line, and what may be decided where that is not everything", () => {
    expect(stepLine(aStep())).toBe(LINE);
    expect(stepLine(aStep({ mayDecide: ["approve", "decline"] }))).toBe(`${LINE}, may approve, decline`);
    expect(stepLine(aStep({ mayDecide: [] }))).toBe(`${LINE}, may only acknowledge`);
  });

  it.each<[string, Partial<LadderStep>]>([
    [LINE, {}],
    ["  Overdue after 2 working days : housing TEAM manager acknowledge within 1 working day.", {}],
    ['overdue 2wd: "Housing team manager", acknowledge within 1wd', {}],
    [
      "blocked 1wd: Commissioner, acknowledge within 4h",
      { on: "blocked", after: "1wd", role: "Commissioner", acknowledgeWithin: "4h" },
    ],
    [
      "requests 30 minutes: Commissioner, acknowledge within 1 hour",
      { on: "request", after: "30m", role: "Commissioner", acknowledgeWithin: "1h" },
    ],
    [`${LINE}, may approve, decline`, { mayDecide: ["approve", "decline"] }],
    [`${LINE} may decline and pass on`, { mayDecide: ["decline", "pass-on"] }],
    [`${LINE}, may pass-on or approve`, { mayDecide: ["approve", "pass-on"] }],
    [`${LINE}, may only acknowledge`, { mayDecide: [] }],
    ["overdue 2wd: GP, out of hours, acknowledge within 1wd", { role: "GP, out of hours" }],
  ])("is read: %s", (line, expected) => {
    expect(steps(line)).toEqual([aStep(expected)]);
  });

  it("has a step a line, or several with semicolons between them", () => {
    const two = [aStep(), aStep({ after: "4wd", role: "Commissioner" })];

    expect(steps(`${LINE}\n\n overdue 4wd: Commissioner, acknowledge within 1wd\n`)).toEqual(two);
    expect(steps(`${LINE}; overdue 4wd: Commissioner, acknowledge within 1wd;`)).toEqual(two);
  });

  it("reads back what it says", () => {
    const limit = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom("wd", "h", "m")).map(([n, unit]) => `${n}${unit}`);
    const step = fc.record({
      on: fc.constantFrom(...LADDER_CAUSES),
      after: limit,
      role: fc.constantFrom(...ROLES),
      acknowledgeWithin: limit,
      mayDecide: fc.subarray([...DECIDABLE]),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (any) => {
        const inOrder = any.toSorted((a, b) => minutes(a.after) - minutes(b.after));
        expect(steps(stepLines(inOrder))).toEqual(inOrder);
      }),
    );
  });

  it.each<[string, string]>([
    [
      `${LINE}\novedue 4wd: Commissioner, acknowledge within 1wd`,
      "line 2 (ovedue 4wd: Commissioner, acknowledge within 1wd): does not begin with overdue, blocked or request. ",
    ],
    [
      "overdue: Commissioner, acknowledge within 1wd",
      "line 1 (overdue: Commissioner, acknowledge within 1wd): does not say after how long, and then who, with a colon between them. ",
    ],
    [
      "overdue 2 days: Commissioner, acknowledge within 1wd",
      "line 1 (overdue 2 days: Commissioner, acknowledge within 1wd): the time “2 days” cannot be read: it is a number of working days (wd), hours (h) or minutes (m). ",
    ],
    [
      "overdue 0wd: Commissioner, acknowledge within 1wd",
      "line 1 (overdue 0wd: Commissioner, acknowledge within 1wd): the time “0wd” cannot be read: it is a number of working days (wd), hours (h) or minutes (m). ",
    ],
    ["overdue 2wd: Commissioner", "line 1 (overdue 2wd: Commissioner): does not say within what time to acknowledge. "],
    [
      "overdue 2wd: Commissioner, acknowledge within 1 week",
      "line 1 (overdue 2wd: Commissioner, acknowledge within 1 week): the time “1 week” cannot be read: it is a number of working days (wd), hours (h) or minutes (m). ",
    ],
    [
      `${LINE}, may sign off`,
      "line 1 (overdue 2wd: Housing team manager, acknowledge within 1wd, …): what may be decided is approve, decline and pass-on. ",
    ],
    [
      "overdue 4wd: Commissioner, acknowledge within 1wd\noverdue 2wd: Commissioner, acknowledge within 1wd",
      "line 2 (overdue 2wd: Commissioner, acknowledge within 1wd): opens before the step above it, which opens after 4wd. ",
    ],
    [
      "overdue 2wd: Commissioner, acknowledge within 1wd\noverdue 24h: Commissioner, acknowledge within 1wd",
      "line 2 (overdue 24h: Commissioner, acknowledge within 1wd): opens before the step above it, which opens after 2wd. ",
    ],
    [" \n ;", "a ladder has at least one step. "],
  ])("names the line that is wrong, and one example: %j", (text, message) => {
    expect(wrong(text)).toBe(`${message}For example: ${LINE}`);
  });

  it("offers the nearest role of the partner map", () => {
    expect(wrong("overdue 2wd: Comissioner, acknowledge within 1wd")).toBe(
      "line 1 (overdue 2wd: Comissioner, acknowledge within 1wd): “Comissioner” is not a role on the partner map. " +
        "For example: overdue 2wd: Commissioner, acknowledge within 1wd",
    );
  });

  it("goes by the order within one cause alone", () => {
    const text = "blocked 4wd: Commissioner, acknowledge within 1wd\noverdue 2wd: Commissioner, acknowledge within 1wd";

    expect(steps(text)).toHaveLength(2);
  });

  it("has at most ten steps for each cause", () => {
    const many = (count: number, on: string) =>
      Array.from({ length: count }, () => `${on} 2wd: Commissioner, acknowledge within 1wd`);

    expect(steps([...many(10, "overdue"), ...many(10, "blocked")].join("\n"))).toHaveLength(20);
    expect(wrong(many(11, "overdue").join("\n"))).toMatch(
      /^line 11 .*: is one more than the 10 steps that a ladder may have for overdue\./,
    );
  });

  it("ends in good time, whatever is written", () => {
    const before = performance.now();
    wrong(`overdue 2wd: ${"a ,".repeat(1000)}`);
    wrong(`overdue ${"1 ".repeat(1500)}`);
    wrong(`overdue 2wd: ${'"'.repeat(2900)}`);
    wrong(`overdue 2wd: a${" ".repeat(2900)}acknowledge`);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

function minutes(limit: string): number {
  const read = readLimit(limit);
  return read ? read.count * { wd: 1440, h: 60, m: 1 }[read.unit] : 0;
}
