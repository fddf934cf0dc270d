import type { Speech } from "../cards/fallback.ts";
import type { Pageable } from "../cards/pages.ts";
import type { Block } from "./block-kit.ts";
import type { Losses } from "./losses.ts";
import type { Reader } from "./mrkdwn.ts";

/** What is known while one card is drawn. */
export interface Drawing {
  reader: Reader;
  speech: Speech;
  losses: Losses;
  /** Messages have no inputs: a button opens the form. */
  inputs: "drawn" | "left out";
  /** Numbers buttons, so that no two of a message share an action_id. */
  nextButton(): number;
}

/** What must stay together on one page, and what it says. */
export interface Piece extends Pageable {
  blocks: Block[];
  said: string[];
  under?: Piece;
}
