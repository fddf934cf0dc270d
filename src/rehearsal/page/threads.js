// @ts-check

import { el } from "./element.js";

/** @typedef {import("./log.js").Shown} Shown */

/**
 * What is said in a room, each thread together: what it begins with, and the replies in their order. A reply to what is no longer there
 * stands for itself.
 *
 * @param {Shown[]} messages in the order in which they were said
 * @returns {{ first: Shown, replies: Shown[] }[]}
 */
export function threadsOf(messages) {
  const begin = new Set(messages.filter(({ thread }) => thread === null).map(({ id }) => id));
  const isUnder = (/** @type {Shown} */ { thread }) => thread !== null && begin.has(thread);
  const replies = Map.groupBy(messages.filter(isUnder), ({ thread }) => thread);
  return messages.filter((message) => !isUnder(message)).map((first) => ({ first, replies: replies.get(first.id) ?? [] }));
}

/** Under each thread, and under what the app has to say: where one answers there. @param {string} about @param {() => void} reply */
export const replyLine = (about, reply) =>
  el(
    "p",
    { class: "thread-foot" },
    el(
      "button",
      { type: "button", class: "quiet", "aria-label": `Reply in thread: ${about}`, onclick: reply },
      "Reply in thread",
    ),
  );
