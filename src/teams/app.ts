import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Answer, Chat, ChatRequest, NoteMessage, NotePresence } from "../chat/chat.ts";
import { inProgress } from "../chat/progress.ts";
import type { References } from "../chat/references.ts";
import type { TeamsConfig } from "../config.ts";
import { TeamsAuthentication } from "./auth.ts";
import { teamsChat } from "./chat.ts";
import { connector } from "./connector.ts";
import { botToken } from "./credentials.ts";
import { teamsDoor } from "./door.ts";
import { listen } from "./listen.ts";
import { memory } from "./memory.ts";
import { deliveryOf } from "./receive.ts";
import { repeats } from "./repeats.ts";
import { replies, written } from "./reply.ts";
import { voice } from "./voice.ts";

export interface TeamsOptions {
  config: TeamsConfig;
  references: References;
  answer: (request: ChatRequest) => Promise<Answer>;
  noteMessage: NoteMessage;
  notePresence: NotePresence;
  realNow: () => Date;
  log: Logger;
}

export interface TeamsApp {
  /** For `POST /api/messages`; nothing may have read the request's body. */
  listener: (req: IncomingMessage, res: ServerResponse) => void;
  chat: Chat;
  /** Resolves when nothing is being answered any more. */
  idle: () => Promise<void>;
}

/** Teams: everything it posts becomes a `ChatRequest` to `answer`, and every answer a message, a form or a replaced card. */
export function teamsApp({ config, references, answer, noteMessage, notePresence, realNow, log }: TeamsOptions): TeamsApp {
  const authentication = new TeamsAuthentication(config, realNow);
  const speaking = voice({ config, references, connector: connector(botToken(config, realNow), config), realNow });
  const { track, stopping, idle } = inProgress();
  const hear = listen({
    answer,
    memory: memory(references, speaking, realNow, log),
    noteMessage,
    notePresence,
    replies: replies({ voice: speaking, track, stopping, log }),
    track,
    log,
  });
  const once = repeats();
  const listener = teamsDoor({
    authentication,
    hear: (activity) => track(once(deliveryOf(activity), async () => written(await hear(activity)))),
    log,
  });
  return { listener, chat: teamsChat(speaking, references), idle };
}
