// @ts-check

import { el } from "../element.js";
import { drawBlocks } from "./blocks.js";
import { filledIn } from "./elements.js";

/**
 * The app's home tab as this person has it. Opening it tells the app, which then brings it up to date.
 *
 * @param {import("../state.js").SlackColumn} column
 * @param {HTMLElement} log
 * @param {{ perform: (what: Record<string, unknown>) => Promise<unknown> }} doing
 */
export function createHome(column, log, { perform }) {
  let drawn = "";
  let openedFor = "";

  return {
    render() {
      const slack = column.view();
      const as = column.as() ?? "";
      if (!slack) return;
      const entered = !log.querySelector(".home") || openedFor !== as;
      if (entered) {
        openedFor = as;
        perform({ do: "open-home" });
      }
      const signature = JSON.stringify([as, slack.home]);
      if (!entered && signature === drawn) return;
      drawn = signature;
      const { home } = slack;
      const page = el("div", { class: "home" });
      if (home) {
        page.append(
          drawBlocks(home.blocks, {
            names: slack.names,
            people: slack.people,
            press: ({ block, action }, said) =>
              perform({ do: "press-view", view: home.id, block, action, said, values: filledIn(page) }),
          }),
        );
      } else {
        page.append(el("p", { class: "empty" }, "Followthrough has not filled this page yet."));
      }
      log.replaceChildren(page);
      log.scrollTop = 0;
    },
  };
}
