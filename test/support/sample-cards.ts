import type { Card } from "../../src/cards/card.ts";
import { formCard } from "../../src/cards/form.ts";
import { liveCard, noticeCard } from "../../src/cards/notice.ts";
import { type Answered, outcomeCard } from "../../src/cards/outcome.ts";
import { stateCard } from "../../src/cards/state.ts";
import type { LatestDecision } from "../../src/core/action.ts";
import type { ActionView, FormRequest, HistoryLine } from "../../src/core/outcome.ts";
import { aCaseFile, aDigest, anExtensionRequest, aReassignmentRequest, aView, due, london, NOW, PEOPLE, to } from "./builders.ts";

import { CLOCK_SAMPLES } from "./sample-clock-cards.ts";
import { ESCALATION_SAMPLES } from "./sample-escalation-cards.ts";
import { LADDER_SAMPLES } from "./sample-ladder-cards.ts";
import { MEETING_SAMPLES } from "./sample-meeting-cards.ts";
import { MINUTES_SAMPLES } from "./sample-minutes-cards.ts";
import { OWN_SAMPLES } from "./sample-own-cards.ts";
import { REPORT_SAMPLES } from "./sample-reports.ts";
import { THRESHOLD_SAMPLES } from "./sample-threshold-cards.ts";
import { draftView, evidence, outside, overdueNow, say, withEvidence } from "./sample-views.ts";

/** One of every card that people can meet, as data: the golden files, the schema and the platforms' limits are held against these. */
export interface Sample {
  name: string;
  card: () => Card;
}

const ref = "C-014/A1";
const answer = (outcome: Answered, reader = "priya", now = NOW) => outcomeCard(outcome, { now, reader });
const form = (name: FormRequest["name"], command: FormRequest["command"], view: ActionView | null = aView()) =>
  formCard({ name, command, view, file: null }, { now: NOW, reader: "harriet" });

const returned: LatestDecision = { what: "returned", by: "priya", at: NOW, why: "the report has no date" };
const newDate: LatestDecision = {
  what: "approved",
  asked: "extension",
  to: due("2027-04-06"),
  by: "hassan",
  at: NOW,
  why: "the surveyor is booked",
};
const source = {
  platform: "slack" as const,
  workspace: "T0001",
  conversation: "C0001",
  message: "1804774800.000100",
  link: "https://harbour.slack.example/archives/C0001/p1804774800000100",
};
const said = { ...source, saidBy: "harriet" };

export const digest = aDigest("harriet", {
  overdue: [
    aView({ number: 2, text: "Boiler cupboard door", due: due("2027-03-10"), originalDue: due("2027-03-08"), extensions: 1 }),
  ],
  dueToday: [aView({ number: 3, text: "Call the repairs desk", due: due("2027-03-11", "17:00") })],
  dueSoon: [aView({ number: 4, text: "Send the tenancy letter", due: due("2027-03-15") })],
  later: [aView()],
  waiting: [
    { view: aView({ number: 5, text: "Quiet hours letter", status: "proposed" }), what: "accept" as const },
    {
      view: draftView({ number: 6, text: "Ask for a second survey", asker: "harriet", evidenceRequired: null }),
      what: "confirm" as const,
    },
  ],
});

const priyaThen = { name: "Priya", role: "Service manager", organisation: "Harbour Autism Services" };
const line = (overrides: Partial<HistoryLine>): HistoryLine => ({
  at: NOW,
  who: priyaThen,
  coverFor: null,
  verb: "confirmed",
  result: "done",
  changes: [],
  why: null,
  withheld: false,
  ...overrides,
});

