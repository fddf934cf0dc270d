import type { WebClient } from "@slack/web-api";
import type { Card } from "../cards/card.ts";
import { type Chat, type ChatAddress, ChatError, type MessageRef, type Room, sure } from "../chat/chat.ts";
import { chatError, fromSlackError } from "./faults.ts";
import { findMessage, metadataOf } from "./find.ts";
import { permalink } from "./permalink.ts";
import { renderMessage } from "./render.ts";

/** Slack as a place to send cards to. `clientFor` gives the client of a workspace: one for now, an installation store later. */
export function slackChat(clientFor: (workspace: string) => WebClient): Chat {
  const directChannels = new Map<string, string>();

  async function channelOf(client: WebClient, address: ChatAddress): Promise<string> {
    if (address.kind === "room") return address.conversation;
    const person = `${address.workspace}/${address.user}`;
    const known = directChannels.get(person);
    if (known) return known;
    const opened = await client.conversations.open({ users: address.user }).catch((err: unknown) => {
      throw sure(chatError(err));
    });
    const id = opened.channel?.id;
    if (!id) throw fromSlackError("no direct conversation");
    directChannels.set(person, id);
    return id;
  }

  const pagesOf = (address: Pick<ChatAddress, "workspace">, card: Card) =>
    renderMessage(card, { workspace: address.workspace }).pages;

  async function send(address: ChatAddress, card: Card, key: string, which: number): Promise<MessageRef> {
    const client = clientFor(address.workspace);
    const channel = await channelOf(client, address);
    const said = pagesOf(address, card)[which];
    if (!said) throw new ChatError("gone", "an empty card");
    const thread = threadOf(address);
    const posted = await client.chat
      .postMessage({
        ...{ channel, ...QUIET, ...page(said), metadata: metadataOf(key, which) },
        ...(thread !== undefined && { thread_ts: thread }),
      })
      .catch((err: unknown) => accountOrToken(client, address, err));
    return refOf(address, posted.channel ?? channel, posted.ts ?? "");
  }

  async function update({ workspace, conversation, message }: MessageRef, card: Card): Promise<void> {
    const [first] = pagesOf({ workspace }, card);
    if (!first) throw new ChatError("gone", "an empty card");
    await clientFor(workspace).chat.update({ channel: conversation, ts: message, ...page(first) });
  }

  async function find(address: ChatAddress, key: string, since: Date, which: number) {
    const client = clientFor(address.workspace);
    const channel = await channelOf(client, address);
    const found = await findMessage(client, { channel, thread: threadOf(address), since }, key, which);
    return typeof found === "string" ? found : refOf(address, channel, found.ts);
  }

  async function members({ workspace, conversation }: Room): Promise<{ user: string }[] | null> {
    const client = clientFor(workspace);
    const [users, us] = await Promise.all([membersOf(client, conversation), client.auth.test()]);
    return users.filter((user) => user !== us.user_id).map((user) => ({ user }));
  }

  return {
    pages: (address, card) => pagesOf(address, card).length,
    send: (address, card, key, which = 0) => send(address, card, key, which).catch(rethrow),
    update: (message, card) => update(message, card).catch(rethrow),
    find: (address, key, since, which = 0) => find(address, key, since, which).catch(notTold),
    members: (room) => members(room).catch(untold),
    link: ({ workspace, conversation, message }) => permalink(clientFor(workspace), conversation, message),
  };
}

const threadOf = (address: ChatAddress): string | undefined => (address.kind === "room" ? address.thread : undefined);

function refOf(address: ChatAddress, conversation: string, message: string): MessageRef {
  const thread = threadOf(address);
  return { platform: "slack", workspace: address.workspace, conversation, message, ...(thread !== undefined && { thread }) };
}

async function membersOf(client: WebClient, channel: string): Promise<string[]> {
  const users: string[] = [];
  let cursor: string | undefined;
  do {
    const read = await client.conversations.members({ channel, limit: 200, ...(cursor && { cursor }) });
    users.push(...(read.members ?? []));
    cursor = read.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return users;
}

/** Slack says `account_inactive` of a closed account as of a dead token: whether the token lives, it can be asked. */
async function accountOrToken(client: WebClient, address: ChatAddress, err: unknown): Promise<never> {
  const fault = chatError(err);
  if (fault.message !== "account_inactive" || address.kind !== "person") throw fault;
  await client.auth.test();
  throw new ChatError("gone", fault.message, undefined, { unreachable: true });
}

/** Without the scope, or the conversation, there is nothing to be learned. */
function notTold(err: unknown): "not there" | "cannot tell" {
  const fault = chatError(err);
  if (fault.message === "missing_scope") return "cannot tell";
  if (fault.fault === "gone") return "not there";
  throw sure(fault);
}

function untold(err: unknown): null {
  const fault = chatError(err);
  if (fault.message === "missing_scope" || fault.fault === "gone") return null;
  throw sure(fault);
}

/** Previews of links would show what the card does not. */
const QUIET = { unfurl_links: false, unfurl_media: false };

// biome-ignore lint/suspicious/noExplicitAny: blocks are checked against Slack's limits where they are drawn; the SDK's union is wider
export const page = ({ text, blocks }: { text: string; blocks: unknown[] }): { text: string; blocks: any[] } => ({
  text,
  blocks,
});

function rethrow(err: unknown): never {
  throw chatError(err);
}
