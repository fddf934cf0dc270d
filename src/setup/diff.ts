import { isDeepStrictEqual } from "node:util";
import { belongsTo, type Entries, entryName, type SetupEntry } from "./entries.ts";

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
  /** Steps of ladders that are replaced and that the file does not have. */
  dropped: SetupEntry[];
  /** A ladder is agreed as a whole: of each that is different, all steps of the file. */
  ladders: WrittenLadder[];
}

export interface WrittenLadder {
  caseRef: string;
  steps: Entries["step"][];
  /** There was one before. */
  replaces: boolean;
}

/**
 * What taking a file would do. An entry is the same by its name: a person or organisation by id, a case by reference, a place by
 * its conversation, a member by person, a role by its words, cover by role, person and first day, a ladder step by its position. The
 * fields of an entry in the file replace those stored; an entry that the file lacks is left. Where a step of a ladder is added or changed,
 * the ladder becomes what the file says: one made of two would be one that nobody has agreed to.
 */
export function diffSetup(stored: SetupEntry[], wanted: SetupEntry[]): SetupDiff {
  const before = new Map(stored.map((entry) => [entryName(entry), entry]));
  const diff: SetupDiff = { added: [], changed: [], unchanged: [], left: [], dropped: [], ladders: [] };
  for (const entry of wanted) {
    const known = before.get(entryName(entry));
    if (!known) diff.added.push(entry);
    else if (isDeepStrictEqual(known.is, entry.is)) diff.unchanged.push(entry);
    else diff.changed.push({ before: known, after: entry });
  }
  diff.ladders = writtenLadders(stored, wanted, [...diff.added, ...diff.changed.map(({ after }) => after)]);
  const named = new Set(wanted.map(entryName));
  const lacking = stored.filter((entry) => {
    const parent = belongsTo(entry);
    return !named.has(entryName(entry)) && (parent === null || named.has(parent));
  });
  const isDropped = (entry: SetupEntry): boolean =>
    entry.kind === "step" && diff.ladders.some(({ caseRef }) => caseRef === entry.is.caseRef);
  diff.left = lacking.filter((entry) => !isDropped(entry));
  diff.dropped = lacking.filter(isDropped);
  return diff;
}

function writtenLadders(stored: SetupEntry[], wanted: SetupEntry[], different: SetupEntry[]): WrittenLadder[] {
  const refs = new Set(stepsOf(different).map(({ caseRef }) => caseRef));
  const had = new Set(stepsOf(stored).map(({ caseRef }) => caseRef));
  const byCase = Map.groupBy(stepsOf(wanted), ({ caseRef }) => caseRef);
  return [...refs].map((caseRef) => ({ caseRef, steps: byCase.get(caseRef) ?? [], replaces: had.has(caseRef) }));
}

const stepsOf = (entries: SetupEntry[]): Entries["step"][] =>
  entries.flatMap((entry) => (entry.kind === "step" ? [entry.is] : []));
