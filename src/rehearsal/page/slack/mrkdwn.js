// @ts-check

import { el } from "../element.js";

/** @typedef {Record<string, string>} Names Slack ids of people and rooms, and what they are called. */

/** Only addresses that a link may lead to; anything else stays text. @param {string} address */
const isSafe = (address) => /^(?:https?:\/\/|mailto:)/i.test(address);

/** @param {string} address @param {string} label */
export function link(address, label) {
  if (!isSafe(address)) return document.createTextNode(label);
  const here = address.startsWith(`${location.origin}/`);
  return el("a", { href: address, ...(here ? {} : { target: "_blank", rel: "noopener noreferrer" }) }, label);
}

/** @param {string} name @param {string} sign */
export const mention = (name, sign) => el("span", { class: "mention" }, `${sign}${name}`);

/** @param {string} text */
export const unescapeText = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** What stands between angle brackets. @param {string} inside @param {Names} names */
function bracket(inside, names) {
  const [target = "", label] = inside.split("|", 2);
  const known = names[target.slice(1)];
  if (target.startsWith("@")) return mention(known ?? label ?? target.slice(1), "@");
  if (target.startsWith("#")) return mention(known ?? label ?? target.slice(1), "#");
  if (target.startsWith("!date^")) return document.createTextNode(unescapeText(label ?? ""));
  if (target.startsWith("!")) return mention(label ?? target.slice(1).split("^")[0] ?? "", "@");
  return link(unescapeText(target), unescapeText(label ?? target));
}

/** Marks that Slack reads only at the edge of a word. */
const TOKEN =
  /<([^<>\n]+)>|```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<!\w)_([^_\n]+)_(?!\w)|(?<![\w~])~([^~\n]+)~(?![\w~])/g;

/** @param {string} text @param {Names} names @returns {Node[]} */
function inline(text, names) {
  /** @type {Node[]} */
  const nodes = [];
  let done = 0;
  /** @param {string} plain */
  const push = (plain) => {
    if (plain) nodes.push(document.createTextNode(unescapeText(plain)));
  };
  for (const match of text.matchAll(TOKEN)) {
    push(text.slice(done, match.index));
    done = match.index + match[0].length;
    const [, inside, pre, code, bold, italic, strike] = match;
    if (inside) nodes.push(bracket(inside, names));
    else if (pre) nodes.push(el("pre", {}, unescapeText(pre.replace(/^\n/, ""))));
    else if (code) nodes.push(el("code", {}, unescapeText(code)));
    else if (bold) nodes.push(el("strong", {}, ...inline(bold, names)));
    else if (italic) nodes.push(el("em", {}, ...inline(italic, names)));
    else if (strike) nodes.push(el("s", {}, ...inline(strike, names)));
  }
  push(text.slice(done));
  return nodes;
}

/**
 * Slack's markup as nodes: bold, italic, strike, code, links, mentions, quotes. Anything it does not know stays as it is written.
 *
 * @param {string} text
 * @param {Names} names
 * @returns {DocumentFragment}
 */
export function mrkdwn(text, names) {
  const fragment = document.createDocumentFragment();
  const runs = text.split(/((?:^|\n)(?:&gt;|>) ?[^\n]*(?:\n(?:&gt;|>) ?[^\n]*)*)/);
  for (const [index, run] of runs.entries()) {
    if (!run) continue;
    if (index % 2 === 0) fragment.append(...inline(run.replace(/^\n/, ""), names));
    else fragment.append(el("blockquote", {}, ...inline(run.trim().replace(/^(?:&gt;|>) ?/gm, ""), names)));
  }
  return fragment;
}

/**
 * A text object: `mrkdwn` is marked up, `plain_text` is as it stands.
 *
 * @param {{ type: string, text: string, verbatim?: boolean }} text
 * @param {Names} names
 */
export const textNodes = (text, names) =>
  text.type === "mrkdwn" ? mrkdwn(text.text, names) : document.createTextNode(text.text);
