/** What a person reads and presses in Adaptive Cards, without knowing how we draw them. */

export type Element = Record<string, unknown>;

export interface CardButton {
  label: string;
  /** Its number on the card, as the page names it. */
  number: number;
  /** The command that it carries, as JSON. */
  data: string;
}

const isElement = (value: unknown): value is Element => typeof value === "object" && value !== null;

/** Parts of a card that hold others, or words, in the order in which they are drawn. */
const READ = ["title", "text", "inlines", "value", "label", "placeholder", "facts", "items", "columns", "body", "actions"];

/** Everything readable, a line a part; people by name. */
export function wordsOfCard(part: unknown): string {
  if (typeof part === "string") return readable(part);
  if (Array.isArray(part)) return part.map(wordsOfCard).join("\n");
  if (!isElement(part)) return "";
  return READ.filter((name) => part[name])
    .map((name) => wordsOfCard(part[name]))
    .join(Array.isArray(part.inlines) ? "" : "\n");
}

/** As Teams shows it: mentions by name, bold without its stars, escapes undone. */
export const readable = (text: string): string =>
  text
    .replace(/<at>(.*?)<\/at>/g, "@$1")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll("**", "")
    .replace(/\\([^\w\s])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Buttons that call the service. */
export function cardButtons(part: unknown): CardButton[] {
  if (Array.isArray(part)) return part.flatMap(cardButtons);
  if (!isElement(part)) return [];
  const { data, ...rest } = part;
  const within = Object.values(rest).flatMap(cardButtons);
  if (part.type !== "Action.Execute" && part.type !== "Action.Submit") return within;
  return [...within, { label: String(part.title), number: Number(part.id), data: JSON.stringify(data ?? {}) }];
}

/** The names of a form's inputs; none where a card only tells. */
export function cardInputs(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(cardInputs);
  if (!isElement(part)) return [];
  if (String(part.type).startsWith("Input.")) return [String(part.id)];
  return Object.values(part).flatMap(cardInputs);
}

/** What the inputs of a form hold before anybody types. */
export function cardValues(part: unknown): Record<string, string> {
  if (Array.isArray(part)) return Object.assign({}, ...part.map(cardValues));
  if (!isElement(part)) return {};
  if (String(part.type).startsWith("Input.")) return part.value === undefined ? {} : { [String(part.id)]: String(part.value) };
  return Object.assign({}, ...Object.values(part).map(cardValues));
}
