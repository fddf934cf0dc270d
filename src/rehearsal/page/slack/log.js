// @ts-check

import { el } from "../element.js";
import { menuButton } from "../menu.js";
import { avatar } from "../rail.js";
import { createTimes, momentOf } from "../time.js";
import { drawBlocks } from "./blocks.js";
import { filledIn } from "./elements.js";
import { mrkdwn } from "./mrkdwn.js";

/** Nearer to the end than this, a reader wants to see what comes next. */
const NEAR_END_PX = 120;

/**
 * The messages of one conversation. Only what changed is drawn again, so that a screen reader hears new messages only and the
 * keyboard stays where it was.
 *
 * @param {import("../state.js").AppState} state
 * @param {HTMLElement} log
 * @param {{ perform: (what: Record<string, unknown>) => Promise<unknown>, pressed: (ts: string, label: string) => void }} doing
 */
export function createLog(state, log, { perform, pressed }) {
  let shown = "";
  /** @type {Map<string, { signature: string, node: HTMLElement }>} */
  let drawn = new Map();

  /** @param {import("../state.js").Message} message @param {HTMLElement} body @returns {import("./elements.js").Surface} */
  const surface = (message, body) => {
    const slack = state.get()?.slack;
    return {
      names: slack?.names ?? {},
      people: slack?.people ?? [],
      press: ({ block, action, label }, said) => {
        pressed(message.ts, label);
        return perform({ do: "press", channel: state.place(), ts: message.ts, block, action, said, values: filledIn(body) });
      },
    };
  };

  /** @param {import("../state.js").Message} message @param {string} time */
  function draw(message, time) {
    const { name, app } = message.author;
    const body = el("div", { class: "message-body" });
    const drawing = surface(message, body);
    const content =
      message.blocks.length > 0
        ? drawBlocks(message.blocks, drawing)
        : el("p", { class: "said" }, mrkdwn(message.text, drawing.names));
    body.append(content);
    const makeAction = () => perform({ do: "make-action", channel: state.place(), ts: message.ts });
    return el(
      "article",
      {
        class: `message${message.private ? " private" : ""}${app ? " app" : ""}`,
        "data-ts": message.ts,
        tabindex: "-1",
        "aria-label": `${name}, ${time}`,
      },
      avatar(app ? "✓" : name),
      el(
        "div",
        { class: "message-main" },
        message.private && el("p", { class: "only-you" }, "Only visible to you"),
        el(
          "p",
          { class: "message-head" },
          el("strong", {}, name),
          app && el("span", { class: "badge" }, "App"),
          el("time", { datetime: momentOf(message.ts).toISOString() }, time),
          message.edited && el("span", { class: "edited" }, "(edited)"),
        ),
        body,
      ),
      !message.private &&
        menuButton({
          label: `More for the message from ${name}, ${time}`,
          face: "⋯",
          items: [{ label: "Make this an action", choose: makeAction }],
        }),
    );
  }

  /** @param {import("../state.js").Message} message @param {string} time */
  function nodeFor(message, time) {
    const signature = JSON.stringify([message, time, state.get()?.slack?.names]);
    const old = drawn.get(message.ts);
    if (old?.signature === signature) return { signature, node: old.node };
    const node = draw(message, time);
    const hadFocus = old?.node.contains(document.activeElement) ?? false;
    // The pressed button may be gone with the old card; the reader stays at the message.
    if (hadFocus) queueMicrotask(() => node.focus());
    return { signature, node };
  }

  return {
    render() {
      const conversation = state.conversation();
      const clock = state.get()?.clock;
      if (!conversation || !clock) return;
      const here = `${state.as()} ${conversation.id}`;
      const moved = here !== shown || log.querySelector(".home") !== null;
      const wasAtEnd = moved || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
      shown = here;
      if (moved) drawn = new Map();
      // Moving to another conversation is not news: its messages are not read aloud.
      log.setAttribute("aria-live", moved ? "off" : "polite");

      const times = createTimes(clock.timeZone);
      /** @type {HTMLElement[]} */
      const nodes = [];
      /** @type {typeof drawn} */
      const next = new Map();
      let day = "";
      for (const message of conversation.messages) {
        const moment = momentOf(message.ts);
        const today = times.dayLabel(moment);
        if (today !== day) nodes.push(dayLine(today));
        day = today;
        const made = nodeFor(message, times.timeLabel(moment));
        next.set(message.ts, made);
        nodes.push(made.node);
      }
      drawn = next;
      if (nodes.length === 0) nodes.push(emptyPlace(conversation));
      reconcile(log, nodes);
      if (wasAtEnd) log.scrollTop = conversation.messages.length > 0 ? log.scrollHeight : 0;
      if (moved) showLinked(log);
    },
  };
}

/** @param {string} day */
const dayLine = (day) => el("p", { class: "day", "data-day": day }, day);

const STEPS = [
  ["Ask", "You type what was agreed; the draft is yours alone until you confirm it."],
  ["Accept", "Whoever is to do it says yes, or says that it is not theirs."],
  ["Show", "They bring the evidence that was asked for."],
  ["Sign off", "Somebody else looks at it. Only then is the action complete."],
];

/** @param {import("../state.js").Conversation} conversation */
function emptyPlace({ kind, name }) {
  if (kind === "dm") return el("p", { class: "empty" }, "Nothing yet. What Followthrough has to say to you alone appears here.");
  const steps = STEPS.map(([title = "", text = ""]) => el("li", {}, el("strong", {}, title), el("span", {}, text)));
  return el(
    "div",
    { class: "empty" },
    el("p", {}, `Nothing has been said in #${name} yet. How an action goes:`),
    el("ol", { class: "steps" }, ...steps),
  );
}

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
  const ts = location.hash.split("/")[1];
  const message = ts && log.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (message instanceof HTMLElement) message.focus();
}
