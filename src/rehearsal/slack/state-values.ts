import { type Block, type Element, interactiveElements, optionsOf } from "./blocks.ts";

/** What the page sends of a form: by block id, then action id, what is typed or chosen. */
export type Typed = Record<string, Record<string, string | string[] | null>>;

type Said = string | string[] | null;

const one = (said: Said): string | null => (Array.isArray(said) ? (said[0] ?? null) : said) || null;
const many = (said: Said): string[] => (Array.isArray(said) ? said : said ? [said] : []);
const chosen = (element: Element, values: string[]) => optionsOf(element).filter((option) => values.includes(option.value));

/** One element's value under the field that Slack has for its type; undefined for elements that hold no value. */
function stateValue(element: Element, said: Said): Record<string, unknown> | undefined {
  const { type } = element;
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return { type, value: one(said) };
    case "datepicker":
      return { type, selected_date: one(said) };
    case "timepicker":
      return { type, selected_time: one(said) };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: chosen(element, many(said))[0] ?? null };
    case "checkboxes":
    case "multi_static_select":
      return { type, selected_options: chosen(element, many(said)) };
    case "users_select":
      return { type, selected_user: one(said) };
    case "multi_users_select":
      return { type, selected_users: many(said) };
    default:
      return undefined;
  }
}

/** `state.values` of a message or a view, for every element that holds a value, filled or not. */
export function stateValues(blocks: Block[], typed: Typed): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of blocks) {
    const blockId = block.block_id ?? "";
    for (const element of interactiveElements(block)) {
      const actionId = element.action_id ?? "";
      const value = stateValue(element, typed[blockId]?.[actionId] ?? null);
      if (value) values[blockId] = { ...values[blockId], [actionId]: value };
    }
  }
  return values;
}

/** The entry of `actions` in a `block_actions` payload. */
export function pressedAction(element: Element, blockId: string, said: Said, actionTs: string): Record<string, unknown> {
  const common = { action_id: element.action_id, block_id: blockId, action_ts: actionTs };
  if (element.type === "button") {
    const { text, value, style, url } = element as Element & { style?: unknown; url?: unknown };
    return { ...common, type: "button", text, ...(value !== undefined && { value }), ...(style !== undefined && { style }), url };
  }
  if (element.type === "overflow") return { ...common, type: "overflow", selected_option: chosen(element, many(said))[0] };
  return { ...common, ...stateValue(element, said) };
}
