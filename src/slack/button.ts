import type { AdaptiveElement, Json } from "../cards/card.ts";
import { plainText } from "./block-kit.ts";
import type { Drawing } from "./drawing.ts";
import { within } from "./limits.ts";
import { noteLosses } from "./losses.ts";

const STYLES: Record<string, string> = { positive: "primary", destructive: "danger" };

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

function verbOf(action: AdaptiveElement): string {
  const { data } = action;
  if (
    action.type !== "Action.Execute" ||
    typeof data !== "object" ||
    data === null ||
    Array.isArray(data) ||
    typeof data.do !== "string"
  ) {
    throw new Error(`slack: a button must carry a command, this ${action.type} does not`);
  }
  return data.do;
}
