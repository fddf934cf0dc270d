// @ts-check

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. Text always becomes a text node, so nothing that people or the service wrote is ever read as HTML. Names starting
 * with `on` are listeners; `true` sets a bare attribute, null, undefined and false leave it out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) if (child || child === "") element.append(child);
  return element;
}

/**
 * The element that the page was served with under this id.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
}

let made = 0;

/** An id for labels and descriptions; unique on the page. @param {string} stem */
export function uniqueId(stem) {
  made += 1;
  return `${stem}-${made}`;
}