const answers: Sample[] = [
  {
    name: "draft-whole",
    card: () => answer({ kind: "draft", view: draftView({ source }), question: null, said: null, suggestions: [] }),
  },
  {
    name: "draft-asks-for-evidence",
    card: () =>
      answer({
        kind: "draft",
        view: draftView({ evidenceRequired: null }),
        question: "evidence",
        said: "Not confirmed: A1 has no evidence to show that it is done.",
        suggestions: ["surveyor's report", "survey date and reference"].map((label) => ({
          label,
          command: { do: "edit", ref, seen: 1, evidence: label },
        })),
      }),
  },
  {
    name: "draft-asks-which-owner",
    card: () =>
      answer({
        kind: "draft",
        view: draftView({ owner: null, ownerRole: null, ownerChoices: ["carl", "harriet"] }),
        question: "owner",
        said: null,
        suggestions: ["carl", "harriet"].map((id) => ({
          label: PEOPLE[id]?.name ?? id,
          command: { do: "edit", ref, seen: 1, who: `person:${id}` },
        })),
      }),
  },
  {
    name: "draft-empty",
    card: () =>
      answer({
        kind: "draft",
        view: draftView({ text: null, owner: null, ownerRole: null, due: null, dueWords: null, evidenceRequired: null }),
        question: "text",
        said: null,
        suggestions: [],
      }),
  },
  {
    name: "draft-owner-outside-chat",
    card: () =>
      answer({
        kind: "draft",
        view: draftView({ owner: "meera", ownerRole: "Practice manager" }),
        question: "chaser",
        said: null,
        suggestions: [{ label: "Me", command: { do: "edit", ref, seen: 1, chaser: "me" } }],
      }),
  },
  {
    name: "drafts",
    card: () =>
      answer({
        kind: "drafts",
        drafts: [
          { view: draftView(), question: null },
          {
            view: draftView({ number: 2, text: "Mediation offer", owner: "carl", ownerRole: null, evidenceRequired: null }),
            question: "evidence",
          },
          {
            view: draftView({
              number: 3,
              text: "Look at the boiler cupboard door",
              owner: null,
              ownerRole: null,
              due: null,
              dueWords: null,
            }),
            question: "owner",
          },
          { view: aView({ number: 4, text: "Update the risk plan", status: "proposed", owner: "priya" }), question: null },
        ],
      }),
  },
  {
    name: "done-confirmed",
    card: () =>
      answer({
        kind: "done",
        verb: "confirm",
        view: aView({ status: "proposed" }),
        said: "Confirmed. Harriet is asked to accept.",
        next: null,
      }),
  },
  {
    name: "done-accepted",
    card: () =>
      answer(
        { kind: "done", verb: "accept", view: aView(), said: `Accepted. ${ref} is open, due Thu 25 March 2027.`, next: null },
        "harriet",
      ),
  },
  {
    name: "done-not-achieved",
    card: () =>
      answer({
        kind: "done",
        verb: "not-achieved",
        view: aView({ status: "not achieved", closedAt: NOW, endedBecause: "the neighbour declined mediation" }),
        said: `${ref} has ended as not achieved.`,
        next: "What is the next step? Make it an action, with an owner and a date.",
      }),
  },
  {
    name: "stale",
    card: () =>
      answer({
        kind: "stale",
        view: aView({ ...withEvidence, status: "complete", signedOffBy: "tom", closedAt: london("2027-04-06", "14:20") }),
        said: "Already signed off by Tom at 14:20.",
      }),
  },
  {
    name: "shown-overdue-moved",
    card: () =>
      answer(
        {
          kind: "shown",
          view: aView({
            due: due("2027-03-26"),
            extensions: 1,
            follows: "A2",
            source,
            latestUpdate: { by: "harriet", at: london("2027-03-18", "09:30"), text: "surveyor booked for Thursday" },
          }),
        },
        "harriet",
        overdueNow,
      ),
  },
  {
    name: "shown-above-level",
    card: () =>
      answer(
        { kind: "shown", view: aView({ text: null, evidenceRequired: null, level: "restricted", withheld: true }) },
        "connie",
      ),
  },
  {
    name: "list",
    card: () =>
      answer(
        {
          kind: "list",
          title: "C-014: all actions",
          rows: [...digest.overdue, aView(), aView({ ...withEvidence, number: 7 })],
          total: 120,
        },
        "priya",
      ),
  },
  { name: "list-empty", card: () => answer({ kind: "list", title: "Your actions", rows: [], total: 0 }) },
  { name: "digest", card: () => answer({ kind: "digest", digest }, "harriet") },
  {
    name: "digest-empty",
    card: () => answer({ kind: "digest", digest: aDigest("carl") }, "carl"),
  },
  {
    name: "home",
    card: () => answer({ kind: "home", digest, leads: [{ file: aCaseFile(), live: 4, overdue: 1 }] }, "harriet"),
  },
  {
    name: "history",
    card: () =>
      answer({
        kind: "history",
        view: aView(),
        level: "coordination",
        lines: [
          line({ verb: "confirmed", changes: ["status draft to proposed"] }),
          line({
            who: { name: "Tom", role: "Team leader", organisation: "Harbour Autism Services" },
            coverFor: "Priya",
            at: london("2027-03-31", "12:10"),
            verb: "approved a new date",
            changes: ["due Thu 25 March 2027 to Tue 6 April 2027"],
            why: "surveyor illness; replacement booked",
          }),
          line({
            who: { name: "Carl", role: "Community safety officer", organisation: "Harbour Council" },
            at: london("2027-03-31", "12:30"),
            verb: "approve",
            result: "refused",
            withheld: true,
          }),
        ],
      }),
  },
  { name: "help", card: () => answer({ kind: "help", door: "action", all: false }) },
  { name: "help-all", card: () => answer({ kind: "help", door: "action", all: true }) },
  { name: "help-mdt", card: () => answer({ kind: "help", door: "mdt", all: false }) },
  { name: "no-access", card: () => answer({ kind: "no-access" }, "connie") },
  { name: "stranger", card: () => answer({ kind: "stranger" }, "") },
  {
    name: "not-allowed",
    card: () =>
      answer(
        { kind: "not-allowed", view: aView(), verb: "approve", who: "Only a signer (Service manager), the lead or cover" },
        "carl",
      ),
  },
  {
    name: "invalid",
    card: () =>
      answer({
        kind: "invalid",
        field: "date",
        message: "Not saved: the due date 31 February does not exist.",
        example: "by Fri 5 March",
      }),
  },
  { name: "protected", card: () => answer({ kind: "protected", found: ["NHS number", "postcode"] }) },
  {
    name: "unknown-words",
    card: () =>
      answer({
        kind: "unknown-words",
        nearest: "action extend A1 to <when> because <why>",
        example: "action extend A1 to 6 April because the surveyor is ill",
      }),
  },
  {
    name: "which-case",
    card: () =>
      answer({ kind: "which-case", refs: ["C-014", "C-022"], example: "action assign C-014 @Harriet by Friday book the survey" }),
  },
  { name: "failed", card: () => answer({ kind: "failed", id: "7f3a" }) },
];

