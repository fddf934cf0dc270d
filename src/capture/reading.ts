import type { Columns } from "./action-table.ts";
import type { Draft } from "./draft.ts";
import { markedLine } from "./line-marks.ts";
import type { Line, Written } from "./minutes.ts";
import { isUnder, type Parent } from "./section-item.ts";
import { isOtherHeading, type Section, sectionNamed } from "./sections.ts";
import type { WhenContext } from "./when.ts";

/** Where the reading of a text stands: what the lines so far mean for those to come. */
export interface Reading {
  context: WhenContext;
  drafts: Draft[];
  section: Section;
  /** Of its heading, where that has one. */
  sectionNumber: number | null;
  linesInSection: number;
  blankLines: number;
  /** Whose actions stand below their name. */
  parent: Parent | null;
  columns: Columns | null;
  /** Who says what follows: the author of a message, or who was named by a line such as `Harriet  14:02`. */
  speaker: string | null;
  /** The last lines that were not blank. */
  recent: Written[];
  /** Somebody speaks under their initials here, as somebody called AI may. */
  initialsSpeak: boolean;
  /** A draft that nobody owns, by its place, until somebody takes it or as many lines have passed as an answer may take. */
  unowned: { at: number; left: number } | null;
}

/** `I'll take that` is said of something in the last three lines. */
export const LINES_TO_ANSWER = 3;

const INITIALS_SPEAK = /^\W*(?!A[IP]:)[A-Z]{2,3}: /;

export const freshReading = (context: WhenContext, speaker: string | null): Reading => ({
  ...{ context, speaker, drafts: [], section: "other", sectionNumber: null, linesInSection: 0, blankLines: 0 },
  ...{ parent: null, columns: null, recent: [], initialsSpeak: false, unowned: null },
});

/** What a line that was read, or passed over, leaves behind. */
export function leaveBehind(reading: Reading, line: Written): void {
  if (line.written.trim() === "") {
    reading.blankLines += 1;
    reading.columns = null;
    return;
  }
  reading.initialsSpeak ||= INITIALS_SPEAK.test(line.written);
  reading.recent.push(line);
  if (reading.recent.length > LINES_TO_ANSWER) reading.recent.shift();
  reading.blankLines = 0;
}

/** Notes where a section begins or ends; true where the line is nothing but its heading. */
export function opensSection(reading: Reading, line: Line): boolean {
  const named = line.box === "none" ? sectionNamed(line.said) : null;
  if (named !== null) {
    reading.section = named;
    reading.sectionNumber = numberOf(line);
    reading.linesInSection = 0;
    reading.parent = null;
    return true;
  }
  if (reading.section !== "other" && (isOtherHeading(line) || isPastGap(reading, line))) reading.section = "other";
  if (reading.parent && !isUnder(reading.parent, line)) reading.parent = null;
  reading.linesInSection += 1;
  return false;
}

/** After a blank line, text that is no item, or a heading with the next number. */
function isPastGap({ blankLines, linesInSection, sectionNumber }: Reading, line: Line): boolean {
  const isNext = sectionNumber !== null && numberOf(line) === sectionNumber + 1;
  return blankLines > 0 && linesInSection > 0 && (line.kind === "text" || isNext);
}

/** The number of an item or a heading: `3` of `3. Housing` and of `## 3. Housing`. */
function numberOf({ label, said }: Line): number | null {
  const number = /^\(?(\d{1,3})[.)]?$/.exec(label)?.[1] ?? /^(\d{1,3})[.)]? \S/.exec(said)?.[1];
  return number === undefined ? null : Number(number);
}

/** What a lonely `Action: JB` is about; taken apart only where there is one. */
export function wordsBefore({ recent }: Reading): string | null {
  const before = recent.at(-1);
  const line = before && markedLine(before.written, before.number);
  return line && line.kind !== "heading" && line.kind !== "row" ? line.speech : null;
}

/** `… KH will ring them.`, and on the next line `Action: KH`: one action, said twice. */
export function add(reading: Reading, drafts: Draft[]): void {
  const [first] = drafts;
  const last = reading.drafts.at(-1);
  const isSame =
    first?.found === "marker" && last?.found === "promise" && last.text === first.text && first.line - last.line <= 2;
  if (isSame) reading.drafts.pop();
  reading.drafts.push(...drafts);
}
