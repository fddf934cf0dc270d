import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { z } from "zod";
import { Act, perform } from "./act.ts";
import { listAssets } from "./assets.ts";
import { type Cast, inSlack, inTeams } from "./cast.ts";
import type { RehearsalClock } from "./clock.ts";
import { createClockPage } from "./clock-page.ts";
import { type GestureOutcome, problem } from "./gesture-outcome.ts";
import { PAGE_HEADERS, refusal } from "./guard.ts";
import { BodyTooLarge, parseJson, readBody, sendJson, sendText } from "./http.ts";
import { createLive } from "./live.ts";
import { slackColumn } from "./slack/column.ts";
import { createSlackStandIn, SLACK_PATH } from "./slack/slack.ts";
import { performInTeams, TeamsAct } from "./teams/act.ts";
import { teamsColumn } from "./teams/column.ts";
import { createTeamsStandIn, TEAMS_PATH, type TeamsStandIn } from "./teams/teams.ts";

export interface RehearsalOptions {
  /** Where this same server listens; known once it does. */
  publicUrl(): string;
  /** `elsewhere` where the service talks to another stand-in: then only the clock is here. */
  slack?: "stand-in" | "elsewhere";
  signingSecret: string;
  botToken: string;
  /** The stand-in for Teams; absent where the service is not connected to it. */
  teams?: {
    appPassword: string;
    withoutApp?: readonly string[];
    /** Whom a visitor begins as there, by their id in the set-up. */
    begins?: string;
  };
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
  /** Where there is a stand-in for Teams. */
  teams: TeamsStandIn | null;
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
  const teams = options.teams
    ? createTeamsStandIn({ ...options, ...options.teams, now: () => clock.now(), changed: live.changed })
    : null;
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

  /** Who and where, once the service has been told where it is installed: nothing may happen before that. */
  async function ready(): Promise<Cast> {
    const cast = await options.cast();
    await teams?.announce(cast);
    return cast;
  }

  async function sendState(res: ServerResponse, as: { slack: string | null; teams: string | null }): Promise<void> {
    const now = await ready();
    const slackPeople = hasSlack ? now.people.filter(inSlack) : [];
    const inSlackAs = slackPeople.find(({ id }) => id === as.slack) ?? slackPeople[0];
    const teamsPeople = teams ? now.people.filter(inTeams) : [];
    const inTeamsAs = teamsPeople.find(({ id }) => id === (as.teams ?? options.teams?.begins)) ?? teamsPeople[0];
    sendJson(res, 200, {
      clock: clockPage.state(),
      slack: inSlackAs ? slackColumn(slack.workspace, now, inSlackAs) : null,
      teams: teams && inTeamsAs ? teamsColumn(teams.tenant, now, inTeamsAs) : null,
    });
  }

  /** Does what the page asks for, once it is known to be one of the things that can be done. */
  async function act<Asked>(
    req: IncomingMessage,
    res: ServerResponse,
    asks: z.ZodType<Asked>,
    perform: (asked: Asked, cast: Cast) => Promise<GestureOutcome>,
  ): Promise<void> {
    if (!req.headers["content-type"]?.startsWith("application/json")) return sendText(res, 415, "Send JSON.");
    const asked = asks.safeParse(parseJson(await readBody(req)));
    if (!asked.success) return sendJson(res, 400, problem("The page asked for something that cannot be done here."));
    sendJson(res, 200, await perform(asked.data, await ready()));
  }

  async function route(req: IncomingMessage, res: ServerResponse, { pathname, searchParams }: URL): Promise<boolean> {
    const asked = `${req.method === "HEAD" ? "GET" : req.method} ${pathname}`;
    switch (asked) {
      case "GET /":
        sendAsset(res, "index.html");
        return true;
      case "GET /rehearsal/state":
        await sendState(res, { slack: searchParams.get("as"), teams: searchParams.get("teams") });
        return true;
      case "GET /rehearsal/events":
        live.open(res);
        return true;
      case "POST /rehearsal/act":
        if (!hasSlack) return false;
        await act(req, res, Act, (asked, cast) => perform(slack, cast, asked));
        return true;
      case "POST /rehearsal/act/teams":
        if (!teams) return false;
        await act(req, res, TeamsAct, (asked, cast) => performInTeams(teams, cast, asked));
        return true;
      case "POST /rehearsal/jump":
        await ready();
        await clockPage.jump(req, res);
        return true;
      case "GET /rehearsal/clock":
      case "POST /rehearsal/clock":
        await ready();
        await clockPage.handle(req, res);
        return true;
    }
    if (asked.startsWith(`GET ${ASSETS}`)) {
      sendAsset(res, pathname.slice(ASSETS.length));
      return true;
    }
    if (hasSlack && pathname.startsWith(SLACK_PATH)) return slack.handle(req, res, pathname);
    if (teams && pathname.startsWith(TEAMS_PATH)) return teams.handle(req, res, pathname);
    return false;
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
        if (!(await route(req, res, url))) sendText(res, 404, "There is nothing here. The rehearsal is at /.");
        return true;
      } catch (err) {
        if (err instanceof BodyTooLarge) sendText(res, 413, "That is more than the rehearsal takes at once.");
        else {
          log.error({ err, path: url.pathname }, "rehearsal request failed");
          if (!res.headersSent) sendJson(res, 500, problem("Something went wrong here. The log has the reason."));
          else res.end();
        }
        return true;
      }
    },
    teams,
    slackApiUrl: () => `${publicUrl()}${SLACK_PATH}api/`,
    close: live.close,
  };
}
