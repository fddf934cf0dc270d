// @ts-check

import { el } from "../element.js";
import { link, mention } from "../slack/mrkdwn.js";

/** What Teams' cards and the app's own messages know: an escaped sign, bold, a link, a person, a line break. */
const TOKEN = /\\([!-/:-@[-`{-~])|\*\*((?:\\.|[^\\])+?)\*\*|\[((?:\\.|[^\\\]])*)\]\(([^()\s]+)\)|<at>([^<>]+)<\/at>|\s*(\n)\s*/g;

/** @param {string} text */
const unescaped = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** Marked-up text as nodes; anything else stays as it is written. @param {string} source @returns {Node[]} */
export function marked(source) {
  /** @type {Node[]} */
  const nodes = [];
  let done = 0;
  /** @param {string} text */
  const say = (text) => {
    if (text) nodes.push(document.createTextNode(text));
  };
  for (const match of source.matchAll(TOKEN)) {
    say(source.slice(done, match.index));
    done = match.index + match[0].length;
    const [, escaped, bold, label, address, person, line] = match;
    if (escaped) say(escaped);
    else if (bold) nodes.push(el("strong", {}, ...marked(bold)));
    else if (label !== undefined && address) nodes.push(link(address, unescaped(label)));
    else if (person) nodes.push(mention(unescaped(person), ""));
    else if (line) nodes.push(el("br"));
  }
  say(source.slice(done));
  return nodes;
}

/** @param {string} text */
const fromTeams = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const TYPED = /<at>([^<>]+)<\/at>|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;

/** What a person typed, as nodes: names and links stand out, all else is words. @param {string} source @returns {Node[]} */
export function typed(source) {
  /** @type {Node[]} */
  const nodes = [];
  let done = 0;
  for (const match of source.matchAll(TYPED)) {
    nodes.push(document.createTextNode(fromTeams(source.slice(done, match.index))));
    done = match.index + match[0].length;
    const [, person, address] = match;
    if (person) nodes.push(mention(fromTeams(person), ""));
    else if (address) nodes.push(link(fromTeams(address), fromTeams(address)));
  }
  nodes.push(document.createTextNode(fromTeams(source.slice(done))));
  return nodes;
}
