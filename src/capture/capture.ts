import { markedAction } from "./action-marker.ts";
import { type Columns, columnsOf, isRule } from "./action-table.ts";
import { type Draft, draftOf } from "./draft.ts";
import { withAttribute } from "./attributes.ts";
import { draftsOfMarked, draftsOfTasks, type Surroundings } from "./marked-line.ts";
import { markedLine } from "./line-marks.ts";
import { type Line, minutesOf, type Written } from "./minutes.ts";
import { draftsOfItem, isUnder, type Parent, parentIn } from "./section-item.ts";
import { isOtherHeading, type Section, sectionNamed } from "./sections.ts";
import { draftsOfBareRow, draftsOfRow } from "./table-rows.ts";
import { askedFor, isTaking } from "./taking.ts";
import { draftsOfTalk } from "./talk.ts";
import { readTask } from "./task.ts";
import type { WhenContext } from "./when.ts";
import { isWorthReading } from "./worth-reading.ts";

export type { Draft };

export interface CaptureContext extends WhenContext {
  /** Who says it all, where that is known: the author of a message. */
  speaker?: string | null;
}

/** What is longer is refused: nobody reads ten million characters of drafts. */
export const LONGEST_TEXT = 10_000_000;

/** Of a message without any sign of an action as much as one action may say. */
const LONGEST_CHOSEN = 2_000;

/** Where the reading stands: what the lines so far mean for those to come. */
interface Reading {
  context: CaptureContext;
  drafts: Draft[];
  section: Section;
  /** Of its heading, where that has one. */
  sectionNumber: number | null;
  itemsInSection: number;
  blankLines: number;
  parent: Parent | null;
  columns: Columns | null;
  /** Whose words follow, after a line such as `Harriet  14:02`. */
  speaker: string | null;
  before: Written | null;
  initialsSpeak: boolean;
  asked: Asked | null;
}

/** What was asked for, until somebody takes it or three lines have passed. */
type Asked = { left: number } & ({ kind: "draft"; at: number } | { kind: "request"; words: string });

const INITIALS_SPEAK = /^\W*(?!A[IP]:)[A-Z]{2,3}: /;
const INITIALS = /^\p{Lu}{2,3}$/u;
const SHORT_MARKER = /^A[IP]$/;
/** `Harriet Jones  14:02`, as copied from a chat. */
const CHAT_HEADER =
  /^(?<name>\p{Lu}[\p{L}'’-]{0,24}(?: \p{Lu}[\p{L}'’-]{0,24}){0,3}) (?:\[?(?:today|yesterday|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?),?(?: at)? )?\[?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?\]?$/u;
const LINES_TO_ANSWER = 3;
const LINES_OF_ATTRIBUTES = 4;

/**
 * The actions in a message or in pasted minutes, in the order in which they stand. Nothing but the text decides, the day on which it was
 * said, and who said it.
 */
export function capture(text: string, context: CaptureContext): Draft[] {
  if (text.length > LONGEST_TEXT) throw new RangeError(`capture: more than ${LONGEST_TEXT} characters`);
  const reading: Reading = {
    ...{ context, drafts: [], section: "other", sectionNumber: null, itemsInSection: 0, blankLines: 0, parent: null, columns: null },
    ...{ speaker: context.speaker ?? null, before: null, initialsSpeak: false, asked: null },
  };
  for (const line of minutesOf(text)) {
    if (isOfNoInterest(reading, line)) skip(reading, line);
    else readLine(reading, markedLine(line.written, line.number));
  }
  return reading.drafts;
}

/** One draft at least of a message that somebody chose to make an action, unless it has no words. */
export function captureChosen(text: string, context: CaptureContext): Draft[] {
  const drafts = capture(text, context);
  if (drafts.length > 0) return drafts;
  const words = text.slice(0, LONGEST_CHOSEN).replace(/\s+/g, " ").trim();
  return draftOf(readTask(words, context, context.speaker ?? null), 1, "chosen");
}

/** Where nothing that was read before bears on it. */
const isOfNoInterest = ({ section, columns, speaker, asked }: Reading, { written }: Written): boolean =>
  section === "other" && columns === null && speaker === null && asked === null && !isWorthReading(written);

function skip(reading: Reading, line: Written): void {
  if (line.written.trim() === "") {
    reading.blankLines += 1;
    return;
  }
  if (INITIALS_SPEAK.test(line.written)) reading.initialsSpeak = true;
  reading.before = line;
  reading.blankLines = 0;
}

function readLine(reading: Reading, line: Line): void {
  if (line.kind === "blank") {
    reading.blankLines += 1;
    reading.columns = null;
    return;
  }
  if (line.kind === "row") readRow(reading, line);
  else if (!readLinedUp(reading, line)) {
    reading.columns = null;
    if (!opensSection(reading, line)) readWords(reading, line);
  }
  if (line.speaker && INITIALS.test(line.speaker) && !SHORT_MARKER.test(line.speaker)) reading.initialsSpeak = true;
  reading.before = { number: line.number, written: line.written };
  reading.blankLines = 0;
}

/** Notes where a section begins or ends; true where the line is nothing but its heading. */
function opensSection(reading: Reading, line: Line): boolean {
  const named = line.box === "none" ? sectionNamed(line.said) : null;
  if (named !== null) {
    Object.assign(reading, { section: named, sectionNumber: numberOf(line), itemsInSection: 0, parent: null });
    return true;
  }
  if (reading.section !== "other" && (isOtherHeading(line) || isPastGap(reading, line))) reading.section = "other";
  reading.itemsInSection += 1;
  return false;
}

/** After a blank line, text that is no item, or a heading with the next number. */
function isPastGap({ blankLines, itemsInSection, sectionNumber }: Reading, line: Line): boolean {
  const isNext = sectionNumber !== null && numberOf(line) === sectionNumber + 1;
  return blankLines > 0 && itemsInSection > 0 && (line.kind === "text" || isNext);
}

/** The number of an item or a heading: `3` of `3. Housing` and of `## 3. Housing`. */
const numberOf = ({ label, said }: Line): number | null => {
  const number = /^\(?(\d{1,3})[.)]?$/.exec(label)?.[1] ?? /^(\d{1,3})[.)]? \S/.exec(said)?.[1];
  return number === undefined ? null : Number(number);
};

