import type { Mentions } from "../cards/card.ts";
import { nameOf, type Speech } from "../cards/fallback.ts";
import type { Span } from "../cards/markdown.ts";

/** For whom a card is drawn: the workspace decides who can be mentioned. */
export interface Reader {
  workspace: string;
  mentions: Mentions;
}

/** The Slack user to mention in this workspace; undefined where the person is only a name here. */
export const slackUser = (personId: string, { workspace, mentions }: Reader): string | undefined =>
  mentions[personId]?.ids.find((id) => id.platform === "slack" && id.workspace === workspace)?.user;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Slack's three control characters. After this nothing in the words is a link, a mention or `<!channel>`. */
const escapeMrkdwn = (words: string): string =>
  /[&<>]/.test(words) ? words.replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark) : words;

/** A message's plain `text`: what notifications and screen readers say. */
export const slackSpeech =
  (reader: Reader): Speech =>
  (spans) =>
    spans.map((span) => saySpan(span, reader)).join("");

/** mrkdwn cannot say these letter for letter: it has no escape for them. */
const READ_AS_FORMATTING = /[*_~`]|:[\w+'-]+:|^ *>/m;

/** The text as mrkdwn, or null where mrkdwn would make formatting of somebody's words: rich text says those (rich-text.ts). */
export function mrkdwn(spans: readonly Span[], reader: Reader): string | null {
  let said = "";
  for (const run of boldRuns(spans)) {
    const words = run.spans.map((span) => wordsOf(span, reader)).join("");
    if (READ_AS_FORMATTING.test(words)) return null;
    const source = run.spans.map((span) => saySpan(span, reader)).join("");
    if (!run.bold) {
      // Slack ends bold only where a word ends.
      if (said.endsWith("*") && /^[\p{L}\p{N}]/u.test(source)) return null;
      said += source;
      continue;
    }
    // Nor does it begin bold before a blank: blanks at either end stand outside.
    const inner = source.trim();
    const before = source.slice(0, source.length - source.trimStart().length);
    if (inner.includes("\n") || (before === "" && /[\p{L}\p{N}]$/u.test(said))) return null;
    said += inner === "" ? source : `${before}*${inner}*${source.slice(before.length + inner.length)}`;
  }
  return said;
}

function boldRuns(spans: readonly Span[]): { bold: boolean; spans: Span[] }[] {
  const runs: { bold: boolean; spans: Span[] }[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last?.bold === span.bold) last.spans.push(span);
    else runs.push({ bold: span.bold, spans: [span] });
  }
  return runs;
}

function saySpan(span: Span, reader: Reader): string {
  switch (span.kind) {
    case "text":
      return escapeMrkdwn(span.text);
    case "link":
      return `<${escapeMrkdwn(span.url).replaceAll("|", "%7C")}|${escapeMrkdwn(span.text)}>`;
    case "mention": {
      const user = slackUser(span.personId, reader);
      return user === undefined ? escapeMrkdwn(nameOf(span.personId, reader.mentions)) : `<@${user}>`;
    }
  }
}

function wordsOf(span: Span, reader: Reader): string {
  if (span.kind === "mention")
    return slackUser(span.personId, reader) === undefined ? nameOf(span.personId, reader.mentions) : "";
  return span.text;
}
