// @ts-check

import { byId } from "./element.js";

const ASKED = "rehearsal-asked";

/** Whether the visitor has sent something already, here or before the page was loaded again. */
export const hasAsked = () => sessionStorage.getItem(ASKED) !== null;

/**
 * The box to type in. What was typed but not sent stays with its person and place.
 *
 * @param {import("./state.js").Column} column
 * @param {{
 *   perform: (what: Record<string, unknown>) => Promise<import("./server.js").Outcome>,
 *   say: (place: string, text: string, thread: string | null) => Record<string, unknown>,
 *   placeName: () => string,
 *   firstLine: () => string,
 * }} doing `firstLine` is what a first-time visitor finds in the box
 */
export function createComposer(column, { perform, say, placeName, firstLine }) {
  const { platform } = column;
  const form = byId(`${platform}-composer`, HTMLFormElement);
  const box = byId(`${platform}-box`, HTMLTextAreaElement);
  const label = byId(`${platform}-box-label`, HTMLLabelElement);
  const back = byId(`${platform}-box-back`, HTMLButtonElement);
  /** @type {Map<string, string>} */
  const unsent = new Map();
  let at = "";
  let sending = false;
  /** The thread that is replied in, for as long as its room is shown. @type {{ id: string, about: string, room: string } | null} */
  let thread = null;

  function grow() {
    if (box.offsetParent === null) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }

  async function send() {
    const text = box.value.trim();
    const place = column.conversation()?.id;
    if (!text || !place || sending) return;
    sending = true;
    form.setAttribute("aria-busy", "true");
    const outcome = await perform(say(place, text, thread?.id ?? null));
    sending = false;
    form.removeAttribute("aria-busy");
    if (outcome.kind !== "problem") {
      sessionStorage.setItem(ASKED, "1");
      box.value = "";
      grow();
      toRoom();
    }
    box.focus();
    column.refresh();
  }

  const room = () => `${column.as()} ${column.place()}`;

  function render() {
    form.hidden = !column.conversation();
    if (form.hidden) return;
    if (thread?.room !== room()) thread = null;
    const here = `${room()} ${thread?.id ?? ""}`;
    if (here === at) return;
    if (at) unsent.set(at, box.value);
    const first = at === "" && !hasAsked();
    at = here;
    box.value = first ? firstLine() : (unsent.get(here) ?? "");
    const where = thread ? `Reply in the thread of ${thread.about}` : `Message ${placeName()}`;
    label.textContent = `${where} as ${column.me()?.name}`;
    back.hidden = thread === null;
    grow();
  }

  function toRoom() {
    thread = null;
    render();
  }

  back.addEventListener("click", () => {
    toRoom();
    box.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && thread && !event.isComposing) toRoom();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  // Wider, narrower, or shown after having been hidden: the same words take other lines.
  let width = 0;
  new ResizeObserver(() => {
    if (form.clientWidth === width) return;
    width = form.clientWidth;
    requestAnimationFrame(grow);
  }).observe(form);

  return {
    render,

    /** What is typed next is a reply. @param {string} id what the thread begins with @param {string} about what it is called */
    replyIn(id, about) {
      thread = { id, about, room: room() };
      render();
      box.focus();
    },
  };
}
