// @ts-check

import { el, uniqueId } from "../element.js";
import { actingElement, inputControl } from "./elements.js";
import { link, textNodes } from "./mrkdwn.js";
import { richText } from "./rich-text.js";

/** @typedef {import("./elements.js").Surface} Surface */

/** @param {any} block @param {Surface} surface */
function section(block, surface) {
  const accessory = block.accessory?.type === "image" ? imageLink(block.accessory) : block.accessory;
  return el(
    "div",
    { class: "section" },
    el(
      "div",
      { class: "section-text" },
      block.text && el("p", {}, textNodes(block.text, surface.names)),
      block.fields &&
        el(
          "div",
          { class: "fields" },
          ...block.fields.map((/** @type {any} */ field) => el("p", {}, textNodes(field, surface.names))),
        ),
    ),
    accessory && (accessory instanceof Node ? accessory : actingElement(accessory, block.block_id, surface)),
  );
}

/** Pictures are named, not fetched: the page loads nothing from elsewhere. @param {any} image */
const imageLink = (image) => el("span", { class: "image" }, link(image.image_url ?? "", image.alt_text ?? "Picture"));

/** @param {any} block @param {Surface} surface */
const context = (block, surface) =>
  el(
    "div",
    { class: "context" },
    ...block.elements.map((/** @type {any} */ element) =>
      element.type === "image" ? imageLink(element) : el("p", {}, textNodes(element, surface.names)),
    ),
  );

/**
 * A labelled input with its hint, and room beside it for what is wrong.
 *
 * @param {any} block
 * @param {Surface} surface
 */
function input(block, surface) {
  const made = inputControl(block.element, block.block_id, surface);
  const id = uniqueId("input");
  const hint = block.hint && el("p", { class: "input-hint", id: `${id}-hint` }, block.hint.text);
  const error = el("p", { class: "input-error", id: `${id}-error`, hidden: true });
  const attributes = { class: "input", "data-input": block.block_id, "data-optional": block.optional ? "true" : null };
  const label = [block.label.text, block.optional ? el("span", { class: "optional" }, " (optional)") : null];
  if (!made) return el("div", attributes, el("p", {}, ...label), el("p", {}, `(${block.element.type})`));
  const focusable = made.group ? made.node : made.node;
  focusable.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  if (made.group) return el("fieldset", attributes, el("legend", {}, ...label), made.node, hint, error);
  made.node.id = id;
  return el("div", attributes, el("label", { for: id }, ...label), made.node, hint, error);
}

/** @param {any} block @param {Surface} surface @returns {HTMLElement} */
function drawn(block, surface) {
  switch (block.type) {
    case "section":
      return section(block, surface);
    case "context":
      return context(block, surface);
    case "header":
      return el("p", { class: "block-header", role: "heading", "aria-level": "4" }, block.text.text);
    case "divider":
      return el("hr");
    case "actions":
      return el(
        "div",
        { class: "actions" },
        ...block.elements.map((/** @type {any} */ element) => actingElement(element, block.block_id, surface)),
      );
    case "rich_text":
      return richText(block, surface.names);
    case "input":
      return input(block, surface);
    case "image":
      return el("div", {}, imageLink(block));
    case "markdown":
      return el("p", { class: "section" }, block.text);
    default:
      return el("p", { class: "unknown" }, `(${block.type})`);
  }
}

/**
 * Block Kit as Slack draws it.
 *
 * @param {any[]} blocks
 * @param {Surface} surface
 */
export const drawBlocks = (blocks, surface) => el("div", { class: "blocks" }, ...blocks.map((block) => drawn(block, surface)));
