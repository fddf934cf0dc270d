/** A stretch of a message that names somebody: the `<at>…</at>` that Teams wrote, and who it is; null where that is not known. */
export interface Named {
  text: string;
  user: string | null;
}

/** Stand for the brackets of a real mention while those that were typed are undone. */
const OPEN = "\u0001";
const CLOSE = "\u0002";

/**
 * What somebody typed in Teams, as platform-neutral words: people as `<@teams/tenant/user>`, mentions of the bot left out, Teams'
 * escapes undone. A mention is one only where Teams says so beside the text, so nobody can type one that is none.
 *
 * @param us how the text names the bot
 */
export function neutralWords(text: string, tenant: string, mentions: readonly Named[], us: readonly string[] = []): string {
  let words = unmarked(text);
  for (const mention of us) words = words.replaceAll(mention, " ");
  // One after the other: somebody can be named twice.
  for (const { text: mention, user } of mentions) words = words.replace(mention, () => mark(mention, user, tenant));
  return settled(words.replace(/<\/?at\b[^>]*>/g, ""));
}

/** The words of a message that came as HTML, a line for each of its paragraphs. What it shows beside words is left out. */
export function wordsOfHtml(html: string, tenant: string, users: ReadonlyMap<number, string>): string {
  const words = unmarked(html)
    .replace(/\s+/g, " ")
    .replace(/<at id="(\d+)">(.*?)<\/at>/g, (_, number: string, name: string) =>
      mark(name, users.get(Number(number)) ?? null, tenant),
    )
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d)>/gi, "\n")
    .replace(/<[^>]*>/g, "");
  return settled(words);
}

const unmarked = (text: string): string => text.replaceAll(OPEN, "").replaceAll(CLOSE, "");

/** Somebody unknown keeps the name that was shown: it may be one of the case's. */
const mark = (shown: string, user: string | null, tenant: string): string =>
  user === null ? shown : `${OPEN}@teams/${tenant}/${user}${CLOSE}`;

const settled = (marked: string): string =>
  unescaped(marked)
    // A typed `<@teams/…>` must not become a mention.
    .replace(/<@(?=(?:slack|teams)\/)/g, "< @")
    .replaceAll(OPEN, "<")
    .replaceAll(CLOSE, ">")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .trim();

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", "#39": "'", nbsp: " ", "#160": " " };

/** In one pass: `&amp;lt;` is `&lt;`, as it was typed. */
const unescaped = (text: string): string => text.replace(/&(#?\w{2,4});/g, (entity, name: string) => ENTITIES[name] ?? entity);
