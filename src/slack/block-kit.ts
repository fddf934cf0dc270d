import type { Json } from "../cards/card.ts";

/** One Block Kit block, as JSON. */
export type Block = { type: string; [field: string]: Json };

/** A modal or a home tab, as JSON. */
export type View = { type: "modal" | "home"; blocks: Block[]; [field: string]: Json };

/** Drawn letter for letter: no markup, no mentions, and `:words:` stay words. */
export const plainText = (text: string) => ({ type: "plain_text", text, emoji: false }) satisfies Block;

/** `verbatim`: Slack makes no links or mentions of its own out of the words. */
export const mrkdwnText = (text: string) => ({ type: "mrkdwn", text, verbatim: true }) satisfies Block;
