import type { IncomingMessage, ServerResponse } from "node:http";
import bolt from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Answer, Chat, ChatRequest } from "../chat/chat.ts";
import { boltLogger } from "./bolt-logger.ts";
import { slackChat } from "./chat.ts";
import { guard } from "./door.ts";
import { listen } from "./listen.ts";
import { inProgress } from "./progress.ts";

export interface SlackOptions {
  signingSecret: string;
  botToken: string;
  /** Web API base, with the slash at its end. */
  apiUrl: string;
  realNow: () => Date;
  answer: (request: ChatRequest) => Promise<Answer>;
  log: Logger;
}

export interface SlackApp {
  /** For `POST /slack/events`; nothing may have read the request's body. */
  listener: (req: IncomingMessage, res: ServerResponse) => void;
  chat: Chat;
  client: WebClient;
  /** Resolves when nothing is being answered any more. */
  idle: () => Promise<void>;
}

/** Slack: everything it posts becomes a `ChatRequest` to `answer`, and every answer a message, a form or a replaced card. */
export function slackApp({ signingSecret, botToken, apiUrl, realNow, answer, log }: SlackOptions): SlackApp {
  const logger = boltLogger(log);
  // A 429 of one call must not pause every other, and trying again is the outbox's to do.
  const clientOptions = { slackApiUrl: apiUrl, rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, timeout: 10_000 };
  const client = new WebClient(botToken, { ...clientOptions, logger });
  // The place for an installation store, once there is more than one workspace.
  const clientFor = (_workspace: string): WebClient => client;
  const receiver = new bolt.HTTPReceiver({
    signingSecret,
    endpoints: "/slack/events",
    logger,
    processEventErrorHandler: async ({ response }) => {
      // Signed, but not in a form that Slack sends: said to be so, and nothing of it is run.
      if (!response.headersSent) response.writeHead(400).end();
      return false;
    },
  });
  const app = new bolt.App({ receiver, authorize: async () => ({ botToken }), clientOptions, ignoreSelf: false, logger });
  app.error(async (err) => {
    log.error({ code: err.code, cause: err.original?.name ?? err.name }, "slack: a request could not be read");
    throw err;
  });
  const progress = inProgress();
  listen(app, { answer: (request) => progress.track(answer(request)), clientFor, log });
  return { listener: guard(receiver.requestListener, realNow), chat: slackChat(clientFor), client, idle: progress.idle };
}
