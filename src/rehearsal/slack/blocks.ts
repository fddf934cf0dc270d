import { z } from "zod";

/** Block Kit as it comes in: the fields that the stand-in itself reads are named, the rest is kept as it is. */
const TextObject = z.looseObject({ type: z.string(), text: z.string() });
const Option = z.looseObject({ text: TextObject, value: z.string() });

export const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  value: z.string().optional(),
  text: z.union([TextObject, z.string()]).optional(),
  options: z.array(Option).optional(),
  option_groups: z.array(z.looseObject({ options: z.array(Option) })).optional(),
});
export type Element = z.infer<typeof Element>;

export const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  text: TextObject.optional(),
  fields: z.array(TextObject).optional(),
  elements: z.array(Element).optional(),
  accessory: Element.optional(),
  element: Element.optional(),
});
export type Block = z.infer<typeof Block>;

/** Things that a person can press, fill or choose. */
const INTERACTIVE =
  /^(?:button|overflow|checkboxes|radio_buttons|datepicker|timepicker|datetimepicker|(?:multi_)?(?:static|users|conversations|channels|external)_select|(?:plain_text|rich_text|number|email_text|url_text)_input)$/;

const isInteractive = (element: Element): boolean => INTERACTIVE.test(element.type);

/** Every interactive element of a block, wherever it sits in it. */
export function interactiveElements(block: Block): Element[] {
  const inRow = block.type === "actions" ? (block.elements ?? []) : [];
  return [block.accessory, block.element, ...inRow].filter((element) => element !== undefined).filter(isInteractive);
}

export const optionsOf = (element: Element): z.infer<typeof Option>[] =>
  element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];

/** Slack names blocks and elements that came without an id, so that a press can say where it happened. */
export function withIds(blocks: Block[], nextId: () => string): Block[] {
  const named = (element: Element): Element =>
    isInteractive(element) && !element.action_id ? { ...element, action_id: nextId() } : element;
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id || nextId(),
    ...(block.accessory && { accessory: named(block.accessory) }),
    ...(block.element && { element: named(block.element) }),
    ...(block.type === "actions" && { elements: (block.elements ?? []).map(named) }),
  }));
}

export function findElement(blocks: Block[], blockId: string, actionId: string): Element | undefined {
  const block = blocks.find((candidate) => candidate.block_id === blockId);
  return block && interactiveElements(block).find((element) => element.action_id === actionId);
}