const notices: Sample[] = [
  {
    name: "draft-asked",
    card: () =>
      say(
        { kind: "draft", to: to("harriet"), version: 1 },
        draftView({
          ...{ owner: null, ownerRole: null, due: null, dueWords: null, evidenceRequired: null },
          source: said,
        }),
      ),
  },
  {
    name: "draft-asked-evidence",
    card: () => say({ kind: "draft", to: to("harriet"), version: 1 }, draftView({ evidenceRequired: null, source: said })),
  },
  {
    name: "draft-asked-whole",
    card: () =>
      answer({ kind: "done", verb: "edit", view: draftView({ source: said }), said: "Changed.", next: null }, "harriet"),
  },
  {
    name: "proposed",
    card: () => say({ kind: "proposed", to: to("harriet"), version: 2 }, aView({ status: "proposed", source })),
  },
  {
    name: "proposed-to-cover",
    card: () => {
      const file = aCaseFile();
      const map = file.map.map((role) =>
        role.personId === "harriet"
          ? { ...role, cover: [{ personId: "hassan", from: "2027-03-01", until: "2027-03-12" }] }
          : role,
      );
      return say(
        { kind: "proposed", to: to("hassan", "harriet", "2027-03-12"), version: 2 },
        { ...aView({ status: "proposed" }), file: { ...file, map } },
      );
    },
  },
  {
    name: "proposed-after-acceptance",
    card: () => liveCard("proposed", aView(), { now: NOW, reader: "harriet" }),
  },
  {
    name: "request-decided",
    card: () => liveCard("request", aView({ due: due("2027-04-06"), latestDecision: newDate }), { now: NOW, reader: "priya" }),
  },
  {
    name: "request-decided-below-care-level",
    card: () =>
      liveCard("request", aView({ latestDecision: { ...newDate, what: "declined", why: null }, withheld: true }), {
        now: NOW,
        reader: "connie",
      }),
  },
  { name: "chase", card: () => say({ kind: "chase", to: to("tom"), version: 2 }, aView(outside)) },
  {
    name: "chase-heard",
    card: () => say({ kind: "chase", to: to("tom"), version: 2 }, aView({ ...outside, notYetHeard: false })),
  },
  { name: "evidence-in", card: () => say({ kind: "evidence-in", to: to("priya"), version: 4 }, aView(withEvidence)) },
  {
    name: "evidence-in-to-cover",
    card: () => say({ kind: "evidence-in", to: to("tom", "priya", "2027-03-12"), version: 4 }, aView(withEvidence)),
  },
  {
    name: "request-date",
    card: () =>
      say(
        { kind: "request", to: to("priya"), request: anExtensionRequest().id },
        aView({ request: anExtensionRequest(), extensions: 1, originalDue: due("2027-03-18") }),
      ),
  },
  {
    name: "request-owner",
    card: () =>
      say({ kind: "request", to: to("priya"), request: aReassignmentRequest().id }, aView({ request: aReassignmentRequest() })),
  },
  {
    name: "decided-approved",
    card: () =>
      say(
        {
          kind: "decided",
          to: to("harriet"),
          request: anExtensionRequest().id,
          asked: "extension",
          decision: "approved",
          by: "priya",
          why: "the replacement is booked",
        },
        aView({ due: due("2027-04-06"), extensions: 1 }),
      ),
  },
  {
    name: "decided-declined",
    card: () =>
      say(
        {
          kind: "decided",
          to: to("harriet"),
          request: aReassignmentRequest().id,
          asked: "reassignment",
          decision: "declined",
          by: "priya",
          why: "Hassan is away",
        },
        aView(),
      ),
  },
  ...(
    [
      ["not-me", "priya", draftView({ owner: null, ownerRole: null })],
      ["completed", "priya", draftView({ source: said })],
      ["no-action", "priya", draftView({ status: "cancelled", source: said, closedAt: NOW, endedBecause: "draft discarded" })],
      ["signed-off", "harriet", aView({ ...withEvidence, status: "complete", signedOffBy: "tom", closedAt: NOW })],
      ["returned", "harriet", aView({ latestEvidence: { ...evidence, text: "report attached" } })],
      ["not-achieved", "harriet", aView({ status: "not achieved", closedAt: NOW, endedBecause: "mediation was declined" })],
      ["cancelled", "harriet", aView({ status: "cancelled", closedAt: NOW, endedBecause: "the tenancy has ended" })],
      ["reopened", "harriet", aView()],
      ["blocked", "priya", aView({ status: "blocked", blockedBecause: "no access to the flat" })],
      ["unblocked", "priya", aView()],
      ["not-delivered", "priya", aView({ status: "proposed" })],
      ["date-changed", "harriet", aView({ extensions: 1 })],
      ["owner-changed", "harriet", aView({ owner: "hassan", ownerRole: null, status: "proposed" })],
    ] as const
  ).map(
    ([what, reader, view]): Sample => ({
      name: `told-${what}`,
      card: () =>
        say(
          {
            kind: "told",
            what,
            to: to(reader),
            by: what === "blocked" ? "harriet" : "tom",
            why: reasons[what] ?? null,
            version: 5,
          },
          view,
        ),
    }),
  ),
];

