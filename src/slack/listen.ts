import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Answer, ChatRequest, NoteMessage, NotePresence } from "../chat/chat.ts";
import { within } from "../chat/patience.ts";
import { FormBody, HomeEvent, MessageEvent, PressBody, ShortcutBody, SlashBody, UserEvent } from "./body.ts";
import { changedMessage } from "./changed.ts";
import { permalink } from "./permalink.ts";
import { fromForm, fromHome, fromMessage, fromPress, fromShortcut, fromSlash, homeOf } from "./receive.ts";
import { repeats } from "./repeats.ts";
import { publishHome, type ReplyTo, reply } from "./reply.ts";

interface Listening {
  answer: (request: ChatRequest) => Promise<Answer>;
  clientFor: (workspace: string) => WebClient;
  noteMessage: NoteMessage;
  notePresence: NotePresence;
  /** Aborted when the service stops. */
  stopping: () => AbortSignal;
  log: Logger;
}

/** Slack waits three seconds for a word. What takes longer is acknowledged before it is done, and answered through its address. */
const PATIENCE_MS = 2_500;

/** The message shortcut's name in the manifest. */
const MAKE_ACTION = "make_action";

/** Messages that a person wrote, beside those without a subtype: no edits, no joins, nothing from bots. */
const WRITTEN_BY_PEOPLE: ReadonlySet<string> = new Set(["file_share", "thread_broadcast", "me_message"]);

/** Hears everything that the manifest asks Slack to send, and acknowledges what it does not know. */
export function listen(app: App, { answer, clientFor, noteMessage, notePresence, stopping, log }: Listening): void {
  const seenBefore = repeats();

  const replyTo = (request: ChatRequest, address: Partial<Pick<ReplyTo, "responseUrl" | "triggerId" | "thread">>): ReplyTo => ({
    client: clientFor(request.from.workspace),
    workspace: request.place?.workspace ?? request.from.workspace,
    user: request.from.user,
    channel: request.place?.conversation ?? null,
    ...{ thread: null, responseUrl: null, triggerId: null, ...address },
    pressed: request.pressed,
  });

  /** Acknowledged once it is stored, so that a fault shows to whoever asked; a delivery seen before is acknowledged and dropped. */
  async function serve(request: ChatRequest, to: ReplyTo, ack: () => Promise<unknown>): Promise<void> {
    if (seenBefore(request.delivery)) return void (await ack());
    const answering = answer(request);
    await within(PATIENCE_MS, answering);
    await ack();
    await reply({ log, stopping }, to, await answering);
  }

  async function showHome(request: ChatRequest): Promise<void> {
    const { tell } = await answer(request);
    if (tell) await publishHome(log, replyTo(request, {}), tell);
  }

  app.command(/.*/, async ({ body, ack }) => {
    const parsed = SlashBody.parse(body);
    const request = fromSlash(parsed);
    await serve(request, replyTo(request, { responseUrl: parsed.response_url ?? null, triggerId: parsed.trigger_id }), ack);
  });

  app.action(/.*/, async ({ body, ack }) => {
    const parsed = PressBody.parse(body);
    // A button that only opens a link asks for nothing.
    if (parsed.actions[0]?.value === undefined) return ack();
    const request = fromPress(parsed);
    const address = { responseUrl: parsed.response_url ?? null, triggerId: parsed.trigger_id };
    await serve(request, replyTo(request, address), ack);
    if (parsed.view?.type === "home") await showHome(homeOf(request.from, request.delivery));
  });

  app.view(/.*/, async ({ body, ack }) => {
    const parsed = FormBody.parse(body);
    const { request, origin } = fromForm(parsed);
    const answering = answer(request);
    const soon = await within(PATIENCE_MS, answering);
    if (soon !== "late" && soon.wrong) {
      const inputs = Object.keys(parsed.view.state.values);
      const beside = inputs.find((input) => input === soon.wrong?.field) ?? inputs[0] ?? "";
      return ack({ response_action: "errors", errors: { [beside]: soon.wrong.message } });
    }
    await ack();
    await reply({ log, stopping }, replyTo(request, { responseUrl: origin.responseUrl }), await answering);
  });

  app.shortcut({ type: "message_action", callback_id: MAKE_ACTION }, async ({ body, ack }) => {
    const parsed = ShortcutBody.parse(body);
    const link = await permalink(clientFor(parsed.team?.id ?? ""), parsed.channel.id, parsed.message.ts);
    const request = fromShortcut(parsed, link);
    await serve(request, replyTo(request, { responseUrl: parsed.response_url ?? null, triggerId: parsed.trigger_id }), ack);
  });

  app.message(async ({ body, event }) => {
    const changed = changedMessage(body);
    if (changed) return noteMessage(...changed);
    if ("bot_id" in event || ("subtype" in event && event.subtype && !WRITTEN_BY_PEOPLE.has(event.subtype))) return;
    // That a thread has got a reply is told, too, and without its subtype: nobody wrote that.
    if ("hidden" in event) return;
    const parsed = MessageEvent.parse(body);
    const heard = fromMessage(parsed);
    if (!heard) return;
    const captured = heard.body.kind === "command";
    const link = captured ? await permalink(clientFor(parsed.team_id), parsed.event.channel, parsed.event.ts) : null;
    const request = captured ? (fromMessage(parsed, link) ?? heard) : heard;
    await serve(request, replyTo(request, { thread: parsed.event.thread_ts ?? null }), async () => {});
  });

  // What nobody here asked for: without a word Slack would tell the person that we are out of order.
  app.shortcut(/^(?!make_action$)/, ({ ack }) => ack());
  app.view({ type: "view_closed", callback_id: /.*/ }, ({ ack }) => ack());
  app.options(/.*/, ({ ack }) => ack({ options: [] }));

  app.event("user_change", async ({ body }) => {
    const { team_id: team, event } = UserEvent.parse(body);
    const { id: user, team_id: workspace = team, deleted } = event.user;
    await notePresence({ platform: "slack", workspace, user }, deleted ? "gone" : "back");
  });

  app.event("app_home_opened", async ({ body }) => {
    const parsed = HomeEvent.parse(body);
    if (parsed.event.tab !== "home") return;
    const request = fromHome(parsed);
    if (!seenBefore(request.delivery)) await showHome(request);
  });
}
