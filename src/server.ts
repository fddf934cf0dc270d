import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";

/** Reads the request itself: nothing may have read its body before. */
export type Door = (req: IncomingMessage, res: ServerResponse) => void;

export interface Doors {
  /** `POST /slack/events`; null where Slack is off, or not yet on. */
  slack: Door | null;
  /** `POST /api/messages`; null where Teams is off, or not yet on. */
  teams: Door | null;
  /** Store reachable, migrations applied, and every door open. */
  ready: () => Promise<boolean>;
  metrics: Metrics | null;
  /** Personal links to minutes; answers false where one opens nothing. Null while it is not there yet. */
  minutes: ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) | null;
  /** The rehearsal page and its platforms; answers true where the path was its own. */
  rehearsal: ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) | null;
}

/** Paths that are counted by name; any other counts as one, so that a scan of paths does not fill the memory. */
const COUNTED = new Set(["/slack/events", "/api/messages", "/healthz", "/readyz", "/metrics", "/minutes/", "/"]);

/** The one HTTP server. It decides nothing: a path leads to its door or nowhere. */
export function createHttpServer(doors: Doors, log: Logger): Server {
  const server = createServer((req, res) => {
    const path = pathOf(req);
    const began = process.hrtime.bigint();
    res.once("close", () => {
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      doors.metrics?.request(COUNTED.has(named(path)) ? named(path) : "other", res.statusCode, seconds);
      // A connection kept for the next request would hold a stop up.
      if (!server.listening) server.closeIdleConnections();
    });
    route(doors, path, req, res).catch((err: unknown) => {
      log.error({ err, path: named(path) }, "a request failed");
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
  // A client that sends slowly must not hold a socket for ever.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
}

async function route(doors: Doors, path: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (path === "/slack/events") return enter(doors.slack, req, res);
  if (path === "/api/messages") return enter(doors.teams, req, res);
  if (path === "/healthz") return say(res, 200, "ok\n");
  if (path === "/readyz") return (await doors.ready()) ? say(res, 200, "ready\n") : say(res, 503, "not ready\n");
  if (path === "/metrics" && doors.metrics) return say(res, 200, await doors.metrics.text(), doors.metrics.contentType);
  if (path.startsWith(MINUTES) && (await doors.minutes?.(req, res))) return;
  if (await doors.rehearsal?.(req, res)) return;
  say(res, 404, "not found\n");
}

const MINUTES = "/minutes/";

/** A path as it may be written down: what follows here opens something. */
const named = (path: string): string => (path.startsWith(MINUTES) ? MINUTES : path);

/** 503 while the door is not there yet, or not configured: platforms send events again. */
function enter(door: Door | null, req: IncomingMessage, res: ServerResponse): void {
  if (!door) say(res, 503, "not connected\n");
  else if (req.method !== "POST") say(res, 405, "POST only\n");
  else door(req, res);
}

function say(res: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  res.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff", "cache-control": "no-store" }).end(text);
}

const pathOf = (req: IncomingMessage): string => (req.url ?? "/").split("?", 1)[0] ?? "/";
