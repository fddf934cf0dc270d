import type { CaseFile } from "../core/case-file.ts";

/** As many cases as are worked on at one time, and a small part of the memory. */
const KEPT = 50;

const files = new Map<string, CaseFile>();

/**
 * A case as its text from the store says. The text itself is what it is known by, so it is never older than what was read; a case seldom
 * changes, so most of them need no parsing. Whoever reads the same text gets the same file, frozen to its leaves.
 */
export function fileOf(text: string): CaseFile {
  const known = files.get(text);
  if (known) return known;
  const file: CaseFile = JSON.parse(text, (_key, value: unknown) => Object.freeze(value));
  files.set(text, file);
  if (files.size > KEPT) files.delete(files.keys().next().value ?? "");
  return file;
}
