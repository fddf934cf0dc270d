// @ts-check

import { el } from "../element.js";
import { HOST_CONFIG } from "./host-config.js";
import { marked } from "./markdown.js";

/** The package as the page loads it, before this module; absent where the service was installed without it. */
const AdaptiveCards = /** @type {{ AdaptiveCards?: typeof import("adaptivecards") }} */ (globalThis).AdaptiveCards;

if (AdaptiveCards) {
  // What we hand over was made from nodes, so nothing that people or the service wrote is read as HTML.
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = el("div", {}, el("p", {}, ...marked(text))).innerHTML;
    result.didProcess = true;
  };
}

/** @typedef {{ action: number, label: string, inputs: Record<string, string> }} Press */

/**
 * An Adaptive Card as Teams draws it. A press names the button by its number and brings what is filled in; while it is on its way
 * nothing else can be pressed.
 *
 * @param {Record<string, any>} json
 * @param {(press: Press) => Promise<unknown>} press
 * @returns {HTMLElement}
 */
export function drawCard(json, press) {
  const holder = el("div", { class: "adaptive-card" });
  if (!AdaptiveCards) {
    holder.append(el("p", { class: "said" }, json.fallbackText ?? "This card cannot be drawn: adaptivecards is not installed."));
    return holder;
  }
  const { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SerializationContext, SubmitAction } = AdaptiveCards;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(HOST_CONFIG);
  let busy = false;
  card.onExecuteAction = async (action) => {
    if (action instanceof OpenUrlAction && action.url && /^https?:\/\//i.test(action.url)) {
      window.open(action.url, "_blank", "noopener");
    }
    if (busy || !(action instanceof ExecuteAction || action instanceof SubmitAction)) return;
    busy = true;
    holder.setAttribute("aria-busy", "true");
    const inputs = action.associatedInputs === "none" ? {} : filledIn(card);
    await press({ action: Number(action.id), label: action.title ?? "", inputs });
    busy = false;
    holder.removeAttribute("aria-busy");
  };
  card.parse(json, new SerializationContext());
  const drawn = card.render();
  if (drawn) {
    // A card is no control: its buttons and inputs are.
    drawn.removeAttribute("tabindex");
    holder.append(drawn);
  }
  return holder;
}

/** @param {import("adaptivecards").AdaptiveCard} card */
function filledIn(card) {
  /** @type {Record<string, string>} */
  const inputs = {};
  for (const input of card.getAllInputs()) if (input.id && input.value !== undefined) inputs[input.id] = String(input.value);
  return inputs;
}

/** Whether a card has something to fill in. @param {Record<string, any>} json */
export const isForm = (json) => json.body.some((/** @type {{ type: string }} */ { type }) => type.startsWith("Input."));

/** The titles of a card's buttons. @param {unknown} json @returns {string[]} */
export function buttonsOf(json) {
  if (Array.isArray(json)) return json.flatMap(buttonsOf);
  if (typeof json !== "object" || json === null) return [];
  const { type, title } = /** @type {{ type?: unknown, title?: unknown }} */ (json);
  if (type === "Action.Execute") return [String(title)];
  return Object.values(json).flatMap(buttonsOf);
}
