import { setTimeout as sleep } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Card } from "../cards/card.ts";
import type { Answer, ChatError } from "../chat/chat.ts";
import { tryAgain } from "../chat/try-again.ts";
import type { FormOrigin } from "./body.ts";
import { page } from "./chat.ts";
import { chatError } from "./faults.ts";
import { renderModal } from "./modal.ts";
import { postJson } from "./post.ts";
import { renderHome, renderMessage } from "./render.ts";

/** Where the answer to one request can be put. */
export interface ReplyTo {
  client: WebClient;
  workspace: string;
  user: string;
  channel: string | null;
  thread: string | null;
  /** Slack's address for answers to this act: five uses, half an hour. */
  responseUrl: string | null;
  triggerId: string | null;
  pressed: { message: string; readBy: "one" | "room" } | null;
}

/** What a stop waits for, and what cuts the waiting short. */
export interface Delivering {
  log: Logger;
  stopping: () => AbortSignal;
}

/**
 * Puts an answer where it belongs. What was decided is stored by now, so a failure here is logged, never thrown. What Slack does not
 * take just now is tried again for a while; drafts that their asker has not seen go to the outbox, which outlives this process.
 */
export async function reply({ log, stopping }: Delivering, to: ReplyTo, answer: Answer): Promise<void> {
  // The first answer says more than this one would, and may still be under way.
  if (answer.repeated) return;
  const about = { user: to.user, workspace: to.workspace };
  const { form, drafts } = answer;
  // Only just after the press does Slack open a form.
  if (form) await openForm(to, form).catch((err: unknown) => log.error({ err, ...about }, "an answer did not arrive"));
  const fate = (what: Promise<void> | undefined) =>
    what?.catch((err: unknown) => log.error({ err, ...about }, "the fate of a draft was not kept"));
  const left = piecesOf(to, answer, (err) => log.error({ err, ...about }, "an answer could not be drawn"));
  if (!left) return fate(drafts?.lost());
  const attempt = () => say(left, (err) => log.error({ err, ...about }, "an answer did not arrive"));
  const first = await attempt();
  if (first === null) return fate(drafts?.shown());
  if (drafts) return fate(drafts.lost());
  const fault = await tryAgain(first, attempt, stopping());
  if (fault) log.error({ ...about, fault: fault.fault, reason: fault.message }, "an answer was given up");
}

type Piece = () => Promise<void>;

function piecesOf(to: ReplyTo, { replace, tell }: Answer, failed: (err: unknown) => void): Piece[] | null {
  try {
    const at: Address | null = to.responseUrl === null ? null : { url: to.responseUrl, left: MOST_AT_ADDRESS };
    return [...(replace ? replacing(to, at, replace) : []), ...(tell ? telling(to, at, tell) : [])];
  } catch (err) {
    failed(err);
    return null;
  }
}

/** Takes from `left` what has been said. */
async function say(left: Piece[], failed: (err: unknown) => void): Promise<ChatError | null> {
  for (let next = left[0]; next !== undefined; next = left[0]) {
    try {
      await next();
    } catch (err) {
      failed(err);
      return chatError(err);
    }
    left.shift();
  }
  return null;
}

async function openForm(to: ReplyTo, form: Card): Promise<void> {
  const submit = form.content.actions?.find((action) => action.type === "Action.Execute");
  const origin: FormOrigin = {
    command: submit?.data as Record<string, unknown>,
    responseUrl: to.responseUrl,
    channel: to.channel,
    message: to.pressed?.message ?? null,
    readBy: to.pressed?.readBy ?? null,
  };
  const { view } = renderModal(form, { workspace: to.workspace, callback: form.template, metadata: JSON.stringify(origin) });
  // biome-ignore lint/suspicious/noExplicitAny: drawn within Slack's limits by renderModal
  await to.client.views.open({ trigger_id: to.triggerId ?? "", view: view as any });
}

/** Slack's address for the answers to one act, and how many it still takes. */
interface Address {
  url: string;
  left: number;
}
const MOST_AT_ADDRESS = 5;

/** What a conversation takes, message after message. */
const PACE_MS = 1_100;

function replacing(to: ReplyTo, at: Address | null, card: Card): Piece[] {
  const [first, ...more] = renderMessage(card, to).pages;
  if (!at || !first) return telling(to, at, card);
  return [() => answerAt(at, { replace_original: true, ...page(first) }), ...tellingAll(to, at, more.map(page))];
}

/** For the asker alone. Where Slack gives no address for it, an ephemeral message where they wrote, or a direct one. */
const telling = (to: ReplyTo, at: Address | null, card: Card): Piece[] =>
  tellingAll(to, at, renderMessage(card, to).pages.map(page));

/** A long answer goes on in the direct conversation once its address takes no more. */
const tellingAll = (to: ReplyTo, at: Address | null, pages: ReturnType<typeof page>[]): Piece[] =>
  pages.map((words) => async () => {
    if (!at) return tellWithoutAddress(to, words);
    if (at.left > 0) return answerAt(at, { replace_original: false, response_type: "ephemeral", ...words });
    await sleep(PACE_MS);
    return tellDirectly(to, words);
  });

/** Counts once it was taken: what was not is tried again. */
async function answerAt(at: Address, body: object): Promise<void> {
  await postJson(at.url, body);
  at.left -= 1;
}

async function tellWithoutAddress(to: ReplyTo, words: ReturnType<typeof page>): Promise<void> {
  const { client, channel, user, thread } = to;
  if (channel && !channel.startsWith("D")) {
    await client.chat.postEphemeral({ channel, user, ...words, ...(thread && { thread_ts: thread }) });
    return;
  }
  await tellDirectly(to, words);
}

async function tellDirectly({ client, channel, user }: ReplyTo, words: ReturnType<typeof page>): Promise<void> {
  const isDirect = channel?.startsWith("D") ?? false;
  const direct = isDirect ? channel : (await client.conversations.open({ users: user })).channel?.id;
  if (direct) await client.chat.postMessage({ channel: direct, ...words });
}

/** The home tab of one person. */
export async function publishHome(log: Logger, to: ReplyTo, card: Card): Promise<void> {
  try {
    const { view } = renderHome(card, to);
    // biome-ignore lint/suspicious/noExplicitAny: drawn within Slack's limits by renderHome
    await to.client.views.publish({ user_id: to.user, view: view as any });
  } catch (err) {
    log.error({ err, user: to.user, workspace: to.workspace }, "a home tab was not published");
  }
}
