import { createHash } from "node:crypto";
import type { ChatRequest } from "../chat/chat.ts";
import { actionLines, chosenWords, spokenToUs, verbForChosen } from "../chat/spoken.ts";
import type { Account, Activity, MessageAction } from "./body.ts";
import { placeOf, threadOf } from "./conversation-id.ts";
import { sentBy } from "./form.ts";
import { formOf } from "./form-memory.ts";
import { messageLink, teamsLink, withTeamsLink } from "./message-link.ts";
import { neutralWords, wordsOfHtml } from "./words.ts";

/** Who a `29:…` id is, by the directory's id; null where the conversation's roster does not say. */
export type WhoIs = (account: string) => Promise<string | null>;

/** The tenant that an activity is from: the conversation's. The door has let in none but ours. */
export const tenantOf = ({ conversation, channelData }: Activity): string =>
  conversation.tenantId ?? channelData?.tenant?.id ?? "";

export const isPersonal = ({ conversation }: Activity): boolean => conversation.conversationType === "personal";

type Person = Account & { aadObjectId: string };

/** People have an id in the directory; bots and webhooks do not, and nothing is done for those. */
export const isPerson = (account: Account): account is Person => Boolean(account.aadObjectId);

const fromOf = (activity: Activity & { from: Person }): ChatRequest["from"] => ({
  workspace: activity.from.tenantId ?? tenantOf(activity),
  user: activity.from.aadObjectId,
});

export type FromPerson = Activity & { from: Person };

const common = (activity: FromPerson) => ({
  platform: "teams" as const,
  from: fromOf(activity),
  place: {
    workspace: tenantOf(activity),
    conversation: placeOf(activity.conversation.id),
    personal: isPersonal(activity),
  },
  delivery: deliveryOf(activity),
});

/** The same for each repetition. Where Teams gives no id, what was done, by whom, where and when. */
export function deliveryOf(activity: Activity): string {
  const { type, name, id, from, conversation, replyToId, value, timestamp, text } = activity;
  const place = `teams:${tenantOf(activity)}:${placeOf(conversation.id)}`;
  if (id) return `${place}:${type === "message" ? id : `${type}:${id}`}`;
  const done = JSON.stringify([type, name, from.id, conversation.id, replyToId, value, timestamp, text]);
  return `${place}:${createHash("sha256").update(done).digest("hex").slice(0, 32)}`;
}

/** Words to us, a message with `ACTION:` lines in a room, or a reply in a thread; null for conversation that is not ours. */
export async function fromMessage(activity: FromPerson, whoIs: WhoIs): Promise<ChatRequest | null> {
  const { text, entities, recipient } = activity;
  const us = entities.filter(({ mentioned }) => mentioned.id === recipient.id).map((mention) => mention.text);
  const addressed = us.length > 0 || isPersonal(activity);
  // Most messages that a room shows us are none of ours: nobody is looked up for them.
  if (!addressed && !/^\s*ACTION:/i.test(text ?? "")) return saidInThread(activity);
  const others = entities.filter(({ mentioned }) => mentioned.id !== recipient.id);
  const mentions = await Promise.all(
    others.map(async (mention) => ({
      text: mention.text,
      user: mention.mentioned.aadObjectId ?? (await whoIs(mention.mentioned.id)),
    })),
  );
  const words = neutralWords(text ?? "", tenantOf(activity), mentions, us);
  const lines = actionLines(words);
  const request = { ...common(activity), pressed: null };
  if (lines.length > 0 && activity.id) {
    const source = sourceOf(activity, activity.id, linkTo(activity, activity.id), fromOf(activity));
    return { ...request, body: { kind: "command", command: { do: "capture", lines, source } }, canOpenForms: false };
  }
  if (!addressed) return null;
  const spoken = spokenToUs(words);
  const thread = threadRepliedIn(activity);
  // With the door it is for us, whatever follows.
  const toOthers = thread !== undefined && spoken.text === words;
  return { ...request, body: toOthers ? { ...spoken, thread } : spoken, canOpenForms: true };
}

/** The thread of a channel that a message is a reply in; the message that begins one is none. */
function threadRepliedIn({ id, conversation }: Activity): string | undefined {
  const thread = threadOf(conversation.id);
  return id && thread !== id ? thread : undefined;
}

