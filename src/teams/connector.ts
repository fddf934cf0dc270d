import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
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

const PATIENCE_MS = 10_000;

/** Connections are kept for the next message, but not so long that they may have been closed. */
const KEPT = { keepAlive: true, timeout: 4_000 };
const plain = { request: http.request, agent: new http.Agent(KEPT) };
const secure = { request: https.request, agent: new https.Agent(KEPT) };

const Refused = z.object({ error: z.object({ code: z.string().max(100) }) });

/**
 * The way out, with the bot's token. It tries once, where the library's client tries four times: to try again is the outbox's to do, at
 * its own pace. It follows no redirect: the token goes to hosts of the settings alone.
 */
export function connector(token: () => Promise<string>, { serviceHosts }: Pick<TeamsConfig, "serviceHosts">): Connector {
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
    const sending = request(url, { method, agent, headers, timeout: PATIENCE_MS });
    sending.once("timeout", () => sending.destroy(new Error("the connector did not answer in time")));
    sending.end(sent);
    const [response]: IncomingMessage[] = await once(sending, "response");
    if (!response) throw new Error("the connector did not answer");
    const text = await postedText(response);
    if (text === null) throw new Error("the connector answered too much");
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
