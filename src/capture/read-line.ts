import { markedAction } from "./action-marker.ts";
import { columnsOf, isRule } from "./action-table.ts";
import { withAttribute } from "./attributes.ts";
import { numberedPlan } from "./clinical-plan.ts";
import { type Draft, draftOf } from "./draft.ts";
import { markedLine } from "./line-marks.ts";
import { draftsOfMarked, draftsOfTasks, type Surroundings } from "./marked-line.ts";
import type { Line } from "./minutes.ts";
import { wholeOwners } from "./owners-said.ts";
import { add, LINES_TO_ANSWER, opensSection, type Reading, wordsBefore } from "./reading.ts";
import { draftsOfItem, parentIn } from "./section-item.ts";
import { sectionNamed } from "./sections.ts";
import { draftsOfBareRow, draftsOfRow } from "./table-rows.ts";
import { askedFor, isTaking } from "./taking.ts";
import { draftsOfTalk } from "./talk.ts";
import { readTask } from "./task.ts";

/** `Harriet Jones  14:02`, as copied from a chat. */
const CHAT_HEADER =
  /^(?<name>\p{Lu}[\p{L}'’-]{0,24}(?: \p{Lu}[\p{L}'’-]{0,24}){0,3}) (?:\[?(?:today|yesterday|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?),?(?: at)? )?\[?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?\]?$/u;
const LINES_OF_ATTRIBUTES = 4;
const PAST_LABEL = /^((?:review|update|status|the|previous|last|past|prior|completed|closed|done|old)\b[^:]{0,50}): \S/i;

/** Reads a line that is not blank: as a row, as the heading of a section, or for its words. */
export function readLine(reading: Reading, line: Line): void {
  if (line.kind === "row") readRow(reading, line);
  else if (!readLinedUp(reading, line)) {
    reading.columns = null;
    if (!opensSection(reading, line)) readWords(reading, line);
  }
}

function readWords(reading: Reading, line: Line): void {
  if (line.box === "done" || addsToLast(reading, line) || isOfThePast(line.said)) return;
  const { context, section } = reading;
  const around = surroundings(reading, line);
  const marked = markedAction(line.said);
  const plan = numberedPlan(line.said);
  if (marked && !(section === "past" && /\d/.test(marked.marker))) add(reading, draftsOfMarked(marked, around, context));
  else if (plan !== null) add(reading, draftsOfItem({ ...line, said: plan }, null, around.speaker, context));
  else if (line.box === "open") add(reading, draftsOfTasks(line.said, around, context, "box"));
  else if (section === "actions") readItem(reading, line, around.speaker);
  else if (section === "other" && line.kind !== "heading") readTalk(reading, line, around.speaker);
}

/** `Last week's actions: Sam to book the room`: told of what was to be done. */
function isOfThePast(said: string): boolean {
  const label = PAST_LABEL.exec(said)?.[1];
  return label !== undefined && sectionNamed(label) === "past";
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
  else if (speaker === null || !isTaking(line.speech) || !takes(reading, line, speaker)) {
    const drafts = draftsOfTalk(speechOf(line, speaker), { line: line.number, speaker }, reading.context).map((draft, place) =>
      told(draft, place, line),
    );
    add(reading, drafts);
    noteUnowned(reading, drafts);
  }
}

/** `Will chase the OT`, from whoever wrote the message: somebody called Will is told with a `to`. */
const speechOf = ({ speaker, speech }: Line, author: string | null): string =>
  speaker === null && author !== null ? speech.replace(/^Will (?=[a-z]+ (?!to\b))/, "will ") : speech;

/** `Housing (DW): submit the form by Friday`, in small letters: behind the name stands what that one is to do. */
function told(draft: Draft, place: number, { speaker, speech }: Line): Draft {
  const isTold = place === 0 && draft.found === "deadline" && draft.owners.length === 0 && /^\p{Ll}/u.test(speech);
  const owners = isTold && speaker !== null ? wholeOwners(speaker, "overheard") : null;
  return owners && owners.names.length > 0 ? { ...draft, owners: owners.names } : draft;
}

function noteUnowned(reading: Reading, drafts: Draft[]): void {
  const { unowned } = reading;
  if (drafts.at(-1)?.owners.length === 0) reading.unowned = { at: reading.drafts.length - 1, left: LINES_TO_ANSWER };
  else reading.unowned = unowned && unowned.left > 1 ? { ...unowned, left: unowned.left - 1 } : null;
}

/** Gives a draft that nobody owned, or what somebody has just asked for, to whoever says `I'll take that`. */
function takes(reading: Reading, line: Line, speaker: string): boolean {
  const { unowned, context } = reading;
  const draft = unowned && reading.drafts[unowned.at];
  if (unowned && draft) {
    reading.drafts[unowned.at] = { ...draft, owners: [speaker] };
    reading.unowned = null;
    return true;
  }
  const request = lastRequest(reading);
  if (request === null) return false;
  add(reading, draftOf({ ...readTask(request, context), owners: [speaker] }, line.number, "promise"));
  return true;
}

function lastRequest({ recent }: Reading): string | null {
  for (const { written, number } of recent.toReversed()) {
    const request = askedFor(markedLine(written, number).speech);
    if (request !== null) return request;
  }
  return null;
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

/** Columns that are lined up by spaces: a table only with a header that speaks of actions, or below a heading of them. */
function readLinedUp(reading: Reading, line: Line): boolean {
  if (line.cells.length < 2) return false;
  if ((reading.columns || /action/i.test(line.said)) && readKnownRow(reading, line)) return true;
  if (reading.section !== "actions") return false;
  const drafts = draftsOfBareRow(line.cells, line.number, true, reading.context);
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
