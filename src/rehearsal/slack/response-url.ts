import { randomBytes } from "node:crypto";
import { z } from "zod";
import { APP } from "./app-identity.ts";
import { blockProblems } from "./block-limits.ts";
import { Block, withIds } from "./blocks.ts";
import type { Messages, SlackMessage } from "./messages.ts";

const MOST_USES = 5;
const VALID_MS = 30 * 60 * 1000;

/** Slack takes these flags as booleans and as the words. */
const Flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

export const ResponseBody = z.looseObject({
  text: z.string().default(""),
  blocks: z.array(Block).default([]),
  response_type: z.enum(["ephemeral", "in_channel"]).optional(),
  replace_original: Flag.optional(),
  delete_original: Flag.optional(),
});
export type ResponseBody = z.infer<typeof ResponseBody>;

/** What a response belongs to: the person, the place, and the message where it came from a button on one. */
export interface ResponseTo {
  user: string;
  channel: string;
  source: Pick<SlackMessage, "channel" | "ts"> | null;
}

export type ResponseOutcome = { kind: "done" } | { kind: "refused"; status: number; error: string };

/**
 * A press replaces the message it came from unless told otherwise; a command's or a shortcut's own text cannot be replaced, so there
 * the flag does nothing (slackapi/bolt-js issue 2287).
 */
const replaces = (body: ResponseBody): boolean => body.replace_original ?? body.response_type === undefined;

/** The addresses that Slack sends along with a gesture, for answering it within half an hour. */
export function createResponseUrls({ realNow, messages, nextId }: { realNow(): Date; messages: Messages; nextId(): string }) {
  const issued = new Map<string, { to: ResponseTo; until: number; uses: number }>();

  return {
    issue(to: ResponseTo): string {
      const token = randomBytes(16).toString("hex");
      issued.set(token, { to, until: +realNow() + VALID_MS, uses: 0 });
      return token;
    },

    use(token: string, raw: unknown): ResponseOutcome {
      const response = issued.get(token);
      if (!response) return { kind: "refused", status: 404, error: "no_active_hooks" };
      if (+realNow() > response.until) return { kind: "refused", status: 404, error: "expired_url" };
      if (response.uses >= MOST_USES) return { kind: "refused", status: 404, error: "used_url" };
      const parsed = ResponseBody.safeParse(raw);
      if (!parsed.success) return { kind: "refused", status: 400, error: "invalid_payload" };
      const body = parsed.data;
      if (blockProblems(body.blocks, "message").length > 0) return { kind: "refused", status: 400, error: "invalid_blocks" };
      response.uses += 1;
      return answer(messages, response.to, { ...body, blocks: withIds(body.blocks, nextId) });
    },
  };
}

export type ResponseUrls = ReturnType<typeof createResponseUrls>;

function answer(messages: Messages, to: ResponseTo, body: ResponseBody): ResponseOutcome {
  const original = to.source ? messages.find(to.source.channel, to.source.ts) : undefined;
  if (body.delete_original) {
    if (original) messages.remove(original);
    return { kind: "done" };
  }
  if (original && replaces(body)) {
    messages.rewrite(original, body);
    return { kind: "done" };
  }
  if (!body.text && body.blocks.length === 0) return { kind: "refused", status: 400, error: "no_text" };
  postAnswer(messages, to, body);
  return { kind: "done" };
}

/** An answer as a message of its own: private unless it says that it is for everybody. */
export function postAnswer(messages: Messages, to: Pick<ResponseTo, "user" | "channel">, body: ResponseBody): void {
  messages.post({
    channel: to.channel,
    user: APP.botUser,
    onlyFor: body.response_type === "in_channel" ? null : to.user,
    text: body.text,
    blocks: body.blocks,
  });
}
