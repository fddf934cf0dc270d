/** Somebody of the sample data whom a visitor may act as. `slackUser` is null for people outside Slack. */
export interface RehearsalPerson {
  id: string;
  name: string;
  role: string;
  organisationName: string;
  slackUser: string | null;
  slackTeam: string | null;
}

/** A chat room that belongs to the sample data. `members` are Slack users. */
export interface RehearsalRoom {
  team: string;
  channel: string;
  name: string;
  audience: string;
  caseRefs: string[];
  members: string[];
}

/** A person who is in Slack: the only kind that the Slack stand-in deals with. */
export type SlackPerson = RehearsalPerson & { slackUser: string };

/** Who and where, as the store has it at this moment. Read anew for each request, so that an import shows at once. */
export interface Cast {
  people: RehearsalPerson[];
  rooms: RehearsalRoom[];
}

export const inSlack = (person: RehearsalPerson): person is SlackPerson => person.slackUser !== null;
