/** Somebody of the sample data whom a visitor may act as. An id is null for people who are not on that platform. */
export interface RehearsalPerson {
  id: string;
  name: string;
  role: string;
  organisationName: string;
  slackUser: string | null;
  slackTeam: string | null;
  /** The directory's id of the person in their tenant. */
  teamsUser: string | null;
  teamsTenant: string | null;
}

/** A chat room that belongs to the sample data. `workspace` is a Slack team or a Teams tenant; `members` are that platform's users. */
export interface RehearsalRoom {
  workspace: string;
  conversation: string;
  name: string;
  audience: string;
  caseRefs: string[];
  members: string[];
}

/** A person who is in Slack: the only kind that the Slack stand-in deals with. */
export type SlackPerson = RehearsalPerson & { slackUser: string };

/** A person who is in Teams: the only kind that the Teams stand-in deals with. */
export type TeamsPerson = RehearsalPerson & { teamsUser: string; teamsTenant: string };

/** Who and where, as the store has it at this moment. Read anew for each request, so that an import shows at once. */
export interface Cast {
  people: RehearsalPerson[];
  slackRooms: RehearsalRoom[];
  teamsRooms: RehearsalRoom[];
}

export const inSlack = (person: RehearsalPerson): person is SlackPerson => person.slackUser !== null;

export const inTeams = (person: RehearsalPerson): person is TeamsPerson =>
  person.teamsUser !== null && person.teamsTenant !== null;
