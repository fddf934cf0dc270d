import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { vi } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: JSON as Slack has it; each test says what it expects of it
export type SlackJson = Record<string, any>;

export interface SlackCall {
  method: string;
  token: string;
  body: SlackJson;
}

/** How one call is answered, where the usual `ok` is not what a test is about. */
export interface Reaction {
  status?: number;
  headers?: Record<string, string>;
  body?: SlackJson | string;
  afterMs?: number;
}

/** An address for answers, as Slack sends along with a gesture, and what was posted to it. */
export interface ResponseUrl {
  url: string;
  posts: SlackJson[];
  /** From now on it takes what is posted to it. */
  mend: () => void;
  /** The post that comes next after those already taken. */
  next: () => Promise<SlackJson>;
}

/** A stand-in for Slack's side on loopback: records every Web API call and every answer to a response address. */
export async function fakeSlack() {
  const calls: SlackCall[] = [];
  const reactions = new Map<string, (body: SlackJson) => Reaction | undefined>();
  const addresses = new Map<string, { posts: SlackJson[]; reaction: Reaction }>();
  let counter = 0;

  /** What was posted, by channel, as Slack keeps it. */
  const posted = new Map<string, SlackJson[]>();
  let latency = (): number => 0;
  let last: SlackJson = {};

  const server = createServer(async (req, res) => {
    const body = await read(req);
    const path = req.url ?? "";
    const { status = 200, headers = {}, body: said = { ok: true }, afterMs = latency() } = reactTo(path, req, body);
    await sleep(afterMs);
    const text = typeof said === "string" ? said : JSON.stringify(said);
    res.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  });

  function reactTo(path: string, req: IncomingMessage, body: SlackJson): Reaction {
    const address = addresses.get(path);
    if (address) {
      address.posts.push(body);
      return address.reaction;
    }
    const method = path.replace("/api/", "");
    const token = (req.headers.authorization ?? "").replace("Bearer ", "");
    calls.push({ method, token, body });
    last = body;
    return reactions.get(method)?.(body) ?? { body: usual(method, body) };
  }

  function usual(method: string, body: SlackJson): SlackJson {
    counter += 1;
    if (method === "conversations.open") return { ok: true, channel: { id: `D${body.users}` } };
    if (method === "chat.postMessage") {
      const ts = `1700000000.${String(counter).padStart(6, "0")}`;
      const { text, metadata, thread_ts } = body;
      posted.set(body.channel, [{ ts, text, metadata, ...(thread_ts && { thread_ts }) }, ...(posted.get(body.channel) ?? [])]);
      return { ok: true, channel: body.channel, ts };
    }
    const messages = posted.get(body.channel) ?? [];
    if (method === "conversations.history")
      return { ok: true, messages: messages.filter((message) => !message.thread_ts), has_more: false };
    if (method === "conversations.replies") {
      const thread = messages.filter(({ ts, thread_ts }) => ts === body.ts || thread_ts === body.ts);
      return { ok: true, messages: thread.toReversed(), has_more: false };
    }
    return { ok: true };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${base}/api/`,
    calls,
    /** Every message that was taken, whatever has been answered. */
    posted: (): SlackJson[] => [...posted.values()].flat(),
    /** Takes the message that a reaction is just asked about, whatever that answers. */
    keep(): void {
      usual("chat.postMessage", last);
    },
    /** From now on each answer takes so many milliseconds; what was asked is done before. */
    slow(milliseconds: () => number): void {
      latency = milliseconds;
    },
    /** Calls of one method, oldest first. */
    callsTo: (method: string): SlackJson[] => calls.filter((call) => call.method === method).map(({ body }) => body),
    /** Waits for the first call of a method that fits. */
    async call(method: string, fits: (body: SlackJson) => boolean = () => true): Promise<SlackJson> {
      return soon(() => calls.find((call) => call.method === method && fits(call.body))?.body, `a call of ${method}`);
    },
    /** From now on the method is answered so; undefined is the usual answer. */
    react(method: string, reaction: (body: SlackJson) => Reaction | undefined): void {
      reactions.set(method, reaction);
    },
    responseUrl(reaction: Reaction = {}): ResponseUrl {
      counter += 1;
      const path = `/hook/${counter}`;
      const posts: SlackJson[] = [];
      addresses.set(path, { posts, reaction });
      let taken = 0;
      return {
        url: `${base}${path}`,
        posts,
        mend: () => void addresses.set(path, { posts, reaction: {} }),
        async next() {
          const post = await soon(() => posts[taken], "an answer");
          taken += 1;
          return post;
        },
      };
    },
    reset(): void {
      calls.length = 0;
      reactions.clear();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type FakeSlack = Awaited<ReturnType<typeof fakeSlack>>;

/** Waits for something that happens by itself. */
export function soon<T>(find: () => T | undefined, what: string): Promise<T> {
  return vi.waitFor(
    () => {
      const found = find();
      if (found === undefined) throw new Error(`${what} did not come`);
      return found;
    },
    { timeout: 25_000, interval: 10 },
  );
}

/** A body as JSON, or as a form whose fields may hold JSON. */
async function read(req: IncomingMessage): Promise<SlackJson> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  if (req.headers["content-type"]?.startsWith("application/json")) return JSON.parse(text);
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, asJson(value)]));
}

const asJson = (value: string): unknown => (/^[[{]/.test(value) ? JSON.parse(value) : value);

/** Every text that a message, a modal or a home shows, a line each. */
export function shownIn(drawn: unknown): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === "string" && (key === "text" || key === "user_id")) texts.push(member);
      else walk(member);
    }
  };
  walk((drawn as SlackJson).blocks ?? drawn);
  return texts.join("\n");
}

/** The button with these words; `nth` where a card has several. */
export function button(drawn: unknown, label: string, nth = 0): SlackJson {
  const found: SlackJson[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const element = value as SlackJson;
    if (element.type === "button" && element.text?.text === label) found.push(element);
    for (const member of Object.values(element)) walk(member);
  };
  walk(drawn);
  const one = found[nth];
  if (!one) throw new Error(`there is no button ${label} in ${JSON.stringify(drawn).slice(0, 500)}`);
  return one;
}

/** The input blocks of a modal by their ids. */
export const inputs = (view: SlackJson): Record<string, SlackJson> =>
  Object.fromEntries(
    (view.blocks as SlackJson[]).filter((block) => block.type === "input").map((block) => [block.block_id as string, block]),
  );
