// @ts-check

import { byId, el } from "../element.js";
import { drawBlocks } from "./blocks.js";
import { filledIn } from "./elements.js";

/**
 * The form that the app has opened for this person, as a dialog. Errors stand beside their inputs.
 *
 * @param {import("../state.js").SlackColumn} column
 * @param {{ perform: (what: Record<string, unknown>) => Promise<import("../server.js").Outcome> }} doing
 */
export function createForm(column, { perform }) {
  const dialog = byId("form", HTMLDialogElement);
  let drawn = "";

  /** @param {HTMLElement} body @param {Record<string, string>} errors */
  function showErrors(body, errors) {
    for (const holder of body.querySelectorAll("[data-input]")) {
      const said = errors[holder.getAttribute("data-input") ?? ""] ?? "";
      const line = /** @type {HTMLElement} */ (holder.querySelector(".input-error"));
      const field = holder.querySelector("[data-action]");
      line.textContent = said;
      line.hidden = !said;
      if (said) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
    }
    const first = body.querySelector('[aria-invalid="true"]');
    const target = first?.matches(".ticks") ? first.querySelector("input") : first;
    if (target instanceof HTMLElement) target.focus();
  }

  /** Slack itself does not send a form with an empty required field. @param {HTMLElement} body */
  function missing(body) {
    const values = filledIn(body);
    /** @type {Record<string, string>} */
    const errors = {};
    for (const holder of body.querySelectorAll("[data-input]:not([data-optional])")) {
      const block = holder.getAttribute("data-input") ?? "";
      const empty = Object.values(values[block] ?? {}).every((said) => said === null || said.length === 0);
      if (empty) errors[block] = "This is needed.";
    }
    return errors;
  }

  /** @param {import("../state.js").View} view */
  function draw(view) {
    const slack = column.view();
    const body = el("div", { class: "form-body" });
    body.append(
      drawBlocks(view.blocks, {
        names: slack?.names ?? {},
        people: slack?.people ?? [],
        press: ({ block, action }, said) =>
          perform({ do: "press-view", view: view.id, block, action, said, values: filledIn(body) }),
      }),
    );
    const problem = el("p", { class: "problem", role: "alert", hidden: true });
    const submit = view.submit && el("button", { type: "submit", class: "primary" }, view.submit.text);
    const form = el(
      "form",
      {
        novalidate: true,
        onsubmit: async (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          if (form.getAttribute("aria-busy")) return;
          const unfilled = missing(body);
          showErrors(body, unfilled);
          if (Object.keys(unfilled).length > 0) return;
          form.setAttribute("aria-busy", "true");
          const outcome = await perform({ do: "submit", view: view.id, values: filledIn(body) });
          form.removeAttribute("aria-busy");
          if (outcome.kind === "errors") showErrors(body, outcome.errors);
          problem.hidden = outcome.kind !== "problem";
          problem.textContent = outcome.kind === "problem" ? outcome.said : "";
        },
      },
      el("h2", { id: "form-title" }, view.title.text),
      body,
      problem,
      el(
        "div",
        { class: "form-buttons" },
        el("button", { type: "button", onclick: () => perform({ do: "close", view: view.id }) }, view.close?.text ?? "Cancel"),
        submit,
      ),
    );
    dialog.oncancel = (event) => {
      event.preventDefault();
      perform({ do: "close", view: view.id });
    };
    dialog.replaceChildren(form);
    if (!dialog.open) dialog.showModal();
    const first = body.querySelector("input, textarea, select, button");
    if (first instanceof HTMLElement) first.focus();
  }

  return {
    render() {
      const view = column.view()?.form;
      const signature = view ? `${view.id} ${view.hash}` : "";
      if (signature === drawn) return;
      drawn = signature;
      if (view) draw(view);
      else dialog.close();
    },
  };
}