/** Somebody's reply to others. Whoever it names is called as it shows them: nobody is looked up for what may be none of ours. */
function saidInThread(activity: FromPerson): ChatRequest | null {
  const thread = threadRepliedIn(activity);
  if (thread === undefined) return null;
  const text = neutralWords(activity.text ?? "", tenantOf(activity), []);
  return text === "" ? null : { ...common(activity), pressed: null, body: { kind: "said", text, thread }, canOpenForms: false };
}

/** What a call in a chat is announced as, where the app was given `OnlineMeeting.ReadBasic.Chat`. */
const CALLS: Record<string, "started" | "ended"> = {
  "application/vnd.microsoft.meetingStart": "started",
  "application/vnd.microsoft.meetingEnd": "ended",
};

/** A call began or ended; null for any other event. */
export function fromEvent(activity: FromPerson): ChatRequest | null {
  const happened = CALLS[activity.name ?? ""];
  if (!happened) return null;
  return {
    ...common(activity),
    body: { kind: "command", command: { do: "call", happened } },
    pressed: null,
    canOpenForms: false,
  };
}

/** A pressed button, or a form that was sent: its data is a command and what was filled in. */
export function fromExecute(activity: FromPerson, data: Record<string, unknown>): ChatRequest {
  return {
    ...common(activity),
    body: { kind: "command", command: withTeamsLink(sentBy(data, tenantOf(activity))) },
    pressed: {
      conversation: placeOf(activity.conversation.id),
      // The answer shows to whoever pressed alone. The message is brought up to date for everybody, as every other is.
      message: "",
      readBy: isPersonal(activity) ? "one" : "room",
    },
    canOpenForms: formOf(data) === null,
  };
}

/** A card that somebody looks at asks what is true by now. */
export const fromRefresh = (activity: FromPerson, data: Record<string, unknown>): ChatRequest => ({
  ...common(activity),
  body: { kind: "command", command: withTeamsLink(data) },
  pressed: null,
  canOpenForms: false,
  automatic: true,
});

/** **Make this an action** was chosen: the form for it, and the words of the message to begin with. Nothing is made yet. */
export async function fromMessageAction(
  activity: FromPerson,
  { messagePayload: message }: MessageAction,
  whoIs: WhoIs,
): Promise<{ request: ChatRequest; words: string }> {
  const request = { ...common(activity), pressed: null, canOpenForms: true };
  if (!message) return { request: { ...request, body: { kind: "command", command: { do: "assign" } } }, words: "" };
  const tenant = tenantOf(activity);
  const users = new Map<number, string>();
  for (const { id, mentioned } of message.mentions ?? []) {
    const account = mentioned?.user?.id;
    const user = account?.startsWith("29:") ? await whoIs(account) : account?.toLowerCase();
    if (user) users.set(id, user);
  }
  const author = message.from?.user?.id;
  const speaker = author ? { workspace: tenant, user: author } : null;
  const source = sourceOf(activity, message.id, teamsLink(message.linkToMessage) ?? linkTo(activity, message.id), speaker);
  const words = chosenWords(wordsOfHtml(message.body?.content ?? "", tenant, users));
  // What no input holds is read at once, instead of in a form.
  const verb = verbForChosen(words);
  const command = verb === "from" ? { do: verb, words, source } : { do: verb, source };
  return { request: { ...request, body: { kind: "command", command } }, words };
}

/** A button of a dialog. */
export const fromDialog = (activity: FromPerson, data: Record<string, unknown>): ChatRequest => ({
  ...common(activity),
  body: { kind: "command", command: withTeamsLink(sentBy(data, tenantOf(activity))) },
  pressed: null,
  canOpenForms: formOf(data) === null,
});

const sourceOf = (activity: Activity, message: string, link: string | null, speaker: ChatRequest["from"] | null) => ({
  platform: "teams",
  workspace: tenantOf(activity),
  conversation: placeOf(activity.conversation.id),
  message,
  link,
  ...(speaker && { speaker }),
});

/** Where Teams opens that message, for those who may read it. A personal chat is nobody else's. */
function linkTo(activity: Activity, message: string): string | null {
  if (isPersonal(activity)) return null;
  const { id, conversationType } = activity.conversation;
  const kind = conversationType === "channel" ? "channel" : "chat";
  return messageLink({ tenant: tenantOf(activity), conversation: placeOf(id), kind, message, thread: threadOf(id) });
}
