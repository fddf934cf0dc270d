import type { Block } from "./blocks.ts";

export interface SlackMessage {
  /** Slack's id of a message within its conversation: the rehearsal's time, unique and increasing. */
  ts: string;
  channel: string;
  user: string;
  /** Who alone sees it; null for everybody in the conversation. */
  onlyFor: string | null;
  text: string;
  blocks: Block[];
  metadata: unknown;
  /** What the thread begins with that it is a reply in. */
  threadTs: string | null;
  edited: string | null;
}

/** A reply is in its thread alone: neither in the room's history nor the beginning of another thread. */
export const isReply = ({ ts, threadTs }: Pick<SlackMessage, "ts" | "threadTs">): boolean => threadTs !== null && threadTs !== ts;

export type NewMessage = Omit<SlackMessage, "ts" | "edited" | "metadata" | "threadTs"> &
  Partial<Pick<SlackMessage, "metadata" | "threadTs">>;

/** Seconds and microseconds, as Slack writes them. Ten digits before the point until the year 2286, so they compare as text. */
const stamp = (microseconds: number): string =>
  `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, "0")}`;

/** All messages of the workspace, and how far each person has read. */
export function createMessages({ now, changed }: { now(): Date; changed(): void }) {
  const byChannel = new Map<string, SlackMessage[]>();
  const readTo = new Map<string, string>();
  let latest = 0;

  const nextTs = (): string => {
    latest = Math.max(latest + 1, +now() * 1000);
    return stamp(latest);
  };

  const inChannel = (channel: string): SlackMessage[] => byChannel.get(channel) ?? [];
  const find = (channel: string, ts: string) => inChannel(channel).find((message) => message.ts === ts);
  const visibleTo = (user: string, channel: string) =>
    inChannel(channel).filter(({ onlyFor }) => onlyFor === null || onlyFor === user);

  return {
    find,
    visibleTo,
    /** What the Web API's history shows: private messages are in nobody's history. */
    history: (channel: string) => inChannel(channel).filter(({ onlyFor }) => onlyFor === null),

    post(message: NewMessage): SlackMessage {
      const posted = { metadata: undefined, threadTs: null, ...message, ts: nextTs(), edited: null };
      byChannel.set(message.channel, [...inChannel(message.channel), posted]);
      changed();
      return posted;
    },

    /** Replaces what is said; the place, the author and the time stay. */
    rewrite(message: SlackMessage, said: Pick<SlackMessage, "text" | "blocks"> & { metadata?: unknown }): SlackMessage {
      const rewritten = { ...message, ...said, edited: stamp(Math.max(latest, +now() * 1000)) };
      byChannel.set(
        message.channel,
        inChannel(message.channel).map((each) => (each.ts === message.ts ? rewritten : each)),
      );
      changed();
      return rewritten;
    },

    remove(message: SlackMessage): void {
      byChannel.set(
        message.channel,
        inChannel(message.channel).filter((each) => each.ts !== message.ts),
      );
      changed();
    },

    markRead(user: string, channel: string, ts: string): void {
      const key = `${user} ${channel}`;
      if (ts <= (readTo.get(key) ?? "")) return;
      readTo.set(key, ts);
      changed();
    },

    unread(user: string, channel: string): SlackMessage[] {
      const read = readTo.get(`${user} ${channel}`) ?? "";
      return visibleTo(user, channel).filter((message) => message.ts > read && message.user !== user);
    },
  };
}

export type Messages = ReturnType<typeof createMessages>;
