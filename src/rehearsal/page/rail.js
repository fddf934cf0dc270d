// @ts-check

import { byId, el } from "./element.js";
import { HOME } from "./state.js";

/** @param {import("./state.js").Person} person */
export const newsOf = (person) => person.news.reduce((sum, { count }) => sum + count, 0);

/** @param {number} count */
const pill = (count) => (count > 0 ? el("span", { class: "pill" }, `${count} new`) : null);

/** @param {string} name */
export const avatar = (name) => el("span", { class: "avatar", "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());

/**
 * Whom to act as, and where to look as that person. Choosing somebody who has news goes straight to it.
 *
 * @param {import("./state.js").AppState} state
 * @param {() => void} chosen
 */
export function createRail(state, chosen) {
  const rail = byId("slack-rail", HTMLElement);
  const tabNews = byId("tab-news", HTMLSpanElement);
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
        "aria-current": person.id === state.as() ? "true" : null,
        onclick: () => {
          state.go({ person: person.id, ...(target && { place: target }) });
          chosen();
        },
      },
      avatar(person.name),
      el("span", { class: "rail-name" }, person.name, el("small", {}, person.role)),
      pill(news),
    );
  };

  /** @param {string} place @param {string} label @param {string} sign @param {number} unread @param {number} news */
  const placeButton = (place, label, sign, unread, news) =>
    el(
      "button",
      {
        type: "button",
        class: `rail-item place${unread > 0 ? " unread" : ""}`,
        "data-place": place,
        "aria-current": place === state.place() ? "true" : null,
        onclick: () => {
          state.go({ place });
          chosen();
        },
      },
      el("span", { class: "sign", "aria-hidden": "true" }, sign),
      el("span", { class: "rail-name" }, label, unread > 0 && !news && el("span", { class: "visually-hidden" }, ", unread")),
      pill(news),
    );

  /** @param {Node[]} buttons */
  const list = (buttons) => el("ul", {}, ...buttons.map((button) => el("li", {}, button)));

  return {
    render() {
      const slack = state.get()?.slack;
      if (!slack) return;
      const me = state.me();
      const signature = JSON.stringify([
        slack.people,
        state.as(),
        state.place(),
        slack.conversations.map(({ id, unread }) => [id, unread]),
      ]);
      if (signature === drawn) return;
      drawn = signature;
      const focused = /** @type {HTMLElement | null} */ (rail.contains(document.activeElement) ? document.activeElement : null);
      const { person, place } = focused?.dataset ?? {};
      rail.replaceChildren(
        el("h3", {}, "Act as"),
        list(slack.people.map(personButton)),
        el(
          "h3",
          {},
          `${me?.name ?? "Nobody"}'s Slack`,
          me && el("span", { class: "rail-about" }, `${me.role}, ${me.organisation}`),
        ),
        list([
          ...slack.conversations.map(({ id, kind, name, unread }) => {
            const news = me?.news.find(({ conversation }) => conversation === id)?.count ?? 0;
            return placeButton(id, name, kind === "room" ? "#" : "✓", unread, news);
          }),
          placeButton(HOME, "Home", "⌂", 0, 0),
        ]),
      );
      focusOn(rail, "person", person);
      focusOn(rail, "place", place);
      const all = slack.people.reduce((sum, each) => sum + newsOf(each), 0);
      tabNews.hidden = all === 0;
      tabNews.textContent = `${all} new`;
    },
  };
}

/** @param {HTMLElement} rail @param {"person" | "place"} kind @param {string | undefined} id */
function focusOn(rail, kind, id) {
  const button = id && rail.querySelector(`[data-${kind}="${CSS.escape(id)}"]`);
  if (button instanceof HTMLElement) button.focus();
}
