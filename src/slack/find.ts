import type { WebClient } from "@slack/web-api";

/** Pages of a conversation that are looked through for a message: after that many, Slack has not told. */
const MOST_PAGES = 5;

/** The clocks of two machines differ, and so does what each calls the moment of a message. */
const BEFORE_MS = 2 * 60_000;

/** By what is kept with each of our messages it is known again. */
const EVENT = "followthrough_notice";

export const metadataOf = (key: string, page: number) => ({ event_type: EVENT, event_payload: { key, page } });

/** Where a message is looked for: in a room itself, or in a thread, which is in no room's history. */
export interface Lookup {
  channel: string;
  thread: string | undefined;
  since: Date;
}

/** The `ts` of a message of ours that left at `since` or later. */
export async function findMessage(
  client: WebClient,
  { channel, thread, since }: Lookup,
  key: string,
  which: number,
): Promise<{ ts: string } | "not there" | "cannot tell"> {
  const oldest = ((since.getTime() - BEFORE_MS) / 1000).toFixed(6);
  const looking = { channel, oldest, include_all_metadata: true, limit: 200 };
  let next: NextPage | null = thread === undefined ? history(client, looking) : replies(client, { ...looking, ts: thread });
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const page: Page = await next();
    const found = page.messages.find(({ metadata }) => isThis(metadata, key, which));
    if (found?.ts) return { ts: found.ts };
    if (!page.next) return "not there";
    next = page.next;
  }
  return "cannot tell";
}

interface Page {
  messages: { ts?: string; metadata?: Metadata }[];
  next: NextPage | null;
}
type NextPage = () => Promise<Page>;
type Looking = { channel: string; oldest: string; include_all_metadata: boolean; limit: number };
type Metadata = { event_type?: string; event_payload?: unknown } | undefined;

/** The latest come first; the next look goes on before the earliest of these. */
const history =
  (client: WebClient, looking: Looking, latest?: string): NextPage =>
  async () => {
    const { messages = [], has_more } = await client.conversations.history({ ...looking, ...(latest && { latest }) });
    const earliest = messages.at(-1)?.ts;
    return { messages, next: has_more && earliest ? history(client, looking, earliest) : null };
  };

/** What the thread begins with, then the oldest first. */
const replies =
  (client: WebClient, looking: Looking & { ts: string }, cursor?: string): NextPage =>
  async () => {
    const read = await client.conversations.replies({ ...looking, ...(cursor && { cursor }) });
    const after = read.has_more ? read.response_metadata?.next_cursor : undefined;
    return { messages: read.messages ?? [], next: after ? replies(client, looking, after) : null };
  };

function isThis(metadata: Metadata, key: string, which: number): boolean {
  if (metadata?.event_type !== EVENT) return false;
  const { key: said, page: saidPage = 0 } = (metadata.event_payload ?? {}) as { key?: unknown; page?: unknown };
  return said === key && saidPage === which;
}
