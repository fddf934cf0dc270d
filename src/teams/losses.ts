/** What of each element reaches the reader in Teams. */
const CARRIED: Record<string, ReadonlySet<string>> = {
  AdaptiveCard: new Set(["type", "version", "$schema", "body", "actions", "lang"]),
  TextBlock: new Set(["type", "text", "weight", "size", "color", "isSubtle", "style", "wrap", "spacing", "separator"]),
  FactSet: new Set(["type", "facts", "spacing", "separator"]),
  Container: new Set(["type", "items", "style", "spacing", "separator"]),
  ColumnSet: new Set(["type", "columns", "spacing", "separator"]),
  Column: new Set(["type", "items", "width", "verticalContentAlignment", "spacing", "separator"]),
  ActionSet: new Set(["type", "actions", "spacing", "separator"]),
  "Action.Execute": new Set(["type", "title", "data", "tooltip"]),
  "Action.OpenUrl": new Set(["type", "title", "url", "tooltip"]),
  "Input.Text": input("placeholder", "value", "isMultiline", "maxLength"),
  "Input.Number": input("placeholder", "value", "min", "max"),
  "Input.Date": input("value", "min", "max"),
  "Input.Time": input("value", "min", "max"),
  "Input.Toggle": input("title", "value", "valueOn", "valueOff", "wrap"),
  "Input.ChoiceSet": input("placeholder", "value", "choices", "style", "isMultiSelect", "wrap"),
};

function input(...own: string[]): ReadonlySet<string> {
  return new Set(["type", "id", "label", "isRequired", "errorMessage", "spacing", "separator", ...own]);
}

/**
 * Kinds of what a card says and Teams may not draw: `Action.Execute.style`, which its clients pass over. A test holds every card to a
 * short list of kinds that readers can do without, so that nothing goes missing unnoticed.
 */
export type Losses = Set<string>;

/** Notes each property that is not carried over; throws on an element that nobody has thought about. */
export function noteLosses(element: { [property: string]: unknown }, type: string, losses: Losses): void {
  const carried = CARRIED[type];
  if (carried === undefined) throw new Error(`teams: nothing draws a ${type}`);
  for (const property in element) if (!carried.has(property)) losses.add(`${type}.${property}`);
}
