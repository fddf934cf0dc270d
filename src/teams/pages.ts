import type { AdaptiveElement } from "../cards/card.ts";
import { bytesOf } from "./limits.ts";
import type { MentionEntity } from "./mentions.ts";

/** What stays together on one message: an element as Teams draws it, what it says, whom it mentions. */
export interface Piece {
  element: AdaptiveElement;
  said: string[];
  mentioned: ReadonlySet<MentionEntity>;
}

/** As many pieces on each page as `room` bytes hold; a piece is never torn. */
export function paginate(pieces: readonly Piece[], room: number): Piece[][] {
  const pages: Piece[][] = [];
  let left = 0;
  for (const piece of pieces) {
    const bytes = weightOf(piece);
    const page = pages.at(-1);
    if (page && bytes <= left) {
      page.push(piece);
      left -= bytes;
    } else {
      pages.push([piece]);
      left = room - bytes;
    }
  }
  return pages;
}

/** What it adds to a card: itself, its share of the fallback text, its mentions at the end. */
const weightOf = ({ element, said, mentioned }: Piece): number => bytesOf(element) + bytesOf(said) + bytesOf([...mentioned]);