const reasons: Record<string, string> = {
  returned: "the report has no date",
  "not-achieved": "mediation was declined",
  cancelled: "the tenancy has ended",
  reopened: "the leak came back",
  blocked: "no access to the flat",
};

const rooms: Sample[] = [
  { name: "state-case-open", card: () => stateCard(aView(), "case", { now: NOW }) },
  { name: "state-case-proposed", card: () => stateCard(aView({ status: "proposed" }), "case", { now: NOW }) },
  {
    name: "state-case-blocked-with-request",
    card: () =>
      stateCard(aView({ status: "blocked", blockedBecause: "no access to the flat", request: anExtensionRequest() }), "case", {
        now: NOW,
      }),
  },
  { name: "state-case-evidence", card: () => stateCard(aView(withEvidence), "case", { now: NOW }) },
  {
    name: "state-case-returned",
    card: () => stateCard(aView({ ...withEvidence, status: "open", latestDecision: returned }), "case", { now: NOW }),
  },
  {
    name: "called",
    card: () =>
      noticeCard(
        { kind: "called", placeId: "p1", question: { kind: "proposed", to: to("harriet"), version: 2 } },
        aView({ status: "proposed" }),
        { now: NOW, reader: "", room: { platform: "teams", workspace: "11111111-1111-4111-8111-111111111111" } },
      ),
  },
  { name: "state-case-draft", card: () => stateCard(draftView(), "case", { now: NOW }) },
  { name: "state-case-restricted", card: () => stateCard(aView({ level: "restricted" }), "case", { now: NOW }) },
  { name: "state-provider-outside", card: () => stateCard(aView(outside), "provider", { now: NOW }) },
  { name: "state-mixed", card: () => stateCard(aView(), "mixed", { now: NOW }) },
  { name: "state-mixed-overdue", card: () => stateCard(aView(), "mixed", { now: overdueNow }) },
];

