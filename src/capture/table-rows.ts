import { type Columns, isClosedStatus } from "./action-table.ts";
import { dueSaid } from "./date-of-meeting.ts";
import { type Draft, draftOf } from "./draft.ts";
import { labelledOwners } from "./labelled-owners.ts";
import { isNothingToDo, isReport } from "./not-action.ts";
import { wholeOwners } from "./owners-said.ts";
import { readTask, type Task } from "./task.ts";
import { taskParts } from "./task-parts.ts";
import type { FoundWhen, WhenContext } from "./when.ts";

/** The actions of a row below a header that says which column is what. */
export function draftsOfRow(cells: string[], columns: Columns, line: number, context: WhenContext): Draft[] {
  const cell = (place: number | null): string => (place === null ? "" : (cells[place] ?? ""));
  const action = cell(columns.action);
  if (action === "" || isNothingToDo(action) || isReport(action) || isClosed(cell(columns.status), cell(columns.due))) return [];
  const when = whenOf(cell(columns.due), context);
  const evidence = cell(columns.evidence) || null;
  const only = cell(columns.about) === "" ? null : wholeOwners(action, "told");
  const tasks: Task[] = only
    ? [{ ...readTask(cell(columns.about), context), owners: only.names }]
    : taskParts(action).map((part) => readTask(part, context));
  const owners = ownersOfCell(cell(columns.owner));
  return tasks.flatMap((task) =>
    draftOf(
      { ...task, owners: owners ?? task.owners, when: when ?? task.when, evidence: evidence ?? task.evidence },
      line,
      "table",
    ),
  );
}

/** `Done` stands where the status is, or the date was. */
const isClosed = (status: string, due: string): boolean =>
  isClosedStatus(status) || (isClosedStatus(due) && !/\bby\b/i.test(due));

/** A row without a header: one cell says what, another is nothing but owners, another nothing but a date. */
export function draftsOfBareRow(cells: string[], line: number, amongActions: boolean, context: WhenContext): Draft[] {
  const ownerAt = cells.findIndex((cell, place) => place > 0 && ownersOf(cell) !== null);
  const dueAt = cells.findIndex((cell, place) => place > 0 && place !== ownerAt && isDue(whenOf(cell, context)));
  const action = cells.filter((_, place) => place !== ownerAt && place !== dueAt).reduce(longer, "");
  const isDone = cells.some((cell, place) => place > 0 && cell !== action && cell.length < 20 && isClosedStatus(cell));
  if (action.length < 4 || isDone || (amongActions ? ownerAt < 0 && dueAt < 0 : ownerAt < 0 || dueAt < 0)) return [];
  const task = readTask(action, context);
  const owners = ownersOf(cells[ownerAt] ?? "") ?? task.owners;
  return draftOf({ ...task, owners, when: whenOf(cells[dueAt] ?? "", context) ?? task.when }, line, "table");
}

const longer = (one: string, other: string): string => (other.length > one.length ? other : one);
const isDue = (when: FoundWhen["read"] | null): boolean => when?.kind === "due" || when?.kind === "far";

function ownersOfCell(cell: string): string[] | null {
  const owners = cell.length > 60 ? null : labelledOwners(cell);
  return owners && owners.length > 0 ? owners : null;
}

function ownersOf(cell: string): string[] | null {
  const owners = cell.length > 60 ? null : wholeOwners(cell, "named");
  return owners && owners.names.length > 0 && /\p{L}/u.test(cell) ? owners.names : null;
}

/** What a cell for dates says; words that are no date are kept, as what was said of it. */
function whenOf(cell: string, context: WhenContext): FoundWhen["read"] | null {
  if (!/[\p{L}\d]/u.test(cell) || cell.length > 60) return null;
  return dueSaid(cell, context);
}
