import { z } from "zod";
import type { Cast, SlackPerson } from "../cast.ts";
import { APP } from "./app-identity.ts";
import { type Conversation, conversations, dmOf, findConversation, handle, slackPeople, teamOf } from "./conversations.ts";
import { isReply, type SlackMessage } from "./messages.ts";
import { answered, type Method, refused, withArguments } from "./method.ts";
import { messagePayload } from "./payloads.ts";

const Channel = z.object({ channel: z.string() });

const describe = (conversation: Conversation) => {
  const direct = conversation.kind === "dm";
  return {
    id: conversation.id,
    is_channel: !direct,
    is_group: false,
    is_im: direct,
    is_mpim: false,
    is_private: direct,
    is_archived: false,
    is_ext_shared: false,
    is_member: true,
    ...(direct ? { user: conversation.members[0] } : { name: conversation.name, num_members: conversation.members.length + 1 }),
  };
};

const describePerson = (person: SlackPerson, team: string) => ({
  id: person.slackUser,
  team_id: person.slackTeam ?? team,
  name: handle(person.name),
  real_name: person.name,
  deleted: false,
  is_bot: false,
  is_stranger: person.slackTeam !== null && person.slackTeam !== team,
  tz: "Europe/London",
  profile: { real_name: person.name, display_name: person.name, title: `${person.role}, ${person.organisationName}` },
});

const authTest: Method = (_args, { cast, publicUrl }) =>
  answered({
    url: `${publicUrl}/`,
    team: APP.teamName,
    user: handle(APP.name),
    team_id: teamOf(cast),
    user_id: APP.botUser,
    bot_id: APP.botId,
    is_enterprise_install: false,
  });

const open = withArguments(z.object({ users: z.string().optional(), channel: z.string().optional() }), (args, { cast }) => {
  const user = args.users?.split(",")[0];
  const conversation = findConversation(cast, user ? dmOf(user) : (args.channel ?? ""));
  if (!conversation) return refused(user ? "user_not_found" : "channel_not_found");
  return answered({ channel: describe(conversation) });
});

const info = withArguments(Channel, ({ channel }, { cast }) => {
  const conversation = findConversation(cast, channel);
  return conversation ? answered({ channel: describe(conversation) }) : refused("channel_not_found");
});

const members = withArguments(Channel, ({ channel }, { cast }) => {
  const conversation = findConversation(cast, channel);
  if (!conversation) return refused("channel_not_found");
  return answered({ members: [...conversation.members, APP.botUser], response_metadata: { next_cursor: "" } });
});

/** Form fields arrive as text. */
const Word = z.union([z.boolean(), z.stringbool()]).default(false);

const History = Channel.extend({
  oldest: z.coerce.string().default("0"),
  latest: z.coerce.string().default("9999999999.999999"),
  inclusive: Word,
  limit: z.coerce.number().int().positive().default(100),
  include_all_metadata: Word,
});

const isWithin = (ts: string, { oldest, latest, inclusive }: z.infer<typeof History>): boolean =>
  inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;

/** Metadata is shown to who asks for it. */
function described(message: SlackMessage, cast: Cast, { include_all_metadata: all }: z.infer<typeof History>) {
  const { metadata, ...rest } = messagePayload(message, teamOf(cast));
  return all && metadata !== undefined ? { ...rest, metadata } : rest;
}

const history = withArguments(History, (args, { cast, workspace }) => {
  const conversation = findConversation(cast, args.channel);
  if (!conversation) return refused("channel_not_found");
  const said = workspace.messages.history(conversation.id).filter((message) => !isReply(message) && isWithin(message.ts, args));
  const newestFirst = said.toReversed();
  const shown = newestFirst.slice(0, args.limit);
  return answered({
    messages: shown.map((message) => described(message, cast, args)),
    has_more: newestFirst.length > shown.length,
  });
});

/** A thread by what it begins with: that first, whatever is asked for, then the replies, the oldest first. */
const replies = withArguments(History.extend({ ts: z.string(), cursor: z.string().optional() }), (args, { cast, workspace }) => {
  const conversation = findConversation(cast, args.channel);
  if (!conversation) return refused("channel_not_found");
  const messages = workspace.messages.history(conversation.id);
  const first = messages.find(({ ts }) => ts === args.ts);
  if (!first) return refused("thread_not_found");
  const within = messages.filter((message) => isReply(message) && message.threadTs === first.ts && isWithin(message.ts, args));
  const left = args.cursor ? within.filter(({ ts }) => ts > (args.cursor ?? "")) : within;
  const shown = left.slice(0, args.limit);
  const more = left.length > shown.length;
  return answered({
    messages: [first, ...shown].map((message) => described(message, cast, args)),
    has_more: more,
    ...(more && { response_metadata: { next_cursor: shown.at(-1)?.ts ?? "" } }),
  });
});

const list: Method = (_args, { cast }) =>
  answered({
    channels: conversations(cast)
      .filter(({ kind }) => kind === "room")
      .map(describe),
    response_metadata: { next_cursor: "" },
  });

const userInfo = withArguments(z.object({ user: z.string() }), ({ user }, { cast }) => {
  const person = slackPeople(cast).find(({ slackUser }) => slackUser === user);
  return person ? answered({ user: describePerson(person, teamOf(cast)) }) : refused("user_not_found");
});

export const conversationMethods: Record<string, Method> = {
  "auth.test": authTest,
  "conversations.open": open,
  "conversations.info": info,
  "conversations.members": members,
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.list": list,
  "users.info": userInfo,
};
