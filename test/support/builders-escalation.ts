import type { CaseFile } from "../../src/core/case-file.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import {
  afterAll,
  type ClimbStep,
  type Escalation,
  type Fact,
  type Happening,
  type OpenedStep,
} from "../../src/core/escalation.ts";
import type { Person } from "../../src/core/person.ts";
import { aCalendar, aCaseFile, aMapRole, anAction, aPerson, london, PEOPLE, to } from "./builders.ts";

/** Wed 31 March 2027, 12:00 in London: A1 is two working days overdue, and the first step of the ladder opens. */
export const OPENED = london("2027-03-31", "12:00");

const iso = (moment: Date): string => moment.toISOString();

/** A step that may be climbed: the housing team manager, two working days after the due date, unless said otherwise. */
export const aClimbStep = (overrides: Partial<ClimbStep> = {}): ClimbStep => ({
  role: "Housing team manager",
  personId: null,
  within: "1wd",
  stops: "acknowledge",
  after: "2wd",
  mayDecide: ["approve", "decline", "pass-on"],
  ...overrides,
});

/** Hassan has until Thu 1 April 2027, 12:00 to answer. */
export const anOpenedStep = (overrides: Partial<OpenedStep> = {}): OpenedStep => ({
  place: 0,
  role: "Housing team manager",
  personId: null,
  at: iso(OPENED),
  limit: iso(london("2027-04-01", "12:00")),
  stops: "acknowledge",
  mayDecide: ["approve", "decline", "pass-on"],
  because: "first",
  passedBy: null,
  why: null,
  heardBy: to("hassan"),
  acknowledged: null,
  ...overrides,
});

/** The second step, once the first was not acknowledged: Connie has until Tue 6 April 2027, 12:00. */
export const theSecondStep = (overrides: Partial<OpenedStep> = {}): OpenedStep =>
  anOpenedStep({
    ...{ place: 1, role: "Commissioner", because: "not-acknowledged", heardBy: to("connie") },
    ...{ at: iso(london("2027-04-01", "12:00")), limit: iso(london("2027-04-06", "12:00")) },
    ...overrides,
  });

export const anOverdueFact = (overrides: Partial<Extract<Fact, { kind: "overdue" }>> = {}): Fact => ({
  kind: "overdue",
  at: iso(OPENED),
  due: { day: "2027-03-25", time: null },
  rule: null,
  ...overrides,
});

/** C-014/E1: A1 is overdue, and the first of two steps has reached Hassan. */
export const anEscalation = (overrides: Partial<Escalation> = {}): Escalation => ({
  id: "00000000-0000-4000-8000-00000000e001",
  caseId: "00000000-0000-4000-8000-000000000014",
  caseRef: "C-014",
  number: 1,
  actionId: "00000000-0000-4000-8000-0000000000a1",
  actionNumber: 1,
  threadId: null,
  cause: "overdue",
  asks: "action",
  rule: { kind: "ladder", version: 1 },
  began: iso(london("2027-03-26", "00:00")),
  escalateAt: "12:00",
  inRooms: true,
  ladder: [aClimbStep(), aClimbStep({ role: "Commissioner", after: "4wd" })],
  facts: [anOverdueFact()],
  openedAt: iso(OPENED),
  version: 2,
  state: "open",
  steps: [anOpenedStep()],
  decision: null,
  closed: null,
  leadTold: null,
  ...overrides,
});

/** The same after more has happened to it. */
export function afterThat(escalation: Escalation, ...happenings: Happening[]): Escalation {
  const next = afterAll(escalation, happenings);
  if (!next) throw new Error("nothing has happened");
  return next;
}

/** An escalation with the action that it is about, in the case of the housing scenario. */
export const anEscalationView = (
  escalation: Partial<Escalation> = {},
  { action, file = {} }: { action?: EscalationView["action"]; file?: Partial<CaseFile> } = {},
): EscalationView => {
  const made = anEscalation(escalation);
  return {
    escalation: made,
    action: action === undefined ? anAction({ escalation: made.id }) : action,
    file: aCaseFile(file),
    calendar: aCalendar(),
  };
};

const trust = { organisation: "trust", organisationName: "Estuary Mental Health Trust", organisationKind: "NHS trust" };

/** The people of the crisis scenario; Mo of the trust is on Teams. */
export const CRISIS_PEOPLE: Record<string, Person> = {
  sam: aPerson({ id: "sam", role: "Senior support worker" }),
  dana: aPerson({ id: "dana", role: "Service manager" }),
  owen: aPerson({ id: "owen", role: "On-call manager" }),
  olu: aPerson({ id: "olu", role: "Operations director" }),
  mo: aPerson({
    ...{ id: "mo", role: "Mental health team lead", ...trust },
    identities: [
      { platform: "teams", workspace: "11111111-1111-4111-8111-111111111111", user: "aaaaaaaa-0000-4000-8000-000000000005" },
    ],
  }),
  ...(PEOPLE.connie && { connie: PEOPLE.connie }),
};

/** Case C-031: Dana leads, Owen may act for her at any time; Connie sees the coordination level alone. */
export const aCrisisFile = (overrides: Partial<CaseFile> = {}): CaseFile =>
  aCaseFile({
    id: "00000000-0000-4000-8000-000000000031",
    ref: "C-031",
    purpose: "Mental health support and prevention of crisis",
    leadId: "dana",
    people: CRISIS_PEOPLE,
    team: [
      ...["sam", "dana", "owen", "olu"].map((personId) => ({ personId, level: "restricted" as const, from: null, until: null })),
      { personId: "mo", level: "care", from: null, until: null },
      { personId: "connie", level: "coordination", from: null, until: null },
    ],
    map: [
      aMapRole("Service manager", "dana", { signsOff: ["evidence"], cover: [{ personId: "owen", from: null, until: null }] }),
      aMapRole("Senior support worker", "sam"),
      aMapRole("Mental health team lead", "mo", { organisation: "trust" }),
      aMapRole("Commissioner", "connie"),
      aMapRole("Operations director", "olu"),
    ],
    ...overrides,
  });

/** Thu 17 June 2027, 13:55 in London: the third incident in seven days. */
export const CROSSED = london("2027-06-17", "13:55");

/** C-031/E2: threshold T2 was crossed, and Dana has until 15:55 to decide whether stabilisation starts. */
export const aThresholdEscalation = (overrides: Partial<Escalation> = {}): Escalation =>
  anEscalation({
    id: "00000000-0000-4000-8000-00000000e002",
    caseId: "00000000-0000-4000-8000-000000000031",
    caseRef: "C-031",
    number: 2,
    actionId: null,
    actionNumber: null,
    cause: "threshold",
    asks: "stabilisation",
    rule: { kind: "threshold", version: 2, ref: "T2" },
    began: iso(CROSSED),
    ladder: [aClimbStep({ role: "Service manager", within: "2h", stops: "decision", after: null })],
    facts: [{ kind: "incidents", at: iso(CROSSED), rule: "T2", incidents: ["I1", "I2", "I3"] }],
    openedAt: iso(CROSSED),
    steps: [
      anOpenedStep({
        ...{ role: "Service manager", stops: "decision", heardBy: to("dana") },
        ...{ at: iso(CROSSED), limit: iso(london("2027-06-17", "15:55")) },
      }),
    ],
    ...overrides,
  });

export const aThresholdView = (
  escalation: Partial<Escalation> = {},
  { action = null, file = {} }: { action?: EscalationView["action"]; file?: Partial<CaseFile> } = {},
): EscalationView => ({
  escalation: aThresholdEscalation(escalation),
  action,
  file: aCrisisFile(file),
  calendar: aCalendar(),
});
