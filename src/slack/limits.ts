import type { Json } from "../cards/card.ts";
import type { Block, View } from "./block-kit.ts";

/** Slack's limits (docs.slack.dev, Block Kit reference), in characters or items. Slack refuses the whole message where one is broken. */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * Words in the blocks of one message. Slack refuses somewhere above 11,000, undocumented (`msg_blocks_too_long`); this leaves room for
   * what it counts beside words.
   */
  messageWords: 8_000,
  messageText: 40_000,
  text: 3_000,
  header: 150,
  sectionFields: 10,
  fieldText: 2_000,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  url: 3_000,
  id: 255,
  selectOptions: 100,
  boxOptions: 10,
  optionText: 75,
  optionValue: 150,
  label: 2_000,
  hint: 2_000,
  inputText: 3_000,
  viewTitle: 24,
  viewButton: 24,
  metadata: 3_000,
} as const;

/** Throws where something is too long for Slack and must not be cut. Says what and how long, never the words. */
export function within(limit: keyof typeof LIMITS, value: string, what: string): string {
  if (value.length > LIMITS[limit])
    throw new Error(`slack: ${what} has ${value.length} characters, ${LIMITS[limit]} are allowed`);
  return value;
}

type Measure = (limit: keyof typeof LIMITS, size: number, what: string) => void;

/** Every limit that these blocks break, each as a line; none where Slack would take them. */
export function brokenLimits(blocks: readonly Block[], surface: "message" | "view"): string[] {
  const broken: string[] = [];
  const most: Measure = (limit, size, what) => {
    if (size > LIMITS[limit]) broken.push(`${what}: ${size}, ${limit} is ${LIMITS[limit]}`);
  };
  most(surface === "message" ? "messageBlocks" : "viewBlocks", blocks.length, surface);
  if (surface === "message") most("messageWords", wordsIn(blocks), "words");
  for (const block of blocks) measureBlock(block, most);

  const elements = blocks.flatMap(elementsIn);
  for (const element of elements) measureElement(element, most);
  const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) broken.push(`action_id ${String(id)} twice`);
  return broken;
}

function measureBlock(block: Block, most: Measure): void {
  most("id", lengthOf(block.block_id), "block_id");
  if (block.type === "header") most("header", textLength(block.text), "header");
  if (block.type === "section") most("text", textLength(block.text), "section");
  most("sectionFields", partsIn(block.fields).length, "section fields");
  for (const field of partsIn(block.fields)) most("fieldText", lengthOf(field.text), "field");
  if (block.type === "context") {
    most("contextElements", partsIn(block.elements).length, "context");
    for (const part of partsIn(block.elements)) most("text", lengthOf(part.text), "context text");
  }
  if (block.type === "actions") most("actionElements", partsIn(block.elements).length, "actions");
  most("label", textLength(block.label), "label");
  most("hint", textLength(block.hint), "hint");
}

/** What can be pressed or filled in a block. */
function elementsIn(block: Block): Part[] {
  if (block.type === "actions") return partsIn(block.elements);
  return partsIn([block.accessory ?? null, block.element ?? null]);
}

function measureElement(element: Part, most: Measure): void {
  most("id", lengthOf(element.action_id), "action_id");
  most("url", lengthOf(element.url), "url");
  most("accessibilityLabel", lengthOf(element.accessibility_label), "accessibility_label");
  most("inputText", lengthOf(element.initial_value), "initial value");
  if (element.type === "button") {
    most("buttonText", textLength(element.text), "button text");
    most("buttonValue", lengthOf(element.value), "button value");
  }
  const options = partsIn(element.options);
  most(String(element.type).endsWith("static_select") ? "selectOptions" : "boxOptions", options.length, "options");
  for (const option of options) {
    most("optionText", textLength(option.text), "option text");
    most("optionValue", lengthOf(option.value), "option value");
  }
}

/** The same for a modal. */
export function brokenViewLimits(view: View): string[] {
  const broken = brokenLimits(view.blocks, "view");
  if (textLength(view.title) > LIMITS.viewTitle) broken.push("title");
  if (textLength(view.submit) > LIMITS.viewButton) broken.push("submit");
  if (textLength(view.close) > LIMITS.viewButton) broken.push("close");
  if (lengthOf(view.private_metadata) > LIMITS.metadata) broken.push("private_metadata");
  return broken;
}

/** Characters of everything that stands under `text` in these blocks, at any depth. */
export function wordsIn(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, inner) => sum + wordsIn(inner), 0);
  if (typeof part !== "object" || part === null) return 0;
  let words = 0;
  for (const [name, inner] of Object.entries(part))
    words += name === "text" && typeof inner === "string" ? inner.length : wordsIn(inner);
  return words;
}

type Part = { [field: string]: Json };
const isPart = (value: Json): value is Part => typeof value === "object" && value !== null && !Array.isArray(value);
const partsIn = (list: Json | undefined): Part[] => (Array.isArray(list) ? list.filter(isPart) : []);
const lengthOf = (value: Json | undefined): number => (typeof value === "string" ? value.length : 0);
const textLength = (value: Json | undefined): number => (value !== undefined && isPart(value) ? lengthOf(value.text) : 0);
