import type { Cast, SlackPerson } from "../cast.ts";
import { APP, SLACKBOT } from "./app-identity.ts";
import { type Conversation, conversations, slackPeople } from "./conversations.ts";
import { isReply, type SlackMessage } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

/** Older messages stay in the workspace; a page that shows this many is long enough. */
const MOST_MESSAGES = 200;

/** Said to this person: privately, directly or by name. The rest of a room is only news. */
const isFor = (user: string, conversation: Conversation, message: SlackMessage): boolean =>
  conversation.kind === "dm" || message.onlyFor === user || JSON.stringify([message.text, message.blocks]).includes(`<@${user}>`);

const conversationsOf = (cast: Cast, user: string) => conversations(cast).filter(({ members }) => members.includes(user));

/** Where something waits for them. `direct` means said to them alone; those come first. */
function newsFor(workspace: Workspace, cast: Cast, user: string): { conversation: string; count: number; direct: boolean }[] {
  return conversationsOf(cast, user)
    .map((conversation) => {
      const news = workspace.messages.unread(user, conversation.id).filter((message) => isFor(user, conversation, message));
      const direct = news.some((message) => conversation.kind === "dm" || message.onlyFor !== null);
      return { conversation: conversation.id, count: news.length, direct };
    })
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => Number(other.direct) - Number(one.direct));
}

const author = (cast: Cast, message: SlackMessage) => {
  if (message.user === APP.botUser) return { name: APP.name, app: true };
  if (message.user === SLACKBOT) return { name: "Slack", app: true };
  const person = slackPeople(cast).find(({ slackUser }) => slackUser === message.user);
  return { name: person?.name ?? "Somebody", app: false };
};

const shownMessage = (cast: Cast, message: SlackMessage) => ({
  ts: message.ts,
  author: author(cast, message),
  text: message.text,
  blocks: message.blocks,
  private: message.onlyFor !== null,
  /** What the thread begins with that it is a reply in. */
  thread: isReply(message) ? message.threadTs : null,
  edited: message.edited !== null && message.user !== APP.botUser,
});

/** The Slack column as one person sees it, and for everybody whether something waits for them there. */
export function slackColumn(workspace: Workspace, cast: Cast, person: SlackPerson) {
  const user = person.slackUser;
  return {
    as: person.id,
    names: Object.fromEntries([
      ...slackPeople(cast).map(({ slackUser, name }) => [slackUser, name]),
      [APP.botUser, APP.name],
      ...cast.slackRooms.map(({ conversation, name }) => [conversation, name.replace(/^#/, "")]),
    ]) as Record<string, string>,
    people: slackPeople(cast).map((each) => ({
      id: each.id,
      name: each.name,
      role: each.role,
      organisation: each.organisationName,
      user: each.slackUser,
      news: newsFor(workspace, cast, each.slackUser),
    })),
    conversations: conversationsOf(cast, user).map((conversation) => {
      const messages = workspace.messages.visibleTo(user, conversation.id);
      return {
        ...conversation,
        unread: workspace.messages.unread(user, conversation.id).length,
        messages: messages.slice(-MOST_MESSAGES).map((message) => shownMessage(cast, message)),
      };
    }),
    home: workspace.views.home(user) ?? null,
    form: workspace.views.top(user) ?? null,
  };
}
