import type { Block } from "./block-kit.ts";
import type { Piece } from "./drawing.ts";
import { LIMITS, within } from "./limits.ts";

/** One Slack message. */
export interface Page {
  text: string;
  blocks: Block[];
}

/** Puts as many pieces on each page as Slack takes; a piece is never torn. Throws where one alone is too long for a message. */
export function paginate(pieces: readonly Piece[]): Page[] {
  const pages: Piece[] = [];
  let page: Piece = { blocks: [], said: [] };
  let words = 0;
  for (const piece of pieces) {
    const more = piece.said.reduce((sum, line) => sum + line.length, 0);
    const full = page.blocks.length + piece.blocks.length > LIMITS.messageBlocks || words + more > LIMITS.messageWords;
    if (page.blocks.length > 0 && full) {
      pages.push(page);
      page = { blocks: [], said: [] };
      words = 0;
    }
    // A rule between two pieces means nothing at the head of a page.
    page.blocks.push(...(page.blocks.length === 0 ? withoutLeadingRule(piece.blocks) : piece.blocks));
    page.said.push(...piece.said);
    words += more;
  }
  if (page.blocks.length > 0) pages.push(page);
  return pages.map(({ blocks, said }) => {
    if (blocks.length > LIMITS.messageBlocks)
      throw new Error(`slack: one row takes ${blocks.length} blocks, more than a message holds`);
    return { text: within("messageText", said.join("\n"), "a message"), blocks };
  });
}

const withoutLeadingRule = (blocks: Block[]): Block[] => (blocks[0]?.type === "divider" ? blocks.slice(1) : blocks);
