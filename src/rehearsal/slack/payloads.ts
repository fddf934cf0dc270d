import { APP } from "./app-identity.ts";
import { type Conversation, channelName, handle } from "./conversations.ts";
import type { SlackMessage } from "./messages.ts";
import type { SlackView } from "./views.ts";

/** Slack still sends the verification token that signatures replaced; nobody may trust it. */
const TOKEN = "superseded-by-signatures";

/** Who does something, where Slack's payloads need it. */
export interface Actor {
  user: string;
  name: string;
  team: string;
  /** The workspace that the app is installed in. */
  installedIn: string;
}

const team = (actor: Actor) => ({ id: actor.installedIn, domain: APP.teamDomain });
const user = (actor: Actor) => ({
  id: actor.user,
  username: handle(actor.name),
  name: handle(actor.name),
  team_id: actor.team,
});
const channel = (conversation: Conversation) => ({ id: conversation.id, name: channelName(conversation) });

/** Form body of a slash command. */
export const commandBody = (
  actor: Actor,
  place: Conversation,
  said: { command: string; text: string; triggerId: string; responseUrl: string },
): string =>
  new URLSearchParams({
    token: TOKEN,
    team_id: actor.installedIn,
    team_domain: APP.teamDomain,
    channel_id: place.id,
    channel_name: channelName(place),
    user_id: actor.user,
    user_name: handle(actor.name),
    command: said.command,
    text: said.text,
    api_app_id: APP.appId,
    is_enterprise_install: "false",
    response_url: said.responseUrl,
    trigger_id: said.triggerId,
  }).toString();

/** Presses, forms and shortcuts all arrive as one form field. */
export const interactionBody = (payload: Record<string, unknown>): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** A message as payloads show it. */
export const messagePayload = (message: SlackMessage, installedIn: string): Record<string, unknown> => ({
  type: "message",
  user: message.user,
  ts: message.ts,
  text: message.text,
  team: installedIn,
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  ...(message.user === APP.botUser && { bot_id: APP.botId, app_id: APP.appId }),
  ...(message.threadTs && { thread_ts: message.threadTs }),
  ...(message.edited && { edited: { user: message.user, ts: message.edited } }),
  ...(message.metadata !== undefined && { metadata: message.metadata }),
});

const common = (actor: Actor, type: string, triggerId: string) => ({
  type,
  user: user(actor),
  api_app_id: APP.appId,
  token: TOKEN,
  team: team(actor),
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: triggerId,
});

/** Slack leaves the message out of a press on a private one: only its time and place are told. */
export const messagePress = (
  actor: Actor,
  place: Conversation,
  message: SlackMessage,
  pressed: { action: unknown; values: unknown; triggerId: string; responseUrl: string },
) => ({
  ...common(actor, "block_actions", pressed.triggerId),
  container: {
    type: "message",
    message_ts: message.ts,
    channel_id: place.id,
    is_ephemeral: message.onlyFor !== null,
    ...(message.threadTs && { thread_ts: message.threadTs }),
  },
  channel: channel(place),
  ...(message.onlyFor === null && { message: messagePayload(message, actor.installedIn) }),
  state: { values: pressed.values },
  response_url: pressed.responseUrl,
  actions: [pressed.action],
});

const withState = (view: SlackView, values: unknown) => ({ ...view, state: { values } });

export const viewPress = (actor: Actor, view: SlackView, pressed: { action: unknown; values: unknown; triggerId: string }) => ({
  ...common(actor, "block_actions", pressed.triggerId),
  container: { type: "view", view_id: view.id },
  view: withState(view, pressed.values),
  actions: [pressed.action],
});

export const viewSubmission = (actor: Actor, view: SlackView, values: unknown, triggerId: string) => ({
  ...common(actor, "view_submission", triggerId),
  view: withState(view, values),
  response_urls: [],
});

export const viewClosed = (actor: Actor, view: SlackView) => {
  const { trigger_id: _none, ...rest } = common(actor, "view_closed", "");
  return { ...rest, view, is_cleared: false };
};

export const messageShortcut = (
  actor: Actor,
  place: Conversation,
  message: SlackMessage,
  chosen: { callbackId: string; actionTs: string; triggerId: string; responseUrl: string },
) => ({
  ...common(actor, "message_action", chosen.triggerId),
  callback_id: chosen.callbackId,
  action_ts: chosen.actionTs,
  message_ts: message.ts,
  channel: channel(place),
  message: messagePayload(message, actor.installedIn),
  response_url: chosen.responseUrl,
});

/** The envelope of the Events API. `time` is real, as for everything that is signed. */
export const eventBody = (actor: Actor, event: Record<string, unknown>, envelope: { id: string; time: Date }): string =>
  JSON.stringify({
    token: TOKEN,
    team_id: actor.installedIn,
    context_team_id: actor.installedIn,
    context_enterprise_id: null,
    api_app_id: APP.appId,
    event,
    type: "event_callback",
    event_id: envelope.id,
    event_time: Math.floor(+envelope.time / 1000),
    authorizations: [
      { enterprise_id: null, team_id: actor.installedIn, user_id: APP.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${envelope.id}`,
  });

/** @param begins what the thread begins with that it is a reply in */
export const messageEvent = (actor: Actor, place: Conversation, message: SlackMessage, begins: SlackMessage | null = null) => ({
  type: "message",
  user: actor.user,
  ts: message.ts,
  client_msg_id: `rehearsal-${message.ts}`,
  text: message.text,
  team: actor.team,
  channel: place.id,
  channel_type: place.kind === "dm" ? "im" : "channel",
  event_ts: message.ts,
  ...(begins && { thread_ts: begins.ts, parent_user_id: begins.user }),
});

export const homeOpened = (actor: Actor, dm: string, view: SlackView | undefined, eventTs: string) => ({
  type: "app_home_opened",
  user: actor.user,
  channel: dm,
  tab: "home",
  ...(view && { view }),
  event_ts: eventTs,
});
