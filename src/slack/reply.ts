import { setTimeout as sleep } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Card } from "../cards/card.ts";
import type { Answer } from "../chat/chat.ts";
import type { FormOrigin } from "./body.ts";
import { page } from "./chat.ts";
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

/** Puts an answer where it belongs. What was decided is stored by now, so a failure here is logged, never thrown. */
export async function reply(log: Logger, to: ReplyTo, answer: Answer): Promise<void> {
  try {
    const address: Address | null = to.responseUrl === null ? null : { url: to.responseUrl, left: MOST_AT_ADDRESS };
    if (answer.form) await openForm(to, answer.form);
    if (answer.replace) await replace(to, address, answer.replace);
    if (answer.tell) await tell(to, address, answer.tell);
  } catch (err) {
    log.error({ err, user: to.user, workspace: to.workspace }, "an answer did not arrive");
  }
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

async function replace(to: ReplyTo, address: Address | null, card: Card): Promise<void> {
  const [first, ...more] = renderMessage(card, to).pages;
  if (!address || !first) return tell(to, address, card);
  await answerAt(address, { replace_original: true, ...page(first) });
  await tellAll(to, address, more.map(page));
}

/** For the asker alone. Where Slack gives no address for it, an ephemeral message where they wrote, or a direct one. */
const tell = (to: ReplyTo, address: Address | null, card: Card): Promise<void> =>
  tellAll(to, address, renderMessage(card, to).pages.map(page));

/** A long answer goes on in the direct conversation once its address takes no more. */
async function tellAll(to: ReplyTo, address: Address | null, pages: ReturnType<typeof page>[]): Promise<void> {
  for (const words of pages) {
    if (address && address.left > 0) await answerAt(address, { replace_original: false, response_type: "ephemeral", ...words });
    else if (address) await sleep(PACE_MS).then(() => tellDirectly(to, words));
    else await tellWithoutAddress(to, words);
  }
}

async function answerAt(address: Address, body: object): Promise<void> {
  address.left -= 1;
  await postJson(address.url, body);
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
