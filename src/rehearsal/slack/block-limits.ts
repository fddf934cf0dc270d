import { type Block, type Element, interactiveElements, optionsOf } from "./blocks.ts";

/** Slack's own limits (docs.slack.dev/reference/block-kit). A message that Slack would refuse is refused here too. */
const LIMITS = {
  blocks: { message: 50, modal: 100, home: 100 },
  sectionText: 3000,
  fields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  id: 255,
  placeholder: 150,
  label: 2000,
  optionText: 75,
  optionValue: 150,
  selectOptions: 100,
  choiceOptions: 10,
  overflowOptions: 5,
  title: 24,
  privateMetadata: 3000,
};

const BLOCK_TYPES = new Set([
  "actions",
  "context",
  "divider",
  "header",
  "image",
  "input",
  "markdown",
  "rich_text",
  "section",
  "table",
  "video",
]);

export type Surface = "message" | "modal" | "home";

/** Each problem as Slack words it, with where it is. */
type Report = (problem: string, where: string) => void;

const textOf = (value: unknown): string | undefined => {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "text" in value && typeof value.text === "string") return value.text;
  return undefined;
};

function checkText(value: unknown, limit: number, where: string, report: Report): void {
  const text = textOf(value);
  if (text === undefined) report("missing required field: text", where);
  else if (text.length === 0) report("must be more than 0 characters", where);
  else if (text.length > limit) report(`must be less than ${limit + 1} characters`, where);
}

const mostOptions = (type: string): number => {
  if (type === "overflow") return LIMITS.overflowOptions;
  return type === "checkboxes" || type === "radio_buttons" ? LIMITS.choiceOptions : LIMITS.selectOptions;
};

function checkElement(element: Element, where: string, report: Report): void {
  if ((element.action_id?.length ?? 0) > LIMITS.id) report(`must be less than ${LIMITS.id + 1} characters`, `${where}/action_id`);
  if (element.type === "button") {
    checkText(element.text, LIMITS.buttonText, `${where}/text`, report);
    if ((element.value?.length ?? 0) > LIMITS.buttonValue) {
      report(`must be less than ${LIMITS.buttonValue + 1} characters`, `${where}/value`);
    }
    if (element.style !== undefined && element.style !== "primary" && element.style !== "danger") {
      report("must be a valid enum value", `${where}/style`);
    }
  }
  if (element.placeholder !== undefined) checkText(element.placeholder, LIMITS.placeholder, `${where}/placeholder`, report);
  const options = optionsOf(element);
  if (options.length > mostOptions(element.type))
    report(`no more than ${mostOptions(element.type)} items allowed`, `${where}/options`);
  for (const [index, option] of options.entries()) {
    checkText(option.text, LIMITS.optionText, `${where}/options/${index}/text`, report);
    if (option.value.length > LIMITS.optionValue) {
      report(`must be less than ${LIMITS.optionValue + 1} characters`, `${where}/options/${index}/value`);
    }
  }
}

function checkContent(block: Block, where: string, report: Report): void {
  switch (block.type) {
    case "section":
      if (!block.text && !block.fields) report("missing required field: text or fields", where);
      if (block.text) checkText(block.text, LIMITS.sectionText, `${where}/text`, report);
      if ((block.fields?.length ?? 0) > LIMITS.fields) report(`no more than ${LIMITS.fields} items allowed`, `${where}/fields`);
      for (const [index, field] of (block.fields ?? []).entries()) {
        checkText(field, LIMITS.fieldText, `${where}/fields/${index}`, report);
      }
      return;
    case "header":
      checkText(block.text, LIMITS.headerText, `${where}/text`, report);
      return;
    case "context":
    case "actions": {
      const most = block.type === "context" ? LIMITS.contextElements : LIMITS.actionsElements;
      const count = block.elements?.length ?? 0;
      if (count === 0) report("must have at least 1 item", `${where}/elements`);
      if (count > most) report(`no more than ${most} items allowed`, `${where}/elements`);
      return;
    }
    case "input":
      checkText(block.label, LIMITS.label, `${where}/label`, report);
      if (!block.element) report("missing required field: element", where);
      return;
  }
}

function checkBlock(block: Block, where: string, report: Report): void {
  if (!BLOCK_TYPES.has(block.type)) report(`unsupported type: ${block.type}`, where);
  if ((block.block_id?.length ?? 0) > LIMITS.id) report(`must be less than ${LIMITS.id + 1} characters`, `${where}/block_id`);
  checkContent(block, where, report);
  const elements = interactiveElements(block);
  for (const [index, element] of elements.entries()) checkElement(element, `${where}/elements/${index}`, report);
  const ids = elements.flatMap((element) => element.action_id ?? []);
  if (new Set(ids).size < ids.length) report("`action_id` must be unique within a block", where);
}

/** What Slack would object to, worded as it words it; empty where it would take the blocks. */
export function blockProblems(blocks: Block[], surface: Surface): string[] {
  const problems: string[] = [];
  const report: Report = (problem, where) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`);
  const most = LIMITS.blocks[surface];
  if (blocks.length > most) report(`no more than ${most} items allowed`, "/blocks");
  for (const [index, block] of blocks.entries()) checkBlock(block, `/blocks/${index}`, report);
  const ids = blocks.flatMap((block) => block.block_id || []);
  if (new Set(ids).size < ids.length) report("`block_id` must be unique", "/blocks");
  return problems;
}

/** The same for what surrounds a view's blocks. */
export function viewProblems(view: { type: string; blocks: Block[]; [field: string]: unknown }): string[] {
  const problems: string[] = [];
  const report: Report = (problem, where) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`);
  if (view.type === "modal") {
    checkText(view.title, LIMITS.title, "/view/title", report);
    const asks = view.blocks.some(({ type }) => type === "input");
    if (asks && view.submit === undefined) report("missing required field: submit", "/view");
    for (const name of ["submit", "close"])
      if (view[name] !== undefined) checkText(view[name], LIMITS.title, `/view/${name}`, report);
  }
  const metadata = view.private_metadata;
  if (typeof metadata === "string" && metadata.length > LIMITS.privateMetadata) {
    report(`must be less than ${LIMITS.privateMetadata + 1} characters`, "/view/private_metadata");
  }
  return problems;
}
