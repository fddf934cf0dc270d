import { escapeMarkdown, isSafeAddress } from "./markdown.ts";

const markup = Symbol("markup");

/**
 * Card text that the binder takes as it is. Only the functions here make it, so whatever somebody typed has been escaped on the way:
 * a symbol cannot arrive in JSON.
 */
export interface Markup {
  readonly [markup]: string;
}

const made = (source: string): Markup => ({ [markup]: source });

export const isMarkup = (value: unknown): value is Markup => typeof value === "object" && value !== null && markup in value;

/** The card markdown of a `Markup`. For the binder. */
export const markupSource = (value: Markup): string => value[markup];

/** Somebody's words, to be joined with other markup. */
export const text = (said: string): Markup => made(escapeMarkdown(said));

/** A person by id. Their name and platform ids go into the card's `mentions` under the same id. */
export function mention(personId: string): Markup {
  if (!/^[^<>\s]+$/.test(personId)) throw new Error("card text: a person's id may hold no blanks and no angle brackets");
  return made(`<at>${personId}</at>`);
}

/** A link where the address is one that may be followed (web or mail), else the bare words: evidence is whatever people type. */
export function link(label: string, url: string): Markup {
  const address = url.replace(/\(/g, "%28").replace(/\)/g, "%29");
  return isSafeAddress(address) ? made(`[${escapeMarkdown(label)}](${address})`) : text(label);
}

/** Plain strings among the parts are escaped like `text`. */
export const join = (parts: readonly (Markup | string)[], separator = " "): Markup =>
  made(parts.map((part) => (isMarkup(part) ? markupSource(part) : escapeMarkdown(part))).join(escapeMarkdown(separator)));
