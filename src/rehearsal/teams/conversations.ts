import { createHash } from "node:crypto";
import { type Cast, inTeams, type TeamsPerson } from "../cast.ts";
import { APP, TENANT } from "./app-identity.ts";

export type ConversationKind = "personal" | "channel" | "groupChat";

/** A channel, a group chat, or somebody's personal chat with the app. */
export interface Conversation {
  id: string;
  kind: ConversationKind;
  name: string;
  audience: string | null;
  caseRefs: string[];
  /** Directory ids; people only. */
  members: string[];
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** How this bot knows somebody: an id of its own, which another bot does not share. */
export const rosterId = (aadObjectId: string): string => `29:1${digest(`${APP.appId} ${aadObjectId}`)}`;

/** Derived from the person, so that a personal chat survives a restart under the same id. */
export const personalChatOf = (aadObjectId: string): string => `a:1${digest(`chat ${APP.appId} ${aadObjectId}`)}`;

export const teamsPeople = (cast: Cast): TeamsPerson[] => cast.people.filter(inTeams);

/** By roster id or by directory id: Teams takes either. */
export const findPerson = (cast: Cast, id: string): TeamsPerson | undefined =>
  teamsPeople(cast).find(({ teamsUser }) => teamsUser === id || rosterId(teamsUser) === id);

const personalChat = ({ teamsUser }: TeamsPerson): Conversation => ({
  id: personalChatOf(teamsUser),
  kind: "personal",
  name: APP.name,
  audience: null,
  caseRefs: [],
  members: [teamsUser],
});

/** Channels live on `thread.tacv2`, group chats on other threads. */
const kindOf = (conversation: string): ConversationKind => (conversation.endsWith("@thread.tacv2") ? "channel" : "groupChat");

export function conversations(cast: Cast): Conversation[] {
  const rooms = cast.teamsRooms.map(
    ({ conversation, name, audience, caseRefs, members }): Conversation => ({
      ...{ id: conversation, kind: kindOf(conversation), name, audience, caseRefs, members },
    }),
  );
  return [...rooms, ...teamsPeople(cast).map(personalChat)];
}

/** An id may name a thread of the channel as well, after `;messageid=`. */
export const channelPart = (id: string): string => id.split(";", 1)[0] ?? id;

export const findConversation = (cast: Cast, id: string): Conversation | undefined =>
  conversations(cast).find((conversation) => conversation.id === channelPart(id));

/** The tenant that the app is installed in. The stand-in has one. */
export const tenantOf = (cast: Cast): string => cast.teamsRooms[0]?.workspace ?? teamsPeople(cast)[0]?.teamsTenant ?? TENANT;

/** The directory's id of a team's group. The stand-in makes a team of each channel. */
export function groupOf(channel: string): string {
  const hex = createHash("sha256").update(`group ${channel}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
