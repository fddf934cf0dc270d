import type { AdaptiveElement, Json } from "../cards/card.ts";
import { elementsOf, isSet } from "../cards/elements.ts";
import { type Block, plainText } from "./block-kit.ts";
import type { Drawing } from "./drawing.ts";
import { LIMITS, within } from "./limits.ts";

/** An input as a block of a modal. Block and action are both called by the input's id: what is filled in comes back under it. */
export function drawInput(input: AdaptiveElement, drawing: Drawing): Block {
  const id = within("id", String(input.id), "an input's id");
  return {
    type: "input",
    block_id: id,
    label: plainText(within("label", String(input.label ?? input.title), "a label")),
    optional: input.isRequired !== true,
    element: { ...elementOf(input, drawing), action_id: id },
    // A placeholder goes when typing begins; a hint stays.
    ...(isGiven(input.placeholder) ? { hint: plainText(within("hint", String(input.placeholder), "a hint")) } : {}),
  };
}

function elementOf(input: AdaptiveElement, drawing: Drawing): { [field: string]: Json } {
  switch (input.type) {
    case "Input.Text":
      return {
        type: "plain_text_input",
        multiline: input.isMultiline === true,
        max_length: Math.min(Number(input.maxLength ?? LIMITS.inputText), LIMITS.inputText),
        ...initially("initial_value", input.value),
      };
    case "Input.Number":
      return {
        type: "number_input",
        is_decimal_allowed: true,
        ...initially("initial_value", input.value),
        ...initially("min_value", input.min),
        ...initially("max_value", input.max),
      };
    case "Input.Date":
      return { type: "datepicker", ...initially("initial_date", input.value) };
    case "Input.Time":
      return { type: "timepicker", ...initially("initial_time", input.value) };
    case "Input.Toggle":
      return toggle(input, drawing);
    case "Input.ChoiceSet":
      return choices(input, drawing);
    default:
      throw new Error(`slack: nothing draws a ${input.type}`);
  }
}

function toggle(input: AdaptiveElement, drawing: Drawing): { [field: string]: Json } {
  const on = String(input.valueOn ?? "true");
  const choice = option(String(input.title), on, drawing);
  return { type: "checkboxes", options: [choice], ...(String(input.value) === on ? { initial_options: [choice] } : {}) };
}

function choices(input: AdaptiveElement, drawing: Drawing): { [field: string]: Json } {
  const all = elementsOf(input.choices);
  if (all.length === 0) throw new Error(`slack: the input ${String(input.id)} offers no choices`);
  if (all.length > LIMITS.selectOptions) drawing.losses.add("choices past the hundredth");
  const options = all.slice(0, LIMITS.selectOptions).map(({ title, value }) => option(String(title), String(value), drawing));
  const chosen = isGiven(input.value) ? String(input.value).split(input.isMultiSelect === true ? "," : "\n") : [];
  const initial = options.filter(({ value }) => chosen.includes(value));
  const asBoxes = isSet(input, "style", "expanded") && options.length <= LIMITS.boxOptions;
  if (input.isMultiSelect === true) {
    const several = initial.length > 0 ? { initial_options: initial } : {};
    return { type: asBoxes ? "checkboxes" : "multi_static_select", options, ...several };
  }
  const [first] = initial;
  return {
    type: asBoxes ? "radio_buttons" : "static_select",
    options,
    ...(first === undefined ? {} : { initial_option: first }),
  };
}

/** A choice's words may be cut, what it stands for never. */
function option(title: string, value: string, drawing: Drawing): { text: Json; value: string } {
  if (title.length > LIMITS.optionText) drawing.losses.add("end of a choice");
  const words = title.length > LIMITS.optionText ? `${title.slice(0, LIMITS.optionText - 1)}…` : title;
  return { text: plainText(words), value: within("optionValue", value, "a choice's value") };
}

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== "";

const initially = (field: string, value: Json | undefined): { [field: string]: Json } =>
  isGiven(value) ? { [field]: String(value) } : {};
