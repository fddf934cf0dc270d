import type { Card } from "../../src/cards/card.ts";
import { type EscalationSaying, escalationCard, escalationMixedCard } from "../../src/cards/escalation.ts";
import { escalationLine } from "../../src/cards/escalation-line.ts";
import { escalationLeadCard, escalationToldCard } from "../../src/cards/escalation-news.ts";
import { formCard } from "../../src/cards/form.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { relayedCard } from "../../src/cards/relayed.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { Escalation, EscalationDecision, Happening } from "../../src/core/escalation.ts";
import type { FormRequest } from "../../src/core/outcome.ts";
import { anAction, anExtensionRequest, aReassignmentRequest, aView, due, london, to } from "./builders.ts";
import {
  aClimbStep,
  anEscalationView,
  anOpenedStep,
  aThresholdView,
  CROSSED,
  OPENED,
  theSecondStep,
} from "./builders-escalation.ts";
import type { Sample } from "./sample-cards.ts";

/** Escalations as their deciders, the rooms and whoever is concerned meet them. */

const room = { platform: "slack" as const, workspace: "T0001" };
const iso = (day: string, time: string): string => london(day, time).toISOString();

const toHim = (reader: string, view: EscalationView, more: EscalationSaying = {}, now = OPENED): Card =>
  escalationCard({ now, reader }, view, more);
const inRoom = (view: EscalationView, now = OPENED, more: EscalationSaying = {}): Card =>
  escalationCard({ now, reader: "", room }, view, more);
const line = (view: EscalationView, happening: Happening, now = OPENED): Card =>
  escalationLine({ now, reader: "", room }, view, happening);

const acknowledged = { by: "hassan", at: iso("2027-03-31", "12:20"), coverFor: null };
const seen = { steps: [anOpenedStep({ acknowledged })] };
const climbed = (overrides: Partial<Escalation> = {}) =>
  anEscalationView({ version: 3, steps: [anOpenedStep(), theSecondStep()], rule: { kind: "ladder", version: 3 }, ...overrides });
const nextNoon = london("2027-04-01", "12:00");

const decision: EscalationDecision = {
  verdict: { what: "new-date", to: { day: "2027-04-06", time: null } },
  ...{ by: "hassan", role: "Housing team manager", coverFor: null, at: iso("2027-03-31", "12:40") },
  why: "surveyor illness; replacement booked",
};
const decidedView = (overrides: Partial<EscalationDecision> = {}, more: Partial<Escalation> = {}) =>
  anEscalationView(
    { state: "decided", version: 3, decision: { ...decision, ...overrides }, ...more },
    { action: anAction({ due: due("2027-04-06"), extensions: 1 }) },
  );
const closed = { at: iso("2027-03-31", "15:00"), because: "complete" as const, by: "priya", note: null };

const plan: EscalationDecision = {
  verdict: {
    ...{ what: "stabilisation", lead: "dana", cover: "owen", dailyAt: "16:30" },
    stepDown: "5 full days without an incident, all critical actions signed off, and agreement of manager and mental health lead",
  },
  ...{ by: "dana", role: "Service manager", coverFor: null, at: iso("2027-06-17", "14:20") },
  why: "three incidents in four days",
};
const review = aThresholdView({
  ...{ number: 1, asks: "review", inRooms: false, rule: { kind: "threshold", version: 2, ref: "T1" } },
  facts: [{ kind: "incidents", at: iso("2027-06-15", "22:15"), rule: "T1", incidents: ["I1", "I2"] }],
  openedAt: iso("2027-06-15", "22:15"),
  steps: [
    anOpenedStep({
      ...{ role: "Service manager", stops: "decision", heardBy: to("dana") },
      ...{ at: iso("2027-06-15", "22:15"), limit: iso("2027-06-16", "22:15") },
    }),
  ],
});
const onReview = london("2027-06-15", "22:15");
/** A tier-1 request was not acknowledged: Connie is asked, in the thread of E2. */
const tierTwo = aThresholdView(
  {
    ...{ number: 3, actionId: "a4", actionNumber: 4, threadId: "00000000-0000-4000-8000-00000000e002", asks: "action" },
    rule: { kind: "threshold", version: 2, ref: "T3" },
    facts: [{ kind: "unacknowledged", at: iso("2027-06-17", "18:20"), since: iso("2027-06-17", "14:20"), rule: "T3" }],
    openedAt: iso("2027-06-17", "18:20"),
    ladder: [aClimbStep({ role: "Commissioner", within: "4h", after: null })],
    steps: [
      anOpenedStep({
        ...{ role: "Commissioner", heardBy: to("connie") },
        ...{ at: iso("2027-06-17", "18:20"), limit: iso("2027-06-17", "22:20") },
      }),
    ],
  },
  {
    action: anAction({
      ...{ caseRef: "C-031", number: 4, status: "proposed", text: "Urgent mental health review", asker: "dana" },
      ...{ owner: "mo", ownerRole: "Mental health team lead", due: due("2027-06-18", "14:20") },
    }),
  },
);
const atSix = london("2027-06-17", "18:20");

