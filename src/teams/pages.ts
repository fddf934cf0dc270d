import type { AdaptiveElement } from "../cards/card.ts";
import { fillPages, type Pageable } from "../cards/pages.ts";
import { bytesOf } from "./limits.ts";
import type { MentionEntity } from "./mentions.ts";

/** What stays together on one message: elements as Teams draws them, what they say, whom they mention. */
export interface Piece extends Pageable {
  elements: AdaptiveElement[];
  said: string[];
  mentioned: ReadonlySet<MentionEntity>;
  under?: Piece;
}

/** As many pieces on each page as `room` bytes hold; a piece is never torn. */
export function paginate(pieces: readonly Piece[], room: number): Piece[][] {
  const weights = new Map<Piece, number>();
  const weightOf = (piece: Piece): number => {
    const known = weights.get(piece) ?? weigh(piece);
    weights.set(piece, known);
    return known;
  };
  return fillPages(pieces, (page) => page.reduce((sum, piece) => sum + weightOf(piece), 0) <= room);
}

/** What it adds to a card: itself, its share of the fallback text, its mentions at the end. */
const weigh = ({ elements, said, mentioned }: Piece): number => bytesOf(elements) + bytesOf(said) + bytesOf([...mentioned]);
