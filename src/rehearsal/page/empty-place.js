// @ts-check

import { el } from "./element.js";

const STEPS = [
  ["Ask", "You type what was agreed; the draft is yours alone until you confirm it."],
  ["Accept", "Whoever is to do it says yes, or says that it is not theirs."],
  ["Show", "They bring the evidence that was asked for."],
  ["Sign off", "Somebody else looks at it. Only then is the action complete."],
];

/**
 * What a room shows before anything has been said in it; where a newcomer begins, how an action goes as well.
 *
 * @param {string} name
 * @param {{ explained: boolean }} how
 */
export function emptyRoom(name, { explained }) {
  if (!explained) return el("p", { class: "empty" }, `Nothing has been said in ${name} yet.`);
  const steps = STEPS.map(([title = "", text = ""]) => el("li", {}, el("strong", {}, title), el("span", {}, text)));
  return el(
    "div",
    { class: "empty" },
    el("p", {}, `Nothing has been said in ${name} yet. How an action goes:`),
    el("ol", { class: "steps" }, ...steps),
  );
}

/** Somebody's own conversation with the app, before the app has had anything to say. */
export const emptyChat = () =>
  el("p", { class: "empty" }, "Nothing yet. What Followthrough has to say to you alone appears here.");
