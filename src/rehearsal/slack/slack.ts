import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cast } from "../cast.ts";
import { parseJson, readBody, sendText } from "../http.ts";
import { createDelivery } from "./deliver.ts";
import { createGestures } from "./gestures.ts";
import { answerWebApi } from "./web-api.ts";
import { createWorkspace } from "./workspace.ts";

export const SLACK_PATH = "/rehearsal/slack/";

export interface SlackStandInOptions {
  publicUrl(): string;
  signingSecret: string;
  botToken: string;
  cast(): Promise<Cast>;
  now(): Date;
  realNow(): Date;
  changed(): void;
}

/** Slack as our service meets it: a Web API, response addresses, and signed requests for what people do. */
export function createSlackStandIn(options: SlackStandInOptions) {
  const workspace = createWorkspace(options);
  const gestures = createGestures({ ...options, workspace, deliver: createDelivery(options) });

  async function respond(req: IncomingMessage, res: ServerResponse, token: string): Promise<void> {
    const outcome = workspace.responseUrls.use(token, parseJson(await readBody(req)));
    if (outcome.kind === "done") sendText(res, 200, "ok");
    else sendText(res, outcome.status, outcome.error);
  }

  /** A permalink leads to the page, which knows the way to the message. */
  function follow(res: ServerResponse, channel: string, digits: string): void {
    res.writeHead(302, { location: `/#${channel}/${digits.slice(0, -6)}.${digits.slice(-6)}` });
    res.end();
  }

  return {
    workspace,
    gestures,

    /** Answers what is below `SLACK_PATH`; false where nothing is there. */
    async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> {
      const [area = "", first = "", second = ""] = path.slice(SLACK_PATH.length).split("/");
      if (area === "api" && first) {
        await answerWebApi(req, res, first, { ...options, publicUrl: options.publicUrl(), workspace });
        return true;
      }
      if (area === "response" && req.method === "POST") {
        await respond(req, res, first);
        return true;
      }
      const permalink = /^p(\d{16,})$/.exec(second)?.[1];
      if (area === "archives" && permalink && /^\w+$/.test(first)) {
        follow(res, first, permalink);
        return true;
      }
      return false;
    },
  };
}

export type SlackStandIn = ReturnType<typeof createSlackStandIn>;
