import type { AdaptiveElement, Json } from "../cards/card.ts";
import { isSet } from "../cards/elements.ts";
import { plainText } from "./block-kit.ts";
import type { Drawing } from "./drawing.ts";
import { LIMITS, within } from "./limits.ts";
import { noteLosses } from "./losses.ts";

const STYLES: Record<string, string> = { positive: "primary", destructive: "danger" };

/**
 * The elements of an actions block. Actions of secondary mode stand behind a menu, as in Teams; its presses carry the same command, as
 * the selected option's value.
 */
export function actionElements(actions: readonly AdaptiveElement[], drawing: Drawing): Json[] {
  const secondary = actions.filter((action) => isSet(action, "mode", "secondary"));
  if (!fitMenu(secondary)) return actions.map((action) => button(action, drawing));
  const primary = actions.filter((action) => !isSet(action, "mode", "secondary")).map((action) => button(action, drawing));
  return secondary.length === 0 ? primary : [...primary, menu(secondary, drawing)];
}

/**
 * A button carries a whole command; Slack hands it back as it was. Throws where one does not fit: a command cut short would do
 * something else than the button says.
 */
export function button(action: AdaptiveElement, drawing: Drawing): { [field: string]: Json } {
  noteLosses(action, action.type, drawing.losses);
  const title = within("buttonText", String(action.title), "a button");
  const style = STYLES[String(action.style).toLowerCase()];
  const shown = {
    type: "button",
    text: plainText(title),
    ...(style === undefined ? {} : { style }),
    ...(typeof action.tooltip === "string"
      ? { accessibility_label: within("accessibilityLabel", action.tooltip, "a tooltip") }
      : {}),
  };
  if (action.type === "Action.OpenUrl") {
    return { ...shown, action_id: `open#${drawing.nextButton()}`, url: within("url", String(action.url), "a link") };
  }
  return {
    ...shown,
    action_id: `${verbOf(action)}#${drawing.nextButton()}`,
    value: within("buttonValue", JSON.stringify(action.data), "a button's command"),
  };
}

function menu(actions: readonly AdaptiveElement[], drawing: Drawing): Json {
  for (const action of actions) noteLosses(action, action.type, drawing.losses);
  return {
    type: "overflow",
    action_id: `more#${drawing.nextButton()}`,
    options: actions.map((action) => ({ text: plainText(String(action.title)), value: JSON.stringify(action.data) })),
  };
}

const fitMenu = (actions: readonly AdaptiveElement[]): boolean =>
  actions.length <= LIMITS.overflowOptions &&
  actions.every(
    ({ type, title, data }) =>
      type === "Action.Execute" &&
      String(title).length <= LIMITS.optionText &&
      JSON.stringify(data ?? null).length <= LIMITS.optionValue,
  );

function verbOf(action: AdaptiveElement): string {
  const { data } = action;
  if (
    action.type !== "Action.Execute" ||
    typeof data !== "object" ||
    data === null ||
    Array.isArray(data) ||
    typeof data.do !== "string"
  ) {
    throw new Error(`slack: a button must carry a command, ${action.type} ${String(action.title)} does not`);
  }
  return data.do;
}
