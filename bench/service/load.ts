import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { SIGNING_SECRET, type Slash } from "./slash.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** Posts what Slack posts for a typed command, signed, and waits for the acknowledgement. */
export const postSlash = (port: number, slash: Slash): Promise<void> =>
  postSigned(port, new URLSearchParams({ ...slash }).toString(), slash.text);

/** Posts what Slack posts for a press or a filled form. */
export const postPayload = (port: number, payload: { type: string }): Promise<void> =>
  postSigned(port, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), payload.type);

async function postSigned(port: number, body: string, what: string): Promise<void> {
  const sent = String(Math.floor((performance.timeOrigin + performance.now()) / 1000));
  const signature = createHmac("sha256", SIGNING_SECRET).update(`v0:${sent}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": sent,
    "x-slack-signature": `v0=${signature}`,
  };
  const outgoing = request({ agent, host: "127.0.0.1", port, path: "/slack/events", method: "POST", headers }).end(body);
  const [response] = await once(outgoing, "response");
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`bench: ${what} was answered ${response.statusCode}`);
}

/** Posts an activity as Teams does, with its token, and waits for the response. */
export async function postActivity(port: number, activity: object, token: string): Promise<void> {
  const body = JSON.stringify(activity);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
  };
  const outgoing = request({ agent, host: "127.0.0.1", port, path: "/api/messages", method: "POST", headers }).end(body);
  const [response] = await once(outgoing, "response");
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`bench: an activity was answered ${response.statusCode}`);
}

/** As fast as they are answered, a few at a time. */
export async function closedLoop(count: number, atOnce: number, post: () => Promise<void>): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    for (; left > 0; ) {
      left -= 1;
      await post();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/**
 * At a steady rate, whether or not the ones before are answered, as people would.
 *
 * @returns how long each took, in milliseconds from when it was due to be sent
 */
export async function openLoop(count: number, perSecond: number, post: () => Promise<void>): Promise<number[]> {
  const start = performance.now();
  const timed = async (index: number): Promise<number> => {
    const at = start + (index * 1000) / perSecond;
    await sleep(Math.max(0, at - performance.now()));
    await post();
    return performance.now() - at;
  };
  return Promise.all(Array.from({ length: count }, (_, index) => timed(index)));
}
