import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { faultOfStatus } from "./faults.ts";

/** Connections are kept for the next answer, but not so long that Slack may have closed them. */
const KEPT = { keepAlive: true, timeout: 4_000 };
const plain = { request: http.request, agent: new http.Agent(KEPT) };
const secure = { request: https.request, agent: new https.Agent(KEPT) };

/**
 * Posts JSON to one of Slack's addresses for answers, and follows no redirect. Throws where it is not taken, a ChatError where Slack says so. `fetch` would do, for
 * twice the processor time of this.
 *
 * @param patienceMs how long nothing may come before it gives up
 */
export async function postJson(address: string, body: object, patienceMs = 10_000): Promise<void> {
  const url = new URL(address);
  const { request, agent } = url.protocol === "http:" ? plain : secure;
  const text = JSON.stringify(body);
  const headers = { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(text) };
  const sending = request(url, { method: "POST", agent, headers, timeout: patienceMs });
  sending.once("timeout", () => sending.destroy(new Error("response_url did not answer in time")));
  // Once it is taken, no error matters to anybody; one that nobody hears ends the process.
  sending.on("error", () => {});
  sending.end(text);
  const [response]: IncomingMessage[] = await once(sending, "response");
  response?.resume();
  const { statusCode: status = 0, headers: said = {} } = response ?? {};
  if (status !== 200) throw faultOfStatus(status, { reason: `response_url answered ${status}`, asked: said["retry-after"] });
}
