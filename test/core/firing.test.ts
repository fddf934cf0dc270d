import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fired, firings } from "../../src/core/firing.ts";
import { CATEGORIES, INJURIES, type IncidentFact } from "../../src/core/incident.ts";
import { type Alternative, daysFrom, type Rule } from "../../src/core/threshold.ts";
import { readRules } from "../../src/core/threshold-words.ts";
import { aCaseFile, london } from "../support/builders.ts";

const ZONE = "Europe/London";

const rulesOf = (...lines: string[]): Rule[] => {
  const read = readRules(lines.join("\n"), aCaseFile());
  if ("wrong" in read) throw new Error(read.wrong);
  return read.rules;
};
const AGREED = rulesOf(
  "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
  "T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h",
);

const incident = (number: number, at: Date, overrides: Partial<IncidentFact> = {}): IncidentFact => ({
  ...{ number, at, category: "self-harm", injury: "none" },
  ...overrides,
});

/** Records incidents one after the other, and says what each crosses. */
function recorded(rules: readonly Rule[], incidents: readonly IncidentFact[]): string[][] {
  const used = new Map<string, Set<string>>();
  return incidents.map(({ number }, at) =>
    firings(rules, incidents.slice(0, at + 1), used, number, ZONE).map((fired) => {
      for (const each of fired.incidents) used.set(fired.rule.ref, (used.get(fired.rule.ref) ?? new Set()).add(each));
      return `${fired.rule.ref} by ${fired.incidents.join(", ")}`;
    }),
  );
}

describe("a threshold", () => {
  it("is crossed as in the scenario: T1 by the second, T2 by the third", () => {
    const incidents = [
      incident(1, london("2027-06-14", "21:40")),
      incident(2, london("2027-06-15", "22:15")),
      incident(3, london("2027-06-17", "13:55")),
      incident(4, london("2027-06-19", "23:10")),
    ];

    expect(recorded(AGREED, incidents)).toEqual([[], ["T1 by I1, I2"], ["T2 by I1, I2, I3"], ["T1 by I3, I4"]]);
  });

  it.each<[string, Partial<IncidentFact>[], string[]]>([
    ["any with injury, by one", [{ injury: "minor" }], ["T2 by I1"]],
    ["any with injury of another kind, by none", [{ injury: "serious", category: "harm to others" }], []],
    ["two without injury, not by one of each", [{ injury: "minor" }, {}], ["T2 by I1"]],
    ["three of a kind, not by others among them", [{}, { category: "missing" }, {}], ["T1 by I1, I3"]],
  ])("counts %s", (_, facts, crossed) => {
    const incidents = facts.map((each, at) => incident(at + 1, london(`2027-06-1${at + 1}`, "10:00"), each));

    expect(recorded(AGREED, incidents).flat()).toEqual(crossed);
  });

  it.each([
    ["2027-06-21", "09:00", ["T1 by I1, I2"], "2027-06-14"],
    ["2027-06-21", "09:01", [], "2027-06-14"],
    // 7 days are the same time on the wall, also where the clocks changed between.
    ["2027-04-01", "09:00", ["T1 by I1, I2"], "2027-03-25"],
    ["2027-04-01", "09:01", [], "2027-03-25"],
    ["2027-11-02", "09:00", ["T1 by I1, I2"], "2027-10-26"],
    ["2027-11-02", "09:01", [], "2027-10-26"],
  ] as const)("has a window that ends at %s %s", (day, time, crossed, from) => {
    const incidents = [incident(1, london(from, "09:00")), incident(2, london(day, time))];

    expect(recorded(AGREED, incidents).flat()).toEqual(crossed);
  });

  it("counts what was recorded late in every window that contains it", () => {
    const late = recorded(AGREED, [
      incident(1, london("2027-06-10", "10:00")),
      incident(2, london("2027-06-20", "10:00")),
      incident(3, london("2027-06-15", "10:00")),
    ]);

    expect(late).toEqual([[], [], ["T1 by I1, I3"]]);
    expect(
      recorded(AGREED, [incident(1, london("2027-06-20", "10:00")), incident(2, london("2027-06-15", "10:00"))]).flat(),
    ).toEqual(["T1 by I2, I1"]);
  });

  it("is not crossed by what another window held and this incident is no part of", () => {
    const one = rulesOf("T1: 2 self-harm in 10d: review by Service manager within 1wd");
    const old = [incident(1, london("2027-06-01", "10:00")), incident(2, london("2027-06-09", "10:00"))];
    const other = incident(3, london("2027-06-10", "10:00"), { category: "missing" });

    expect(firings(one, [...old, other], new Map(), 3, ZONE)).toEqual([]);
  });

  it("uses all that a window holds, where a version counts fewer than the one before", () => {
    const one = rulesOf("T1: 2 self-harm in 10d: review by Service manager within 1wd");
    const three = [1, 5, 9].map((day, at) => incident(at + 1, london(`2027-06-0${day}`, "10:00")));

    expect(firings(one, three, new Map(), 3, ZONE).map(({ key }) => key)).toEqual(["I1+I2+I3"]);
  });

  it("is crossed at once by two in the same minute, in the order of their numbers", () => {
    const at = london("2027-06-14", "21:40");

    expect(recorded(AGREED, [incident(1, at), incident(2, at)]).flat()).toEqual(["T1 by I1, I2"]);
  });
});

