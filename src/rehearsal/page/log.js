// @ts-check

import { el } from "./element.js";
import { menuButton } from "./menu.js";
import { avatar } from "./rail.js";
import { createTimes } from "./time.js";

/** Nearer to the end than this, a reader wants to see what comes next. */
const NEAR_END_PX = 120;

/**
 * A message as the log shows it, whatever platform it is on. `signature` differs wherever it has to be drawn again.
 *
 * @typedef {{ id: string, moment: Date, author: import("./state.js").Author, only: boolean, edited: boolean, signature: string,
 *   draw: (body: HTMLElement) => Node, makeAction: (() => unknown) | null }} Shown
 */

/**
 * The messages of one conversation. Only what changed is drawn again, so that a screen reader hears new messages only and the
 * keyboard stays where it was.
 *
 * @param {import("./state.js").Column} column
 * @param {HTMLElement} log
 */
export function createLog(column, log) {
  let shown = "";
  /** @type {Map<string, { signature: string, node: HTMLElement }>} */
  let drawn = new Map();

  /** @param {Shown} message @param {string} time */
  function draw({ id, moment, author: { name, app }, only, edited, draw: drawBody, makeAction }, time) {
    const body = el("div", { class: "message-body" });
    body.append(drawBody(body));
    return el(
      "article",
      {
        class: `message${only ? " private" : ""}${app ? " app" : ""}`,
        "data-message": id,
        tabindex: "-1",
        "aria-label": `${name}, ${time}`,
      },
      avatar(app ? "✓" : name),
      el(
        "div",
        { class: "message-main" },
        only && el("p", { class: "only-you" }, "Only visible to you"),
        el(
          "p",
          { class: "message-head" },
          el("strong", {}, name),
          app && el("span", { class: "badge" }, "App"),
          el("time", { datetime: moment.toISOString() }, time),
          edited && el("span", { class: "edited" }, "(edited)"),
        ),
        body,
      ),
      makeAction &&
        menuButton({
          label: `More for the message from ${name}, ${time}`,
          face: "⋯",
          items: [{ label: "Make this an action", choose: makeAction }],
        }),
    );
  }

  /** @param {Shown} message @param {string} time */
  function nodeFor(message, time) {
    const signature = `${time} ${message.signature}`;
    const old = drawn.get(message.id);
    if (old?.signature === signature) return { signature, node: old.node };
    const node = draw(message, time);
    const hadFocus = old?.node.contains(document.activeElement) ?? false;
    // The pressed button may be gone with the old card; the reader stays at the message.
    if (hadFocus) queueMicrotask(() => node.focus());
    return { signature, node };
  }

  /** @param {Shown[]} messages @param {HTMLElement} empty what is there instead where nothing has been said */
  return function render(messages, empty) {
    const here = `${column.as()} ${column.place()}`;
    const moved = here !== shown || log.querySelector(".home") !== null;
    const wasAtEnd = moved || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    shown = here;
    if (moved) drawn = new Map();
    // Moving to another conversation is not news: its messages are not read aloud.
    log.setAttribute("aria-live", moved ? "off" : "polite");

    const times = createTimes(column.clock()?.timeZone ?? "Europe/London");
    /** @type {HTMLElement[]} */
    const nodes = [];
    /** @type {typeof drawn} */
    const next = new Map();
    let day = "";
    for (const message of messages) {
      const today = times.dayLabel(message.moment);
      if (today !== day) nodes.push(dayLine(today));
      day = today;
      const made = nodeFor(message, times.timeLabel(message.moment));
      next.set(message.id, made);
      nodes.push(made.node);
    }
    drawn = next;
    reconcile(log, nodes.length > 0 ? nodes : [empty]);
    if (wasAtEnd) log.scrollTop = messages.length > 0 ? log.scrollHeight : 0;
    if (moved) showLinked(log);
  };
}

/** @param {string} day */
const dayLine = (day) => el("p", { class: "day", "data-day": day }, day);

/** Puts the nodes in place and leaves alone what is there already. @param {HTMLElement} parent @param {HTMLElement[]} nodes */
function reconcile(parent, nodes) {
  const days = new Map([...parent.querySelectorAll("[data-day]")].map((line) => [line.getAttribute("data-day"), line]));
  const wanted = nodes.map((node) => days.get(node.dataset.day ?? "") ?? node);
  for (const child of [...parent.children]) if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove();
  for (const [index, node] of wanted.entries()) {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  }
}

/** A link to one message leads to it. @param {HTMLElement} log */
function showLinked(log) {
  const id = location.hash.split("/")[1];
  const message = id && log.querySelector(`[data-message="${CSS.escape(id)}"]`);
  if (message instanceof HTMLElement) message.focus();
}
