// @ts-check

import { byId, el } from "./element.js";
import { act } from "./server.js";

/**
 * What both sides of the page have: a head, a line for what stood in the way, and marks for what has been read.
 *
 * @param {import("./state.js").Column} column
 * @param {{ read: (place: string, message: string) => Record<string, unknown> }} doing
 */
export function createChat(column, { read }) {
  const { platform } = column;
  const head = byId(`${platform}-head`, HTMLElement);
  const problem = byId(`${platform}-problem`, HTMLParagraphElement);
  const told = byId(`${platform}-told`, HTMLParagraphElement);

  /** @param {import("./server.js").Outcome | undefined} outcome */
  function tell(outcome) {
    problem.textContent = outcome?.kind === "problem" ? outcome.said : "";
    problem.hidden = outcome?.kind !== "problem";
    told.textContent = outcome?.kind === "told" ? outcome.said : "";
    told.hidden = outcome?.kind !== "told";
  }

  return {
    log: byId(`${platform}-log`, HTMLDivElement),

    /** Forgets what stood in the way of something earlier. */
    clear: () => tell(undefined),

    /** Does something as the person shown, and tells what stood in the way. @param {Record<string, unknown>} what */
    async perform(what) {
      const outcome = await act(platform, { as: column.as(), ...what });
      tell(outcome);
      await column.refresh();
      return outcome;
    },

    /** @param {string} title @param {string} [about] */
    renderHead(title, about) {
      head.replaceChildren(el("h3", {}, title), about ? el("p", {}, about) : "");
    },

    /** What is on the screen has been read. @param {string | undefined} last the newest message */
    markRead(last) {
      const conversation = column.conversation();
      if (!conversation || !last || conversation.unread === 0 || document.hidden || head.offsetParent === null) return;
      act(platform, { as: column.as(), ...read(conversation.id, last) });
    },
  };
}

/** Whom a conversation is for. @param {import("./state.js").Place} place */
export function aboutRoom({ audience, caseRefs, members }) {
  const about =
    caseRefs.length > 0 ? `Case ${caseRefs.join(", ")}` : audience === "mixed" ? "Other people read here too" : "No case";
  return `${about} · ${members.length} people`;
}
