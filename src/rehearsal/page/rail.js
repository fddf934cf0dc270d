// @ts-check

import { byId, el } from "./element.js";

/** @param {import("./state.js").Person} person */
export const newsOf = (person) => person.news.reduce((sum, { count }) => sum + count, 0);

/** How much is new; where there is little room, the number alone is to be seen. @param {number} count */
export const newsLabel = (count) => [String(count), el("span", { class: "pill-rest" }, " new")];

/** @param {number} count */
const pill = (count) => (count > 0 ? el("span", { class: "pill" }, ...newsLabel(count)) : null);

/** @param {string} name */
export const avatar = (name) => el("span", { class: "avatar", "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());

/**
 * @typedef {{ id: string, name: string, sign: string, unread: number }} RailPlace
 */

/**
 * Whom to act as, and where to look as that person. Choosing somebody who has news goes straight to it.
 *
 * @param {import("./state.js").Column} column
 * @param {{ name: string, places: () => RailPlace[], chosen: () => void }} about what the platform is called, what there is to look at
 */
export function createRail(column, { name, places, chosen }) {
  const rail = byId(`${column.platform}-rail`, HTMLElement);
  let drawn = "";

  /** @param {import("./state.js").Person} person */
  const personButton = (person) => {
    const news = newsOf(person);
    const target = person.news[0]?.conversation;
    return el(
      "button",
      {
        type: "button",
        class: "rail-item person",
        "data-person": person.id,
        "aria-current": person.id === column.as() ? "true" : null,
        onclick: () => {
          column.go({ person: person.id, ...(target && { place: target }) });
          chosen();
        },
      },
      avatar(person.name),
      el("span", { class: "rail-name" }, person.name, el("small", {}, person.role)),
      pill(news),
    );
  };

  /** @param {RailPlace} place */
  const placeButton = ({ id, name: label, sign, unread }) => {
    const news = column.me()?.news.find(({ conversation }) => conversation === id)?.count ?? 0;
    return el(
      "button",
      {
        type: "button",
        class: `rail-item place${unread > 0 ? " unread" : ""}`,
        "data-place": id,
        "aria-current": id === column.place() ? "true" : null,
        onclick: () => {
          column.go({ place: id });
          chosen();
        },
      },
      el("span", { class: "sign", "aria-hidden": "true" }, sign),
      el("span", { class: "rail-name" }, label, unread > 0 && !news && el("span", { class: "visually-hidden" }, ", unread")),
      pill(news),
    );
  };

  /** @param {Node[]} buttons */
  const list = (buttons) => el("ul", {}, ...buttons.map((button) => el("li", {}, button)));

  return {
    render() {
      const view = column.view();
      if (!view) return;
      const me = column.me();
      const shown = places();
      const signature = JSON.stringify([view.people, column.as(), column.place(), shown]);
      if (signature === drawn) return;
      drawn = signature;
      const focused = /** @type {HTMLElement | null} */ (rail.contains(document.activeElement) ? document.activeElement : null);
      const { person, place } = focused?.dataset ?? {};
      const scrolled = [...rail.querySelectorAll("ul")].map(({ scrollTop }) => scrollTop);
      rail.replaceChildren(
        el("h3", {}, "Act as"),
        list(view.people.map(personButton)),
        el(
          "h3",
          {},
          `${me?.name ?? "Nobody"}'s ${name}`,
          me && el("span", { class: "rail-about" }, `${me.role}, ${me.organisation}`),
        ),
        list(shown.map(placeButton)),
      );
      for (const [index, ul] of rail.querySelectorAll("ul").entries()) ul.scrollTop = scrolled[index] ?? 0;
      focusOn(rail, "person", person);
      focusOn(rail, "place", place);
    },
  };
}

/** @param {HTMLElement} rail @param {"person" | "place"} kind @param {string | undefined} id */
function focusOn(rail, kind, id) {
  const button = id && rail.querySelector(`[data-${kind}="${CSS.escape(id)}"]`);
  if (button instanceof HTMLElement) button.focus();
}
