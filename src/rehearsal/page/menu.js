// @ts-check

import { el } from "./element.js";

const GAP = 4;

/**
 * A button that opens a short menu beside it: arrow keys move, Escape and a click elsewhere close.
 *
 * @param {{ label: string, face: string, items: { label: string, choose: () => void }[] }} menu
 */
export function menuButton({ label, face, items }) {
  const list = el("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  const button = el(
    "button",
    { type: "button", class: "menu-button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label },
    face,
  );

  const choices = items.map(({ label: text, choose }) =>
    el(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => {
          list.hidePopover();
          choose();
        },
      },
      text,
    ),
  );
  list.append(...choices);

  function place() {
    const face = button.getBoundingClientRect();
    const size = list.getBoundingClientRect();
    const below = face.bottom + GAP + size.height < innerHeight;
    list.style.top = `${below ? face.bottom + GAP : face.top - GAP - size.height}px`;
    list.style.left = `${Math.max(GAP, Math.min(face.right - size.width, innerWidth - size.width - GAP))}px`;
  }

  button.addEventListener("click", () => list.togglePopover());
  list.addEventListener("toggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place();
    choices[0]?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const at = choices.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab") list.hidePopover();
    if (!step) return;
    event.preventDefault();
    choices[(at + step + choices.length) % choices.length]?.focus();
  });
  return el("span", { class: "menu-holder" }, button, list);
}
