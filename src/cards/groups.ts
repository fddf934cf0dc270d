import type { Command } from "../core/command.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Line } from "./action-view.ts";
import { type Button, expected, remaking, rowText } from "./row.ts";
import type { Telling } from "./telling.ts";

/** Rows of one case under one heading. A page of a long card begins with such a group where it can. */
export type Group = { heading: string; rows: GroupRow[] };
type GroupRow = { title: string; detail: Line; reasons: Line[]; isOne: boolean; buttons: Button[] };

interface Making {
  /** Makes the card again that the rows stand on. */
  again?: Command;
  buttons?: (view: ActionView) => Button[];
  /** Why each stands there, where that is not plain. */
  reasons?: (view: ActionView) => Line[];
}

/** The actions of one section, a group a case, in the order of the cases' references: `Overdue · C-014`. */
export function groupsOf(
  telling: Telling,
  heading: string,
  views: readonly ActionView[],
  { again, buttons, reasons }: Making,
): Group[] {
  return byCase(views).map(([ref, ofCase]) => ({
    heading: `${heading} · ${ref}`,
    rows: ofCase.map((view) => {
      const pressable = buttons?.(view) ?? [expected(telling, view)];
      return {
        ...rowText(telling, view),
        reasons: reasons?.(view) ?? [],
        isOne: pressable.length === 1,
        buttons: pressable.map((button) => remaking(button, again)),
      };
    }),
  }));
}

/** Actions by the reference of their case, in the order of these. */
export function byCase(views: readonly ActionView[]): [string, ActionView[]][] {
  const cases = new Map<string, ActionView[]>();
  for (const view of views) cases.set(view.file.ref, [...(cases.get(view.file.ref) ?? []), view]);
  return [...cases].toSorted(([a], [b]) => a.localeCompare(b));
}
