import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { closed, read } from "./sink.ts";

export interface PacingSink {
  apiUrl: string;
  /** Every attempt at a message, refused ones too, by channel: when it came. */
  attempts: Map<string, number[]>;
  /** When each message was taken, by its mark. */
  taken: Map<string, number>;
  close: () => Promise<void>;
}

/** Slack as far as delivery needs it: takes messages, notes when, and asks for a second's patience in this share of calls. */
export async function pacingSink(refused: number): Promise<PacingSink> {
  const attempts = new Map<string, number[]>();
  const taken = new Map<string, number>();
  const chance = repeatableChance();
  const server = createServer(async (req, res) => {
    const at = performance.now();
    const form = new URLSearchParams(await read(req));
    const answer = (body: object): void => {
      res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, ...body }));
    };
    if (req.url?.endsWith("conversations.open")) return answer({ channel: { id: `D${form.get("users")}` } });
    if (!req.url?.endsWith("chat.postMessage")) return answer({});
    const channel = form.get("channel") ?? "";
    attempts.set(channel, [...(attempts.get(channel) ?? []), at]);
    if (chance() < refused) return void res.writeHead(429, { "retry-after": "1" }).end();
    const mark = /mark-\S+-end/.exec(form.get("text") ?? "")?.[0];
    if (mark) taken.set(mark, at);
    answer({ channel, ts: `1800000000.${String(taken.size).padStart(6, "0")}` });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    attempts,
    taken,
    close: () => closed(server),
  };
}

/** The same refusals in each run. */
function repeatableChance(): () => number {
  let state = 20_270_311;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
