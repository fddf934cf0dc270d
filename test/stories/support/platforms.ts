import { parse, stringify } from "yaml";

export type Platform = "slack" | "teams";

export const SLACK_TEAM = "T0REHEARSE";
const TENANT = "11111111-1111-4111-8111-111111111111";
/** C-014 has a room on either side. */
export const SLACK_ROOM = "C0HOUSING";
export const TEAMS_ROOM = "19:harbour-c014@thread.tacv2";

interface SetUp {
  cases: { ladder?: object[] }[];
  people: { id: string; slack?: object; teams?: object }[];
}

/** The directory's id of somebody in the tenant: made of their place in the set-up, so that it is the same each time. */
const directoryId = (place: number): string => `bbbbbbbb-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** A set-up in which nothing is escalated by itself. */
export function withoutLadders(setup: string): string {
  const read = parse(setup) as SetUp;
  return stringify({ ...read, cases: read.cases.map(({ ladder: _, ...rest }) => rest) });
}

/** A set-up in which these people are in chat where it is said, and nowhere else. Everybody else stays as they are. */
export function living(setup: string, where: Record<string, readonly Platform[]>): string {
  const read = parse(setup) as SetUp;
  const people = read.people.map(({ slack, teams, ...person }, place) => {
    const on = where[person.id];
    if (!on) return { ...person, ...(slack && { slack }), ...(teams && { teams }) };
    return {
      ...person,
      ...(on.includes("slack") && { slack: slack ?? { team: SLACK_TEAM, user: `U0${person.id.toUpperCase()}` } }),
      ...(on.includes("teams") && { teams: teams ?? { tenant: TENANT, user: directoryId(place) } }),
    };
  });
  return stringify({ ...read, people });
}
