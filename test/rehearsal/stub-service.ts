import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { ClockBack } from "../../src/rehearsal/clock.ts";
import { createRehearsal, type RehearsalOptions } from "../../src/rehearsal/rehearsal.ts";
import { signature } from "../../src/rehearsal/slack/deliver.ts";
import type { teamsColumn } from "../../src/rehearsal/teams/column.ts";
import { CAST } from "./stub-cast.ts";

export const SECRET = "a-signing-secret";
export const TOKEN = "xoxb-a-token";

/** What the stub service received: the form or JSON body, with `payload` already read. */
export type Received = Record<string, unknown> & { type?: string; command?: string };
/** Answers one request; what it returns is the HTTP answer's body. */
export type Bot = (received: Received, api: Api) => Promise<unknown> | unknown;
/** Answers one activity with an HTTP status and a body; nothing is a plain 200. */
export type TeamsBot = (activity: TeamsActivity) => Promise<TeamsAnswer> | TeamsAnswer;
export type TeamsAnswer = { status?: number; body?: unknown } | undefined;
// biome-ignore lint/suspicious/noExplicitAny: an activity has a shape of its own for each kind, and a test looks at one.
export type TeamsActivity = Record<string, any>;
export type Api = (method: string, args: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Thursday 11 March 2027, 14:00 in London. */
export const START = new Date("2027-03-11T14:00:00Z");

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function isSigned(req: IncomingMessage, body: string): boolean {
  const timestamp = Number(req.headers["x-slack-request-timestamp"]);
  const given = Buffer.from(String(req.headers["x-slack-signature"]));
  const wanted = Buffer.from(signature(SECRET, timestamp, body));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function read(body: string, contentType: string): Received {
  if (contentType.includes("json")) return JSON.parse(body);
  const form = Object.fromEntries(new URLSearchParams(body));
  return form.payload ? JSON.parse(form.payload) : form;
}

/** A service with the rehearsal mounted and a bot in place of ours, on a free port. */
export async function startStubService({
  bot,
  teamsBot = () => undefined,
  ...options
}: { bot: Bot; teamsBot?: TeamsBot } & Partial<RehearsalOptions>) {
  const activities: TeamsActivity[] = [];
  const received: Received[] = [];
  let now = START;
  let url = "";
  const rehearsal = createRehearsal({
    publicUrl: () => url,
    signingSecret: SECRET,
    botToken: TOKEN,
    cast: async () => CAST,
    clock: {
      now: () => now,
      moveTo: async (instant) => {
        if (instant < now) throw new ClockBack();
        now = instant;
        return { now, sent: 3 };
      },
    },
    realNow: () => new Date(performance.timeOrigin + performance.now()),
    log: { error: (fields: object) => console.error(fields) },
    ...options,
  });

  const api: Api = async (method, args) => {
    const response = await fetch(`${rehearsal.slackApiUrl()}${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(args),
    });
    return (await response.json()) as Record<string, unknown>;
  };

  async function events(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bodyOf(req);
    if (!isSigned(req, body)) return void res.writeHead(401).end();
    const request = read(body, req.headers["content-type"] ?? "");
    received.push(request);
    const answer = await bot(request, api);
    if (answer === undefined) res.end();
    else res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  /** As strict as the real door: the key of the OpenID document, this bot, this issuer, the address that answers go to. */
  async function isFromTeams(req: IncomingMessage, activity: TeamsActivity): Promise<boolean> {
    const { jwks_uri: keys, issuer } = (await (await fetch(`${url}/rehearsal/teams/openid`)).json()) as Record<string, string>;
    const token = req.headers.authorization?.replace("Bearer ", "") ?? "";
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys ?? "")), {
      ...{ issuer: issuer ?? "", audience: "f0110000-0000-4000-8000-000000000001", algorithms: ["RS256"] },
    });
    return payload.serviceurl === activity.serviceUrl;
  }

  async function messages(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const activity = JSON.parse(await bodyOf(req)) as TeamsActivity;
    if (!(await isFromTeams(req, activity).catch(() => false))) return void res.writeHead(401).end();
    activities.push(activity);
    const answer = await teamsBot(activity);
    res.writeHead(answer?.status ?? 200, { "content-type": "application/json" });
    res.end(answer?.body === undefined ? "" : JSON.stringify(answer.body));
  }

  const server = createServer(async (req, res) => {
    if (req.url === "/api/messages") return messages(req, res);
    if (req.url === "/slack/events") return events(req, res);
    if (!(await rehearsal.handle(req, res))) res.writeHead(404).end("not the rehearsal's");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    api,
    received,
    /** What came from Teams, but for the news of where the app was installed. */
    activities: () => activities.filter(({ type }) => type !== "installationUpdate" && type !== "conversationUpdate"),
    installations: () => activities.filter(({ type }) => type === "installationUpdate" || type === "conversationUpdate"),
    teams: rehearsal.teams,
    actInTeams: async (act: Record<string, unknown>) => {
      const response = await fetch(`${url}/rehearsal/act/teams`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(act),
      });
      return (await response.json()) as { kind: string; said?: string };
    },
    /** The Teams column as one person sees it. */
    teamsColumn: async (as: string): Promise<TeamsColumn> => {
      const state = (await (await fetch(`${url}/rehearsal/state?teams=${as}`)).json()) as { teams: TeamsColumn };
      return state.teams;
    },
    act: async (act: Record<string, unknown>) => {
      const response = await fetch(`${url}/rehearsal/act`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(act),
      });
      return (await response.json()) as { kind: string; said?: string; errors?: Record<string, string> };
    },
    /** The Slack column as one person sees it. */
    column: async (as: string): Promise<Column> => {
      const state = (await (await fetch(`${url}/rehearsal/state?as=${as}`)).json()) as { slack: Column };
      return state.slack;
    },
    stop: async () => {
      rehearsal.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type TeamsColumn = ReturnType<typeof teamsColumn>;

export type StubService = Awaited<ReturnType<typeof startStubService>>;

interface ShownMessage {
  ts: string;
  text: string;
  private: boolean;
  thread: string | null;
  edited: boolean;
  author: { name: string; app: boolean };
  blocks: Record<string, unknown>[];
}

export interface Column {
  people: { id: string; news: { conversation: string; count: number }[] }[];
  conversations: { id: string; kind: string; unread: number; messages: ShownMessage[] }[];
  home: { id: string; blocks: Record<string, unknown>[] } | null;
  form: { id: string; callback_id: string; blocks: Record<string, unknown>[] } | null;
}

/** What one person sees in one conversation. */
export const messagesIn = (column: Column, conversation: string): ShownMessage[] =>
  column.conversations.find(({ id }) => id === conversation)?.messages ?? [];
