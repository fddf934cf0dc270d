import { markedAction } from "./action-marker.ts";
import { columnsOf, isRule } from "./action-table.ts";
import { withAttribute } from "./attributes.ts";
import { type Draft, draftOf } from "./draft.ts";
import { draftsOfMarked, draftsOfTasks, type Surroundings } from "./marked-line.ts";
import type { Line } from "./minutes.ts";
import { type Asked, add, opensSection, type Reading, wordsBefore } from "./reading.ts";
import { draftsOfItem, parentIn } from "./section-item.ts";
import { draftsOfBareRow, draftsOfRow } from "./table-rows.ts";
import { askedFor, isTaking } from "./taking.ts";
import { draftsOfTalk } from "./talk.ts";
import { readTask } from "./task.ts";

/** `Harriet Jones  14:02`, as copied from a chat. */
const CHAT_HEADER =
  /^(?<name>\p{Lu}[\p{L}'’-]{0,24}(?: \p{Lu}[\p{L}'’-]{0,24}){0,3}) (?:\[?(?:today|yesterday|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?),?(?: at)? )?\[?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?\]?$/u;
const LINES_TO_ANSWER = 3;
const LINES_OF_ATTRIBUTES = 4;

/** Reads a line that is not blank: as a row, as the heading of a section, or for its words. */
export function readLine(reading: Reading, line: Line): void {
  if (line.kind === "row") readRow(reading, line);
  else if (!readLinedUp(reading, line)) {
    reading.columns = null;
    if (!opensSection(reading, line)) readWords(reading, line);
  }
}

function readWords(reading: Reading, line: Line): void {
  if (line.box === "done" || addsToLast(reading, line)) return;
  const { context, section } = reading;
  const around = surroundings(reading, line);
  const marked = markedAction(line.said);
  if (marked && !(section === "past" && /\d/.test(marked.marker))) add(reading, draftsOfMarked(marked, around, context));
  else if (line.box === "open") add(reading, draftsOfTasks(line.said, around, context, "box"));
  else if (section === "actions") readItem(reading, line, around.speaker);
  else if (section === "other" && line.kind !== "heading") readTalk(reading, line, around.speaker);
}

/** `Owner: Harriet` below an action. */
function addsToLast({ drafts, blankLines, context }: Reading, line: Line): boolean {
  const last = drafts.at(-1);
  if (!last || blankLines > 0 || line.number - last.line > LINES_OF_ATTRIBUTES) return false;
  const changed = withAttribute(last, line.said, context);
  if (changed === "closed") drafts.pop();
  else if (changed !== null) drafts[drafts.length - 1] = changed;
  return changed !== null;
}

const surroundings = (reading: Reading, line: Line): Surroundings => ({
  line: line.number,
  speaker: line.speaker ?? reading.speaker,
  before: () => wordsBefore(reading),
  initialsSpeak: reading.initialsSpeak,
});

function readItem(reading: Reading, line: Line, speaker: string | null): void {
  const parent = parentIn(line);
  if (parent) reading.parent = parent;
  else add(reading, draftsOfItem(line, reading.parent, speaker, reading.context));
}

function readTalk(reading: Reading, line: Line, speaker: string | null): void {
  const header = line.kind === "text" ? CHAT_HEADER.exec(line.said)?.groups?.name : undefined;
  if (header !== undefined) reading.speaker = header;
  else if (reading.asked && speaker !== null && isTaking(line.speech)) take(reading, reading.asked, line, speaker);
  else {
    const drafts = draftsOfTalk(line.speech, { line: line.number, speaker }, reading.context);
    add(reading, drafts);
    noteAsked(reading, line, drafts);
  }
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
    add(reading, draftOf({ ...readTask(asked.words, reading.context), owners: [speaker] }, line.number, "promise"));
    return;
  }
  const draft = reading.drafts[asked.at];
  if (draft) reading.drafts[asked.at] = { ...draft, owners: [speaker] };
}

function readRow(reading: Reading, line: Line): void {
  if (isRule(line.cells) || readKnownRow(reading, line)) return;
  const drafts = draftsOfBareRow(line.cells, line.number, reading.section === "actions", reading.context);
  if (drafts.length > 0) add(reading, drafts);
  else for (const cell of line.cells) readWords(reading, asText(cell, line));
}

/** A header of a table of actions, or a row below one. */
function readKnownRow(reading: Reading, { cells, number }: Line): boolean {
  const header = columnsOf(cells);
  if (header) reading.columns = header;
  else if (reading.columns) add(reading, draftsOfRow(cells, reading.columns, number, reading.context));
  return reading.columns !== null;
}

/** Columns that are lined up by spaces: a table only with a known header, or below a heading of actions. */
function readLinedUp(reading: Reading, line: Line): boolean {
  if (line.cells.length < 2) return false;
  if (readKnownRow(reading, line)) return true;
  const drafts = draftsOfBareRow(line.cells, line.number, reading.section === "actions", reading.context);
  add(reading, drafts);
  return drafts.length > 0;
}

/** A cell of a table that is not about actions is read as a line. */
const asText = (cell: string, line: Line): Line => ({
  ...line,
  kind: "text",
  said: cell,
  speech: cell,
  speaker: null,
  cells: [],
});