function readWords(reading: Reading, line: Line): void {
  if (line.box === "done") return;
  const { context, section } = reading;
  if (addsToLast(reading, line)) return;
  const around = surroundings(reading, line);
  const marked = markedAction(line.said);
  if (marked && !(section === "past" && /\d/.test(marked.marker))) return add(reading, draftsOfMarked(marked, around, context));
  if (line.box === "open") return add(reading, draftsOfTasks(line.said, around, context, "box"));
  if (section === "actions") return readItem(reading, line, around.speaker);
  if (section === "other" && line.kind !== "heading") readTalk(reading, line, around.speaker);
}

/** `Owner: Harriet` below an action. */
function addsToLast({ drafts, blankLines, context }: Reading, line: Line): boolean {
  const last = drafts.at(-1);
  if (!last || blankLines > 0 || line.number - last.line > LINES_OF_ATTRIBUTES) return false;
  const changed = withAttribute(last, line.said, context);
  if (changed === null) return false;
  if (changed === "closed") drafts.pop();
  else drafts[drafts.length - 1] = changed;
  return true;
}

function surroundings({ speaker, before, initialsSpeak }: Reading, line: Line): Surroundings {
  return { line: line.number, speaker: line.speaker ?? speaker, before: () => wordsBefore(before), initialsSpeak };
}

/** What a lonely `Action: JB` is about; taken apart only where there is one. */
function wordsBefore(before: Written | null): string | null {
  const line = before && markedLine(before.written, before.number);
  return line && line.kind !== "heading" && line.kind !== "row" ? line.speech : null;
}

function readItem(reading: Reading, line: Line, speaker: string | null): void {
  const parent = parentIn(line);
  if (parent) {
    reading.parent = parent;
    return;
  }
  if (reading.parent && !isUnder(reading.parent, line)) reading.parent = null;
  add(reading, draftsOfItem(line, reading.parent, speaker, reading.context));
}

function readTalk(reading: Reading, line: Line, speaker: string | null): void {
  const header = line.kind === "text" ? CHAT_HEADER.exec(line.said)?.groups?.name : undefined;
  if (header !== undefined) {
    reading.speaker = header;
    return;
  }
  if (reading.asked && speaker !== null && isTaking(line.speech)) return take(reading, reading.asked, line, speaker);
  const drafts = draftsOfTalk(line.speech, { line: line.number, speaker }, reading.context);
  add(reading, drafts);
  noteAsked(reading, line, drafts);
}

/** A draft that nobody owns, or a request: whoever says `I'll take that` next owns it. */
function noteAsked(reading: Reading, line: Line, drafts: Draft[]): void {
  const request = askedFor(line.speech);
  if (drafts.at(-1)?.owners.length === 0) reading.asked = { kind: "draft", at: reading.drafts.length - 1, left: LINES_TO_ANSWER };
  else if (request !== null) reading.asked = { kind: "request", words: request, left: LINES_TO_ANSWER };
  else if (reading.asked && reading.asked.left > 1) reading.asked = { ...reading.asked, left: reading.asked.left - 1 };
  else reading.asked = null;
}

function take(reading: Reading, asked: Asked, line: Line, speaker: string): void {
  reading.asked = null;
  if (asked.kind === "request") {
    const task = { ...readTask(asked.words, reading.context), owners: [speaker] };
    return add(reading, draftOf(task, line.number, "promise"));
  }
  const draft = reading.drafts[asked.at];
  if (draft) reading.drafts[asked.at] = { ...draft, owners: [speaker] };
}

function readRow(reading: Reading, line: Line): void {
  const { context, columns } = reading;
  const { cells, number } = line;
  if (isRule(cells)) return;
  const header = columnsOf(cells);
  if (header) reading.columns = header;
  else if (columns) add(reading, draftsOfRow(cells, columns, number, context));
  else {
    const drafts = draftsOfBareRow(cells, number, reading.section === "actions", context);
    if (drafts.length > 0) add(reading, drafts);
    else for (const cell of cells) readWords(reading, asText(cell, line));
  }
}

/** Columns that are lined up by spaces: a table only with a known header, or below a heading of actions. */
function readLinedUp(reading: Reading, { cells, number }: Line): boolean {
  if (cells.length < 2) return false;
  const { context, columns, section } = reading;
  const header = columnsOf(cells);
  if (header) reading.columns = header;
  const drafts = columns ? draftsOfRow(cells, columns, number, context) : draftsOfBareRow(cells, number, section === "actions", context);
  if (!header) add(reading, drafts);
  return header !== null || columns !== null || drafts.length > 0;
}

/** A cell of a table that is not about actions is read as a line. */
const asText = (cell: string, line: Line): Line => ({ ...line, kind: "text", said: cell, speech: cell, speaker: null, cells: [] });

/** `… KH will ring them.`, and on the next line `Action: KH`: one action, said twice. */
function add(reading: Reading, drafts: Draft[]): void {
  const [first] = drafts;
  const last = reading.drafts.at(-1);
  if (first?.found === "marker" && last?.found === "promise" && last.text === first.text && first.line - last.line <= 2) {
    reading.drafts.pop();
  }
  reading.drafts.push(...drafts);
}
