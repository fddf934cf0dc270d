import { isDeepStrictEqual } from "node:util";
import { belongsTo, entryName, type SetupEntry } from "./entries.ts";

export interface Change {
  before: SetupEntry;
  after: SetupEntry;
}

export interface SetupDiff {
  added: SetupEntry[];
  changed: Change[];
  unchanged: SetupEntry[];
  /** In the store and not in the file: kept as it is. What belongs to something left is not repeated. */
  left: SetupEntry[];
}

/**
 * What taking a file would do. An entry is the same by its name: a person or organisation by id, a case by reference, a place by
 * its conversation, a member by person, a role by its words, cover by role, person and first day, a ladder step by its position. The
 * fields of an entry in the file replace those stored; an entry that the file lacks is left.
 */
export function diffSetup(stored: SetupEntry[], wanted: SetupEntry[]): SetupDiff {
  const before = new Map(stored.map((entry) => [entryName(entry), entry]));
  const diff: SetupDiff = { added: [], changed: [], unchanged: [], left: [] };
  for (const entry of wanted) {
    const known = before.get(entryName(entry));
    if (!known) diff.added.push(entry);
    else if (isDeepStrictEqual(known.is, entry.is)) diff.unchanged.push(entry);
    else diff.changed.push({ before: known, after: entry });
  }
  const named = new Set(wanted.map(entryName));
  diff.left = stored.filter((entry) => {
    const parent = belongsTo(entry);
    return !named.has(entryName(entry)) && (parent === null || named.has(parent));
  });
  return diff;
}
