import type { Action, ChangeRequest } from "../../src/core/action.ts";
import type { CaseFile, MapRole } from "../../src/core/case-file.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Due } from "../../src/core/due.ts";
import type { Recipient } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import type { Person } from "../../src/core/person.ts";
import type { Calendar } from "../../src/core/working-day.ts";

/** Thu 11 March 2027, 14:20 in London: the joint meeting of the housing scenario. */
export const NOW = new Date("2027-03-11T14:20:00Z");

/** A wall time in London in 2027, `london("2027-04-06", "10:15")`, summer time included. */
export const london = (day: string, time: string): Date =>
  new Date(`${day}T${time}:00${day >= "2027-03-28" && day < "2027-10-31" ? "+01:00" : "Z"}`);

export const aCalendar = (overrides: Partial<Calendar> = {}): Calendar => ({
  timeZone: "Europe/London",
  region: "england",
  holidays: new Set(["2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31"]),
  ...overrides,
});

export const due = (day: string, time: string | null = null): Due => ({ day, time, timeZone: "Europe/London" });

export const aPerson = (overrides: Partial<Person> & { id: string }): Person => ({
  name: overrides.id.charAt(0).toUpperCase() + overrides.id.slice(1),
  role: "Support worker",
  organisation: "provider",
  organisationName: "Harbour Autism Services",
  organisationKind: "provider",
  email: null,
  phone: null,
  timeZone: null,
  quietHours: null,
  digest: { on: true, time: null, weekdays: null },
  digestOffSince: null,
  identities: [{ platform: "slack", workspace: "T0001", user: `U-${overrides.id.toUpperCase()}` }],
  ...overrides,
});

const housing = { organisation: "housing", organisationName: "Quayside Homes", organisationKind: "housing" };
const council = { organisation: "council", organisationName: "Harbour Council", organisationKind: "council" };
const practice = { organisation: "practice", organisationName: "Quay Street Surgery", organisationKind: "gp practice" };

/** The people of the housing scenario, and Meera of the practice, who is outside chat. */
export const PEOPLE: Record<string, Person> = {
  priya: aPerson({ id: "priya", role: "Service manager" }),
  tom: aPerson({ id: "tom", role: "Team leader" }),
  harriet: aPerson({ id: "harriet", role: "Housing officer", ...housing }),
  hassan: aPerson({ id: "hassan", role: "Housing team manager", ...housing }),
  carl: aPerson({ id: "carl", role: "Community safety officer", ...council }),
  connie: aPerson({ id: "connie", role: "Commissioner", ...council }),
  meera: aPerson({ id: "meera", role: "Practice manager", ...practice, identities: [] }),
};

export const aMapRole = (role: string, personId: string, overrides: Partial<MapRole> = {}): MapRole => ({
  id: `role-${personId}`,
  role,
  organisation: PEOPLE[personId]?.organisation ?? "provider",
  personId,
  issues: [],
  signsOff: [],
  cover: [],
  ...overrides,
});

/** Case C-014: Priya leads and signs off, Tom may act for her at any time. */
export const aCaseFile = (overrides: Partial<CaseFile> = {}): CaseFile => ({
  id: "00000000-0000-4000-8000-000000000014",
  ref: "C-014",
  purpose: "Housing and environmental stability",
  leadId: "priya",
  region: "england",
  timeZone: "Europe/London",
  digestTime: "08:30",
  quietHours: null,
  stabilising: false,
  protectedTerms: [],
  places: [],
  team: Object.keys(PEOPLE).map((personId) => ({
    personId,
    level: personId === "priya" || personId === "tom" ? "restricted" : "coordination",
    from: null,
    until: null,
  })),
  map: [
    aMapRole("Service manager", "priya", { signsOff: ["evidence"], cover: [{ personId: "tom", from: null, until: null }] }),
    aMapRole("Housing officer", "harriet", { issues: ["repairs", "noise"] }),
    aMapRole("Housing team manager", "hassan"),
    aMapRole("Community safety officer", "carl", { issues: ["neighbour conflict"] }),
    aMapRole("Commissioner", "connie"),
    aMapRole("Practice manager", "meera"),
  ],
  leave: [],
  people: PEOPLE,
  ...overrides,
});

/** A1 of C-014: open, whole, Harriet's, due in ten working days. Asked for by Priya. */
export const anAction = (overrides: Partial<Action> = {}): Action => ({
  id: "00000000-0000-4000-8000-0000000000a1",
  caseId: "00000000-0000-4000-8000-000000000014",
  caseRef: "C-014",
  number: 1,
  status: "open",
  text: "Pipe lagging and wall insulation survey",
  asker: "priya",
  owner: "harriet",
  ownerRole: "Housing officer",
  chaser: null,
  due: due("2027-03-25"),
  dueWords: "in 10 working days",
  originalDue: due("2027-03-25"),
  extensions: 0,
  evidenceRequired: "surveyor's report",
  ownerChoices: [],
  notYetHeard: false,
  level: "coordination",
  source: null,
  follows: null,
  blockedBecause: null,
  endedBecause: null,
  signedOffBy: null,
  createdAt: NOW,
  acceptedAt: NOW,
  closedAt: null,
  statusSince: NOW,
  runningSince: NOW,
  askedSince: null,
  escalation: null,
  climbed: {},
  meetingId: null,
  sourceState: null,
  acting: null,
  putOff: {},
  shown: true,
  version: 3,
  changes: 3,
  request: null,
  latestUpdate: null,
  latestEvidence: null,
  latestDecision: null,
  ...overrides,
});

/** A draft as `assign` leaves it, before anybody was asked. Whole unless said otherwise. */
export const aDraft = (overrides: Partial<Action> = {}): Action =>
  anAction({ status: "draft", version: 1, changes: 1, originalDue: null, acceptedAt: null, ...overrides });

/** Harriet asks for Tue 6 April. */
export const anExtensionRequest = (overrides: Partial<Extract<ChangeRequest, { kind: "extension" }>> = {}): ChangeRequest => ({
  id: "00000000-0000-4000-8000-0000000000e1",
  kind: "extension",
  by: "harriet",
  at: NOW,
  why: "surveyor illness; replacement booked",
  to: due("2027-04-06"),
  ...overrides,
});

/** Harriet asks that Hassan take over. */
export const aReassignmentRequest = (
  overrides: Partial<Extract<ChangeRequest, { kind: "reassignment" }>> = {},
): ChangeRequest => ({
  id: "00000000-0000-4000-8000-0000000000e2",
  kind: "reassignment",
  by: "harriet",
  at: NOW,
  why: null,
  to: "hassan",
  ...overrides,
});

export const aView = (action: Partial<Action> = {}, file: Partial<CaseFile> = {}): ActionView => ({
  action: anAction(action),
  file: aCaseFile(file),
  calendar: aCalendar(),
});

/** What somebody has before them: nothing, unless said otherwise. */
export const aDigest = (personId: string, overrides: Partial<Digest> = {}): Digest => ({
  personId,
  overdue: [],
  dueToday: [],
  dueSoon: [],
  later: [],
  waiting: [],
  ownerLeft: [],
  ...overrides,
});

/** Somebody who reads a notice in their own place. */
export const to = (personId: string, coverFor: string | null = null, coverUntil: string | null = null): Recipient => ({
  personId,
  coverFor,
  coverUntil,
});
