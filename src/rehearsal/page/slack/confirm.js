// @ts-check

import { byId, el } from "../element.js";
import { textNodes } from "./mrkdwn.js";

/**
 * Slack's question before a press: true where the person says yes.
 *
 * @param {{ title: any, text: any, confirm: any, deny: any, style?: string }} question
 * @param {import("./mrkdwn.js").Names} names
 * @returns {Promise<boolean>}
 */
export function askFirst(question, names) {
  const dialog = byId("confirm", HTMLDialogElement);
  return new Promise((answer) => {
    const close = (/** @type {boolean} */ said) => {
      dialog.close();
      answer(said);
    };
    dialog.replaceChildren(
      el("h2", { id: "confirm-title" }, textNodes(question.title, names)),
      el("p", {}, textNodes(question.text, names)),
      el(
        "div",
        { class: "form-buttons" },
        el("button", { type: "button", onclick: () => close(false) }, question.deny.text),
        el("button", { type: "button", class: question.style ?? "primary", onclick: () => close(true) }, question.confirm.text),
      ),
    );
    dialog.oncancel = () => answer(false);
    dialog.showModal();
  });
}
