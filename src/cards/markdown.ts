/**
 * The little markdown that our cards speak: `**bold**`, `[text](address)`, `<at>person</at>` and line breaks. Written by templates and
 * by `markup.ts`, read by whoever draws or says a card. Everything else that looks like markdown is a mistake in a template.
 */
export type Span =
  | { kind: "text"; text: string; bold: boolean }
  | { kind: "link"; text: string; url: string; bold: boolean }
  | { kind: "mention"; personId: string; bold: boolean };

const BLANKS = /[\s\u0085]+/g;
/** Characters that are not seen but change what is: controls, zero-width spaces, joiners of lines, overrides of reading direction. */
const UNSEEN = /[\p{Cc}\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const MARKS = /[\\`*_[\]<>~]|&(?=#?\w+;)/g;
/** At the start of a line these make a list or a heading; quotes are among the marks. */
const LEADING_MARK = /^( ?)(\d{1,9}(?=[.)](?: |$))|(?=[-+#]))/;
const HARMLESS = /^[\p{L}(][\p{L}\p{N},.;:'()/?!·\u2013\u2019-]*(?: [\p{L}\p{N},.;:'()/?!·\u2013\u2019-]+)*$/u;

/**
 * Makes what somebody wrote safe inside a card: it reads as it was written, on one line, and nothing in it becomes a link, a mention,
 * a list or a second line.
 */
export function escapeMarkdown(said: string): string {
  if (HARMLESS.test(said)) return said;
  return said.replace(BLANKS, " ").replace(UNSEEN, "").replace(MARKS, "\\$&").replace(LEADING_MARK, "$1$2\\");
}

/** Where a link may lead. Anything else could run in the reader's client. */
export const isSafeAddress = (url: string): boolean => /^(?:https?:\/\/|mailto:)[^\s<>()\\"]+$/i.test(url);

const TOKEN = /\\([!-/:-@[-`{-~])|(\*\*)|\[((?:\\.|[^\\\]])*)\]\(([^()\s]+)\)|<at>([^<>]+)<\/at>|([\\`*_[\]<>~])/g;

/** Reads a card's text. Throws on markdown outside the dialect above: only a template can contain it, and readers would lose it. */
export function parseMarkdown(source: string): Span[] {
  if (!/[\\`*_[\]<>~]/.test(source)) return source === "" ? [] : [{ kind: "text", text: source, bold: false }];
  const spans: Span[] = [];
  let bold = false;
  let text = "";
  let end = 0;
  const flush = () => {
    if (text !== "") spans.push({ kind: "text", text, bold });
    text = "";
  };
  for (const token of source.matchAll(TOKEN)) {
    const [whole, escaped, boldMark, linkText, url, personId] = token;
    text += source.slice(end, token.index);
    end = token.index + whole.length;
    if (escaped !== undefined) {
      text += escaped;
      continue;
    }
    flush();
    if (boldMark !== undefined) bold = !bold;
    else if (linkText !== undefined && url !== undefined) spans.push({ kind: "link", text: unescaped(linkText), url, bold });
    else if (personId !== undefined) spans.push({ kind: "mention", personId, bold });
    else throw new Error(`card text: ${whole} stands outside the markdown that cards may use`);
  }
  if (bold) throw new Error("card text: bold is opened and not closed");
  text += source.slice(end);
  flush();
  return spans;
}

/** The words of spans that are nothing but words; null where a link or a mention is among them. */
export const plainWords = (spans: readonly Span[]): string | null =>
  spans.every((span) => span.kind === "text") ? spans.map((span) => span.text).join("") : null;

const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
