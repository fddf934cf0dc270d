import type { Json } from "../cards/card.ts";
import { fillPages, onPage, pageLabel, REPEATED_TITLE } from "../cards/pages.ts";
import { type Block, mrkdwnText } from "./block-kit.ts";
import type { Piece } from "./drawing.ts";
import { LIMITS, within } from "./limits.ts";

/** One Slack message. */
export interface Page {
  text: string;
  blocks: Block[];
}

/** What stands on top of each page of several: the card's title once more, and which page it is. */
const FRAME = { blocks: 2, words: 20 };

/**
 * Puts as many pieces on each page as Slack takes; a piece is never torn. Several pages say which they are. Throws where one piece alone
 * is too long for a message.
 */
export function paginate(pieces: readonly Piece[]): Page[] {
  if (fits(pieces, { blocks: 0, words: 0 })) return pieces.length === 0 ? [] : [drawn(pieces)];
  const title = titleOf(pieces[0]);
  const rest = title ? pieces.slice(1) : pieces;
  const frame = { blocks: FRAME.blocks, words: FRAME.words + (title ? wordsOf(title) : 0) };
  const pages = fillPages(rest, (page) => fits(page, frame));
  if (pages.length === 1) return pages.map((page) => drawn(title ? [title, ...page] : page));
  return pages.map((page, index) => {
    const number = index + 1;
    const label = pageLabel(number, pages.length);
    const where: Piece = { blocks: [{ type: "context", elements: [mrkdwnText(label)] }], said: [label] };
    return turnedTo(number, drawn([...(title ? [title] : []), where, ...page]));
  });
}

/** Short enough to be said again. A list is not a title. */
function titleOf(piece: Piece | undefined): Piece | null {
  const isTitle = piece && !piece.opens && piece.blocks.length === 1 && wordsOf(piece) <= REPEATED_TITLE;
  return isTitle ? piece : null;
}

const wordsOf = ({ said }: Piece): number => said.reduce((sum, line) => sum + line.length, 0);

function fits(page: readonly Piece[], frame: { blocks: number; words: number }): boolean {
  const blocks = page.reduce((sum, piece) => sum + piece.blocks.length, frame.blocks);
  return blocks <= LIMITS.messageBlocks && page.reduce((sum, piece) => sum + wordsOf(piece), frame.words) <= LIMITS.messageWords;
}

function drawn(page: readonly Piece[]): Page {
  // A rule means nothing at the head of a page.
  const blocks = page.flatMap((piece, index) => (index === 0 ? withoutLeadingRule(piece.blocks) : piece.blocks));
  if (blocks.length > LIMITS.messageBlocks)
    throw new Error(`slack: one row takes ${blocks.length} blocks, more than a message holds`);
  return { text: within("messageText", page.flatMap(({ said }) => said).join("\n"), "a message"), blocks };
}

const withoutLeadingRule = (blocks: Block[]): Block[] => (blocks[0]?.type === "divider" ? blocks.slice(1) : blocks);

/** The buttons of that page know on which they stand. */
const turnedTo = (number: number, { text, blocks }: Page): Page => ({
  text,
  blocks: blocks.map((block) => turned(block, number)),
});

const turned = (block: Block, number: number): Block => ({
  ...block,
  ...(block.accessory !== undefined && { accessory: pressable(block.accessory, number) }),
  ...(Array.isArray(block.elements) && block.type === "actions"
    ? { elements: block.elements.map((element) => pressable(element, number)) }
    : {}),
});

function pressable(element: Json, number: number): Json {
  if (typeof element !== "object" || element === null || Array.isArray(element) || typeof element.value !== "string")
    return element;
  if (element.type !== "button") return element;
  const value = JSON.stringify(onPage(JSON.parse(element.value), number));
  return { ...element, value: within("buttonValue", value, "a button's command") };
}
