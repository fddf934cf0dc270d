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
    if (answer.form) await openForm(to, answer.form);
    if (answer.replace) await replace(to, answer.replace);
    if (answer.tell) await tell(to, answer.tell);
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

async function replace(to: ReplyTo, card: Card): Promise<void> {
  const [first, ...more] = renderMessage(card, to).pages;
  if (!to.responseUrl || !first) return tell(to, card);
  await postJson(to.responseUrl, { replace_original: true, ...page(first) });
  for (const next of more) await postJson(to.responseUrl, { replace_original: false, response_type: "ephemeral", ...page(next) });
}

/** For the asker alone. Where Slack gives no address for it, an ephemeral message where they wrote, or a direct one. */
async function tell(to: ReplyTo, card: Card): Promise<void> {
  for (const next of renderMessage(card, to).pages) {
    if (to.responseUrl) await postJson(to.responseUrl, { replace_original: false, response_type: "ephemeral", ...page(next) });
    else await tellWithoutAddress(to, page(next));
  }
}

async function tellWithoutAddress(to: ReplyTo, words: ReturnType<typeof page>): Promise<void> {
  const { client, channel, user, thread } = to;
  if (channel && !channel.startsWith("D")) {
    await client.chat.postEphemeral({ channel, user, ...words, ...(thread && { thread_ts: thread }) });
    return;
  }
  const direct = channel ?? (await client.conversations.open({ users: user })).channel?.id;
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
