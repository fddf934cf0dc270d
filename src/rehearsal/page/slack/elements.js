// @ts-check

import { el, uniqueId } from "../element.js";
import { menuButton } from "../menu.js";
import { askFirst } from "./confirm.js";
import { textNodes } from "./mrkdwn.js";

/**
 * @typedef {string | string[] | null} Said
 * @typedef {{
 *   names: import("./mrkdwn.js").Names,
 *   people: { user: string, name: string }[],
 *   press: (at: { block: string, action: string, label: string }, said: Said) => Promise<unknown>,
 * }} Surface Where blocks are drawn: what ids are called there, and what a press does.
 */

/** How to read what is filled in, by the element that holds it. @type {WeakMap<Element, () => Said>} */
const readings = new WeakMap();

/** Everything that is filled in below this element, by block and action. @param {ParentNode} root */
export function filledIn(root) {
  /** @type {Record<string, Record<string, Said>>} */
  const values = {};
  for (const holder of root.querySelectorAll("[data-action]")) {
    const reading = readings.get(holder);
    const { block = "", action = "" } = /** @type {HTMLElement} */ (holder).dataset;
    if (reading) values[block] = { ...values[block], [action]: reading() };
  }
  return values;
}

/** @param {any} element @returns {any[]} */
const optionsOf = (element) =>
  element.options ?? element.option_groups?.flatMap((/** @type {any} */ group) => group.options) ?? [];

/** @param {HTMLButtonElement} button @param {() => Promise<unknown>} work */
async function whileBusy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  await work();
  button.removeAttribute("aria-busy");
}

/** @param {any} element @param {string} block @param {Surface} surface */
function pressButton(element, block, surface) {
  const label = element.text.text;
  const style = element.style === "primary" || element.style === "danger" ? element.style : "";
  const button = el("button", { type: "button", class: style, "aria-label": element.accessibility_label ?? null }, label);
  const press = () => surface.press({ block, action: element.action_id, label }, null);
  button.addEventListener("click", async () => {
    if (element.confirm && !(await askFirst(element.confirm, surface.names))) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    await whileBusy(button, press);
  });
  return button;
}

/** @param {any} element @param {string} block @param {Surface} surface */
const overflow = (element, block, surface) =>
  menuButton({
    label: "More…",
    face: "More…",
    items: optionsOf(element).map((option) => ({
      label: option.text.text,
      choose: () => surface.press({ block, action: element.action_id, label: option.text.text }, option.value),
    })),
  });

/** @typedef {{ node: HTMLElement, reading: () => Said, group: boolean }} Control */

/** @param {any} element @returns {Control} */
function textInput(element) {
  const type =
    { email_text_input: "email", url_text_input: "url", number_input: "number" }[/** @type {string} */ (element.type)] ?? "text";
  const common = { placeholder: element.placeholder?.text, maxlength: element.max_length, minlength: element.min_length };
  const node = element.multiline ? el("textarea", { rows: 3, ...common }) : el("input", { type, ...common });
  node.value = element.initial_value ?? "";
  return { node, reading: () => node.value.trim() || null, group: false };
}

/** @param {"date" | "time"} type @param {string | undefined} initial @returns {Control} */
function momentInput(type, initial) {
  const node = el("input", { type });
  node.value = initial ?? "";
  return { node, reading: () => node.value || null, group: false };
}

/** @param {{ label: string, value: string }[]} options @param {string | undefined} initial @param {string | undefined} none @returns {Control} */
function choice(options, initial, none) {
  const node = el(
    "select",
    {},
    el("option", { value: "" }, none ?? "Choose…"),
    ...options.map(({ label, value }) => el("option", { value }, label)),
  );
  node.value = initial ?? "";
  return { node, reading: () => node.value || null, group: false };
}

/** @param {"checkbox" | "radio"} type @param {any} element @param {import("./mrkdwn.js").Names} names @returns {Control} */
function ticks(type, element, names) {
  const name = uniqueId("ticks");
  const ticked = new Set(
    [...(element.initial_options ?? []), element.initial_option].filter(Boolean).map((/** @type {any} */ option) => option.value),
  );
  const inputs = optionsOf(element).map((option) => {
    const input = el("input", { type, name, value: option.value, checked: ticked.has(option.value) });
    const description = option.description && el("small", {}, textNodes(option.description, names));
    return { input, label: el("label", { class: "tick" }, input, el("span", {}, textNodes(option.text, names), description)) };
  });
  const node = el("div", { class: "ticks" }, ...inputs.map(({ label }) => label));
  const chosen = () => inputs.flatMap(({ input }) => (input.checked ? [input.value] : []));
  return { node, reading: type === "radio" ? () => chosen()[0] ?? null : chosen, group: true };
}

/** @param {any} element @param {Surface} surface @returns {Control | undefined} */
function control(element, surface) {
  const people = () => surface.people.map(({ user, name }) => ({ label: name, value: user }));
  const options = () => optionsOf(element).map((option) => ({ label: option.text.text, value: option.value }));
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return textInput(element);
    case "datepicker":
      return momentInput("date", element.initial_date);
    case "timepicker":
      return momentInput("time", element.initial_time);
    case "static_select":
      return choice(options(), element.initial_option?.value, element.placeholder?.text);
    case "users_select":
      return choice(people(), element.initial_user, element.placeholder?.text);
    case "checkboxes":
      return ticks("checkbox", element, surface.names);
    case "radio_buttons":
      return ticks("radio", element, surface.names);
    case "multi_static_select":
      return ticks("checkbox", element, surface.names);
    default:
      return undefined;
  }
}

/**
 * Something to fill in, made ready to be read by `filledIn`.
 *
 * @param {any} element
 * @param {string} block
 * @param {Surface} surface
 */
export function inputControl(element, block, surface) {
  const made = control(element, surface);
  if (!made) return undefined;
  made.node.dataset.block = block;
  made.node.dataset.action = element.action_id;
  readings.set(made.node, made.reading);
  return made;
}

/**
 * An element that acts at once: a button, a menu, or a choice outside a form.
 *
 * @param {any} element
 * @param {string} block
 * @param {Surface} surface
 * @returns {HTMLElement}
 */
export function actingElement(element, block, surface) {
  if (element.type === "button") return pressButton(element, block, surface);
  if (element.type === "overflow") return overflow(element, block, surface);
  const made = inputControl(element, block, surface);
  if (!made) return el("span", { class: "unknown" }, `(${element.type})`);
  const label = element.placeholder?.text ?? element.accessibility_label ?? "Choose";
  made.node.setAttribute("aria-label", label);
  if (made.group) made.node.setAttribute("role", "group");
  made.node.addEventListener("change", () => surface.press({ block, action: element.action_id, label }, made.reading()));
  return made.node;
}
