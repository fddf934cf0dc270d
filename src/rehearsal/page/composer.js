// @ts-check

import { byId } from "./element.js";
import { act } from "./server.js";

/** What a first-time visitor finds in the box. */
const FIRST_LINE = '/action assign @Harriet by Friday get the pipe survey done evidence "surveyor\'s report"';
const ASKED = "rehearsal-asked";

/**
 * The box to type in. What was typed but not sent stays with its person and place.
 *
 * @param {import("./state.js").AppState} state
 * @param {(said: string) => void} tellProblem
 */
export function createComposer(state, tellProblem) {
  const form = byId("composer", HTMLFormElement);
  const box = byId("box", HTMLTextAreaElement);
  const label = byId("box-label", HTMLLabelElement);
  /** @type {Map<string, string>} */
  const unsent = new Map();
  let at = "";
  let sending = false;

  const asked = () => sessionStorage.getItem(ASKED) !== null;

  function grow() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }

  async function send() {
    const text = box.value.trim();
    const channel = state.conversation()?.id;
    if (!text || !channel || sending) return;
    sending = true;
    form.setAttribute("aria-busy", "true");
    const outcome = await act({ do: "say", as: state.as(), channel, text });
    sending = false;
    form.removeAttribute("aria-busy");
    tellProblem(outcome.kind === "problem" ? outcome.said : "");
    if (outcome.kind !== "problem") {
      sessionStorage.setItem(ASKED, "1");
      box.value = "";
      grow();
    }
    box.focus();
    state.refresh();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  addEventListener("resize", grow);

  return {
    asked,

    render() {
      const conversation = state.conversation();
      form.hidden = !conversation;
      if (!conversation) return;
      const here = `${state.as()} ${conversation.id}`;
      if (here === at) return;
      if (at) unsent.set(at, box.value);
      const first = at === "" && !asked();
      at = here;
      box.value = first ? FIRST_LINE : (unsent.get(here) ?? "");
      const name = conversation.kind === "room" ? `#${conversation.name}` : conversation.name;
      label.textContent = `Message ${name} as ${state.me()?.name}`;
      grow();
    },
  };
}
