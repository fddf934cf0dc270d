import { isDeepStrictEqual } from "node:util";
import type { Change, SetupDiff } from "./diff.ts";
import { type EntryKind, entryName, type SetupEntry } from "./entries.ts";

/** What an import does or would do, a line each and a sum at the end. The same lines for a trial and the real thing. */
export function diffLines(diff: SetupDiff): string[] {
  return [
    ...diff.added.map((entry) => `add: ${entryName(entry)}`),
    ...diff.changed.map((change) => `change: ${entryName(change.after)}: ${changedFields(change).join(", ")}`),
    ...diff.ladders
      .filter(({ replaces }) => replaces)
      .map(({ caseRef, steps }) => `change: ${caseRef} ladder: replaced by the file's ${stepCount(steps.length)}`),
    ...diff.dropped.map((entry) => `drop: ${entryName(entry)} (its ladder is replaced)`),
    ...diff.left.map((entry) => `leave: ${entryName(entry)} (not in the file; kept as it is)`),
    sum(diff),
  ];
}

const stepCount = (count: number): string => (count === 1 ? "1 step" : `${count} steps`);

function sum({ added, changed, unchanged, left, dropped }: SetupDiff): string {
  if (added.length + changed.length === 0) return `Nothing to change: ${counted(unchanged)}`;
  const gone = dropped.length > 0 ? `${dropped.length} to drop, ` : "";
  return `${added.length} to add, ${changed.length} to change, ${gone}${unchanged.length} as the file says, ${left.length} left`;
}

/** `2 cases, 14 people`, the things that people count. */
function counted(entries: SetupEntry[]): string {
  const count = (kind: EntryKind, one: string, several: string): string => {
    const found = entries.filter((entry) => entry.kind === kind).length;
    return `${found} ${found === 1 ? one : several}`;
  };
  return [
    count("case", "case", "cases"),
    count("person", "person", "people"),
    count("organisation", "organisation", "organisations"),
  ].join(", ");
}

function changedFields({ before, after }: Change): string[] {
  const was: Record<string, unknown> = { ...before.is };
  return Object.entries(after.is)
    .filter(([field, value]) => !isDeepStrictEqual(was[field], value))
    .map(([field, value]) => {
      if (field === "protectedTerms") return `protectedTerms (${termCount(was[field])} to ${termCount(value)})`;
      return `${field} ${shown(was[field])} to ${shown(value)}`;
    });
}

const shown = (value: unknown): string => (value === null ? "none" : JSON.stringify(value));

const termCount = (terms: unknown): number => (Array.isArray(terms) ? terms.length : 0);

/**
 * An entry as the trail keeps it. Protected terms are the names that must never be written down here; a trail that cannot be
 * corrected is the last place for them, so only their number is kept.
 */
export function trailView(entry: SetupEntry) {
  const values = entry.kind === "case" ? { ...entry.is, protectedTerms: entry.is.protectedTerms.length } : entry.is;
  return { kind: entry.kind, ...values };
}
