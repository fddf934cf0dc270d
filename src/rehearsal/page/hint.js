// @ts-check

import { byId, el } from "./element.js";

/** What to press next, by the button that waits for it; the journey's later steps come first. */
const STEPS = /** @type {const} */ ([
  ["Sign off", "Read the evidence, then press Sign off."],
  ["Submit evidence", "When the work is done: press Submit evidence and say what shows it."],
  ["Accept", "Press Accept to take this on."],
  ["Confirm", "Only you can see this draft. Press Confirm to ask for it."],
]);

const WHOLE_WAY =
  "That is the whole way: asked, accepted, shown, signed off. Now assign another, move the clock and see who hears.";

const HIDDEN = "rehearsal-hints-hidden";

/**
 * One line that says what a newcomer might do next. It follows what is on the page, and it can be put away for good.
 *
 * @param {import("./state.js").AppState} state
 * @param {{ asked: () => boolean, went: () => void }} visit
 */
export function createHint(state, { asked, went }) {
  const line = byId("hint", HTMLDivElement);
  /** Buttons that have been pressed on this page: their step is taken, even where the card still shows them. */
  const pressed = new Set();
  /** Where the visitor stood when they signed something off. */
  let signedOff = "";
  let drawn = "";

  const stand = () => JSON.stringify([state.as(), state.place(), state.get()?.clock.lastMove]);

  /** The newest thing said to this person here that waits for one of the steps. */
  function nextStep() {
    const conversation = state.conversation();
    const mine = (conversation?.messages ?? []).filter((message) => conversation?.kind === "dm" || message.private);
    for (const message of mine.toReversed()) {
      const labels = new Set(message.blocks.flatMap(buttonLabels));
      const step = STEPS.find(([label]) => labels.has(label));
      if (step) return pressed.has(`${message.ts} ${step[0]}`) ? undefined : step[1];
    }
    return undefined;
  }

  /** @returns {{ text: string, go?: { person: string, place: string, label: string } } | undefined} */
  function next() {
    const slack = state.get()?.slack;
    const me = state.me();
    if (!slack || !me) return undefined;
    const step = nextStep();
    if (step) return { text: step };
    if (signedOff === stand()) return { text: WHOLE_WAY };
    const waiting = [me, ...slack.people.filter((person) => person !== me)].find(({ news }) => news[0]?.direct);
    const place = waiting?.news[0]?.conversation;
    if (waiting && place && !(waiting === me && place === state.place())) {
      const text = waiting === me ? "Something new waits for you." : `Something new waits for ${waiting.name}.`;
      return { text, go: { person: waiting.id, place, label: waiting === me ? "Show me" : `Go to ${waiting.name}` } };
    }
    if (!asked()) return { text: "Start here: the box below already holds an action to ask for. Press Send." };
    return undefined;
  }

  return {
    /** @param {string} ts @param {string} label */
    pressed(ts, label) {
      pressed.add(`${ts} ${label}`);
      if (label === "Sign off") signedOff = stand();
    },

    render() {
      const hint = localStorage.getItem(HIDDEN) ? undefined : next();
      const signature = JSON.stringify(hint ?? null);
      if (signature === drawn) return;
      drawn = signature;
      line.hidden = !hint;
      if (!hint) return line.replaceChildren();
      const { go } = hint;
      line.replaceChildren(
        el("p", {}, hint.text),
        go
          ? el(
              "button",
              {
                type: "button",
                onclick: () => {
                  state.go(go);
                  went();
                },
              },
              go.label,
            )
          : "",
        el(
          "button",
          {
            type: "button",
            class: "quiet",
            "aria-label": "Hide these hints",
            onclick: () => {
              localStorage.setItem(HIDDEN, "1");
              this.render();
              document.getElementById("box")?.focus();
            },
          },
          "×",
        ),
      );
    },
  };
}

/** @param {import("./state.js").Block} block @returns {string[]} */
const buttonLabels = (block) =>
  [block.accessory, ...(block.type === "actions" ? block.elements : [])]
    .filter((element) => element?.type === "button")
    .map((element) => element.text.text);
