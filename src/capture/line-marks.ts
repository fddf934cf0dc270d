import { MARKER, MARKER_NUMBER } from "./action-words.ts";
import type { Line } from "./minutes.ts";
import { isHeading, isTopic, mayBeSomebody } from "./topic.ts";
import { withoutEnd } from "./words-at.ts";

/** A box to tick, and whether it is; what is struck through counts as done. */
export type Box = "none" | "open" | "done";

const INVISIBLE = /\p{Cf}|(?!\s)\p{Cc}/gu;
const TAG = /<\/?(?:b|strong|i|em|u|s|p|span|br|li|ul|ol|td|th|tr|div|font|a|h[1-6])(?: [^<>]{0,200})?\/?>/gi;
const EMPHASIS = /\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![A-Za-z0-9/])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])/g;
/** `Harriet~~I will ring~~`: two words, and nobody called HarrietI. */
const BETWEEN_WORDS = /(?<=[\p{L}\p{N}])(?:~~|\*{1,3})(?=[\p{L}\p{N}])/gu;
const HEADING = /^(?:#{1,6}\s+|={2,}\s*)/;
const BULLET =
  /^(?:-{1,2}(?=[[\p{L}])|[-*•●○▪▫■□◦‣⁃·–—+»]|[o§Ø](?= {2,}|\t)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?!\d|\p{Lu}\.)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?![\d/]))(?:\s+|(?=\[|\p{Lu}))/iu;
const BOX = /^(?:\[(?<mark>[ xX✓✔]?)\]|(?<open>[☐◻])|(?<ticked>[☑☒✓✔✅]))\s*/;
const QUOTE = /^(?:>\s?)+/;
const STAMP =
  /^\[?(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,? )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?(?: ?[-–—:])?(?:\s+|(?=<))/i;
const NICK = /^<(?<nick>[^<>\s@!#][^<>]{0,40})>:?\s*/;
const STRUCK = /^~~.{1,2000}~~[.,;]?$/;
/** `Harriet: …`, `Gregg Kellogg: …`, `JS: …`. */
const SPEAKER =
  /^(?<name>(?:\p{Lu}[\p{L}\p{M}\p{N}'’.^-]{0,24}|[\p{Ll}][\p{L}\p{N}_^-]{1,20}(?=:))(?: (?:\p{Lu}[\p{L}\p{M}'’.-]{0,24}|\([^()]{1,40}\))){0,3}) ?:\s+(?=\S)/u;
const IN_BRACKETS = / \([^()]*\)$/;
/** `**Action** JB will …`: the end of the bold print is its colon. */
const PRINTED_MARKER = new RegExp(`^(\\*{1,3}|_{1,3}) ?((?:${MARKER})${MARKER_NUMBER}) ?:? ?\\1 ?:? (?=\\S)`, "i");
/** A line that begins with a word has no marks before it. */
const PLAIN_START = /^[A-Za-z]{2,}[ :,'’-]/;
const WIDE_GAP = /\S {3}/;
const WIDE_GAPS = / {3,}/;
const WIDEST_ROW = 300;
const RULE = /^[\s|:=_*+-]*$/;

/** A line as it was written, taken apart. */
export function markedLine(written: string, number: number): Line {
  const cells = cellsOf(written);
  const rest = clean(written).replace(QUOTE, "");
  const line: Line = { ...BLANK, number, indent: indentOf(written) };
  if (rest === "") return line;
  if (HEADING.test(rest)) return { ...line, kind: "heading", ...words(plain(withoutEnd(rest.replace(HEADING, ""), " =#"))) };
  if (cells.length > 1) return { ...line, kind: "row", ...words(plain(rest)), cells: cells.map((cell) => plain(clean(cell))) };
  const { kind, label, box, said } = PLAIN_START.test(rest) ? { ...TEXT, said: plain(rest) } : withoutMarks(rest);
  return { ...line, kind, label, box, ...spoken(said), cells: linedUpIn(written.trim()) };
}

const BLANK: Line = {
  ...{ number: 0, label: "", kind: "blank", indent: 0, box: "none", speaker: null, said: "", speech: "", cells: [] },
};
const TEXT = { kind: "text", label: "", box: "none" } as const;

const INDENT = /^\s{1,40}/;
const indentOf = (written: string): number => INDENT.exec(written)?.[0].replaceAll("\t", "  ").length ?? 0;

/** Takes off bullet, number, box and print. */
function withoutMarks(written: string): Pick<Line, "kind" | "label" | "box" | "said"> {
  const bullet = BULLET.exec(written)?.[0] ?? "";
  const unbulleted = written.slice(bullet.length);
  const ticked = BOX.exec(unbulleted);
  const rest = unbulleted.slice(ticked?.[0].length ?? 0);
  const box = STRUCK.test(rest) ? "done" : boxOf(ticked);
  const said = plain(rest.replace(PRINTED_MARKER, "$2: "));
  return { kind: bullet || ticked ? "item" : "text", label: bullet.trim(), box, said };
}

function boxOf(ticked: RegExpExecArray | null): Box {
  if (!ticked) return "none";
  return ticked.groups?.open !== undefined || /^ ?$/.test(ticked.groups?.mark ?? "x") ? "open" : "done";
}

/** Who says a line, and what, without the time at which a chat had it. */
function spoken(line: string): Pick<Line, "speaker" | "said" | "speech"> {
  const rest = PLAIN_START.test(line) ? line : line.replace(STAMP, "");
  const nick = NICK.exec(rest);
  const said = nick ? rest.slice(nick[0].length) : rest;
  const label = labelOf(said);
  const name = label?.groups?.name ?? "";
  const speaker =
    nick?.groups?.nick ?? (label && (mayBeSomebody(name) || !isHeading(name)) ? name.replace(IN_BRACKETS, "") : null);
  return { speaker, said, speech: label ? said.slice(label[0].length) : said };
}

/** `Complaints: …` is about complaints, and nobody says it. */
function labelOf(said: string): RegExpExecArray | null {
  const label = SPEAKER.exec(said);
  const name = label?.groups?.name ?? "";
  return mayBeSomebody(name) || !isTopic(name) ? label : null;
}

const words = (said: string): { said: string; speech: string } => ({ said, speech: said });

const ESCAPED = /\\(?=[[\](){}*_#>~`.+!|-])/g;
/** What is left of a line in good order as it is. */
const DISORDER = /[^\S ]|[\p{Cc}\p{Cf}\\]| {2}|^ | $/u;
const PRINT = /[<~*_]/;
const clean = (written: string): string => (DISORDER.test(written) ? cleaned(written) : written);
const cleaned = (written: string): string => written.replace(INVISIBLE, "").replace(ESCAPED, "").replace(/\s+/g, " ").trim();
const plain = (words: string): string => (PRINT.test(words) ? printed(words) : words);
const printed = (words: string): string =>
  words
    .replace(TAG, (tag) => (/^<br/i.test(tag) ? "; " : " "))
    .replace(BETWEEN_WORDS, " ")
    .replaceAll("~~", "")
    .replace(EMPHASIS, "")
    .replace(/\s+/g, " ")
    .trim();

/** What stands in columns by spaces alone, and may be a row of a table. */
const linedUpIn = (row: string): string[] =>
  row.length < WIDEST_ROW && WIDE_GAP.test(row) ? row.split(WIDE_GAPS).map((cell) => plain(clean(cell))) : [];

/** Cells of a Markdown row, or of what was pasted from Word or Excel. */
function cellsOf(written: string): string[] {
  if (written.includes("\t")) {
    const cells = written.trim().split(/ *\t+ */);
    return cells.length > 1 && !RULE.test(written) ? written.replace(/^ +| +$/g, "").split(/ *\t */) : [];
  }
  if (!written.includes("|")) return [];
  const row = written.trim();
  if (!row.startsWith("|") && row.split(" | ").length < 3) return [];
  return row
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}