const asked = (request: NonNullable<ReturnType<typeof anAction>["request"]>) =>
  anEscalationView({}, { action: anAction({ request }) });
const byHand = anEscalationView({
  cause: "by-hand",
  facts: [
    {
      kind: "by-hand",
      at: OPENED.toISOString(),
      by: "carl",
      why: "the neighbour has complained twice",
      due: { day: "2027-03-25", time: null },
    },
  ],
});

const cards: Sample[] = [
  { name: "escalation-opened-room", card: () => inRoom(anEscalationView()) },
  { name: "escalation-opened-decider", card: () => toHim("hassan", anEscalationView()) },
  {
    name: "escalation-linked",
    card: () =>
      inRoom(anEscalationView(), OPENED, {
        links: [{ platform: "teams", link: "https://teams.microsoft.com/l/message/19:c014/1" }],
      }),
  },
  { name: "escalation-acknowledged-decider", card: () => toHim("hassan", anEscalationView(seen)) },
  { name: "escalation-acknowledged-room", card: () => inRoom(anEscalationView(seen)) },
  { name: "escalation-second-step-room", card: () => inRoom(climbed(), nextNoon) },
  { name: "escalation-second-step-decider", card: () => toHim("connie", climbed(), {}, nextNoon) },
  { name: "escalation-second-step-first-decider", card: () => toHim("hassan", climbed(), {}, nextNoon) },
  {
    name: "escalation-to-cover",
    card: () =>
      toHim(
        "tom",
        anEscalationView({ steps: [anOpenedStep({ role: "Service manager", heardBy: to("tom", "priya", "2027-04-02") })] }),
        { why: ["You are cover for Priya until Fri 2 April 2027."] },
      ),
  },
  {
    name: "escalation-unreached",
    card: () =>
      inRoom(
        climbed({
          steps: [anOpenedStep({ heardBy: null }), theSecondStep({ because: "nobody-reachable", at: OPENED.toISOString() })],
        }),
      ),
  },
  {
    name: "escalation-passed-on",
    card: () =>
      toHim(
        "carl",
        anEscalationView({
          steps: [
            anOpenedStep(),
            anOpenedStep({
              ...{ place: null, role: null, personId: "carl", because: "passed-on", passedBy: "hassan" },
              ...{ why: "the neighbour is Carl's to speak with", heardBy: to("carl"), at: iso("2027-03-31", "13:00") },
            }),
          ],
        }),
      ),
  },
  { name: "escalation-request-date", card: () => toHim("hassan", asked(anExtensionRequest())) },
  {
    name: "escalation-request-owner",
    card: () => toHim("hassan", asked(aReassignmentRequest({ to: "carl", why: "noise is his field" }))),
  },
  { name: "escalation-by-hand", card: () => toHim("hassan", byHand) },
  {
    name: "escalation-joined",
    card: () =>
      toHim(
        "hassan",
        anEscalationView(
          {
            cause: "by-hand",
            facts: [
              ...byHand.escalation.facts,
              { kind: "overdue", at: OPENED.toISOString(), due: { day: "2027-03-25", time: null }, rule: null },
              { kind: "blocked", at: iso("2027-04-01", "09:00"), since: iso("2027-03-31", "09:00") },
            ],
          },
          {
            action: anAction({
              ...{ status: "blocked", blockedBecause: "no access to the flat" },
              latestUpdate: { by: "harriet", at: london("2027-03-30", "09:30"), text: "the surveyor was at the door twice" },
            }),
          },
        ),
      ),
  },
  {
    name: "escalation-past-the-last-step",
    card: () =>
      escalationLeadCard(
        { now: london("2027-04-06", "12:00"), reader: "priya" },
        climbed({ leadTold: iso("2027-04-06", "12:00") }),
        [],
      ),
  },
  { name: "escalation-decided-room", card: () => inRoom(decidedView()) },
  {
    name: "escalation-decided-by-cover",
    card: () => inRoom(decidedView({ by: "tom", role: "Service manager", coverFor: "priya" })),
  },
  {
    name: "escalation-decided-owner",
    card: () => inRoom(decidedView({ verdict: { what: "new-owner", to: "hassan" } })),
  },
  {
    name: "escalation-declined",
    card: () => toHim("hassan", decidedView({ verdict: { what: "declined" }, why: "the repair cannot wait" })),
  },
  { name: "escalation-decided-below-level", card: () => toHim("carl", decidedView()) },
  { name: "escalation-closed", card: () => inRoom(anEscalationView({ state: "closed", closed })) },
  { name: "escalation-mixed", card: () => escalationMixedCard(anEscalationView()) },
  {
    name: "escalation-answered",
    card: () =>
      outcomeCard(
        {
          kind: "escalation",
          view: anEscalationView(seen),
          whole: anEscalationView(seen),
          said: "Acknowledged. C-014/E1 waits for your decision.",
        },
        { now: OPENED, reader: "hassan" },
      ),
  },
  { name: "threshold-opened-room", card: () => inRoom(aThresholdView(), CROSSED) },
  { name: "threshold-opened-decider", card: () => toHim("dana", aThresholdView(), { category: "self-harm" }, CROSSED) },
  {
    name: "threshold-acknowledged",
    card: () => {
      const view = aThresholdView();
      const steps = view.escalation.steps.map((step) => ({
        ...step,
        acknowledged: { by: "owen", at: iso("2027-06-17", "14:05"), coverFor: "dana" },
      }));
      return toHim("dana", { ...view, escalation: { ...view.escalation, steps } }, {}, london("2027-06-17", "14:05"));
    },
  },
  {
    name: "threshold-joined",
    card: () => {
      const { escalation, ...rest } = aThresholdView({}, { file: { stabilising: true } });
      const facts = ["I4", "I5"].map((incident) => ({ kind: "incident" as const, at: iso("2027-06-19", "23:10"), incident }));
      return inRoom({ ...rest, escalation: { ...escalation, facts: [...escalation.facts, ...facts] } }, CROSSED);
    },
  },
  { name: "threshold-started", card: () => inRoom(aThresholdView({ state: "decided", decision: plan }), CROSSED) },
  {
    name: "threshold-started-by-cover",
    card: () => inRoom(aThresholdView({ state: "decided", decision: { ...plan, by: "owen", coverFor: "dana" } }), CROSSED),
  },
  {
    name: "threshold-declined",
    card: () =>
      toHim(
        "dana",
        aThresholdView({ state: "decided", decision: { ...plan, verdict: { what: "declined" }, why: "the evening plan holds" } }),
        {},
        CROSSED,
      ),
  },
  { name: "threshold-review", card: () => toHim("dana", review, { category: "self-harm" }, onReview) },
  {
    name: "threshold-reviewed",
    card: () =>
      toHim(
        "dana",
        {
          ...review,
          escalation: {
            ...review.escalation,
            state: "decided",
            decision: {
              ...plan,
              verdict: { what: "reviewed" },
              at: iso("2027-06-16", "10:00"),
              why: "keep watching; evening routine adjusted",
            },
          },
        },
        {},
        london("2027-06-16", "10:00"),
      ),
  },
  { name: "threshold-unacknowledged", card: () => toHim("connie", tierTwo, { category: "self-harm" }, atSix) },
];

