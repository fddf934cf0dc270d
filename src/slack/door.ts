import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { App, Receiver } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";
import { asJson, postedText } from "../chat/posted.ts";

const FIVE_MINUTES_MS = 300_000;

/** Everything that Slack sends is an object, and these are answered by the door itself. */
const Said = z.looseObject({ type: z.string().optional(), ssl_check: z.string().optional(), challenge: z.string().optional() });
type Said = z.infer<typeof Said>;

export interface Door {
  /** For Bolt, which hears what has come in. */
  receiver: Receiver;
  listener: (req: IncomingMessage, res: ServerResponse) => void;
}

/**
 * The way in for what Slack posts: signed, not older or newer than five minutes, in a form that Slack sends. Bolt's own receiver
 * takes timestamps from the future, ends the process over a signed `null`, and leaves what nobody listens for hanging. Nothing is said
 * of why something is refused.
 */
export function slackDoor({ signingSecret, realNow, log }: { signingSecret: string; realNow: () => Date; log: Logger }): Door {
  let app: App | undefined;

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await postedText(req);
    if (body === null) return end(res, 413);
    if (!isSigned(req, body, signingSecret, realNow())) {
      log.warn({ door: "slack" }, "a request without a valid signature was refused");
      return end(res, 401);
    }
    const said = Said.safeParse(parsed(body, req.headers["content-type"])).data;
    if (!said) return end(res, 400);
    if (said.ssl_check === "1") return end(res, 200);
    if (said.type === "url_verification") return end(res, 200, { challenge: said.challenge });
    await pass(said, res);
  }

  /** Bolt acknowledges; what it has nobody for, or nobody could read, is not a form that Slack sends. */
  async function pass(said: Said, res: ServerResponse): Promise<void> {
    const ack = async (words?: unknown): Promise<void> => {
      if (!res.headersSent) end(res, 200, words);
    };
    await app?.processEvent({ body: said, ack }).catch(() => {});
    if (!res.headersSent) end(res, 400);
  }

  return {
    receiver: {
      init: (made) => {
        app = made;
      },
      start: async () => {},
      stop: async () => {},
    },
    listener: (req, res) => {
      take(req, res).catch((err: unknown) => {
        log.warn({ err, door: "slack" }, "a request was not read to its end");
        res.destroy();
      });
    },
  };
}

/** Bolt's own check compares through two more HMACs, for twice the time of this. */
function isSigned({ headers }: IncomingMessage, body: string, signingSecret: string, now: Date): boolean {
  const { "x-slack-request-timestamp": sent, "x-slack-signature": signature } = headers;
  if (typeof signature !== "string" || typeof sent !== "string" || !/^\d+$/.test(sent)) return false;
  if (Math.abs(now.getTime() - Number(sent) * 1000) > FIVE_MINUTES_MS) return false;
  const ours = Buffer.from(`v0=${createHmac("sha256", signingSecret).update(`v0:${sent}:${body}`).digest("hex")}`);
  const theirs = Buffer.from(signature);
  return theirs.length === ours.length && timingSafeEqual(theirs, ours);
}

/** Commands come as a form, presses as JSON in one field of a form, events as JSON. */
function parsed(body: string, contentType = ""): unknown {
  if (contentType.startsWith("application/json")) return asJson(body);
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return undefined;
  const fields = Object.fromEntries(new URLSearchParams(body));
  return fields.payload === undefined ? fields : asJson(fields.payload);
}

/** As Slack reads answers: nothing, words, or JSON. */
function end(res: ServerResponse, status: number, words?: unknown): void {
  if (words === undefined || words === "") res.writeHead(status).end();
  else if (typeof words === "string") res.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(words);
  else res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(words));
}
