import { MARKER, MARKER_NUMBER } from "./action-words.ts";
import type { Line } from "./minutes.ts";
import { withoutEnd } from "./words-at.ts";

/** A box to tick, and whether it is; what is struck through counts as done. */
export type Box = "none" | "open" | "done";

const INVISIBLE = /\p{Cf}|(?!\s)\p{Cc}/gu;
const TAG = /<\/?(?:b|strong|i|em|u|s|p|span|br|li|ul|ol|td|th|tr|div|font|a|h[1-6])(?: [^<>]{0,200})?\/?>/gi;
const EMPHASIS = /\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![A-Za-z0-9/])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])/g;
const HEADING = /^(?:#{1,6}\s+|={2,}\s*)/;
const BULLET =
  /^(?:-{1,2}(?=[[\p{L}])|[-*•●○▪▫■□◦‣⁃·–—+»]|[o§Ø](?= {2,}|\t)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?![\d/]))(?:\s+|(?=\[|\p{Lu}))/iu;
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
const WIDE_GAP = /\S {3}/;
const WIDE_GAPS = / {3,}/;
const WIDEST_ROW = 300;
const RULE = /^[\s|:=_*+-]*$/;

/** A line as it was written, taken apart. */
export function markedLine(written: string, number: number): Line {
  const cells = cellsOf(written);
  const linedUp = cells.length === 0 ? linedUpIn(written.trim()) : [];
  const indent = /^\s{0,40}/.exec(written)?.[0].replaceAll("\t", "  ").length ?? 0;
  let rest = clean(written);
  const line: Line = {
    number,
    label: "",
    kind: "text",
    indent,
    box: "none",
    speaker: null,
    said: "",
    speech: "",
    cells: linedUp,
  };
  if (rest === "") return { ...line, kind: "blank", cells: [] };
  rest = rest.replace(QUOTE, "");
  if (HEADING.test(rest)) return { ...line, kind: "heading", ...words(plain(withoutEnd(rest.replace(HEADING, ""), " =#"))) };
  if (cells.length > 1) return { ...line, kind: "row", ...words(plain(rest)), cells: cells.map((cell) => plain(clean(cell))) };
  const unbulleted = rest.replace(BULLET, "");
  if (unbulleted !== rest) {
    line.kind = "item";
    line.label = rest.slice(0, rest.length - unbulleted.length).trim();
  }
  rest = unbulleted;
  const box = BOX.exec(rest);
  if (box) {
    line.kind = "item";
    line.box = box.groups?.open !== undefined || /^ ?$/.test(box.groups?.mark ?? "x") ? "open" : "done";
    rest = rest.slice(box[0].length);
  }
  if (STRUCK.test(rest)) line.box = "done";
  rest = plain(rest.replace(PRINTED_MARKER, "$2: ")).replace(STAMP, "");
  const nick = NICK.exec(rest);
  rest = nick ? rest.slice(nick[0].length) : rest;
  const label = SPEAKER.exec(rest);
  const speaker = nick?.groups?.nick ?? label?.groups?.name?.replace(IN_BRACKETS, "") ?? null;
  return { ...line, speaker, said: rest, speech: label ? rest.slice(label[0].length) : rest };
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
  const row = written.trim();
  if (!row.startsWith("|") && row.split(" | ").length < 3) return [];
  return row
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}