const told: Sample[] = (
  [
    [
      "opened-owner",
      "harriet",
      anEscalationView(),
      { kind: "opened", at: OPENED.toISOString(), begun: anEscalationView().escalation },
    ],
    ["declined-owner", "harriet", decidedView({ verdict: { what: "declined" } }), { kind: "decided", at: decision.at, decision }],
    [
      "joined-decider",
      "hassan",
      anEscalationView({
        facts: [
          ...anEscalationView().escalation.facts,
          { kind: "blocked", at: iso("2027-04-01", "09:00"), since: iso("2027-03-31", "09:00") },
        ],
      }),
      {
        kind: "joined",
        at: OPENED.toISOString(),
        fact: { kind: "blocked", at: iso("2027-04-01", "09:00"), since: iso("2027-03-31", "09:00") },
      },
    ],
  ] satisfies [string, string, EscalationView, Happening][]
).map(([name, reader, view, happening]) => ({
  name: `escalation-told-${name}`,
  card: () => escalationToldCard({ now: OPENED, reader }, view, happening, []),
}));

const happenings: [string, EscalationView, Happening, Date?][] = [
  ["opened", anEscalationView(), { kind: "opened", at: OPENED.toISOString(), begun: anEscalationView().escalation }],
  ["step", climbed(), { kind: "step", at: nextNoon.toISOString(), step: theSecondStep() }, nextNoon],
  [
    "step-unreached",
    climbed({ steps: [anOpenedStep(), theSecondStep({ heardBy: null })] }),
    { kind: "step", at: nextNoon.toISOString(), step: theSecondStep({ heardBy: null }) },
    nextNoon,
  ],
  [
    "passed-on",
    anEscalationView({
      steps: [
        anOpenedStep(),
        anOpenedStep({
          ...{ place: null, role: null, personId: "carl", because: "passed-on", passedBy: "hassan" },
          ...{ why: "the neighbour is Carl's to speak with", heardBy: to("carl"), at: iso("2027-03-31", "13:00") },
        }),
      ],
    }),
    {
      kind: "step",
      at: iso("2027-03-31", "13:00"),
      step: anOpenedStep({
        ...{ place: null, role: null, personId: "carl", because: "passed-on", passedBy: "hassan" },
        ...{ why: "the neighbour is Carl's to speak with", heardBy: to("carl"), at: iso("2027-03-31", "13:00") },
      }),
    },
  ],
  [
    "heard",
    anEscalationView({ steps: [anOpenedStep({ role: "Service manager", heardBy: to("tom", "priya") })] }),
    { kind: "heard", at: OPENED.toISOString(), to: to("tom", "priya") },
  ],
  ["acknowledged", anEscalationView(seen), { kind: "acknowledged", role: "Housing team manager", ...acknowledged }],
  [
    "joined",
    anEscalationView(),
    {
      kind: "joined",
      at: OPENED.toISOString(),
      fact: { kind: "blocked", at: OPENED.toISOString(), since: iso("2027-03-31", "09:00") },
    },
  ],
  [
    "lead-told",
    climbed({ leadTold: iso("2027-04-06", "12:00") }),
    { kind: "lead-told", at: iso("2027-04-06", "12:00"), to: to("priya"), first: true },
    london("2027-04-06", "12:00"),
  ],
  ["decided", decidedView(), { kind: "decided", at: decision.at, decision }],
  ["closed", anEscalationView({ state: "closed", closed }), { kind: "closed", ...closed }],
  ["threshold-step", tierTwo, { kind: "opened", at: atSix.toISOString(), begun: tierTwo.escalation }, atSix],
  [
    "threshold-incident",
    aThresholdView(),
    { kind: "joined", at: CROSSED.toISOString(), fact: { kind: "incident", at: CROSSED.toISOString(), incident: "I4" } },
    CROSSED,
  ],
  [
    "threshold-started",
    aThresholdView({ state: "decided", decision: plan }),
    { kind: "decided", at: plan.at, decision: plan },
    CROSSED,
  ],
];

