import type { Cast, RehearsalPerson, RehearsalRoom } from "../../src/rehearsal/cast.ts";

export const TENANT = "11111111-1111-4111-8111-111111111111";
export const aad = (number: number): string => `aaaaaaaa-0000-4000-8000-00000000000${number}`;

const person = (id: string, name: string, role: string, organisationName: string, number: number): RehearsalPerson => ({
  id,
  name,
  role,
  organisationName,
  slackUser: `U000${number}`,
  slackTeam: "T0001",
  teamsUser: null,
  teamsTenant: null,
});

export const PEOPLE: RehearsalPerson[] = [
  person("priya", "Priya", "Service manager", "Harbour Autism Services", 1),
  person("tom", "Tom", "Team leader", "Harbour Autism Services", 2),
  person("harriet", "Harriet", "Housing officer", "Quayside Homes", 3),
  person("hassan", "Hassan", "Housing team manager", "Quayside Homes", 4),
  person("carl", "Carl", "Community safety officer", "Council", 5),
  { ...person("gita", "Gita", "GP", "Quay Practice", 6), slackUser: null, slackTeam: null },
];

export const ROOMS: RehearsalRoom[] = [
  {
    workspace: "T0001",
    conversation: "C0014",
    name: "c-014-quayside",
    audience: "case",
    caseRefs: ["C-014"],
    members: ["U0001", "U0002", "U0003", "U0004", "U0005"],
  },
  {
    workspace: "T0001",
    conversation: "C0100",
    name: "mdt-general",
    audience: "mixed",
    caseRefs: [],
    members: ["U0001", "U0003", "U0005"],
  },
];

/** The same people, of whom three are in Teams as well, and a channel and a group chat. */
export const TEAMS_CAST: Cast = {
  people: PEOPLE.map((each, index) =>
    ["harriet", "hassan", "carl"].includes(each.id) ? { ...each, teamsUser: aad(index + 1), teamsTenant: TENANT } : each,
  ),
  slackRooms: ROOMS,
  teamsRooms: [
    {
      ...{ workspace: TENANT, conversation: "19:c014@thread.tacv2", name: "c-014", audience: "case" },
      ...{ caseRefs: ["C-014"], members: [aad(3), aad(4), aad(5)] },
    },
    {
      ...{ workspace: TENANT, conversation: "19:mdt@thread.v2", name: "mdt", audience: "mixed" },
      ...{ caseRefs: [], members: [aad(3), aad(4)] },
    },
  ],
};

export const CAST: Cast = { people: PEOPLE, slackRooms: ROOMS, teamsRooms: [] };
