import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { isWatchRule } from "../../src/core/threshold.ts";
import { readRules } from "../../src/core/threshold-words.ts";
import { type Watch, watchOpenings } from "../../src/core/watch-openings.ts";
import { aCalendar, aCaseFile, anAction, due, london } from "../support/builders.ts";

const read = readRules(
  [
    "T2: any with injury: stabilisation decision by Service manager within 2h",
    "T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h",
    "T4: action overdue 4h during T2: escalation to Commissioner within 4h",
    "T5: action overdue 1wd: escalation to Commissioner within 4h",
    "T6: request unacknowledged 1wd: escalation to Commissioner within 4h",
  ].join("\n"),
  aCaseFile(),
);
if ("wrong" in read) throw new Error(read.wrong);
const { rules } = read;

/** T2 was crossed at 13:55. */
const SINCE = london("2027-06-17", "13:55");

const watch = (ref: string, overrides: Partial<Watch> = {}): Watch => {
  const rule = rules.find((each) => each.ref === ref);
  if (!rule || !isWatchRule(rule)) throw new Error(`no rule ${ref}`);
  return { rule, version: 2, since: SINCE, escalateAt: "12:00", threadId: "thread", clusterId: "cluster", ...overrides };
};
const opened = (ref: string, action: Partial<Action>, overrides: Partial<Watch> = {}, file: Partial<CaseFile> = {}) =>
  watchOpenings(anAction(action), aCaseFile(file), [watch(ref, overrides)], aCalendar())[0];

describe("a request that nobody has acknowledged", () => {
  const asked = (at: Date): Partial<Action> => ({ status: "proposed", statusSince: at, owner: "harriet" });

  it("crosses its rule so long after it was made, as S1 of the scenario at 18:20", () => {
    const opening = opened("T3", asked(london("2027-06-17", "14:20")));

    expect(opening?.at).toEqual(london("2027-06-17", "18:20"));
    expect(opening?.fact).toEqual({
      ...{ kind: "unacknowledged", at: london("2027-06-17", "18:20").toISOString(), rule: "T3" },
      since: london("2027-06-17", "14:20").toISOString(),
    });
  });

  it("that was made before counts from when the matter began", () => {
    const opening = opened("T3", asked(london("2027-06-17", "10:00")));

    expect(opening?.at).toEqual(london("2027-06-17", "17:55"));
    expect(opening?.fact).toMatchObject({ since: london("2027-06-17", "10:00").toISOString(), counted: SINCE.toISOString() });
  });

  it("counts hours round the clock, and working days at the same time of day", () => {
    expect(opened("T3", asked(london("2027-06-18", "22:00")))?.at).toEqual(london("2027-06-19", "02:00"));
    expect(opened("T6", asked(london("2027-06-18", "22:00")))?.at).toEqual(london("2027-06-21", "22:00"));
  });

  it.each<[string, Partial<Action>, Partial<CaseFile>]>([
    ["was accepted", { status: "open" }, {}],
    ["is of somebody outside chat", { owner: "meera" }, {}],
    ["is nobody's", { owner: null }, {}],
    [
      "was taken up by this rule before",
      { climbed: { "threshold:T3": `A1:${london("2027-06-17", "14:20").toISOString()}` } },
      {},
    ],
  ])("crosses nothing where it %s", (_, change, file) => {
    expect(opened("T3", { ...asked(london("2027-06-17", "14:20")), ...change }, {}, file)).toBeUndefined();
  });

  it("is another once it was asked anew", () => {
    const before = { climbed: { "threshold:T3": `A1:${london("2027-06-17", "14:20").toISOString()}` } };

    expect(opened("T3", { ...asked(london("2027-06-17", "20:00")), ...before })?.at).toEqual(london("2027-06-18", "00:00"));
  });
});

describe("an action that is overdue", () => {
  const late = (day: string, time: string | null, overrides: Partial<Action> = {}): Partial<Action> => ({
    ...{ status: "open", due: due(day, time), runningSince: london("2027-06-01", "09:00") },
    ...overrides,
  });

  it("crosses its rule so long after its minute", () => {
    const opening = opened("T4", late("2027-06-17", "18:00"));

    expect(opening?.at).toEqual(london("2027-06-17", "22:00"));
    expect(opening?.began).toEqual(london("2027-06-17", "18:00"));
  });

  it("that was due before counts from when the matter began, as a request does", () => {
    const opening = opened("T4", late("2027-06-17", "09:00"));

    expect(opening?.at).toEqual(london("2027-06-17", "17:55"));
    expect(opening?.began).toEqual(SINCE);
    expect(opening?.fact).toMatchObject({ kind: "overdue", counted: SINCE.toISOString() });
    expect(opened("T4", late("2027-06-10", null))?.at).toEqual(london("2027-06-17", "17:55"));
  });

  it("by a rule of its own crosses it once that is in force, where the time had passed, and so does a request", () => {
    const at = opened("T5", late("2027-06-10", null))?.at;
    const request = opened("T6", { status: "proposed", statusSince: london("2027-06-10", "10:00"), owner: "harriet" })?.at;

    expect([at, request]).toEqual([london("2027-06-18", "12:00"), SINCE]);
  });

  it("in working days crosses it at the provider's hour", () => {
    expect(opened("T5", late("2027-06-18", null))?.at).toEqual(london("2027-06-21", "12:00"));
    expect(opened("T5", late("2027-06-10", null))?.at).toEqual(london("2027-06-18", "12:00"));
  });

  it("begins anew where evidence was returned", () => {
    const before = opened("T4", late("2027-06-17", "18:00"));
    const returned = opened("T4", late("2027-06-17", "18:00", { runningSince: london("2027-06-18", "10:00") }));

    expect(returned?.at).toEqual(london("2027-06-18", "10:00"));
    expect(returned?.key).not.toBe(before?.key);
  });

  it.each<Partial<Action>>([{ status: "evidence submitted" }, { status: "complete" }, { due: null }])(
    "crosses nothing where it is %o",
    (change) => {
      expect(opened("T4", late("2027-06-17", "18:00", change))).toBeUndefined();
    },
  );
});
