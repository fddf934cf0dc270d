import type { Card } from "./card.ts";

/** A card that its reader may have got already. */
export const sentAgain = (card: Card): Card => ({
  ...card,
  content: { ...card.content, body: [...card.content.body, { type: "TextBlock", text: AGAIN, wrap: true, isSubtle: true }] },
});

const AGAIN = "This may have reached you before.";
