// @ts-check

import { hasAsked } from "./composer.js";
import { byId, el } from "./element.js";
import { slackButtons } from "./slack/column.js";
import { teamsButtons } from "./teams/column.js";

/** @typedef {import("./state.js").Platform} Platform */

const NAMES = /** @type {const} */ ({ slack: "Slack", teams: "Teams" });

/** The journey's three prompts. */
const PROMPTS = /** @type {const} */ (["Ask", "Do", "Sign off"]);

/** What to press next, by the button that waits for it, and the prompt it belongs to; the journey's later steps come first. */
const STEPS = /** @type {const} */ ([
  ["Sign off", 2, "Read the evidence, then press Sign off."],
  ["Submit evidence", 1, "When the work is done: press Submit evidence and say what shows it."],
  ["Accept", 1, "Press Accept to take this on."],
  ["Confirm", 0, "Only you can see this draft. Press Confirm to ask for it."],
]);

/** In Teams a form takes the card's place. */
const FILLING = "Say in a few words what shows it, then press Submit evidence.";

const NEXT = "Now assign another, move the clock and see who hears.";

const HIDDEN = "rehearsal-hints-hidden";

/**
 * @typedef {{ platform: Platform, person: string, place: string, label: string }} Way
 * @typedef {{ prompt: number | null, text: string, go?: Way }} Hint
 */

/**
 * One line that says what a newcomer might do next. It follows what is on the page, leads from one side to the other, and it can be put
 * away for good.
 *
 * @param {import("./state.js").AppState} state
 * @param {{ went: (platform: Platform) => void }} visit
 */
export function createHint(state, { went }) {
  const line = byId("hint", HTMLDivElement);
  /** Buttons that have been pressed on this page: their step is taken, even where the card still shows them. */
  const pressed = new Set();
  /** How far the journey has come, and on which sides it began and ended. */
  let prompt = 0;
  /** @type {Platform | null} */
  let began = null;
  /** Where the visitor stood when they signed something off, and on which side. @type {{ stand: string, on: Platform } | null} */
  let signedOff = null;
  let drawn = "";

  const sides = () => [state.teams, state.slack].filter((column) => column.view() !== null);
  const both = () => sides().length === 2;
  const stand = () => JSON.stringify([sides().map((column) => [column.as(), column.place()]), state.get()?.clock.lastMove]);

  /** What is said to the person shown on one side, newest first: its moment and the buttons that it has. */
  function saidToMe() {
    const slack = state.slack.conversation();
    const inSlack = (slack?.messages ?? [])
      .filter((message) => slack?.kind === "dm" || message.private)
      .map((message) => ({
        ...{ platform: /** @type {Platform} */ ("slack"), id: message.ts, moment: Number(message.ts) * 1000 },
        ...{ labels: slackButtons(message), isForm: false },
      }));
    const teams = state.teams.conversation();
    const inTeams = (teams?.kind === "personal" ? teams.messages : []).map((message) => ({
      ...{
        platform: /** @type {Platform} */ ("teams"),
        id: message.id,
        moment: Number(message.id),
        ...teamsButtons(message),
      },
    }));
    return [...inSlack, ...inTeams].toSorted((one, other) => other.moment - one.moment);
  }

  /** The step that the newest thing said to somebody shown waits for. */
  function nextStep() {
    for (const { platform, id, labels, isForm } of saidToMe()) {
      const step = STEPS.find(([label]) => labels.includes(label));
      if (!step) continue;
      const [label, at, text] = step;
      if (isForm) return { platform, at, text: label === "Submit evidence" ? FILLING : text };
      if (!pressed.has(`${platform} ${id} ${label}`)) return { platform, at, text };
    }
    return undefined;
  }

  /** Where something was said to one person alone that is not on the screen. */
  function waiting() {
    for (const column of sides()) {
      const me = column.me();
      const people = column.view()?.people ?? [];
      const ordered = me ? [me, ...people.filter((person) => person !== me)] : people;
      const person = ordered.find(({ news }) => news[0]?.direct);
      const place = person?.news[0]?.conversation;
      if (!person || !place || (person === me && place === column.place())) continue;
      return { platform: column.platform, person, place, mine: person === me };
    }
    return undefined;
  }

  /** @param {Platform} platform */
  const onSide = (platform) => (both() ? ` in ${NAMES[platform]}` : "");

  /** @returns {Hint | undefined} */
  function next() {
    const step = nextStep();
    const news = waiting();
    // What waits elsewhere comes first where it carries the journey on.
    if (step && (step.at >= prompt || !news)) {
      prompt = Math.max(prompt, step.at);
      const who = both() ? `You are ${state[step.platform].me()?.name}${onSide(step.platform)}. ` : "";
      return { prompt: step.at, text: `${who}${step.text}` };
    }
    if (signedOff?.stand === stand()) return { prompt: null, text: wholeWay(signedOff.on) };
    if (news) {
      const { platform, person, place, mine } = news;
      const text = `Something new waits for ${mine && !both() ? "you" : person.name}${onSide(platform)}.`;
      const label = mine ? "Show me" : `Go to ${person.name}`;
      return { prompt, text, go: { platform, person: person.id, place, label } };
    }
    if (hasAsked()) return undefined;
    const me = state.teams.me();
    if (!both() || !me) return { prompt: 0, text: "Start here: the box below already holds an action to ask for. Press Send." };
    const text = `Start here as ${me.name}, ${me.role.toLowerCase()}, in Teams: a promise is in the box already. Press Send.`;
    return { prompt: 0, text };
  }

  /** @param {Platform} ended */
  function wholeWay(ended) {
    const across =
      began && began !== ended ? `asked in ${NAMES[began]}, signed off in ${NAMES[ended]}` : "asked, accepted, shown, signed off";
    return `That is the whole way: ${across}. ${NEXT}`;
  }

  function hide() {
    localStorage.setItem(HIDDEN, "1");
    render();
    document.querySelector(".composer textarea")?.closest("form:not([hidden])")?.querySelector("textarea")?.focus();
  }

  function render() {
    const hint = localStorage.getItem(HIDDEN) ? undefined : next();
    const signature = JSON.stringify(hint ?? null);
    if (signature === drawn) return;
    drawn = signature;
    line.hidden = !hint;
    if (!hint) return line.replaceChildren();
    const { go } = hint;
    line.replaceChildren(
      hint.prompt === null
        ? ""
        : el("span", { class: "hint-step" }, `${hint.prompt + 1} of ${PROMPTS.length}`, el("b", {}, PROMPTS[hint.prompt])),
      el("p", {}, hint.text),
      go ? el("button", { type: "button", onclick: () => lead(go) }, go.label) : "",
      el("button", { type: "button", class: "quiet", "aria-label": "Hide these hints", onclick: hide }, "×"),
    );
  }

  /** @param {Way} to */
  function lead({ platform, person, place }) {
    state[platform].go({ person, place });
    went(platform);
  }

  return {
    render,

    /** @param {Platform} platform @param {string} message @param {string} label */
    pressed(platform, message, label) {
      pressed.add(`${platform} ${message} ${label}`);
      if (label === "Confirm") [began, prompt] = [platform, 1];
      if (label.startsWith("Submit")) prompt = 2;
      if (label === "Sign off") {
        signedOff = { stand: stand(), on: platform };
        prompt = 0;
      }
    },
  };
}
