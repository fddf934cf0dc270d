import { randomUUID } from "node:crypto";
import type { TeamsPerson } from "../cast.ts";
import { APP } from "./app-identity.ts";
import type { CardAction } from "./card-actions.ts";
import { type Conversation, groupOf, personalChatOf, rosterId } from "./conversations.ts";
import type { Mention, TeamsMessage } from "./messages.ts";

export type Activity = Record<string, unknown>;

/** Who does something, where, and where the bot answers. */
export interface Scene {
  person: TeamsPerson;
  place: Conversation;
  tenant: string;
  serviceUrl: string;
  /** The rehearsal's time: what people did is told in it. */
  now: Date;
}

const client = { type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/London" };

const bot = { id: APP.botUser, name: APP.name };

const from = ({ name, teamsUser }: TeamsPerson) => ({ id: rosterId(teamsUser), name, aadObjectId: teamsUser });

/** A channel's conversation is one of its threads. */
const conversationOf = ({ place, tenant }: Scene, thread: string | null) => ({
  id: place.kind === "channel" && thread ? `${place.id};messageid=${thread}` : place.id,
  tenantId: tenant,
  conversationType: place.kind,
  ...(place.kind !== "personal" && { isGroup: true }),
});

const teamOf = ({ place }: Scene) => ({ id: place.id, name: place.name, aadGroupId: groupOf(place.id) });

const channelDataOf = (scene: Scene) => ({
  tenant: { id: scene.tenant },
  ...(scene.place.kind === "channel" && {
    ...{ teamsChannelId: scene.place.id, teamsTeamId: scene.place.id },
    ...{ channel: { id: scene.place.id }, team: teamOf(scene) },
  }),
});

const common = (scene: Scene, thread: string | null) => ({
  timestamp: scene.now.toISOString(),
  localTimezone: "Europe/London",
  serviceUrl: scene.serviceUrl,
  channelId: "msteams",
  from: from(scene.person),
  conversation: conversationOf(scene, thread),
  recipient: bot,
  channelData: channelDataOf(scene),
  locale: "en-GB",
});

const mentionEntity = ({ text, id, name }: Mention) => ({ type: "mention", text, mentioned: { id, name } });

export const messageActivity = (scene: Scene, message: TeamsMessage): Activity => ({
  ...common(scene, message.thread),
  type: "message",
  id: message.id,
  textFormat: "plain",
  text: message.text,
  ...(message.thread !== message.id && { replyToId: message.thread }),
  entities: [...message.mentions.map(mentionEntity), client],
  attachments: [],
});

const invoke = (scene: Scene, thread: string | null, name: string, value: unknown): Activity => ({
  ...common(scene, thread),
  type: "invoke",
  id: `f:${randomUUID()}`,
  name,
  value,
  entities: [client],
});

/** A pressed `Action.Execute`, or the card's own refresh for somebody who looks at it. */
export function executeInvoke(
  scene: Scene,
  message: TeamsMessage,
  { action, inputs, trigger }: { action: CardAction; inputs: Record<string, unknown>; trigger: "manual" | "automatic" },
): Activity {
  const { id, title, verb, data } = action;
  const pressed = { type: "Action.Execute", ...(id !== undefined && { id }), title, verb, data: { ...data, ...inputs } };
  const value = { action: pressed, trigger };
  return { ...invoke(scene, message.thread, "adaptiveCard/action", value), replyToId: message.id };
}

/** A pressed `Action.Submit` on a message: Teams sends it as a message without words. */
export const submitActivity = (scene: Scene, message: TeamsMessage, value: Record<string, unknown>): Activity => ({
  ...common(scene, message.thread),
  ...{ type: "message", id: `f:${randomUUID()}`, replyToId: message.id, value, entities: [client] },
});

/** The message that a message action was chosen on, as Graph describes messages. */
const messagePayload = (message: TeamsMessage, sender: TeamsPerson | undefined, at: string) => ({
  id: message.id,
  replyToId: message.thread === message.id ? null : message.thread,
  createdDateTime: at,
  lastModifiedDateTime: null,
  deleted: false,
  messageType: "message",
  importance: "normal",
  locale: "en-gb",
  from: sender
    ? { user: { userIdentityType: "aadUser", id: sender.teamsUser, displayName: sender.name }, application: null, device: null }
    : { user: null, application: { applicationIdentityType: "bot", id: APP.appId, displayName: APP.name }, device: null },
  body: { contentType: "html", content: htmlOf(message) },
  attachments: message.cards.map((content) => ({
    contentType: "application/vnd.microsoft.card.adaptive",
    content: JSON.stringify(content),
  })),
  mentions: message.mentions.map(({ id, name }, index) => ({
    id: index,
    mentionText: name,
    mentioned: id === APP.botUser ? { application: { id: APP.appId, displayName: name } } : { user: { id, displayName: name } },
  })),
  reactions: [],
});

/** `<at id="0">Name</at>`: the number leads to the entry among the mentions. */
function htmlOf({ text, mentions }: TeamsMessage): string {
  let number = 0;
  return `<p>${text.replace(/<at>(.*?)<\/at>/g, (words, name: string) => (mentions[number] ? `<at id="${number++}">${name}</at>` : words))}</p>`;
}

export interface Chosen {
  message: TeamsMessage;
  sender: TeamsPerson | undefined;
  commandId: string;
}

const actionValue = ({ message, sender, commandId }: Chosen) => ({
  commandId,
  commandContext: "message",
  context: { theme: "default" },
  messagePayload: messagePayload(message, sender, new Date(Number(message.id)).toISOString()),
});

/** A message action was chosen: the app may open a dialog. */
export const fetchTaskInvoke = (scene: Scene, chosen: Chosen): Activity =>
  invoke(scene, chosen.message.thread, "composeExtension/fetchTask", actionValue(chosen));

/** The dialog of a message action was sent. */
export const submitActionInvoke = (scene: Scene, chosen: Chosen, data: Record<string, unknown>): Activity =>
  invoke(scene, chosen.message.thread, "composeExtension/submitAction", { ...actionValue(chosen), data });

/** Somebody added the app for themselves. Teams tells it twice, in two kinds of activity. */
export function personalInstallation(scene: Scene): Activity[] {
  const added = {
    ...common(scene, null),
    conversation: { ...conversationOf(scene, null), id: personalChatOf(scene.person.teamsUser) },
  };
  return [
    { ...added, type: "conversationUpdate", id: `f:${randomUUID()}`, membersAdded: [bot] },
    { ...added, type: "installationUpdate", id: `f:${randomUUID()}`, action: "add" },
  ];
}

/** Somebody added the app to a team or a group chat. */
export function roomInstallation(scene: Scene): Activity[] {
  const added = common(scene, null);
  const channelData = { ...added.channelData, ...(scene.place.kind === "channel" && { eventType: "teamMemberAdded" }) };
  return [
    { ...added, channelData, type: "conversationUpdate", id: `f:${randomUUID()}`, membersAdded: [bot] },
    { ...added, type: "installationUpdate", id: `f:${randomUUID()}`, action: "add" },
  ];
}
