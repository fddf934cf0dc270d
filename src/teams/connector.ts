import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { z } from "zod";
import { ChatError } from "../chat/chat.ts";
import { asJson, postedText } from "../chat/posted.ts";
import type { TeamsConfig } from "../config.ts";
import { isServiceHost } from "./service-host.ts";

/** Calls of the Bot Connector's REST interface; `path` is what follows its address, its parts already encoded. */
export type Connector = (
  serviceUrl: string,
  call: { method: "GET" | "POST" | "PUT"; path: string; body?: object },
) => Promise<unknown>;

/** The connector said no. `code` is its own word for why, where it gave one. */
export class ConnectorError extends Error {
  override name = "ConnectorError";
  readonly status: number;
  readonly retryAfter: string | undefined;
  constructor(status: number, code: string, retryAfter: string | undefined) {
    super(code);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Connections are kept for the next message, but not so long that they may have been closed. */
const KEPT = { keepAlive: true, timeout: 4_000 };
const plain = { request: http.request, agent: new http.Agent(KEPT) };
const secure = { request: https.request, agent: new https.Agent(KEPT) };

const Refused = z.object({ error: z.object({ code: z.string().max(100) }) });

/**
 * The way out, with the bot's token. It tries once, where the library's client tries four times: to try again is the outbox's to do, at
 * its own pace. It follows no redirect: the token goes to hosts of the settings alone.
 *
 * @param patienceMs how long nothing may come before it gives up
 */
export function connector(
  token: () => Promise<string>,
  { serviceHosts }: Pick<TeamsConfig, "serviceHosts">,
  patienceMs = 10_000,
): Connector {
  return async (serviceUrl, { method, path, body }) => {
    if (!isServiceHost(serviceUrl, serviceHosts)) throw new ChatError("misconfigured", "TEAMS_SERVICE_HOSTS lacks the host");
    const url = new URL(`${serviceUrl.replace(/\/+$/, "")}/v3/${path}`);
    const { request, agent } = url.protocol === "http:" ? plain : secure;
    const sent = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${await token()}`,
      accept: "application/json",
      ...(sent && { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(sent) }),
    };
    const sending = request(url, { method, agent, headers, timeout: patienceMs });
    sending.end(sent);
    const { response, text } = await answerTo(sending);
    // Successful answers can be empty.
    const said = asJson(text) ?? {};
    const { statusCode: status = 0 } = response;
    if (status >= 200 && status < 300) return said;
    throw new ConnectorError(
      status,
      Refused.safeParse(said).data?.error.code ?? `http ${status}`,
      response.headers["retry-after"],
    );
  };
}

function answerTo(sending: ClientRequest): Promise<{ response: IncomingMessage; text: string }> {
  return new Promise((resolve, reject) => {
    // Heard for as long as it lasts, and not only until an answer begins: an error that nobody hears ends the process.
    sending.on("error", reject);
    sending.once("timeout", () => sending.destroy(new Error("the connector did not answer in time")));
    sending.once("response", (response: IncomingMessage) => {
      postedText(response, () => sending.destroy(new Error("the connector answered too much"))).then(
        (text) => resolve({ response, text: text ?? "" }),
        reject,
      );
    });
  });
}