const lines: Sample[] = [
  ...happenings.map(([name, view, happening, now]) => ({
    name: `escalation-line-${name}`,
    card: () => line(view, happening, now),
  })),
  {
    name: "relayed",
    card: () =>
      relayedCard({ now: OPENED, reader: "", room }, anEscalationView(), {
        by: "harriet",
        from: "teams",
        text: "The surveyor can come on Tuesday: https://quayside.example/visits/12",
      }),
  },
];

const form = (name: FormRequest["name"], command: FormRequest["command"], escalation: EscalationView, reader: string) => {
  const { action, file, calendar } = escalation;
  return formCard({ name, command, view: action && { action, file, calendar }, file, escalation }, { now: OPENED, reader });
};

const forms: Sample[] = [
  {
    name: "form-escalate",
    card: () =>
      formCard(
        { name: "escalate", command: { do: "escalate", ref: "C-014/A1" }, view: aView(), file: null },
        { now: OPENED, reader: "carl" },
      ),
  },
  { name: "form-pass-on", card: () => form("pass-on", { do: "pass-on", ref: "C-014/E1" }, anEscalationView(), "hassan") },
  {
    name: "form-approve-escalation",
    card: () => form("approve", { do: "approve", ref: "C-014/E1", seen: 2 }, anEscalationView(), "hassan"),
  },
  {
    name: "form-approve-escalation-request",
    card: () => form("approve", { do: "approve", ref: "C-014/E1", seen: 2 }, asked(anExtensionRequest()), "hassan"),
  },
  {
    name: "form-decline-escalation",
    card: () => form("decline", { do: "decline", ref: "C-031/E2", seen: 2 }, aThresholdView(), "dana"),
  },
  { name: "form-stabilise", card: () => form("stabilise", { do: "stabilise", ref: "C-031/E2" }, aThresholdView(), "dana") },
  { name: "form-review", card: () => form("review", { do: "review", ref: "C-031/E1" }, review, "dana") },
];

export const ESCALATION_SAMPLES: Sample[] = [...cards, ...told, ...lines, ...forms];
