import type { SourceMessage } from "./action.ts";

/** As many actions as one text is made into, and one card can name. */
export const MOST_DRAFTS = 40;

/** Names a message for good: it is made into actions once. */
export const keyOfMessage = ({ platform, workspace, conversation, message }: Omit<SourceMessage, "link">): string =>
  [platform, workspace, conversation, message].join("/");

/** What the key of a text begins with that is no message. */
export const PASTED = "pasted/";

/** The key of one action of a text: the text's own where there is no other. */
export const keyWithin = (textKey: string, place: number, count: number): string =>
  count > 1 ? `${textKey}/${place + 1}` : textKey;

/** Every key that actions of a text can have. */
export const keysOf = (textKey: string): string[] => [
  textKey,
  ...Array.from({ length: MOST_DRAFTS }, (_, place) => keyWithin(textKey, place, MOST_DRAFTS)),
];
