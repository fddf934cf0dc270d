// @ts-check

import { byId } from "./element.js";
import { newsLabel, newsOf } from "./rail.js";

/** @typedef {import("./state.js").Platform} Platform */
/** @typedef {"rail" | "chat"} Part */

/**
 * A row of tabs: arrow keys move, and one is chosen.
 *
 * @template {string} Name
 * @param {readonly Name[]} names
 * @param {(name: Name) => void} chosen
 */
function tabRow(names, chosen) {
  const buttons = new Map(names.map((name) => [name, byId(`tab-${name}`, HTMLButtonElement)]));

  /** @param {Name} shown */
  function show(shown) {
    for (const [name, button] of buttons) {
      button.setAttribute("aria-selected", String(name === shown));
      button.tabIndex = name === shown ? 0 : -1;
    }
    chosen(shown);
  }

  /** @param {Name} name @param {KeyboardEvent} event */
  function onKey(name, event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = names[(names.indexOf(name) + 1) % names.length] ?? name;
    show(next);
    buttons.get(next)?.focus();
  }

  for (const [name, button] of buttons) {
    button.addEventListener("click", () => show(name));
    button.addEventListener("keydown", (event) => onKey(name, event));
  }
  return { show, buttons };
}

const PLATFORMS = /** @type {const} */ (["slack", "teams"]);
const PARTS = /** @type {const} */ (["rail", "chat"]);

/**
 * Where there is no room for all of it, the sides of the page become tabs, and on a narrow screen the parts of each side too. On a wide
 * one all are shown and the tabs are not.
 */
export function createTabs() {
  const main = /** @type {HTMLElement} */ (document.querySelector(".platforms"));
  const bar = byId("tabs", HTMLDivElement);
  const parts = tabRow(PARTS, (part) => {
    main.dataset.shown = part;
  });
  const platforms = tabRow(PLATFORMS, (platform) => {
    main.dataset.platform = platform;
    for (const [part, button] of parts.buttons) button.setAttribute("aria-controls", `${platform}-${part}`);
  });

  /** @param {string} tab @param {number} count */
  function showNews(tab, count) {
    const pill = byId(`news-${tab}`, HTMLSpanElement);
    pill.hidden = count === 0;
    pill.replaceChildren(...newsLabel(count));
  }

  return {
    /** @param {Platform} platform @param {Part} part */
    show(platform, part) {
      platforms.show(platform);
      parts.show(part);
    },

    /** Whether this side can be seen, in tabs or beside the other. @param {Platform} platform */
    isShown: (platform) => byId(platform, HTMLElement).offsetParent !== null,

    /** What there is, and where something waits. @param {import("./state.js").State} state */
    render({ slack, teams }) {
      const both = slack !== null && teams !== null;
      main.dataset.columns = both ? "2" : "1";
      bar.dataset.columns = main.dataset.columns;
      if (!both) platforms.show(teams ? "teams" : "slack");
      const count = (/** @type {{ people: import("./state.js").Person[] } | null} */ side) =>
        (side?.people ?? []).reduce((sum, person) => sum + newsOf(person), 0);
      const news = { slack: count(slack), teams: count(teams) };
      showNews("slack", news.slack);
      showNews("teams", news.teams);
      showNews("rail", news[/** @type {Platform} */ (main.dataset.platform)] ?? 0);
    },
  };
}
