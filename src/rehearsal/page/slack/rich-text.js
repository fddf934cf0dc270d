// @ts-check

import { el } from "../element.js";
import { link, mention } from "./mrkdwn.js";

/** @typedef {{ bold?: boolean, italic?: boolean, strike?: boolean, code?: boolean }} Style */

/** @param {Node} node @param {Style | undefined} style */
function styled(node, style) {
  let wrapped = node;
  if (style?.code) wrapped = el("code", {}, wrapped);
  if (style?.strike) wrapped = el("s", {}, wrapped);
  if (style?.italic) wrapped = el("em", {}, wrapped);
  if (style?.bold) wrapped = el("strong", {}, wrapped);
  return wrapped;
}

/** @param {any} piece @param {import("./mrkdwn.js").Names} names */
function inline(piece, names) {
  switch (piece.type) {
    case "text":
      return styled(document.createTextNode(piece.text), piece.style);
    case "link":
      return styled(link(piece.url, piece.text ?? piece.url), piece.style);
    case "user":
      return mention(names[piece.user_id] ?? piece.user_id, "@");
    case "channel":
      return mention(names[piece.channel_id] ?? piece.channel_id, "#");
    case "broadcast":
      return mention(piece.range, "@");
    case "emoji":
      return document.createTextNode(piece.unicode ? fromCodes(piece.unicode) : `:${piece.name}:`);
    case "date":
      return document.createTextNode(piece.fallback ?? "");
    default:
      return document.createTextNode(piece.text ?? "");
  }
}

/** @param {string} codes */
const fromCodes = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

/**
 * A rich text block: sections, lists, quotes and preformatted text.
 *
 * @param {any} block
 * @param {import("./mrkdwn.js").Names} names
 * @returns {HTMLElement}
 */
export function richText(block, names) {
  /** @param {any[]} pieces */
  const pieces = (pieces) => pieces.map((piece) => inline(piece, names));
  const parts = block.elements.map((/** @type {any} */ part) => {
    switch (part.type) {
      case "rich_text_list":
        return el(
          part.style === "ordered" ? "ol" : "ul",
          {},
          ...part.elements.map((/** @type {any} */ item) => el("li", {}, ...pieces(item.elements))),
        );
      case "rich_text_quote":
        return el("blockquote", {}, ...pieces(part.elements));
      case "rich_text_preformatted":
        return el("pre", {}, ...pieces(part.elements));
      default:
        return el("p", {}, ...pieces(part.elements));
    }
  });
  return el("div", { class: "rich-text" }, ...parts);
}
