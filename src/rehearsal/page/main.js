// @ts-check

import { createClock } from "./clock.js";
import { createComposer } from "./composer.js";
import { byId, el } from "./element.js";
import { createHint } from "./hint.js";
import { createRail } from "./rail.js";
import { act, onChange } from "./server.js";
import { createForm } from "./slack/form.js";
import { createHome } from "./slack/home.js";
import { createLog } from "./slack/log.js";
import { createState, HOME } from "./state.js";
import { createTabs } from "./tabs.js";

const NO_CHAT = "Slack is elsewhere, or nobody of the sample data is in it. The clock above works all the same.";

const state = createState(render);
const problem = byId("problem", HTMLParagraphElement);
const head = byId("chat-head", HTMLElement);
const log = byId("log", HTMLDivElement);

/** @param {string} said */
function tellProblem(said) {
  problem.textContent = said;
  problem.hidden = !said;
}

/**
 * Does something as the person shown, and tells what stood in the way.
 *
 * @param {Record<string, unknown>} what
 */
async function perform(what) {
  const outcome = await act({ as: state.as(), ...what });
  tellProblem(outcome.kind === "problem" ? outcome.said : "");
  await state.refresh();
  return outcome;
}

const tabs = createTabs();
const showChat = () => tabs.show("chat");
const clock = createClock();
const rail = createRail(state, () => {
  tellProblem("");
  showChat();
});
const composer = createComposer(state, tellProblem);
const hint = createHint(state, { asked: composer.asked, went: showChat });
const messages = createLog(state, log, { perform, pressed: hint.pressed });
const home = createHome(state, log, { perform });
const form = createForm(state, { perform });

function renderHead() {
  const conversation = state.conversation();
  const title = conversation ? `${conversation.kind === "room" ? "# " : ""}${conversation.name}` : "Home";
  if (!state.get()?.slack) return head.replaceChildren(el("h3", {}, "No chat here"));
  const about = conversation ? aboutConversation(conversation) : `What Followthrough shows ${state.me()?.name ?? ""}`;
  head.replaceChildren(el("h3", {}, title), el("p", {}, about));
}

/** @param {import("./state.js").Conversation} conversation */
function aboutConversation({ kind, audience, caseRefs, members }) {
  if (kind === "dm") return `Between ${state.me()?.name} and the app`;
  const about =
    caseRefs.length > 0 ? `Case ${caseRefs.join(", ")}` : audience === "mixed" ? "Other people read here too" : "No case";
  return `${about} · ${members.length} people`;
}

/** What is on the screen has been read. */
function markRead() {
  const conversation = state.conversation();
  const last = conversation?.messages.at(-1);
  if (!conversation || !last || conversation.unread === 0 || document.hidden) return;
  act({ do: "read", as: state.as(), channel: conversation.id, ts: last.ts });
}

function render() {
  const now = state.get();
  if (!now) return;
  clock.render(now.clock);
  rail.render();
  renderHead();
  // Before the messages: what the box and the hint leave decides where their end is.
  composer.render();
  hint.render();
  if (!now.slack) log.replaceChildren(el("p", { class: "empty" }, NO_CHAT));
  else if (state.place() === HOME) home.render();
  else messages.render();
  form.render();
  markRead();
}

onChange(state.refresh);
document.addEventListener("visibilitychange", markRead);
