import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Cast, TeamsPerson } from "../cast.ts";
import { parseJson, readBody, sendJson } from "../http.ts";
import {
  type Conversation,
  channelPart,
  findConversation,
  findPerson,
  groupOf,
  personalChatOf,
  rosterId,
  teamsPeople,
  tenantOf,
} from "./conversations.ts";
import { LARGEST_ACTIVITY, readActivity } from "./incoming-activity.ts";
import type { Tenant } from "./tenant.ts";
import type { Tokens } from "./tokens.ts";

/** One answer of the Bot Connector. */
interface Answered {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A call, its path below `/v3/` in decoded parts. */
interface Call {
  method: string;
  parts: string[];
  body: unknown;
  cast: Cast;
}

const failed = (status: number, code: string, message: string, headers?: Record<string, string>): Answered => ({
  status,
  body: { error: { code, message } },
  ...(headers && { headers }),
});

const NOT_IN_ROSTER = failed(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
const NO_CONVERSATION = failed(404, "ConversationNotFound", "Conversation not found.");
const NO_MESSAGE = failed(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.");
const NO_SUCH_CALL = failed(404, "NotFound", "There is no such call.");

const NewConversation = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string() }).nullish(), channel: z.looseObject({ id: z.string() }).nullish() })
    .nullish(),
  activity: z.unknown().optional(),
});

const account = ({ id, name, teamsUser, teamsTenant }: TeamsPerson) => ({
  id: rosterId(teamsUser),
  name,
  givenName: name,
  surname: "",
  aadObjectId: teamsUser,
  objectId: teamsUser,
  tenantId: teamsTenant,
  userPrincipalName: `${id}@rehearsal.example`,
  email: `${id}@rehearsal.example`,
  userRole: "user",
});

