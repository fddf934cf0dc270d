import { z } from "zod";
import { APP } from "./app-identity.ts";
import { blockProblems } from "./block-limits.ts";
import { Block, withIds } from "./blocks.ts";
import { findConversation } from "./conversations.ts";
import type { SlackMessage } from "./messages.ts";
import { type Answered, answered, type Method, refused, withArguments } from "./method.ts";
import { messagePayload } from "./payloads.ts";

const LONGEST_TEXT = 40_000;

const Said = z.object({
  channel: z.string(),
  text: z.string().default(""),
  blocks: z.array(Block).default([]),
  metadata: z.looseObject({ event_type: z.string(), event_payload: z.looseObject({}) }).optional(),
  thread_ts: z.string().optional(),
});
const InChannel = z.object({ channel: z.string(), ts: z.string() });

/** Slack's objection to what is said, or undefined. */
function objection({ text, blocks }: { text: string; blocks: Block[] }): Answered | undefined {
  if (!text && blocks.length === 0) return refused("no_text");
  if (text.length > LONGEST_TEXT) return refused("msg_too_long");
  const problems = blockProblems(blocks, "message");
  return problems.length > 0 ? refused("invalid_blocks", problems) : undefined;
}

const postMessage = withArguments(Said, (said, { cast, workspace }) => {
  const conversation = findConversation(cast, said.channel);
  if (!conversation) return refused("channel_not_found");
  const problem = objection(said);
  if (problem) return problem;
  const message = workspace.messages.post({
    channel: conversation.id,
    user: APP.botUser,
    onlyFor: null,
    text: said.text,
    blocks: withIds(said.blocks, workspace.nextId),
    metadata: said.metadata,
    threadTs: said.thread_ts ?? null,
  });
  return answered({ channel: conversation.id, ts: message.ts, message: messagePayload(message, "") });
});

const postEphemeral = withArguments(Said.extend({ user: z.string() }), (said, { cast, workspace }) => {
  const conversation = findConversation(cast, said.channel);
  if (!conversation) return refused("channel_not_found");
  if (!conversation.members.includes(said.user)) return refused("user_not_in_channel");
  const problem = objection(said);
  if (problem) return problem;
  const message = workspace.messages.post({
    channel: conversation.id,
    user: APP.botUser,
    onlyFor: said.user,
    text: said.text,
    blocks: withIds(said.blocks, workspace.nextId),
    threadTs: said.thread_ts ?? null,
  });
  return answered({ message_ts: message.ts });
});

/** Private messages cannot be reached by the Web API, and nobody may change another's. */
function ownMessage(
  { channel, ts }: { channel: string; ts: string },
  { cast, workspace }: Parameters<Method>[1],
  forbidden: string,
): SlackMessage | Answered {
  const conversation = findConversation(cast, channel);
  if (!conversation) return refused("channel_not_found");
  const message = workspace.messages.history(conversation.id).find((each) => each.ts === ts);
  if (!message) return refused("message_not_found");
  return message.user === APP.botUser ? message : refused(forbidden);
}

const update = withArguments(Said.omit({ thread_ts: true }).extend({ ts: z.string() }), (said, call) => {
  const message = ownMessage(said, call, "cant_update_message");
  if ("kind" in message) return message;
  const problem = objection(said);
  if (problem) return problem;
  const rewritten = call.workspace.messages.rewrite(message, {
    text: said.text,
    blocks: withIds(said.blocks, call.workspace.nextId),
    metadata: said.metadata ?? message.metadata,
  });
  return answered({ channel: message.channel, ts: message.ts, text: said.text, message: messagePayload(rewritten, "") });
});

const remove = withArguments(InChannel, (said, call) => {
  const message = ownMessage(said, call, "cant_delete_message");
  if ("kind" in message) return message;
  call.workspace.messages.remove(message);
  return answered({ channel: message.channel, ts: message.ts });
});

/** The page follows such a link to the message itself. */
const getPermalink = withArguments(
  z.object({ channel: z.string(), message_ts: z.string() }),
  ({ channel, message_ts }, { cast, workspace, publicUrl }) => {
    const conversation = findConversation(cast, channel);
    if (!conversation) return refused("channel_not_found");
    if (!workspace.messages.find(conversation.id, message_ts)) return refused("message_not_found");
    const permalink = `${publicUrl}/rehearsal/slack/archives/${conversation.id}/p${message_ts.replace(".", "")}`;
    return answered({ channel: conversation.id, permalink });
  },
);

export const chatMethods: Record<string, Method> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
};