describe("whatever is recorded, in whatever order", () => {
  const alternative: fc.Arbitrary<Alternative> = fc
    .record({
      count: fc.integer({ min: 1, max: 4 }),
      category: fc.constantFrom(null, ...CATEGORIES.slice(0, 2)),
      injury: fc.constantFrom("with" as const, "without" as const, null),
      days: fc.integer({ min: 1, max: 10 }),
    })
    .map((each) => (each.count === 1 ? { ...each, days: null } : each));
  const rules = fc.array(fc.array(alternative, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }).map((many) =>
    many.map(
      (alternatives, at): Rule => ({
        ref: `T${at + 1}`,
        when: { kind: "incidents", alternatives },
        response: "review",
        deciders: [],
      }),
    ),
  );
  const facts = fc.array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 30 * 24 * 60 }),
      category: fc.constantFrom(...CATEGORIES.slice(0, 2)),
      injury: fc.constantFrom(...INJURIES),
    }),
    { maxLength: 25 },
  );

  it("the same facts never fire twice, and each firing is by what its rule counts, within its window, the new one among it", () => {
    fc.assert(
      fc.property(rules, facts, (agreed, many) => {
        const start = london("2027-03-15", "00:00").getTime();
        const incidents = many.map(({ minutes, ...rest }, at) => incident(at + 1, new Date(start + minutes * 60_000), rest));
        const byRef = new Map(incidents.map((each) => [`I${each.number}`, each]));
        const used = new Map<string, Set<string>>();
        for (const [at, each] of incidents.entries()) {
          const fired = firings(agreed, incidents.slice(0, at + 1), used, each.number, ZONE);
          for (const one of fired) {
            const before = used.get(one.rule.ref) ?? new Set();
            expect(one.incidents.some((ref) => before.has(ref))).toBe(false);
            expect(one.incidents).toContain(`I${each.number}`);
            expect(holds(one, byRef)).toBe(true);
            used.set(one.rule.ref, new Set([...before, ...one.incidents]));
          }
          expect(plainly(agreed, incidents.slice(0, at + 1), used)).toBe(false);
        }
      }),
    );
  });

  const matches = ({ category, injury }: Alternative, each: IncidentFact | undefined): boolean =>
    each !== undefined &&
    (category === null || category === each.category) &&
    (injury === null || (injury === "with" ? each.injury !== "none" : each.injury === "none"));
  const within = (some: (IncidentFact | undefined)[], days: number | null): boolean => {
    const times = some.map((each) => each?.at ?? new Date(0)).toSorted((a, b) => a.getTime() - b.getTime());
    const [first, last] = [times[0], times.at(-1)];
    return days === null ? some.length === 1 : first !== undefined && last !== undefined && daysFrom(last, -days, ZONE) <= first;
  };
  const holds = ({ rule, incidents }: Fired, byRef: Map<string, IncidentFact>): boolean => {
    const some = incidents.map((ref) => byRef.get(ref));
    return rule.when.alternatives.some(
      (each) => some.length >= each.count && some.every((one) => matches(each, one)) && within(some, each.days),
    );
  };
  /** Whether anything is left that no firing has used and that crosses a rule: by looking at every set of neighbours. */
  const plainly = (agreed: Rule[], incidents: IncidentFact[], used: Map<string, Set<string>>): boolean =>
    agreed.some(({ ref, when }) => {
      if (when.kind !== "incidents") return false;
      const free = incidents.filter(({ number }) => !used.get(ref)?.has(`I${number}`));
      return when.alternatives.some((each) => {
        const counted = free.filter((one) => matches(each, one)).toSorted((a, b) => a.at.getTime() - b.at.getTime());
        return counted.some((_, at) => {
          const some = counted.slice(at, at + each.count);
          return some.length === each.count && within(some, each.days);
        });
      });
    });
});