const forms: Sample[] = [
  {
    name: "form-assign",
    card: () =>
      formCard(
        { name: "assign", command: { do: "assign", case: "C-014" }, view: null, file: aCaseFile() },
        { now: NOW, reader: "priya" },
      ),
  },
  { name: "form-assign-no-case", card: () => form("assign", { do: "assign" }, null) },
  {
    name: "form-assign-choose-case",
    card: () =>
      formCard(
        {
          name: "assign",
          command: { do: "assign", text: "Harriet to call the landlord" },
          view: null,
          file: null,
          cases: [aCaseFile(), aCaseFile({ ref: "C-022", purpose: "Access to primary care" })],
        },
        { now: NOW, reader: "priya" },
      ),
  },
  {
    name: "form-assign-only-case",
    card: () =>
      formCard(
        { name: "assign", command: { do: "assign" }, view: null, file: aCaseFile(), cases: [aCaseFile()] },
        { now: NOW, reader: "priya" },
      ),
  },
  {
    name: "form-from",
    card: () =>
      formCard(
        { name: "from", command: { do: "from", case: "C-014" }, view: null, file: aCaseFile() },
        { now: NOW, reader: "priya" },
      ),
  },
  { name: "form-edit", card: () => form("edit", { do: "edit", ref, seen: 1 }, draftView({ due: due("2027-03-25", "17:00") })) },
  { name: "form-update", card: () => form("update", { do: "update", ref, seen: 3 }) },
  { name: "form-evidence", card: () => form("evidence", { do: "evidence", ref, seen: 3 }) },
  { name: "form-return", card: () => form("return", { do: "return", ref, seen: 4 }, aView(withEvidence)) },
  { name: "form-extend", card: () => form("extend", { do: "extend", ref, seen: 3 }) },
  { name: "form-reassign", card: () => form("reassign", { do: "reassign", ref, seen: 3 }) },
  {
    name: "form-approve-date",
    card: () =>
      form(
        "approve",
        { do: "approve", ref, seen: 3, request: anExtensionRequest().id },
        aView({ request: anExtensionRequest() }),
      ),
  },
  {
    name: "form-approve-owner",
    card: () =>
      form(
        "approve",
        { do: "approve", ref, seen: 3, request: aReassignmentRequest().id },
        aView({ request: aReassignmentRequest() }),
      ),
  },
  {
    name: "form-decline",
    card: () =>
      form(
        "decline",
        { do: "decline", ref, seen: 3, request: anExtensionRequest().id },
        aView({ request: anExtensionRequest() }),
      ),
  },
  { name: "form-block", card: () => form("block", { do: "block", ref, seen: 3 }) },
  { name: "form-cancel", card: () => form("cancel", { do: "cancel", ref, seen: 3 }) },
  { name: "form-not-achieved", card: () => form("not-achieved", { do: "not-achieved", ref, seen: 3 }) },
  { name: "form-reopen", card: () => form("reopen", { do: "reopen", ref, seen: 3 }, aView({ status: "complete" })) },
];

export const SAMPLES: Sample[] = [
  ...answers,
  ...notices,
  ...rooms,
  ...CLOCK_SAMPLES,
  ...forms,
  ...OWN_SAMPLES,
  ...ESCALATION_SAMPLES,
  ...LADDER_SAMPLES,
  ...THRESHOLD_SAMPLES,
  ...MEETING_SAMPLES,
  ...MINUTES_SAMPLES,
  ...REPORT_SAMPLES,
];
