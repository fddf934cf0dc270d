// @ts-check

import { aboutRoom, createChat } from "../chat.js";
import { createComposer } from "../composer.js";
import { el } from "../element.js";
import { emptyChat, emptyRoom } from "../empty-place.js";
import { createLog } from "../log.js";
import { createRail } from "../rail.js";
import { HOME } from "../state.js";
import { momentOf } from "../time.js";
import { drawBlocks } from "./blocks.js";
import { filledIn } from "./elements.js";
import { createForm } from "./form.js";
import { createHome } from "./home.js";
import { mrkdwn } from "./mrkdwn.js";

const NO_CHAT = "Slack is elsewhere, or nobody of the sample data is in it. The clock above works all the same.";

const FIRST_LINE = '/action assign @Harriet by Friday get the pipe survey done evidence "surveyor\'s report"';

/**
 * Slack's side of the page.
 *
 * @param {import("../state.js").SlackColumn} column
 * @param {{ chosen: () => void, pressed: (message: string, label: string) => void, begins: () => boolean }} page
 *   `begins` where a newcomer is to start on this side
 */
export function createSlackColumn(column, { chosen, pressed, begins }) {
  const chat = createChat(column, { read: (channel, ts) => ({ do: "read", channel, ts }) });
  const { perform } = chat;
  const conversation = column.conversation;

  const rail = createRail(column, {
    name: "Slack",
    places: () => [
      ...(column.view()?.conversations ?? []).map(({ id, kind, name, unread }) => {
        return { id, name, sign: kind === "room" ? "#" : "✓", unread };
      }),
      { id: HOME, name: "Home", sign: "⌂", unread: 0 },
    ],
    chosen() {
      chat.clear();
      chosen();
    },
  });
  const composer = createComposer(column, {
    perform,
    say: (channel, text, thread) => ({ do: "say", channel, text, thread }),
    placeName: () => (conversation()?.kind === "room" ? `#${conversation()?.name}` : (conversation()?.name ?? "")),
    firstLine: () => (begins() ? FIRST_LINE : ""),
  });
  const log = createLog(column, chat.log);
  const home = createHome(column, chat.log, { perform });
  const form = createForm(column, { perform });

  /** @param {import("../state.js").SlackMessage} message @returns {import("../log.js").Shown} */
  function shown(message) {
    const { ts, author, blocks, text, edited, thread } = message;
    const { names = {}, people = [] } = column.view() ?? {};
    const channel = column.place();
    /** @param {HTMLElement} body */
    const draw = (body) =>
      blocks.length === 0
        ? el("p", { class: "said" }, mrkdwn(text, names))
        : drawBlocks(blocks, {
            names,
            people,
            press({ block, action, label }, said) {
              pressed(ts, label);
              return perform({ do: "press", channel, ts, block, action, said, values: filledIn(body) });
            },
          });
    const makeAction = message.private ? null : () => perform({ do: "make-action", channel, ts });
    const hasThreads = conversation()?.kind === "room" && !message.private;
    const reply = hasThreads ? (/** @type {string} */ about) => composer.replyIn(thread ?? ts, about) : null;
    const signature = JSON.stringify([message, names]);
    return {
      ...{ id: ts, moment: momentOf(ts), author, only: message.private, edited, thread, signature },
      ...{ draw, makeAction, reply },
    };
  }

  function renderMessages() {
    const here = conversation();
    if (!here) return;
    log(here.messages.map(shown), here.kind === "dm" ? emptyChat() : emptyRoom(`#${here.name}`, { explained: begins() }));
  }

  return {
    render() {
      const here = conversation();
      rail.render();
      // Before the messages: what the box leaves decides where their end is.
      composer.render();
      if (!column.view()) {
        chat.renderHead("No chat here");
        chat.log.replaceChildren(el("p", { class: "empty" }, NO_CHAT));
      } else if (!here) {
        chat.renderHead("Home", `What Followthrough shows ${column.me()?.name ?? ""}`);
        home.render();
      } else {
        const about = here.kind === "dm" ? `Between ${column.me()?.name} and the app` : aboutRoom(here);
        chat.renderHead(here.kind === "room" ? `# ${here.name}` : here.name, about);
        renderMessages();
      }
      form.render();
      chat.markRead(here?.messages.at(-1)?.ts);
    },
  };
}

/** The labels of the buttons on a message, for what to press next. @param {import("../state.js").SlackMessage} message */
export const slackButtons = (message) =>
  message.blocks
    .flatMap((block) => [block.accessory, ...(block.type === "actions" ? block.elements : [])])
    .filter((element) => element?.type === "button")
    .map((element) => /** @type {string} */ (element.text.text));
