/** Somebody named in a message: the words that stand for them, and who they are to this bot. */
export interface Mention {
  text: string;
  id: string;
  name: string;
}

export type AdaptiveCard = Record<string, unknown>;

export interface TeamsMessage {
  /** Teams' id of a message: milliseconds, unique and increasing. */
  id: string;
  conversation: string;
  /** The first message of its thread; its own id where it began one. */
  thread: string;
  /** A directory id; null for the app. */
  from: string | null;
  text: string;
  mentions: Mention[];
  cards: AdaptiveCard[];
  edited: boolean;
}

export type NewMessage = Pick<TeamsMessage, "conversation" | "from" | "text" | "mentions" | "cards"> & { thread: string | null };

/** All messages of the tenant, what each reader sees in place of a card, and how far each has read. */
export function createMessages({ now, changed }: { now(): Date; changed(): void }) {
  const byConversation = new Map<string, TeamsMessage[]>();
  /** The card that was put in a message's place for one person. */
  const replaced = new Map<string, AdaptiveCard>();
  const readTo = new Map<string, number>();
  let latest = 0;

  const nextId = (): string => {
    latest = Math.max(latest + 1, +now());
    return String(latest);
  };
  const inConversation = (id: string): TeamsMessage[] => byConversation.get(id) ?? [];
  const forOne = (message: Pick<TeamsMessage, "conversation" | "id">, user: string) =>
    `${message.conversation} ${message.id} ${user}`;
  const forgetReplaced = (message: TeamsMessage): void => {
    for (const key of replaced.keys()) if (key.startsWith(forOne(message, ""))) replaced.delete(key);
  };

  return {
    nextId,
    inConversation,
    find: (conversation: string, id: string) => inConversation(conversation).find((message) => message.id === id),

    post({ thread, ...message }: NewMessage): TeamsMessage {
      const id = nextId();
      const posted = { ...message, id, thread: thread ?? id, edited: false };
      byConversation.set(message.conversation, [...inConversation(message.conversation), posted]);
      changed();
      return posted;
    },

    /** Replaces what is said, for everybody: what single readers saw instead is gone. */
    rewrite(message: TeamsMessage, said: Pick<TeamsMessage, "text" | "mentions" | "cards">): void {
      forgetReplaced(message);
      byConversation.set(
        message.conversation,
        inConversation(message.conversation).map((each) =>
          each.id === message.id ? { ...message, ...said, edited: true } : each,
        ),
      );
      changed();
    },

    remove(message: TeamsMessage): void {
      forgetReplaced(message);
      byConversation.set(
        message.conversation,
        inConversation(message.conversation).filter(({ id }) => id !== message.id),
      );
      changed();
    },

    /** The cards of a message as one person sees them. */
    cardsFor(message: TeamsMessage, user: string): AdaptiveCard[] {
      const own = replaced.get(forOne(message, user));
      return own ? [own] : message.cards;
    },

    /** What somebody sees of a message, to tell whether it has changed since: the same value means that it has not. */
    seenBy: ({ conversation, id }: TeamsMessage, user: string): unknown =>
      replaced.get(forOne({ conversation, id }, user)) ?? inConversation(conversation).find((each) => each.id === id)?.cards,

    replaceFor(message: TeamsMessage, user: string, card: AdaptiveCard): void {
      replaced.set(forOne(message, user), card);
      changed();
    },

    markRead(user: string, conversation: string, id: string): void {
      const key = `${user} ${conversation}`;
      if (Number(id) <= (readTo.get(key) ?? 0)) return;
      readTo.set(key, Number(id));
      changed();
    },

    unread(user: string, conversation: string): TeamsMessage[] {
      const read = readTo.get(`${user} ${conversation}`) ?? 0;
      return inConversation(conversation).filter((message) => Number(message.id) > read && message.from !== user);
    },
  };
}

export type Messages = ReturnType<typeof createMessages>;
