import type { AdaptiveElement, Card, Json } from "../cards/card.ts";
import { elementsOf, factsOf, hasHeading, isRow, isSet, textSpans } from "../cards/elements.ts";
import { linesOf } from "../cards/fallback.ts";
import { plainWords, type Span } from "../cards/markdown.ts";
import { thatPage } from "../cards/pages.ts";
import { type Block, mrkdwnText, plainText, type View } from "./block-kit.ts";
import { button } from "./button.ts";
import { drawColumns } from "./columns.ts";
import type { Drawing, Piece } from "./drawing.ts";
import { drawInput } from "./input.ts";
import { LIMITS } from "./limits.ts";
import { noteLosses } from "./losses.ts";
import { mrkdwn, slackSpeech } from "./mrkdwn.ts";
import { type Page, paginate } from "./pages.ts";
import { richText } from "./rich-text.ts";

/**
 * Draws a card as Slack messages, one for most cards, more where it is long. `losses` names the kinds of things that the card has and
 * Slack cannot draw. Throws where a limit would be broken that no splitting mends.
 */
export function renderMessage(card: Card, { workspace }: { workspace: string }): { pages: Page[]; losses: string[] } {
  const drawing = startDrawing(card, workspace, "left out");
  const pieces = [...drawAll(card.content.body, drawing), ...drawActions(card.content.actions ?? [], drawing)];
  return { pages: [...thatPage(paginate(pieces), card.page)], losses: [...drawing.losses] };
}

/** Draws a card as the home tab. What is past Slack's limit is left out and said to be; the list in words is complete. */
export function renderHome(card: Card, { workspace }: { workspace: string }): { view: View; losses: string[] } {
  const drawing = startDrawing(card, workspace, "left out");
  const pieces = [...drawAll(card.content.body, drawing), ...drawActions(card.content.actions ?? [], drawing)];
  const all = pieces.flatMap((piece) => piece.blocks);
  const blocks = all.length <= LIMITS.viewBlocks ? all : upToLimit(pieces, drawing);
  return { view: { type: "home", blocks }, losses: [...drawing.losses] };
}

/** Whole pieces, as many as leave room for one line more. */
function upToLimit(pieces: readonly Piece[], drawing: Drawing): Block[] {
  drawing.losses.add("end of the home tab");
  const blocks: Block[] = [];
  for (const piece of pieces) {
    if (blocks.length + piece.blocks.length >= LIMITS.viewBlocks) break;
    blocks.push(...piece.blocks);
  }
  return [
    ...blocks,
    { type: "context", elements: [mrkdwnText("There is more than fits here. Type /action list all to see it.")] },
  ];
}

export function startDrawing(card: Card, workspace: string, inputs: Drawing["inputs"]): Drawing {
  const reader = { workspace, mentions: card.mentions };
  let buttons = 0;
  const drawing = { reader, speech: slackSpeech(reader), losses: new Set<string>(), inputs, nextButton: () => buttons++ };
  noteLosses(card.content, "AdaptiveCard", drawing.losses);
  return drawing;
}

/** The pieces of a list of elements, in their order. */
export const drawAll = (elements: readonly AdaptiveElement[], drawing: Drawing): Piece[] =>
  elements.flatMap((element) => draw(element, drawing));

function draw(element: AdaptiveElement, drawing: Drawing): Piece[] {
  noteLosses(element, element.type, drawing.losses);
  if (element.type === "Container" && !isRow(element)) {
    const pieces = withRule(element, drawAll(elementsOf(element.items), drawing));
    return hasHeading(element) ? asList(pieces) : pieces;
  }
  const blocks = drawBlocks(element, drawing);
  if (blocks.length === 0) return [];
  const opens = element.type === "Container" && hasHeading(element);
  return withRule(element, [{ blocks, said: linesOf(element, drawing.speech), ...(opens && { opens }) }]);
}

function drawBlocks(element: AdaptiveElement, drawing: Drawing): Block[] {
  switch (element.type) {
    case "TextBlock":
      return drawText(element, drawing);
    case "FactSet":
      return drawFacts(element, drawing);
    case "Container":
      return drawAll(elementsOf(element.items), drawing).flatMap((piece) => piece.blocks);
    case "ColumnSet":
      return drawColumnSet(element, drawing);
    case "ActionSet":
      return drawActions(elementsOf(element.actions), drawing).flatMap((piece) => piece.blocks);
    default:
      if (!element.type.startsWith("Input.")) throw new Error(`slack: nothing draws a ${element.type}`);
      if (drawing.inputs === "drawn") return [drawInput(element, drawing)];
      drawing.losses.add("input in a message");
      return [];
  }
}

/** The heading stays with the first row, and stands again where the list goes on. */
function asList([heading, first, ...rest]: Piece[]): Piece[] {
  if (!heading || !first) return heading ? [heading] : [];
  const together: Piece = { blocks: [...heading.blocks, ...first.blocks], said: [...heading.said, ...first.said], opens: true };
  return [together, ...rest.map((piece) => ({ ...piece, under: heading }))];
}

function withRule(element: AdaptiveElement, pieces: Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  if (element.separator !== true || first === undefined) return pieces;
  return [{ ...first, blocks: [{ type: "divider" }, ...first.blocks] }, ...rest];
}

function drawText(element: AdaptiveElement, drawing: Drawing): Block[] {
  const spans = textSpans(element);
  if (spans.length === 0) return [];
  if (isSet(element, "style", "heading")) {
    const title = plainWords(spans);
    if (title !== null && title.length <= LIMITS.header) return [{ type: "header", text: plainText(title) }];
  }
  if (element.isSubtle === true) {
    const said = mrkdwn(spans, drawing.reader);
    if (said !== null && said.length <= LIMITS.text) return [{ type: "context", elements: [mrkdwnText(said)] }];
    drawing.losses.add("subtle text drawn plainly");
  }
  return [richText(spans, drawing.reader)];
}

/** A fact a line, its label bold. Slack's own fields would stand in two columns and read across. */
function drawFacts(element: AdaptiveElement, drawing: Drawing): Block[] {
  const spans = factsOf(element).flatMap(({ title, value }, index): Span[] => [
    ...(index === 0 ? [] : [text("\n")]),
    ...title.map((span) => ({ ...span, bold: true })),
    { ...text(": "), bold: true },
    ...value,
  ]);
  return spans.length === 0 ? [] : [richText(spans, drawing.reader)];
}

const text = (words: string): Span => ({ kind: "text", text: words, bold: false });

function drawColumnSet(element: AdaptiveElement, drawing: Drawing): Block[] {
  const columns = elementsOf(element.columns);
  for (const column of columns) noteLosses(column, "Column", drawing.losses);
  const drawn = drawColumns(element, drawing);
  if (drawn !== null) return drawn;
  drawing.losses.add("columns stacked");
  return columns.flatMap((column) => drawAll(elementsOf(column.items), drawing)).flatMap((piece) => piece.blocks);
}

/** Buttons in their order, in as many blocks as Slack needs. */
export function drawActions(actions: readonly AdaptiveElement[], drawing: Drawing): Piece[] {
  const elements = actions.map((action) => button(action, drawing));
  if (elements.length === 0) return [];
  const blocks: Block[] = [];
  for (let from = 0; from < elements.length; from += LIMITS.actionElements) {
    const some: Json[] = elements.slice(from, from + LIMITS.actionElements);
    blocks.push({ type: "actions", elements: some });
  }
  return [{ blocks, said: actions.flatMap((action) => linesOf(action, drawing.speech)) }];
}
