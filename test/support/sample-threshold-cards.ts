import { formCard } from "../../src/cards/form.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { thresholdCard } from "../../src/cards/threshold.ts";
import { reviewCard } from "../../src/cards/threshold-review.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import type { Incident } from "../../src/core/incident.ts";
import type { FormRequest, Outcome } from "../../src/core/outcome.ts";
import type { Signatory, Threshold } from "../../src/core/threshold.ts";
import type { ThresholdReview } from "../../src/core/threshold-review.ts";
import type { Crossing, ReviewView, ThresholdView } from "../../src/core/threshold-view.ts";
import { readRules } from "../../src/core/threshold-words.ts";
import { aCalendar, london } from "./builders.ts";
import { aCrisisFile, anOpenedStep, aThresholdEscalation } from "./builders-escalation.ts";
import type { Sample } from "./sample-cards.ts";

/** Cards of incidents and thresholds. Dana leads C-031; she, Mo and Connie agree to its thresholds. */

const now = london("2027-07-01", "09:00");
const file = aCrisisFile();
const WRITTEN = [
  "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd",
  "T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h",
  "T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h",
];
const rulesOf = (lines: string[]) => {
  const read = readRules(lines.join("\n"), file);
  if ("wrong" in read) throw new Error(read.wrong);
  return read.rules;
};
const signed = (personId: string, role: string, agreed: Date | null): Signatory => ({
  ...{ personId, role, agreed: agreed?.toISOString() ?? null },
});
const version = (number: number, overrides: Partial<Threshold> = {}): Threshold => ({
  ...{ caseId: file.id, version: number, revision: 1, rules: rulesOf(WRITTEN), owner: "dana", draftedBy: "dana", why: null },
  draftedAt: london("2027-05-04", "16:00"),
  agreedAt: london("2027-05-05", "10:40"),
  signatories: [
    signed("dana", "Service manager", london("2027-05-05", "10:00")),
    signed("mo", "Mental health team lead", london("2027-05-05", "10:20")),
    signed("connie", "Commissioner", london("2027-05-05", "10:40")),
  ],
  ...overrides,
});
const first = version(1, { rules: rulesOf(WRITTEN.slice(0, 2)), agreedAt: london("2027-02-03", "11:00") });
const second = version(2, { why: "requests went unanswered at night" });
const third = version(3, {
  ...{ revision: 2, draftedAt: now, agreedAt: null, why: "7 days were too few" },
  rules: rulesOf([
    WRITTEN[0]?.replace("7d", "10d") ?? "",
    WRITTEN[1] ?? "",
    "T5: any missing: review by Commissioner within 1wd",
  ]),
  signatories: [
    signed("dana", "Service manager", now),
    signed("mo", "Mental health team lead", null),
    signed("connie", "Commissioner", null),
  ],
});

const view = (overrides: Partial<ThresholdView> = {}): ThresholdView => ({
  ...{ file, calendar: aCalendar(), reads: true, mayDraft: true },
  versions: { inForce: second, draft: third, older: [first] },
  ...overrides,
});
const answer = (outcome: Outcome, reader: string) => outcomeCard(outcome as Parameters<typeof outcomeCard>[0], { now, reader });
const shown = (
  reader: string,
  overrides: Partial<ThresholdView> = {},
  number: number | null = null,
  said: string | null = null,
) => answer({ kind: "threshold", thresholds: view(overrides), version: number, said }, reader);

const incident = (number: number, overrides: Partial<Incident> = {}): Incident => ({
  ...{ number, at: london("2027-06-17", "13:55"), category: "self-harm", injury: "none", concerns: [], text: null },
  ...{ recordedAt: london("2027-06-17", "14:00"), recordedBy: "sam" },
  ...overrides,
});
const recorded = (crossings: Crossing[], overrides: Partial<Extract<Outcome, { kind: "incident" }>> = {}): Outcome => ({
  ...{ kind: "incident", file, inForce: 2, crossings, isNew: true },
  incident: incident(3, { concerns: ["exploitation", "police"] }),
  ...overrides,
});
const crossing = (overrides: Partial<Crossing> = {}): Crossing => ({
  ...{
    rule: "T2",
    version: 2,
    asks: "stabilisation",
    incidents: ["I1", "I2", "I3"],
    escalation: aThresholdEscalation(),
    how: "opened",
  },
  ...overrides,
});
const listed = (rows: Incident[], reads: boolean, one = false, total = rows.length): Outcome => ({
  ...{ kind: "incidents", file, total, one },
  rows: rows.map((each) => ({ number: each.number, at: each.at, restricted: reads ? each : null })),
});
const LONG = "Found in the garden after the evening round, sat with a colleague until it was calm again. ".repeat(4);
const ROWS = [
  incident(3, { concerns: ["exploitation"], injury: "minor", text: LONG }),
  incident(2, { category: "missing", at: london("2027-06-15", "22:15") }),
];

