import type { Written } from "./reply.ts";

/** Requests remembered by this process, with what they were answered; what was stored is remembered by the store for good. */
const REMEMBERED = 1_000;

/**
 * Answers what Teams sends again as it was answered the first time, also while that is still being done. Oldest first out. Where another
 * process gets the repetition, the store knows what had an effect. What only reads is then answered a second time: that is true as well,
 * and to write down each reading for it would cost every one of them a write.
 */
export function repeats(): (delivery: string, first: () => Promise<Written>) => Promise<Written> {
  const given = new Map<string, Promise<Written>>();
  return (delivery, first) => {
    const before = given.get(delivery);
    if (before) return before;
    const answering = first();
    given.set(delivery, answering);
    // What failed was not answered: the next one may try.
    answering.catch(() => given.delete(delivery));
    if (given.size > REMEMBERED) given.delete(given.keys().next().value ?? "");
    return answering;
  };
}
