import type { Audience, Level } from "../core/case-file.ts";
import type { LadderStep } from "../core/ladder.ts";
import type { Platform } from "../core/person.ts";
import type { Day, Region } from "../core/working-day.ts";
import type { PersonEntry, PlaceEntry, RoleEntry } from "./schema.ts";
import type { Located, SetupCase, SetupFile } from "./setup-file.ts";
import type { Path } from "./yaml.ts";

/** What each kind of entry says. The first fields tell which entry it is, the others may change. */
export interface Entries {
  provider: {
    id: string;
    name: string;
    timeZone: string;
    region: Region;
    digestTime: string;
    escalateAt: string;
    quietHours: string | null;
  };
  organisation: { id: string; name: string; kind: string };
  person: {
    id: string;
    name: string;
    role: string;
    organisationId: string;
    email: string | null;
    phone: string | null;
    timeZone: string | null;
    quietHours: string | null;
  };
  identity: { personId: string; platform: Platform; workspace: string; userId: string };
  case: {
    ref: string;
    purpose: string;
    leadId: string;
    region: Region | null;
    stabilising: boolean;
    protectedTerms: string[];
  };
  place: { caseRef: string; platform: Platform; workspace: string; conversation: string; audience: Audience };
  membership: { caseRef: string; personId: string; level: Level; from: Day | null; until: Day | null };
  role: {
    caseRef: string;
    role: string;
    organisationId: string;
    personId: string;
    issues: string[];
    signsOff: string[];
    position: number;
  };
  cover: { caseRef: string; role: string; personId: string; from: Day | null; until: Day | null; position: number };
  step: { caseRef: string; position: number } & LadderStep;
}
export type EntryKind = keyof Entries;

/** One thing that is set up, as the file or the store has it: small enough that a change of it is one line to read. */
export type SetupEntry = { [Kind in EntryKind]: { kind: Kind; is: Entries[Kind] } }[EntryKind];

/** What an entry is known by, and what people read: `person priya`, `C-014 cover of Housing officer: hassan from 2027-03-01`. */
export function entryName({ kind, is }: SetupEntry): string {
  switch (kind) {
    case "provider":
    case "organisation":
    case "person":
      return `${kind} ${is.id}`;
    case "identity":
      return `person ${is.personId} on ${is.platform}`;
    case "case":
      return `case ${is.ref}`;
    case "place":
      return `${is.caseRef} place ${is.platform} ${is.workspace}/${is.conversation}`;
    case "membership":
      return `${is.caseRef} team ${is.personId}`;
    case "role":
      return `${is.caseRef} role ${is.role}`;
    case "cover":
      return `${is.caseRef} cover of ${is.role}: ${is.personId}${is.from ? ` from ${is.from}` : ""}`;
    case "step":
      return `${is.caseRef} ladder step ${is.position}`;
  }
}

/** The name of the entry that this one belongs to; what is left with it needs no line of its own. */
export function belongsTo({ kind, is }: SetupEntry): string | null {
  switch (kind) {
    case "provider":
    case "organisation":
    case "person":
    case "case":
      return null;
    case "identity":
      return `person ${is.personId}`;
    case "cover":
      return `${is.caseRef} role ${is.role}`;
    case "place":
    case "membership":
    case "role":
    case "step":
      return `case ${is.caseRef}`;
  }
}

export type LocatedEntry = SetupEntry & { path: Path };

/** Everything that a file says, each thing by itself, in an order in which it can be written: what is referred to comes first. */
export function entriesOf(setup: SetupFile): LocatedEntry[] {
  const people = setup.people.map(personEntry);
  return [
    {
      kind: "provider",
      path: setup.provider.path,
      is: { ...setup.provider.entry, quietHours: setup.provider.entry.quietHours ?? null },
    },
    ...setup.organisations.map(({ path, entry }): LocatedEntry => ({ kind: "organisation", path, is: entry })),
    ...people,
    ...setup.people.flatMap(identityEntries),
    ...setup.cases.flatMap(caseEntries),
  ];
}

function personEntry({ path, entry }: Located<PersonEntry>): LocatedEntry {
  const { id, name, role, organisation, email = null, phone = null, timeZone = null, quietHours = null } = entry;
  return { kind: "person", path, is: { id, name, role, organisationId: organisation, email, phone, timeZone, quietHours } };
}

function identityEntries({ path, entry: { id, slack, teams } }: Located<PersonEntry>): LocatedEntry[] {
  const identities: LocatedEntry[] = [];
  if (slack) {
    const is = { personId: id, platform: "slack", workspace: slack.team, userId: slack.user } as const;
    identities.push({ kind: "identity", path: [...path, "slack", "user"], is });
  }
  if (teams) {
    const is = { personId: id, platform: "teams", workspace: teams.tenant, userId: teams.user } as const;
    identities.push({ kind: "identity", path: [...path, "teams", "user"], is });
  }
  return identities;
}

function caseEntries({ head, places, team, map, ladder }: SetupCase): LocatedEntry[] {
  const { ref: caseRef, purpose, lead, region = null, stabilising, protectedTerms } = head.entry;
  return [
    { kind: "case", path: head.path, is: { ref: caseRef, purpose, leadId: lead, region, stabilising, protectedTerms } },
    ...places.map((place) => placeEntry(caseRef, place)),
    ...team.map(({ path, entry: { person, level, from = null, until = null } }): LocatedEntry => {
      return { kind: "membership", path, is: { caseRef, personId: person, level, from, until } };
    }),
    ...map.flatMap((role, index) => roleEntries(caseRef, role, index + 1)),
    ...ladder.map(({ path, entry }, index): LocatedEntry => {
      return { kind: "step", path, is: { caseRef, position: index + 1, ...entry } };
    }),
  ];
}

function placeEntry(caseRef: string, { path, entry: { slack, teams, audience } }: Located<PlaceEntry>): LocatedEntry {
  if (slack) {
    return {
      kind: "place",
      path,
      is: { caseRef, platform: "slack", workspace: slack.team, conversation: slack.channel, audience },
    };
  }
  if (teams) {
    const { tenant: workspace, conversation } = teams;
    return { kind: "place", path, is: { caseRef, platform: "teams", workspace, conversation, audience } };
  }
  throw new Error("a place on no platform");
}

function roleEntries(caseRef: string, { path, entry }: Located<RoleEntry>, position: number): LocatedEntry[] {
  const { role, organisation, person, issues, signsOff, cover } = entry;
  return [
    { kind: "role", path, is: { caseRef, role, organisationId: organisation, personId: person, issues, signsOff, position } },
    ...cover.map(({ person: personId, from = null, to: until = null }, index): LocatedEntry => {
      return { kind: "cover", path, is: { caseRef, role, personId, from, until, position: index + 1 } };
    }),
  ];
}