/** The Bot Connector's REST interface, as far as a bot in Teams uses it. */
export function createConnector({ tenant, tokens, cast }: { tenant: Tenant; tokens: Tokens; cast(): Promise<Cast> }) {
  const { messages, installations } = tenant;
  /** Answers that a test has asked for, given before anything is done. */
  const troubles: Answered[] = [];

  /** The app is in every channel and group chat of the sample; a personal chat needs the person to have added it. */
  const mayWriteTo = (conversation: Conversation, cast: Cast): boolean =>
    conversation.kind !== "personal" ||
    teamsPeople(cast).some((person) => personalChatOf(person.teamsUser) === conversation.id && installations.has(person));

  function say(at: string, raw: unknown, { cast }: Call): Answered {
    const conversation = findConversation(cast, at);
    if (!conversation) return NO_CONVERSATION;
    if (!mayWriteTo(conversation, cast)) return NOT_IN_ROSTER;
    const read = readActivity(raw);
    if (read.kind === "refused") return failed(400, "BadSyntax", read.reason);
    if (read.kind === "typing") return { status: 202, body: { id: messages.nextId() } };
    const thread = /;messageid=(\d+)/.exec(at)?.[1] ?? null;
    const { id } = messages.post({ ...read.said, conversation: conversation.id, from: null, thread });
    return { status: 201, body: { id } };
  }

  function create(call: Call): Answered {
    const asked = NewConversation.safeParse(call.body);
    if (!asked.success) return failed(400, "BadSyntax", "The conversation is not described as the connector has it.");
    const { members, tenantId, channelData, activity } = asked.data;
    if ((tenantId ?? channelData?.tenant?.id) !== tenantOf(call.cast))
      return failed(403, "Forbidden", "The tenant does not have this bot.");
    const channel = channelData?.channel?.id;
    if (channel !== undefined) {
      const said = say(channelPart(channel), activity, call);
      if (said.status !== 201) return said;
      const { id } = said.body as { id: string };
      return { status: 201, body: { id: `${channelPart(channel)};messageid=${id}`, activityId: id } };
    }
    const person = findPerson(call.cast, members?.[0]?.id ?? "");
    if (!person || members?.length !== 1) return failed(400, "BadArgument", "A personal chat is with one person of the tenant.");
    if (!installations.has(person)) return NOT_IN_ROSTER;
    const id = personalChatOf(person.teamsUser);
    if (activity === undefined || activity === null) return { status: 201, body: { id } };
    const said = say(id, activity, call);
    return said.status === 201 ? { status: 201, body: { id, activityId: (said.body as { id: string }).id } } : said;
  }

  function change(at: string, id: string, { method, body, cast }: Call): Answered {
    const conversation = findConversation(cast, at);
    if (!conversation) return NO_CONVERSATION;
    if (!mayWriteTo(conversation, cast)) return NOT_IN_ROSTER;
    const message = messages.find(conversation.id, id);
    if (!message || message.from !== null) return NO_MESSAGE;
    if (method === "DELETE") {
      messages.remove(message);
      return { status: 200 };
    }
    const read = readActivity(body);
    if (read.kind !== "message") return failed(400, "BadSyntax", read.kind === "refused" ? read.reason : "Typing is no message.");
    messages.rewrite(message, read.said);
    return { status: 200, body: { id } };
  }

  function roster(at: string, rest: string[], { cast }: Call): Answered {
    const conversation = findConversation(cast, at);
    if (!conversation) return NO_CONVERSATION;
    if (!mayWriteTo(conversation, cast)) return NOT_IN_ROSTER;
    const accounts = teamsPeople(cast)
      .filter(({ teamsUser }) => conversation.members.includes(teamsUser))
      .map(account);
    const [which, id] = rest;
    if (which === "pagedmembers") return { status: 200, body: { members: accounts } };
    if (id === undefined) return { status: 200, body: accounts };
    const found = accounts.find((each) => each.id === id || each.aadObjectId === id);
    return found
      ? { status: 200, body: found }
      : failed(404, "MemberNotFoundInConversation", "The member is not in the conversation.");
  }

  function team(id: string, rest: string[], { cast }: Call): Answered {
    const channel = findConversation(cast, id);
    if (channel?.kind !== "channel") return failed(404, "NotFound", "There is no such team.");
    if (rest[0] === "conversations") return { status: 200, body: { conversations: [{ id: channel.id, name: null }] } };
    return { status: 200, body: { id: channel.id, name: channel.name, aadGroupId: groupOf(channel.id) } };
  }

  function route(call: Call): Answered {
    const [area, at, ...rest] = call.parts;
    if (area === "teams" && at && call.method === "GET") return team(at, rest, call);
    if (area !== "conversations") return NO_SUCH_CALL;
    if (!at) return call.method === "POST" ? create(call) : NO_SUCH_CALL;
    const [what, id] = rest;
    if (call.method === "GET" && (what === "members" || what === "pagedmembers")) return roster(at, rest, call);
    if (what !== "activities") return NO_SUCH_CALL;
    if (call.method === "POST") return say(id && !at.includes(";") ? threadOf(at, id) : at, call.body, call);
    if (id && (call.method === "PUT" || call.method === "DELETE")) return change(at, id, call);
    return NO_SUCH_CALL;
  }

  /** A reply goes to the thread of what it answers, where that is a channel's. */
  function threadOf(at: string, replyTo: string): string {
    const message = messages.find(channelPart(at), replyTo);
    return message ? `${at};messageid=${message.thread}` : at;
  }

  async function answerTo(req: IncomingMessage, path: string): Promise<Answered> {
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? "")?.[1];
    if (!token || !tokens.isGood(token)) return failed(401, "Unauthorized", "Authorization has been denied for this request.");
    const body = await readBody(req);
    if (Buffer.byteLength(body) > LARGEST_ACTIVITY) return failed(413, "MessageSizeTooBig", "Message size too large.");
    const trouble = troubles.shift();
    if (trouble) return trouble;
    const parts = decodedParts(path);
    if (!parts) return failed(400, "BadArgument", "The address cannot be read.");
    return route({ method: req.method ?? "GET", parts, body: body ? parseJson(body) : undefined, cast: await cast() });
  }

  return {
    /** The next calls are answered like this instead, one each: how a busy or failing Teams looks. */
    troubleNext(...answers: { status: number; code: string; retryAfter?: number }[]): void {
      for (const { status, code, retryAfter } of answers) {
        troubles.push(
          failed(status, code, "As asked for.", retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
        );
      }
    },

    /** `path` is what follows the service address; it begins with `v3/`. */
    async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
      const { status, body, headers } = await answerTo(req, path);
      if (body === undefined) res.writeHead(status, headers).end();
      else sendJson(res, status, body, headers);
    },
  };
}

export type Connector = ReturnType<typeof createConnector>;

/** What stands between the slashes after `v3`; undefined where it cannot be read. */
function decodedParts(path: string): string[] | undefined {
  const [version, ...parts] = path.split("/").filter(Boolean);
  if (version !== "v3") return undefined;
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