const review = (overrides: Partial<ThresholdReview> = {}): ReviewView => ({
  ...{ file, calendar: aCalendar(), draft: null, mayDecide: true },
  fired: [
    { rule: "T1", by: ["I1", "I2"] },
    { rule: "T2", by: ["I1", "I2", "I3"] },
    { rule: "T3", by: ["A2"] },
  ],
  review: {
    ...{ id: "00000000-0000-4000-8000-0000000000f1", caseId: file.id, clusterId: "00000000-0000-4000-8000-0000000000f2" },
    ...{ version: 2, owner: "dana", openedAt: now, dueDay: "2027-07-08" },
    ...{ decision: null, decidedBy: null, decidedAt: null, why: null },
    ...overrides,
  },
});

const form = (request: Pick<FormRequest, "name" | "command"> & Partial<FormRequest>, at: CaseFile = file) =>
  formCard({ view: null, file: at, ...request }, { now, reader: "dana" });
const drafting = {
  ...{ rules: WRITTEN.join("\n"), signatories: ["dana", "connie"], people: ["olu", "connie", "mo", "dana"], version: 3 },
  retiring: [],
};
const retiring = WRITTEN.map((words, at) => ({ ref: `T${at + 1}`, words, fired: at < 2 }));
const deciding = { do: "threshold-review", case: "C-031", review: review().review.id } as const;

export const THRESHOLD_SAMPLES: Sample[] = [
  { name: "thresholds", card: () => shown("mo") },
  { name: "thresholds-agreed", card: () => shown("dana", {}, null, "You have agreed to version 3. It waits for Mo and Connie.") },
  { name: "thresholds-below-care", card: () => shown("olu", { reads: false, mayDraft: false }) },
  { name: "thresholds-none", card: () => shown("dana", { versions: { inForce: null, draft: null, older: [] } }) },
  { name: "thresholds-old", card: () => shown("sam", { mayDraft: false }, 1) },
  {
    name: "thresholds-withdrawn",
    card: () => shown("sam", { mayDraft: false, versions: { inForce: { ...second, rules: [] }, draft: null, older: [first] } }),
  },
  {
    name: "thresholds-to-agree",
    card: () =>
      thresholdCard({ now, reader: "connie" }, view({ mayDraft: false }), {
        ...{ version: 3, why: [], said: ["Please read version 3 of the thresholds of C-031, and say whether you agree."] },
      }),
  },
  { name: "incident-recorded", card: () => answer(recorded([]), "sam") },
  { name: "incident-crosses", card: () => answer(recorded([crossing()]), "sam") },
  {
    name: "incident-joins",
    card: () =>
      answer(
        recorded([
          crossing({ how: "joined", rule: "T1", asks: "review", incidents: ["I3", "I4"] }),
          crossing({
            asks: "review",
            rule: "T1",
            incidents: ["I1"],
            escalation: aThresholdEscalation({
              number: 3,
              asks: "review",
              steps: [anOpenedStep({ role: "Service manager", heardBy: null })],
            }),
          }),
        ]),
        "sam",
      ),
  },
  { name: "incident-twice", card: () => answer(recorded([], { isNew: false }), "sam") },
  { name: "incident-without-thresholds", card: () => answer(recorded([], { inForce: null }), "sam") },
  { name: "incidents", card: () => answer(listed(ROWS, true, false, 40), "dana") },
  { name: "incidents-at-care-level", card: () => answer(listed(ROWS, false), "sam") },
  { name: "incidents-one", card: () => answer(listed(ROWS.slice(0, 1), true, true), "dana") },
  { name: "incidents-none", card: () => answer(listed([], true), "dana") },
  {
    name: "review-of-thresholds",
    card: () => reviewCard({ now, reader: "dana" }, review(), { occasion: "opened", said: [], why: [] }),
  },
  {
    name: "review-of-thresholds-missed",
    card: () =>
      reviewCard({ now, reader: "owen" }, review(), {
        occasion: "missed",
        said: [],
        why: ["You are cover for Dana until Fri 9 July 2027."],
      }),
  },
  {
    name: "review-of-thresholds-decided",
    card: () =>
      answer(
        {
          ...{ kind: "threshold-review", said: "This review has been decided." },
          review: review({ decision: "keep", decidedBy: "dana", decidedAt: now, why: "they came at the right time" }),
        },
        "dana",
      ),
  },
  { name: "form-incident", card: () => form({ name: "incident", command: { do: "incident", case: "C-031" } }) },
  {
    name: "form-threshold-draft",
    card: () =>
      form({ name: "threshold-draft", command: { do: "threshold-draft", case: "C-031", from: "2.0" }, threshold: drafting }),
  },
  {
    name: "form-threshold-draft-first",
    card: () =>
      form({
        ...{ name: "threshold-draft", command: { do: "threshold-draft", case: "C-031", from: "0.0" } },
        threshold: { ...drafting, rules: "", version: 1 },
      }),
  },
  {
    name: "form-threshold-keep",
    card: () => form({ name: "threshold-keep", command: { ...deciding, decision: "keep" }, threshold: drafting }),
  },
  {
    name: "form-threshold-retire",
    card: () =>
      form({ name: "threshold-retire", command: { ...deciding, decision: "retire" }, threshold: { ...drafting, retiring } }),
  },
];
