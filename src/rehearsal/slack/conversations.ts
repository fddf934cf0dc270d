import { type Cast, inSlack, type SlackPerson } from "../cast.ts";
import { APP } from "./app-identity.ts";

/** A room, or somebody's direct conversation with the app. */
export interface Conversation {
  id: string;
  kind: "room" | "dm";
  name: string;
  audience: string | null;
  caseRefs: string[];
  /** People only; the app is in every conversation. */
  members: string[];
}

/** Derived from the user, so that a direct conversation survives a restart under the same id. */
export const dmOf = (user: string): string => `D${user.slice(1)}`;

const dmWith = (person: SlackPerson): Conversation => ({
  id: dmOf(person.slackUser),
  kind: "dm",
  name: APP.name,
  audience: null,
  caseRefs: [],
  members: [person.slackUser],
});

export const slackPeople = (cast: Cast): SlackPerson[] => cast.people.filter(inSlack);

export function conversations(cast: Cast): Conversation[] {
  const rooms = cast.slackRooms.map(
    (room): Conversation => ({
      id: room.conversation,
      kind: "room",
      name: room.name.replace(/^#/, ""),
      audience: room.audience,
      caseRefs: room.caseRefs,
      members: room.members,
    }),
  );
  return [...rooms, ...slackPeople(cast).map(dmWith)];
}

/** By channel id, or by user id, which Slack takes for the direct conversation with that user. */
export const findConversation = (cast: Cast, id: string): Conversation | undefined =>
  conversations(cast).find((conversation) => conversation.id === id || conversation.id === dmOf(id));

/** What Slack puts in `channel_name`: rooms by name, a direct conversation by this word. */
export const channelName = (conversation: Conversation): string =>
  conversation.kind === "dm" ? "directmessage" : conversation.name;

/** The workspace that the app is installed in. The stand-in has one. */
export const teamOf = (cast: Cast): string => cast.slackRooms[0]?.workspace ?? slackPeople(cast)[0]?.slackTeam ?? "T0001";

/** A Slack user name: lower case, no spaces. */
export const handle = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, ".");
