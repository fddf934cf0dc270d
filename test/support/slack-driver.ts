import { createHmac, randomBytes } from "node:crypto";
import type { FakeSlack, ResponseUrl, SlackJson } from "./fake-slack.ts";

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";

/** What Slack got back for one delivery, and where the answer to it arrives. */
export interface Delivered {
  status: number;
  body: string;
  answers: ResponseUrl;
  /** Exactly what was sent, so that it can be sent again. */
  sent: { body: string; headers: Record<string, string> };
}

export interface Signing {
  /** Seconds from now. */
  off?: number;
  /** Instead of the right one; null leaves the header away. */
  signature?: string | null;
  timestamp?: string | null;
  contentType?: string;
}

export interface Where {
  channel?: string;
  /** The workspace that the person belongs to, where it is not the one that the app is installed in. */
  team?: string;
  answers?: ResponseUrl;
}

interface PressOn extends Where {
  message?: string;
  ephemeral?: boolean;
}

export const signatureOf = (secret: string, timestamp: string | number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

/** Sends what Slack sends when people do things: signed, to the one door. `team` is the workspace that the app is installed in. */
export function slackDriver(service: { url: string }, secret: string, slack: FakeSlack, team = "T0001") {
  const trigger = (): string => `${Math.floor(Date.now() / 1000)}.${randomBytes(6).toString("hex")}`;

  async function post(body: string, signing: Signing = {}, answers = slack.responseUrl()): Promise<Delivered> {
    const timestamp = signing.timestamp ?? String(Math.floor(Date.now() / 1000) + (signing.off ?? 0));
    const signature = signing.signature ?? signatureOf(secret, timestamp, body);
    const headers = {
      "content-type": signing.contentType ?? FORM,
      ...(signing.timestamp !== null && { "x-slack-request-timestamp": timestamp }),
      ...(signing.signature !== null && { "x-slack-signature": signature }),
    };
    return send({ body, headers }, answers);
  }

  async function send(sent: Delivered["sent"], answers: ResponseUrl): Promise<Delivered> {
    const response = await fetch(`${service.url}/slack/events`, { method: "POST", ...sent });
    return { status: response.status, body: await response.text(), answers, sent };
  }

  const person = (user: string, where: Where) => ({ id: user, username: user.toLowerCase(), team_id: where.team ?? team });

  const interaction = (payload: SlackJson, answers: ResponseUrl): Promise<Delivered> =>
    post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), {}, answers);

  const commandBody = (user: string, command: string, text: string, { channel = "C0001" }: Where, answers: ResponseUrl): string =>
    new URLSearchParams({
      token: "not-to-be-trusted",
      team_id: team,
      team_domain: "harbour",
      channel_id: channel,
      channel_name: "room",
      user_id: user,
      user_name: user.toLowerCase(),
      command,
      text,
      api_app_id: "A0001",
      is_enterprise_install: "false",
      response_url: answers.url,
      trigger_id: trigger(),
    }).toString();

  return {
    post,
    /** The same bytes again, as a repetition of Slack's would be. */
    again: (delivered: Delivered): Promise<Delivered> => send(delivered.sent, delivered.answers),
    commandBody: (user: string, command: string, text: string, where: Where = {}): string =>
      commandBody(user, command, text, where, slack.responseUrl()),
    command(user: string, command: string, text: string, where: Where = {}): Promise<Delivered> {
      const answers = where.answers ?? slack.responseUrl();
      return post(commandBody(user, command, text, where, answers), {}, answers);
    },
    /** A press; `element` is the button as it was drawn. Without a message it is one on the home tab. */
    press(user: string, element: SlackJson, where: PressOn = {}): Promise<Delivered> {
      const answers = where.answers ?? slack.responseUrl();
      const { channel = "C0001", message = "1700000000.000100", ephemeral = false } = where;
      const payload = {
        type: "block_actions",
        user: person(user, where),
        team: { id: team, domain: "harbour" },
        api_app_id: "A0001",
        container: { type: "message", message_ts: message, channel_id: channel, is_ephemeral: ephemeral },
        channel: { id: channel, name: "room" },
        trigger_id: trigger(),
        response_url: answers.url,
        actions: [{ type: "button", block_id: "b1", action_ts: "1700000000.1", ...element }],
      };
      return interaction(payload, answers);
    },
    pressAtHome(user: string, element: SlackJson): Promise<Delivered> {
      const payload = {
        type: "block_actions",
        user: person(user, {}),
        team: { id: team, domain: "harbour" },
        container: { type: "view", view_id: "V0HOME" },
        view: { id: "V0HOME", type: "home" },
        trigger_id: trigger(),
        actions: [{ type: "button", block_id: "b1", action_ts: "1700000000.1", ...element }],
      };
      return interaction(payload, slack.responseUrl());
    },
    /** Sends a form that `views.open` was called with, filled in. `id` is the open form's own. */
    submit(user: string, view: SlackJson, filled: Record<string, SlackJson | string>, { id = "V0001" } = {}): Promise<Delivered> {
      const blocks = (view.blocks as SlackJson[]).filter((block) => block.type === "input");
      const values = Object.fromEntries(
        blocks.map((block) => [block.block_id, { [block.element.action_id]: stateOf(block.element, filled[block.block_id]) }]),
      );
      const payload = {
        type: "view_submission",
        user: person(user, {}),
        team: { id: team, domain: "harbour" },
        trigger_id: trigger(),
        view: { ...view, id, state: { values } },
        response_urls: [],
      };
      return interaction(payload, slack.responseUrl());
    },
    /** **Make this an action** on a message. */
    shortcut(
      user: string,
      message: { ts: string; text: string; user?: string; team?: string },
      where: Where & { callback?: string } = {},
    ): Promise<Delivered> {
      const answers = where.answers ?? slack.responseUrl();
      const payload = {
        type: "message_action",
        callback_id: where.callback ?? "make_action",
        user: person(user, where),
        team: { id: team, domain: "harbour" },
        channel: { id: where.channel ?? "C0001", name: "room" },
        trigger_id: trigger(),
        response_url: answers.url,
        message_ts: message.ts,
        message: { type: "message", team, ...message },
      };
      return interaction(payload, answers);
    },
    interaction: (payload: SlackJson): Promise<Delivered> => interaction(payload, slack.responseUrl()),
    event(event: SlackJson, envelope: SlackJson = {}): Promise<Delivered> {
      const body = {
        token: "not-to-be-trusted",
        team_id: team,
        api_app_id: "A0001",
        type: "event_callback",
        event_id: `Ev${randomBytes(6).toString("hex")}`,
        event_time: Math.floor(Date.now() / 1000),
        event: { event_ts: "1700000000.1", ...event },
        ...envelope,
      };
      return post(JSON.stringify(body), { contentType: JSON_TYPE });
    },
  };
}

export type SlackDriver = ReturnType<typeof slackDriver>;

/** What Slack says of an input: its value under the name that its kind has. */
function stateOf(element: SlackJson, filled: SlackJson | string | undefined): SlackJson {
  const { type } = element;
  const value = filled ?? null;
  if (type === "datepicker") return { type, selected_date: value ?? element.initial_date ?? null };
  if (type === "timepicker") return { type, selected_time: value ?? element.initial_time ?? null };
  if (type === "static_select" || type === "radio_buttons") {
    const option = (element.options as SlackJson[]).find((each) => each.value === value) ?? element.initial_option;
    return { type, selected_option: option ?? null };
  }
  if (type === "checkboxes" || type === "multi_static_select") {
    const ticked = typeof value === "string" ? value.split(",") : null;
    const options = (element.options as SlackJson[]).filter((each) => ticked?.includes(each.value));
    return { type, selected_options: ticked ? options : (element.initial_options ?? []) };
  }
  return { type, value: value ?? element.initial_value ?? null };
}
