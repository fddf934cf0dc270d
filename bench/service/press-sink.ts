import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { closed, read } from "./sink.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON as Slack has it
type SlackJson = Record<string, any>;

/** A card that was posted to somebody. */
export interface Posted {
  channel: string;
  ts: string;
  blocks: SlackJson[];
}

export interface PressSink {
  apiUrl: string;
  posted: Posted[];
  /** When a message was brought up to date, by its `ts`. */
  updates: { ts: string; at: number }[];
  /** Somebody does something: an address for the answer, and what a form can be opened with. */
  gesture: () => { responseUrl: string; triggerId: string };
  /** Resolves when the answer has come that replaces the card. */
  replaced: (responseUrl: string) => Promise<void>;
  /** Resolves with the form, once it has been opened. */
  opened: (triggerId: string) => Promise<SlackJson>;
  close: () => Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Slack as far as presses need it: keeps what it was given to draw, and tells at once what came of a press. */
export async function pressSink(port: number): Promise<PressSink> {
  const posted: Posted[] = [];
  const updates: PressSink["updates"] = [];
  const waiting = new Map<string, (said: SlackJson) => void>();
  const came = (what: string): Promise<SlackJson> =>
    new Promise((resolve, reject) => {
      // An answer that only tells something replaces no card, and would be waited for without end.
      const lost = setTimeout(() => reject(new Error("bench: a press was not answered with its card")), PATIENCE_MS);
      waiting.set(what, (said) => {
        clearTimeout(lost);
        resolve(said);
      });
    });
  const server = createServer(async (req, res) => {
    const { url = "" } = req;
    const body = await read(req);
    const answer = (said: object): void => {
      res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, ...said }));
    };
    if (url.startsWith("/respond/")) {
      if (JSON.parse(body).replace_original) waiting.get(url)?.({});
      return answer({});
    }
    const form = new URLSearchParams(body);
    const channel = form.get("channel") ?? "";
    if (url.endsWith("conversations.open")) return answer({ channel: { id: `D${form.get("users")}` } });
    if (url.endsWith("views.open")) waiting.get(form.get("trigger_id") ?? "")?.(JSON.parse(form.get("view") ?? "{}"));
    if (url.endsWith("chat.update")) updates.push({ ts: form.get("ts") ?? "", at: performance.now() });
    if (!url.endsWith("chat.postMessage")) return answer({});
    const ts = `1800000000.${String(posted.length + 1).padStart(6, "0")}`;
    posted.push({ channel, ts, blocks: JSON.parse(form.get("blocks") ?? "[]") });
    answer({ channel, ts });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${base}/api/`,
    posted,
    updates,
    gesture: () => ({ responseUrl: `${base}/respond/${randomUUID()}`, triggerId: randomUUID() }),
    replaced: async (responseUrl) => void (await came(new URL(responseUrl).pathname)),
    opened: came,
    close: () => closed(server),
  };
}
