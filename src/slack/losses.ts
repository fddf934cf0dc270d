import type { AdaptiveElement } from "../cards/card.ts";

/** What of each element reaches the reader in Slack. `wrap` does: Slack always wraps. */
const CARRIED: Record<string, ReadonlySet<string>> = {
  AdaptiveCard: new Set(["type", "version", "$schema", "body", "actions", "fallbackText", "speak", "lang"]),
  TextBlock: new Set(["type", "id", "text", "weight", "isSubtle", "style", "wrap", "separator"]),
  FactSet: new Set(["type", "id", "facts", "separator"]),
  Container: new Set(["type", "id", "items", "separator"]),
  ColumnSet: new Set(["type", "id", "columns", "separator"]),
  Column: new Set(["type", "id", "items"]),
  ActionSet: new Set(["type", "id", "actions", "separator"]),
  "Action.Execute": new Set(["type", "id", "title", "data", "verb", "style", "tooltip"]),
  "Action.OpenUrl": new Set(["type", "id", "title", "url", "style", "tooltip"]),
  "Input.Text": new Set(["type", "id", "label", "placeholder", "isRequired", "value", "isMultiline", "maxLength", "separator"]),
  "Input.Number": new Set(["type", "id", "label", "placeholder", "isRequired", "value", "min", "max", "separator"]),
  "Input.Date": new Set(["type", "id", "label", "placeholder", "isRequired", "value", "separator"]),
  "Input.Time": new Set(["type", "id", "label", "placeholder", "isRequired", "value", "separator"]),
  "Input.Toggle": new Set(["type", "id", "label", "title", "isRequired", "value", "valueOn", "wrap", "separator"]),
  "Input.ChoiceSet": new Set([
    ...["type", "id", "label", "placeholder", "isRequired", "value", "choices", "style", "isMultiSelect", "wrap", "separator"],
  ]),
};

/**
 * Kinds of what a card says and Slack does not draw: `TextBlock.color`, `Column.width`. A test holds every card to a short list of kinds
 * that readers can do without, so that nothing goes missing unnoticed.
 */
export type Losses = Set<string>;

/** Notes each property that is not carried over. `type` is named because columns need not say theirs. */
export function noteLosses(element: { [property: string]: unknown }, type: AdaptiveElement["type"], losses: Losses): void {
  const carried = CARRIED[type];
  if (carried === undefined) throw new Error(`slack: nothing draws a ${type}`);
  for (const property in element) if (!carried.has(property)) losses.add(`${type}.${property}`);
}
