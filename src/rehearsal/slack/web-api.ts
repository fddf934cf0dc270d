import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Cast } from "../cast.ts";
import { parseJson, readBody, sendJson } from "../http.ts";
import { SCOPES } from "./app-identity.ts";
import { type Answered, type Method, refused } from "./method.ts";
import { chatMethods } from "./methods-chat.ts";
import { conversationMethods } from "./methods-conversations.ts";
import { viewMethods } from "./methods-views.ts";
import type { Workspace } from "./workspace.ts";

const METHODS: Record<string, Method> = { ...chatMethods, ...conversationMethods, ...viewMethods };

/** Arguments that a form carries as JSON text. */
const AS_JSON = ["blocks", "attachments", "metadata", "view"];

function readArguments(body: string, contentType: string): Record<string, unknown> | undefined {
  if (contentType.includes("json")) {
    const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(body || "{}"));
    return parsed.data;
  }
  const args: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body));
  for (const name of AS_JSON) if (typeof args[name] === "string") args[name] = parseJson(args[name]);
  return args;
}

const bearer = (req: IncomingMessage): string | undefined => /^Bearer (.+)$/.exec(req.headers.authorization ?? "")?.[1];

const HEADERS = { "x-oauth-scopes": SCOPES.join(",") };

/** `/rehearsal/slack/api/<method>`: answers as Slack's Web API does, always 200, with `ok` and `error` inside. */
export async function answerWebApi(
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
  {
    botToken,
    publicUrl,
    workspace,
    cast,
  }: { botToken: string; publicUrl: string; workspace: Workspace; cast: () => Promise<Cast> },
): Promise<void> {
  const args = readArguments(await readBody(req), req.headers["content-type"] ?? "");
  const say = (answer: Answered) => {
    if (answer.kind === "ok") return sendJson(res, 200, { ok: true, ...answer.body }, HEADERS);
    const { error, details } = answer;
    sendJson(
      res,
      200,
      { ok: false, error, ...(details && { errors: details, response_metadata: { messages: details } }) },
      HEADERS,
    );
  };
  const method = METHODS[name];
  if (!method) return say(refused("unknown_method"));
  if (args === undefined) return say(refused("invalid_json"));
  const token = bearer(req) ?? args.token;
  if (token === undefined) return say(refused("not_authed"));
  if (token !== botToken) return say(refused("invalid_auth"));
  say(method(args, { cast: await cast(), workspace, publicUrl }));
}
