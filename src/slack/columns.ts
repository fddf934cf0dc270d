import type { AdaptiveElement } from "../cards/card.ts";
import { elementsOf, textSpans } from "../cards/elements.ts";
import type { Span } from "../cards/markdown.ts";
import { type Block, mrkdwnText } from "./block-kit.ts";
import { button } from "./button.ts";
import type { Drawing } from "./drawing.ts";
import { LIMITS } from "./limits.ts";
import { noteLosses } from "./losses.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { richText } from "./rich-text.ts";

/** Text beside one button, or columns of text: the two that Slack can draw. Null for any other arrangement. */
export function drawColumns(columnSet: AdaptiveElement, drawing: Drawing): Block[] | null {
  const columns = elementsOf(columnSet.columns).map((column) => elementsOf(column.items));
  const texts = columns.filter((items) => items.every((item) => item.type === "TextBlock"));
  const [others] = columns.filter((items) => !texts.includes(items));
  if (columns.length - texts.length > 1) return null;
  if (others === undefined) return textColumns(texts, drawing);

  const [only, ...rest] = others.flatMap((item) => (item.type === "ActionSet" ? elementsOf(item.actions) : [item]));
  if (only === undefined || rest.length > 0 || !only.type.startsWith("Action.")) return null;
  for (const item of others) noteLosses(item, item.type, drawing.losses);
  return textWithButton(texts.flat(), only, drawing);
}

function textWithButton(texts: AdaptiveElement[], action: AdaptiveElement, drawing: Drawing): Block[] {
  const lines = texts.map((text) => readLine(text, drawing));
  const said = sayLines(lines, drawing);
  // A press on a long row must not depend on how the row was worded, so the button follows the text where it cannot stand beside it.
  if (said === null || said === "" || said.length > LIMITS.text) {
    return [richText(inLines(lines), drawing.reader), { type: "actions", elements: [button(action, drawing)] }];
  }
  return [{ type: "section", text: mrkdwnText(said), accessory: button(action, drawing) }];
}

function textColumns(columns: AdaptiveElement[][], drawing: Drawing): Block[] {
  const read = columns.map((items) => items.map((item) => readLine(item, drawing))).filter((lines) => lines.flat().length > 0);
  // One field alone would stand in half the width.
  const [only, ...others] = read;
  const said = only && others.length === 0 ? sayLines(only, drawing) : null;
  if (said !== null && said !== "" && said.length <= LIMITS.text) return [{ type: "section", text: mrkdwnText(said) }];
  const fields = read.map((lines) => sayLines(lines, drawing)).filter((said) => said !== null && said.length <= LIMITS.fieldText);
  if (fields.length === read.length && fields.length <= LIMITS.sectionFields && fields.length > 0) {
    return [{ type: "section", fields: fields.map((said) => mrkdwnText(said ?? "")) }];
  }
  drawing.losses.add("columns stacked");
  return read.map((lines) => richText(inLines(lines), drawing.reader));
}

function readLine(text: AdaptiveElement, drawing: Drawing): Span[] {
  noteLosses(text, "TextBlock", drawing.losses);
  // Slack has no subtle text inside a section.
  if (text.isSubtle === true) drawing.losses.add("subtle text in a row");
  return textSpans(text);
}

function sayLines(lines: Span[][], drawing: Drawing): string | null {
  const said = lines.filter((line) => line.length > 0).map((line) => mrkdwn(line, drawing.reader));
  return said.includes(null) ? null : said.join("\n");
}

const inLines = (lines: Span[][]): Span[] =>
  lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => (index === 0 ? line : [{ kind: "text", text: "\n", bold: false }, ...line]));
