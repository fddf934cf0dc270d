import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cast, RehearsalPerson, RehearsalRoom } from "../../src/rehearsal/cast.ts";
import { ClockBack } from "../../src/rehearsal/clock.ts";
import { createRehearsal, type RehearsalOptions } from "../../src/rehearsal/rehearsal.ts";
import { signature } from "../../src/rehearsal/slack/deliver.ts";

export const SECRET = "a-signing-secret";
export const TOKEN = "xoxb-a-token";

/** What the stub service received: the form or JSON body, with `payload` already read. */
export type Received = Record<string, unknown> & { type?: string; command?: string };
/** Answers one request; what it returns is the HTTP answer's body. */
export type Bot = (received: Received, api: Api) => Promise<unknown> | unknown;
export type Api = (method: string, args: Record<string, unknown>) => Promise<Record<string, unknown>>;

const person = (id: string, name: string, role: string, organisationName: string, number: number): RehearsalPerson => ({
  id,
  name,
  role,
  organisationName,
  slackUser: `U000${number}`,
  slackTeam: "T0001",
  teamsUser: null,
  teamsTenant: null,
});

export const PEOPLE: RehearsalPerson[] = [
  person("priya", "Priya", "Service manager", "Harbour Autism Services", 1),
  person("tom", "Tom", "Team leader", "Harbour Autism Services", 2),
  person("harriet", "Harriet", "Housing officer", "Quayside Homes", 3),
  person("hassan", "Hassan", "Housing team manager", "Quayside Homes", 4),
  person("carl", "Carl", "Community safety officer", "Council", 5),
  { ...person("gita", "Gita", "GP", "Quay Practice", 6), slackUser: null, slackTeam: null },
];

export const ROOMS: RehearsalRoom[] = [
  {
    workspace: "T0001",
    conversation: "C0014",
    name: "c-014-quayside",
    audience: "case",
    caseRefs: ["C-014"],
    members: ["U0001", "U0002", "U0003", "U0004", "U0005"],
  },
  {
    workspace: "T0001",
    conversation: "C0100",
    name: "mdt-general",
    audience: "mixed",
    caseRefs: [],
    members: ["U0001", "U0003", "U0005"],
  },
];

export const CAST: Cast = { people: PEOPLE, slackRooms: ROOMS, teamsRooms: [] };

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
export async function startStubService({ bot, ...options }: { bot: Bot } & Partial<RehearsalOptions>) {
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

  const server = createServer(async (req, res) => {
    if (req.url === "/slack/events") return events(req, res);
    if (!(await rehearsal.handle(req, res))) res.writeHead(404).end("not the rehearsal's");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    api,
    received,
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

export type StubService = Awaited<ReturnType<typeof startStubService>>;

interface ShownMessage {
  ts: string;
  text: string;
  private: boolean;
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
