import type { Notice } from "./notice.ts";
import type { Message } from "./outcome.ts";

/** Said every day or week about whatever is before somebody, or with every change: told one by one, they would drown what was done. */
const SAID_OFTEN: ReadonlySet<Notice["kind"]> = new Set(["digest", "weekly", "room-digest", "escalation-card"]);

/**
 * Of these that were sent, one for each kind and reader in the place of the last of them. What did not arrive, or waits, stands by itself;
 * so does every other message.
 *
 * @param messages the oldest first; `reader` tells apart readers of one name
 */
export function saidOnce(messages: readonly (Message & { reader: string })[]): Message[] {
  const last = new Map<string, { message: Message; times: number }>();
  const kept: Message[] = [];
  for (const { reader, ...message } of messages) {
    if (message.state !== "sent" || !SAID_OFTEN.has(message.message)) {
      kept.push(message);
      continue;
    }
    const key = `${message.message} ${reader}`;
    last.set(key, { message, times: (last.get(key)?.times ?? 0) + message.times });
  }
  return [...kept, ...[...last.values()].map(({ message, times }) => ({ ...message, times }))];
}
