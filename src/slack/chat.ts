import type { WebClient } from "@slack/web-api";
import type { Card } from "../cards/card.ts";
import { type Chat, type ChatAddress, ChatError, type MessageRef } from "../chat/chat.ts";
import { chatError } from "./faults.ts";
import { renderMessage } from "./render.ts";

/** Slack as a place to send cards to. `clientFor` gives the client of a workspace: one for now, an installation store later. */
export function slackChat(clientFor: (workspace: string) => WebClient): Chat {
  const directChannels = new Map<string, string>();

  async function channelOf(client: WebClient, address: ChatAddress): Promise<string> {
    if (address.kind === "room") return address.conversation;
    const person = `${address.workspace}/${address.user}`;
    const known = directChannels.get(person);
    if (known) return known;
    const opened = await client.conversations.open({ users: address.user });
    const id = opened.channel?.id;
    if (!id) throw new ChatError("gone", "no direct conversation");
    directChannels.set(person, id);
    return id;
  }

  async function send(address: ChatAddress, card: Card, key: string): Promise<MessageRef> {
    const client = clientFor(address.workspace);
    const channel = await channelOf(client, address);
    const [first, ...more] = renderMessage(card, { workspace: address.workspace }).pages;
    if (!first) throw new ChatError("gone", "an empty card");
    const metadata = { event_type: "followthrough_notice", event_payload: { key } };
    const posted = await client.chat.postMessage({ channel, ...QUIET, ...page(first), metadata });
    for (const next of more) await client.chat.postMessage({ channel, ...QUIET, ...page(next) });
    return { platform: "slack", workspace: address.workspace, conversation: posted.channel ?? channel, message: posted.ts ?? "" };
  }

  async function update({ workspace, conversation, message }: MessageRef, card: Card): Promise<void> {
    const [first] = renderMessage(card, { workspace }).pages;
    if (!first) throw new ChatError("gone", "an empty card");
    await clientFor(workspace).chat.update({ channel: conversation, ts: message, ...page(first) });
  }

  return {
    send: (address, card, key) => send(address, card, key).catch(rethrow),
    update: (message, card) => update(message, card).catch(rethrow),
  };
}

/** Previews of links would show what the card does not. */
const QUIET = { unfurl_links: false, unfurl_media: false };

// biome-ignore lint/suspicious/noExplicitAny: blocks are checked against Slack's limits where they are drawn; the SDK's union is wider
export const page = ({ text, blocks }: { text: string; blocks: unknown[] }): { text: string; blocks: any[] } => ({
  text,
  blocks,
});

function rethrow(err: unknown): never {
  throw err instanceof ChatError ? err : chatError(err);
}
