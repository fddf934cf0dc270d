import { type Draft, draftOf } from "./draft.ts";
import type { Line } from "./minutes.ts";
import { isNothingToDo, isReport } from "./not-action.ts";
import { wholeOwners } from "./owners-said.ts";
import { readTask, type Task } from "./task.ts";
import { taskParts } from "./task-parts.ts";
import { startsWithOrder } from "./task-verbs.ts";
import type { WhenContext } from "./when.ts";
import { withoutEnd } from "./words-at.ts";

/** Somebody named alone, whose actions stand below. */
export interface Parent {
  owners: string[];
  indent: number;
  kind: Line["kind"];
}

/** Says of a bare thing that something has to become of it. */
const HAS_TO_BE = /\b(?:needs?|should|must|to be|to|required)\b/i;

/** `JB:` on a line by itself; null where the line says more. */
export function parentIn({ said, indent, kind }: Line): Parent | null {
  const owners = wholeOwners(withoutEnd(said, " :–—-"), "told");
  return owners && owners.names.length > 0 ? { owners: owners.names, indent, kind } : null;
}

/** Whether a line still stands under somebody: deeper than an item, or an item below a line of text. */
export const isUnder = (parent: Parent, { indent, kind }: Line): boolean =>
  kind === "item" && (parent.kind !== "item" || indent > parent.indent);

/** The actions of a line under a heading of actions. A title, a question or a report is none there either. */
export function draftsOfItem(line: Line, parent: Parent | null, speaker: string | null, context: WhenContext): Draft[] {
  const { said } = line;
  if (isNothingToDo(said) || isReport(said) || said.endsWith("?")) return [];
  return taskParts(said).flatMap((part) => {
    const task = readTask(part, context, speaker);
    if (isNothingToDo(task.text) || (!parent && !isToBeDone(task))) return [];
    const owners = task.owners.length > 0 || !parent ? task.owners : parent.owners;
    return draftOf({ ...task, owners }, line.number, "heading");
  });
}

const isToBeDone = ({ owners, when, text }: Task): boolean =>
  owners.length > 0 || when !== null || startsWithOrder(text, "among actions") || HAS_TO_BE.test(text);
