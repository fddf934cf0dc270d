// @ts-check

import { aboutRoom, createChat } from "../chat.js";
import { createComposer } from "../composer.js";
import { el } from "../element.js";
import { emptyChat, emptyRoom } from "../empty-place.js";
import { createLog } from "../log.js";
import { createRail } from "../rail.js";
import { act } from "../server.js";
import { buttonsOf, drawCard, isForm } from "./card.js";
import { createDialog } from "./dialog.js";
import { marked, typed } from "./markdown.js";

const FIRST_LINE = '@Followthrough action assign me by Friday get the pipe survey done evidence "surveyor\'s report"';

/**
 * Teams' side of the page.
 *
 * @param {import("../state.js").TeamsColumn} column
 * @param {{ chosen: () => void, pressed: (message: string, label: string) => void, begins: () => boolean }} page
 *   `begins` where a newcomer is to start on this side
 */
export function createTeamsColumn(column, { chosen, pressed, begins }) {
  const chat = createChat(column, { read: (conversation, message) => ({ do: "read", conversation, message }) });
  const { perform } = chat;
  const conversation = column.conversation;
  /** Cards that have been asked, as this person saw them, whether they are still true. */
  const refreshed = new Set();

  const rail = createRail(column, {
    name: "Teams",
    places: () =>
      (column.view()?.conversations ?? []).map(({ id, kind, name, unread }) => {
        return { id, name, sign: kind === "personal" ? "✓" : "#", unread };
      }),
    chosen() {
      chat.clear();
      chosen();
    },
  });
  const composer = createComposer(column, {
    perform,
    say: (at, text, thread) => ({ do: "say", conversation: at, text, thread }),
    placeName: () => conversation()?.name ?? "",
    firstLine: () => (begins() ? FIRST_LINE : ""),
  });
  const log = createLog(column, chat.log);
  const dialog = createDialog(column, { perform });

  /** @param {import("../state.js").TeamsMessage} message @returns {import("../log.js").Shown} */
  function shown(message) {
    const { id, author, cards, text, edited, thread } = message;
    const at = { conversation: column.place(), message: id };
    const draw = () => {
      const words = text && el("p", { class: "said" }, ...(author.app ? marked(text) : typed(text)));
      const drawn = cards.map((card) =>
        drawCard(card, ({ action, label, inputs }) => {
          pressed(id, label);
          return perform({ do: "press", ...at, action, inputs });
        }),
      );
      return el("div", { class: "teams-body" }, words, ...drawn);
    };
    const hasThreads = conversation()?.kind === "channel";
    const reply = hasThreads ? (/** @type {string} */ about) => composer.replyIn(thread ?? id, about) : null;
    return {
      ...{ id, moment: new Date(Number(id)), author, only: false, edited, thread },
      signature: JSON.stringify([author, text, cards, edited]),
      ...{ draw, makeAction: () => perform({ do: "make-action", ...at }), reply },
    };
  }

  function emptyPlace() {
    const here = conversation();
    if (here?.kind !== "personal") return emptyRoom(here?.name ?? "", { explained: begins() });
    if (column.view()?.installed) return emptyChat();
    return el(
      "div",
      { class: "empty asks" },
      el("p", {}, `${column.me()?.name} has not added Followthrough in Teams.`),
      el(
        "p",
        {},
        "Until then it cannot write to them here: whoever asks them for something is told so, and the room is where they hear.",
      ),
      el("button", { type: "button", class: "primary", onclick: () => perform({ do: "add-app" }) }, "Add Followthrough"),
    );
  }

  /** Teams asks for a card anew when somebody looks at it whom the card names for that. */
  async function refreshCards() {
    for (const { id, refreshes, cards } of conversation()?.messages ?? []) {
      const asSeen = JSON.stringify([column.as(), id, cards]);
      if (!refreshes || refreshed.has(asSeen)) continue;
      refreshed.add(asSeen);
      await act("teams", { do: "refresh", as: column.as(), conversation: column.place(), message: id });
    }
  }

  return {
    render() {
      const here = conversation();
      if (!column.view() || !here) return;
      rail.render();
      // Before the messages: what the box leaves decides where their end is.
      composer.render();
      const about = here.kind === "personal" ? `Between ${column.me()?.name} and the app` : aboutRoom(here);
      chat.renderHead(here.name, about);
      log(here.messages.map(shown), emptyPlace());
      dialog.render();
      chat.markRead(here.messages.at(-1)?.id);
      if (!document.hidden) refreshCards();
    },
  };
}

/** The labels of the buttons on a message, for what to press next, and whether it is to be filled in first.
 * @param {import("../state.js").TeamsMessage} message */
export const teamsButtons = ({ cards }) => ({ labels: cards.flatMap(buttonsOf), isForm: cards.some(isForm) });
