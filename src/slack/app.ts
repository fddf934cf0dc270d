import type { IncomingMessage, ServerResponse } from "node:http";
import { App } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Answer, Chat, ChatRequest, NoteMessage, NotePresence } from "../chat/chat.ts";
import { inProgress } from "../chat/progress.ts";
import { boltLogger } from "./bolt-logger.ts";
import { slackChat } from "./chat.ts";
import { slackDoor } from "./door.ts";
import { listen } from "./listen.ts";

export interface SlackOptions {
  signingSecret: string;
  botToken: string;
  /** Web API base, with the slash at its end. */
  apiUrl: string;
  realNow: () => Date;
  answer: (request: ChatRequest) => Promise<Answer>;
  noteMessage: NoteMessage;
  notePresence: NotePresence;
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
export function slackApp({
  signingSecret,
  botToken,
  apiUrl,
  realNow,
  answer,
  noteMessage,
  notePresence,
  log,
}: SlackOptions): SlackApp {
  const logger = boltLogger(log);
  // A 429 of one call must not pause every other, and trying again is the outbox's to do.
  const clientOptions = { slackApiUrl: apiUrl, rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, timeout: 10_000 };
  const client = new WebClient(botToken, { ...clientOptions, logger });
  // The place for an installation store, once there is more than one workspace.
  const clientFor = (_workspace: string): WebClient => client;
  const { receiver, listener } = slackDoor({ signingSecret, realNow, log });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken }),
    clientOptions,
    ignoreSelf: false,
    convoStore: false,
    logger,
  });
  app.error(async (err) => {
    log.error({ code: err.code, cause: err.original?.name ?? err.name }, "slack: a request could not be read");
    throw err;
  });
  const progress = inProgress();
  // From the first look at a request until its answer has arrived, which may be long after the request was acknowledged.
  app.use(({ next }) => progress.track(next()));
  listen(app, { answer, clientFor, noteMessage, notePresence, stopping: progress.stopping, log });
  return { listener, chat: slackChat(clientFor), client, idle: progress.idle };
}
