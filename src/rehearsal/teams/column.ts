import type { Cast, TeamsPerson } from "../cast.ts";
import { APP } from "./app-identity.ts";
import { forPage, refreshOf } from "./card-actions.ts";
import { type Conversation, conversations, rosterId, teamsPeople } from "./conversations.ts";
import type { TeamsMessage } from "./messages.ts";
import type { Tenant } from "./tenant.ts";

/** Older messages stay in the tenant; a page that shows this many is long enough. */
const MOST_MESSAGES = 200;

/** Said to this person: in their own chat or by name. The rest of a room is only news. */
const isFor = ({ teamsUser }: TeamsPerson, { kind }: Conversation, { mentions }: TeamsMessage): boolean =>
  kind === "personal" || mentions.some(({ id }) => id === rosterId(teamsUser) || id === teamsUser);

const conversationsOf = (cast: Cast, { teamsUser }: TeamsPerson) =>
  conversations(cast).filter(({ members }) => members.includes(teamsUser));

/** Where something waits for them. `direct` means said to them alone; those come first. */
function newsFor({ messages }: Tenant, cast: Cast, person: TeamsPerson) {
  return conversationsOf(cast, person)
    .map((conversation) => {
      const news = messages.unread(person.teamsUser, conversation.id).filter((message) => isFor(person, conversation, message));
      return { conversation: conversation.id, count: news.length, direct: conversation.kind === "personal" };
    })
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => Number(other.direct) - Number(one.direct));
}

function shownMessage(tenant: Tenant, cast: Cast, place: Conversation, person: TeamsPerson, message: TeamsMessage) {
  const people = teamsPeople(cast);
  const author = people.find(({ teamsUser }) => teamsUser === message.from);
  const inRoom = people.filter(({ teamsUser }) => place.members.includes(teamsUser));
  const picked = inRoom.map(({ name, teamsUser }) => ({ title: name, value: teamsUser }));
  const cards = tenant.messages.cardsFor(message, person.teamsUser);
  const refresh = cards === message.cards ? cards.map(refreshOf).find((each) => each !== undefined) : undefined;
  return {
    id: message.id,
    author: message.from === null ? { name: APP.name, app: true } : { name: author?.name ?? "Somebody", app: false },
    text: message.text,
    mentions: message.mentions.map(({ text, name }) => ({ text, name })),
    cards: cards.map((card) => forPage(card, picked)),
    /** What the thread begins with that it is a reply in. */
    thread: message.thread === message.id ? null : message.thread,
    edited: message.edited && message.from !== null,
    /** Whether the card asks to be brought up to date when this person looks at it. */
    refreshes: refresh !== undefined && (refresh.userIds.length === 0 || refresh.userIds.includes(rosterId(person.teamsUser))),
  };
}

/** The Teams column as one person sees it, and for everybody whether something waits for them there. */
export function teamsColumn(tenant: Tenant, cast: Cast, person: TeamsPerson) {
  const people = teamsPeople(cast);
  const dialog = tenant.dialogs.of(person.teamsUser);
  const everybody = people.map(({ name, teamsUser }) => ({ title: name, value: teamsUser }));
  return {
    as: person.id,
    /** Whether this person has added the app for themselves. */
    installed: tenant.installations.has(person),
    people: people.map((each) => ({
      id: each.id,
      name: each.name,
      role: each.role,
      organisation: each.organisationName,
      news: newsFor(tenant, cast, each),
    })),
    conversations: conversationsOf(cast, person).map((conversation) => ({
      ...conversation,
      unread: tenant.messages.unread(person.teamsUser, conversation.id).length,
      messages: tenant.messages
        .inConversation(conversation.id)
        .slice(-MOST_MESSAGES)
        .map((message) => shownMessage(tenant, cast, conversation, person, message)),
    })),
    dialog: dialog ? { id: dialog.id, title: dialog.title, card: forPage(dialog.card, everybody) } : null,
  };
}
