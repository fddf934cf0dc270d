import type { Mentions } from "../cards/card.ts";
import { nameOf } from "../cards/fallback.ts";
import { escapeMarkdown, type Span } from "../cards/markdown.ts";
import type { MentionEntity, Roster } from "./mentions.ts";

/** Who is named in a card and who of them this tenant knows. `mentioned` gathers those whom the text really mentioned. */
export interface Naming {
  mentions: Mentions;
  roster: Roster;
  mentioned: Set<MentionEntity>;
}

/** The text as Teams reads it: the same words, letter for letter, in the markdown that its cards know. */
export const teamsMarkdown = (spans: readonly Span[], naming: Naming): string =>
  boldRuns(spans)
    .map(({ bold, inside }) => emphasised(bold, inside.map((span) => written(span, naming)).join("")))
    .join("");

function written(span: Span, naming: Naming): string {
  switch (span.kind) {
    case "text":
      return words(span.text);
    case "link":
      return `[${escapeMarkdown(span.text)}](${span.url})`;
    case "mention": {
      const entity = naming.roster.get(span.personId);
      if (!entity) return words(nameOf(span.personId, naming.mentions));
      naming.mentioned.add(entity);
      return entity.text;
    }
  }
}

/** A single line break is a blank to Teams; two begin a new line. `{{DATE(…)}}` would be replaced by a date. */
const words = (said: string): string =>
  said
    .split("\n")
    .map((line) => {
      const escaped = escapeMarkdown(line);
      return (escaped.includes("\\") ? sparing(escaped) : escaped).replaceAll("{{", "\\{\\{");
    })
    .join("\n\n");

/**
 * Escaped words with fewer escapes. Some phones show the backslash of an escape that they do not know, so those go that no client needs:
 * within a word, at a lone `~`, at `>` past the start of a line, at brackets that no address can follow.
 */
function sparing(escaped: string): string {
  const fewer = escaped
    .replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, "_")
    .replace(/(?<!~)\\~(?!\\~)/g, "~")
    .replace(/(?<=\S.*)\\>/g, ">");
  return /\\\](?:[(:]|$)/.test(fewer) ? fewer : fewer.replace(/\\([[\]])/g, "$1");
}

/** Bold neither begins nor ends at a blank: blanks at either end stand outside. */
function emphasised(bold: boolean, source: string): string {
  const inner = source.trim();
  if (!bold || inner === "") return source;
  const before = source.slice(0, source.length - source.trimStart().length);
  return `${before}**${inner}**${source.slice(before.length + inner.length)}`;
}

function boldRuns(spans: readonly Span[]): { bold: boolean; inside: Span[] }[] {
  const runs: { bold: boolean; inside: Span[] }[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last?.bold === span.bold) last.inside.push(span);
    else runs.push({ bold: span.bold, inside: [span] });
  }
  return runs;
}
