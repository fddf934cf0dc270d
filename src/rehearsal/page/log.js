// @ts-check

import { el } from "./element.js";
import { menuButton } from "./menu.js";
import { avatar } from "./rail.js";
import { replyLine, threadsOf } from "./threads.js";
import { createTimes } from "./time.js";

/** Nearer to the end than this, a reader wants to see what comes next. */
const NEAR_END_PX = 120;

/**
 * A message as the log shows it, whatever platform it is on. `signature` differs wherever it has to be drawn again; `thread` is what the
 * thread begins with that it is a reply in; `reply` begins a reply in its thread, which is called `about`.
 *
 * @typedef {{ id: string, moment: Date, author: import("./state.js").Author, only: boolean, edited: boolean, signature: string,
 *   thread: string | null, draw: (body: HTMLElement) => Node, makeAction: (() => unknown) | null,
 *   reply: ((about: string) => void) | null }} Shown
 */

/** What a thread is called, and whether a message of it answers what it begins with. @typedef {{ about: string, isReply: boolean }} Thread */

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
  /** @type {HTMLElement | undefined} */
  let newest;

  /**
   * @param {Shown} message
   * @param {string} time
   * @param {Thread} thread that it is in, or begins
   */
  function draw({ id, moment, author: { name, app }, only, edited, draw: drawBody, makeAction, reply }, time, thread) {
    const body = el("div", { class: "message-body" });
    body.append(drawBody(body));
    const about = `${name}, ${time}`;
    const { isReply } = thread;
    const items = [
      ...(makeAction ? [{ label: "Make this an action", choose: makeAction }] : []),
      ...(reply ? [{ label: "Reply in thread", choose: () => reply(thread.about) }] : []),
    ];
    return el(
      "article",
      {
        class: `message${only ? " private" : ""}${app ? " app" : ""}${isReply ? " reply" : ""}`,
        "data-message": id,
        tabindex: "-1",
        "aria-label": isReply ? `${about}, in the thread of ${thread.about}` : about,
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
      items.length > 0 && menuButton({ label: `More for the message from ${about}`, face: "⋯", items }),
    );
  }

  /** @param {Shown} message @param {string} time @param {Thread} thread */
  function nodeFor(message, time, thread) {
    const signature = JSON.stringify([time, thread, message.signature]);
    const old = drawn.get(message.id);
    if (old?.signature === signature) return { signature, node: old.node };
    const node = draw(message, time, thread);
    const hadFocus = old?.node.contains(document.activeElement) ?? false;
    // The pressed button may be gone with the old card; the reader stays at the message.
    if (hadFocus) queueMicrotask(() => node.focus());
    return { signature, node };
  }

  /** @param {Shown[]} messages @param {HTMLElement} empty what is there instead where nothing has been said */
  return function render(messages, empty) {
    const here = `${column.as()} ${column.place()}`;
    const moved = here !== shown || log.querySelector(".home") !== null;
    const wasAtEnd = moved || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX || isInView(log, newest);
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
    /** @param {string} id @param {{ signature: string, node: HTMLElement }} made */
    const put = (id, made) => {
      next.set(id, made);
      nodes.push(made.node);
    };
    for (const { first, replies } of threadsOf(messages)) {
      const today = times.dayLabel(first.moment);
      if (today !== day) nodes.push(dayLine(today));
      day = today;
      const time = times.timeLabel(first.moment);
      const about = `${first.author.name}, ${time}`;
      put(first.id, nodeFor(first, time, { about, isReply: false }));
      for (const reply of replies) {
        const said = times.dayLabel(reply.moment);
        const then = times.timeLabel(reply.moment);
        put(reply.id, nodeFor(reply, said === today ? then : `${said}, ${then}`, { about, isReply: true }));
      }
      const answer = replies.length > 0 || first.author.app ? first.reply : null;
      const under = `under ${first.id}`;
      if (answer) put(under, drawn.get(under) ?? { signature: "", node: replyLine(about, () => answer(about)) });
    }
    drawn = next;
    newest = next.get(messages.at(-1)?.id ?? "")?.node;
    reconcile(log, nodes.length > 0 ? nodes : [empty]);
    if (wasAtEnd) showNewest(log, newest);
    if (moved) showLinked(log);
  };
}

/** @param {HTMLElement} log @param {HTMLElement | undefined} message */
const isInView = (log, message) =>
  message?.isConnected &&
  message.offsetTop >= log.scrollTop &&
  message.offsetTop + message.offsetHeight <= log.scrollTop + log.clientHeight;

/** The end, where the newest is; a reply to something older stands further up. @param {HTMLElement} log @param {HTMLElement | undefined} newest */
function showNewest(log, newest) {
  log.scrollTop = newest ? log.scrollHeight : 0;
  if (newest && newest.offsetTop < log.scrollTop) log.scrollTop = newest.offsetTop - log.clientHeight / 3;
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
