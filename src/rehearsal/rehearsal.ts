import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Act, perform } from "./act.ts";
import { listAssets } from "./assets.ts";
import { type Cast, inSlack } from "./cast.ts";
import type { RehearsalClock } from "./clock.ts";
import { createClockPage } from "./clock-page.ts";
import { PAGE_HEADERS, refusal } from "./guard.ts";
import { BodyTooLarge, parseJson, readBody, sendJson, sendText } from "./http.ts";
import { createLive } from "./live.ts";
import { slackColumn } from "./slack/column.ts";
import { createSlackStandIn, SLACK_PATH } from "./slack/slack.ts";

export interface RehearsalOptions {
  /** Where this same server listens; known once it does. */
  publicUrl(): string;
  /** `elsewhere` where the service talks to another stand-in: then only the clock is here. */
  slack?: "stand-in" | "elsewhere";
  signingSecret: string;
  botToken: string;
  cast(): Promise<Cast>;
  clock: RehearsalClock;
  realNow(): Date;
  log: Pick<Logger, "error">;
  /** Zone of the clock on the page. */
  timeZone?: string;
  /** Where the third jump ends; the service knows bank holidays, the page alone only weekends. */
  nextWorkingMorning?: (from: Date) => Date | Promise<Date>;
}

export interface Rehearsal {
  /** True when it answered; false for paths that are not the rehearsal's. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** `SLACK_API_URL` for the service. */
  slackApiUrl(): string;
  close(): void;
}

const ASSETS = "/rehearsal/assets/";

/** The stand-in for Slack and the page to try it in, mounted in the service's own HTTP server. */
export function createRehearsal(options: RehearsalOptions): Rehearsal {
  const { publicUrl, clock, realNow, log } = options;
  const hasSlack = options.slack !== "elsewhere";
  const assets = listAssets(fileURLToPath(new URL("./page/", import.meta.url)));
  const live = createLive();
  const slack = createSlackStandIn({ ...options, now: () => clock.now(), realNow, changed: live.changed });
  const clockPage = createClockPage({
    clock,
    timeZone: options.timeZone ?? "Europe/London",
    nextWorkingMorning: options.nextWorkingMorning,
    changed: live.changed,
  });

  function sendAsset(res: ServerResponse, name: string): void {
    const asset = assets.get(name);
    if (!asset) {
      sendText(res, 404, "There is no such file.");
      return;
    }
    res.writeHead(200, { "content-type": asset.type, "cache-control": "no-cache", ...PAGE_HEADERS });
    res.end(asset.content());
  }

  async function sendState(res: ServerResponse, as: string | null): Promise<void> {
    const now = await options.cast();
    const people = hasSlack ? now.people.filter(inSlack) : [];
    const person = people.find(({ id }) => id === as) ?? people[0];
    sendJson(res, 200, {
      clock: clockPage.state(),
      as: person?.id ?? null,
      slack: person ? slackColumn(slack.workspace, now, person) : null,
    });
  }

  async function act(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!req.headers["content-type"]?.startsWith("application/json")) return sendText(res, 415, "Send JSON.");
    if (!hasSlack) return sendText(res, 404, "Slack is elsewhere.");
    const asked = Act.safeParse(parseJson(await readBody(req)));
    if (!asked.success)
      return sendJson(res, 400, { kind: "problem", said: "The page asked for something that cannot be done here." });
    sendJson(res, 200, await perform(slack, await options.cast(), asked.data));
  }

  async function route(req: IncomingMessage, res: ServerResponse, { pathname, searchParams }: URL): Promise<boolean> {
    const asked = `${req.method === "HEAD" ? "GET" : req.method} ${pathname}`;
    switch (asked) {
      case "GET /":
        sendAsset(res, "index.html");
        return true;
      case "GET /rehearsal/state":
        await sendState(res, searchParams.get("as"));
        return true;
      case "GET /rehearsal/events":
        live.open(res);
        return true;
      case "POST /rehearsal/act":
        await act(req, res);
        return true;
      case "POST /rehearsal/jump":
        await clockPage.jump(req, res);
        return true;
      case "GET /rehearsal/clock":
      case "POST /rehearsal/clock":
        await clockPage.handle(req, res);
        return true;
    }
    if (asked.startsWith(`GET ${ASSETS}`)) {
      sendAsset(res, pathname.slice(ASSETS.length));
      return true;
    }
    if (hasSlack && pathname.startsWith(SLACK_PATH) && (await slack.handle(req, res, pathname))) return true;
    sendText(res, 404, "There is nothing here. The rehearsal is at /.");
    return true;
  }

  return {
    async handle(req, res) {
      const url = URL.parse(req.url ?? "/", "http://rehearsal");
      const ours = url !== null && (url.pathname === "/" || url.pathname.startsWith("/rehearsal/"));
      if (!ours) return false;
      const refused = refusal(req);
      if (refused) {
        sendText(res, 403, refused);
        return true;
      }
      try {
        return await route(req, res, url);
      } catch (err) {
        if (err instanceof BodyTooLarge) sendText(res, 413, "That is more than the rehearsal takes at once.");
        else {
          log.error({ err, path: url.pathname }, "rehearsal request failed");
          if (!res.headersSent)
            sendJson(res, 500, { kind: "problem", said: "Something went wrong here. The log has the reason." });
          else res.end();
        }
        return true;
      }
    },
    slackApiUrl: () => `${publicUrl()}${SLACK_PATH}api/`,
    close: live.close,
  };
}
