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
  overflowOptions: 5,
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

/** Every limit that these blocks break, each as a line; none where Slack would take them. */
export function brokenLimits(blocks: readonly Block[], surface: "message" | "view"): string[] {
  const broken: string[] = [];
  const most = (limit: keyof typeof LIMITS, size: number, what: string) => {
    if (size > LIMITS[limit]) broken.push(`${what}: ${size}, ${limit} is ${LIMITS[limit]}`);
  };
  most(surface === "message" ? "messageBlocks" : "viewBlocks", blocks.length, surface);
  if (surface === "message") most("messageWords", wordsIn(blocks), "words");

  const actionIds = new Set<string>();
  const element = (drawn: Part) => {
    const id = String(drawn.action_id ?? "");
    most("id", id.length, "action_id");
    if (id !== "" && actionIds.has(id)) broken.push(`action_id ${id} twice`);
    actionIds.add(id);
    most("url", lengthOf(drawn.url), "url");
    most("accessibilityLabel", lengthOf(drawn.accessibility_label), "accessibility_label");
    if (drawn.type === "button") {
      most("buttonText", textLength(drawn.text), "button text");
      most("buttonValue", lengthOf(drawn.value), "button value");
    }
    const options = partsIn(drawn.options);
    if (drawn.type === "overflow") most("overflowOptions", options.length, "overflow");
    else
      most(
        drawn.type === "static_select" || drawn.type === "multi_static_select" ? "selectOptions" : "boxOptions",
        options.length,
        "options",
      );
    for (const option of options) {
      most("optionText", textLength(option.text), "option text");
      most("optionValue", lengthOf(option.value), "option value");
    }
    most("inputText", lengthOf(drawn.initial_value), "initial value");
  };

  for (const block of blocks) {
    const text = textLength(block.text);
    switch (block.type) {
      case "header":
        most("header", text, "header");
        break;
      case "section":
        most("text", text, "section");
        most("sectionFields", partsIn(block.fields).length, "section fields");
        for (const field of partsIn(block.fields)) most("fieldText", lengthOf(field.text), "field");
        for (const accessory of partsIn([block.accessory ?? null])) element(accessory);
        break;
      case "context":
        most("contextElements", partsIn(block.elements).length, "context");
        for (const part of partsIn(block.elements)) most("text", lengthOf(part.text), "context text");
        break;
      case "actions":
        most("actionElements", partsIn(block.elements).length, "actions");
        for (const part of partsIn(block.elements)) element(part);
        break;
      case "input":
        most("label", textLength(block.label), "label");
        most("hint", textLength(block.hint), "hint");
        for (const part of partsIn([block.element ?? null])) element(part);
        break;
    }
    most("id", lengthOf(block.block_id), "block_id");
  }
  return broken;
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
