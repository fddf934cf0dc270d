import type { CaseFile } from "../core/case-file.ts";

/** More cases than people press for in the same minutes, and a small part of the memory. */
const KEPT = 100;

interface Parsed {
  text: string;
  file: CaseFile;
}

/** The one that was not asked for longest comes first. */
const parsed = new Map<string, Parsed>();

/**
 * A case as its text from the store says: most requests read one that has not changed since it was last read, and that needs no parsing.
 * Whoever reads the same text gets the same file, frozen to its leaves. It is compared with the whole text, so it is never older than
 * what was read.
 *
 * Not for readings of many cases, which would push out those that are worked on.
 */
export function fileOf(id: string, text: string): CaseFile {
  const known = parsed.get(id);
  const is = known?.text === text ? known : { text, file: frozen(JSON.parse(text) as CaseFile) };
  parsed.delete(id);
  parsed.set(id, is);
  if (parsed.size > KEPT) parsed.delete(parsed.keys().next().value ?? "");
  return is.file;
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
