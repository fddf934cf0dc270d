import type { WebClient } from "@slack/web-api";
import type { Card } from "../cards/card.ts";
import { type Chat, type ChatAddress, ChatError, type MessageRef, type Room, sure } from "../chat/chat.ts";
import { chatError, fromSlackError } from "./faults.ts";
import { renderMessage } from "./render.ts";

/** Pages of a conversation that are looked through for a message: after that many, Slack has not told. */
const MOST_PAGES = 5;

/** The clocks of two machines differ, and so does what each calls the moment of a message. */
const BEFORE_MS = 2 * 60_000;

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
    const metadata = { event_type: EVENT, event_payload: { key, page: which } };
    const posted = await client.chat
      .postMessage({ channel, ...QUIET, ...page(said), metadata })
      .catch((err: unknown) => accountOrToken(client, address, err));
    return { platform: "slack", workspace: address.workspace, conversation: posted.channel ?? channel, message: posted.ts ?? "" };
  }

  async function update({ workspace, conversation, message }: MessageRef, card: Card): Promise<void> {
    const [first] = pagesOf({ workspace }, card);
    if (!first) throw new ChatError("gone", "an empty card");
    await clientFor(workspace).chat.update({ channel: conversation, ts: message, ...page(first) });
  }

  async function find(address: ChatAddress, key: string, since: Date, which: number) {
    const client = clientFor(address.workspace);
    const channel = await channelOf(client, address);
    const oldest = ((since.getTime() - BEFORE_MS) / 1000).toFixed(6);
    let latest: string | undefined;
    for (let read = 0; read < MOST_PAGES; read += 1) {
      const history = await client.conversations.history({
        ...{ channel, oldest, include_all_metadata: true, limit: 200 },
        ...(latest && { latest }),
      });
      const found = history.messages?.find(({ metadata }) => isThis(metadata, key, which));
      if (found?.ts)
        return { platform: "slack", workspace: address.workspace, conversation: channel, message: found.ts } as const;
      // The latest come first; the next look goes on before the earliest of these.
      latest = history.messages?.at(-1)?.ts;
      if (!history.has_more || !latest) return "not there";
    }
    return "cannot tell";
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
  };
}

const EVENT = "followthrough_notice";

type Metadata = { event_type?: string; event_payload?: unknown } | undefined;

function isThis(metadata: Metadata, key: string, which: number): boolean {
  if (metadata?.event_type !== EVENT) return false;
  const { key: said, page: saidPage = 0 } = (metadata.event_payload ?? {}) as { key?: unknown; page?: unknown };
  return said === key && saidPage === which;
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
