// @ts-check

import { byId, el } from "../element.js";
import { drawCard } from "./card.js";

/**
 * The dialog that a message action has opened for this person. Its buttons are the card's own.
 *
 * @param {import("../state.js").TeamsColumn} column
 * @param {{ perform: (what: Record<string, unknown>) => Promise<import("../server.js").Outcome> }} doing
 */
export function createDialog(column, { perform }) {
  const dialog = byId("teams-form", HTMLDialogElement);
  let drawn = "";

  /** @param {NonNullable<import("../state.js").Teams["dialog"]>} open */
  function draw({ id, title, card }) {
    const problem = el("p", { class: "problem", role: "alert", hidden: true });
    const close = () => perform({ do: "close" });
    const body = drawCard(card, async ({ action, inputs }) => {
      const outcome = await perform({ do: "submit", dialog: id, action, inputs });
      problem.hidden = outcome.kind !== "problem";
      problem.textContent = outcome.kind === "problem" ? outcome.said : "";
    });
    dialog.oncancel = (event) => {
      event.preventDefault();
      close();
    };
    dialog.replaceChildren(
      el(
        "div",
        { class: "dialog-head" },
        el("h2", { id: "teams-form-title" }, title || "Followthrough"),
        el("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: close }, "×"),
      ),
      el("div", { class: "form-body" }, body),
      problem,
    );
    if (!dialog.open) dialog.showModal();
    const first = body.querySelector("input, textarea, select, button");
    if (first instanceof HTMLElement) first.focus();
  }

  return {
    render() {
      const open = column.view()?.dialog;
      const signature = JSON.stringify(open ?? null);
      if (signature === drawn) return;
      drawn = signature;
      if (open) draw(open);
      else dialog.close();
    },
  };
}
