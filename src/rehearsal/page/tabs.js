// @ts-check

import { byId } from "./element.js";

const TABS = /** @type {const} */ (["rail", "chat"]);
/** @typedef {(typeof TABS)[number]} Tab */

/** On a narrow screen the parts of the page become tabs; on a wide one all are shown and the tabs are not. */
export function createTabs() {
  const main = /** @type {HTMLElement} */ (document.querySelector(".platforms"));
  const buttons = new Map(TABS.map((tab) => [tab, byId(`tab-${tab}`, HTMLButtonElement)]));

  /** @param {Tab} shown */
  function show(shown) {
    main.dataset.shown = shown;
    for (const [tab, button] of buttons) {
      button.setAttribute("aria-selected", String(tab === shown));
      button.tabIndex = tab === shown ? 0 : -1;
    }
  }

  /** @param {Tab} tab @param {KeyboardEvent} event */
  function onKey(tab, event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = TABS[(TABS.indexOf(tab) + 1) % TABS.length] ?? tab;
    show(next);
    buttons.get(next)?.focus();
  }

  for (const [tab, button] of buttons) {
    button.addEventListener("click", () => show(tab));
    button.addEventListener("keydown", (event) => onKey(tab, event));
  }
  return { show };
}
