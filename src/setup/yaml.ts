import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** Where a value stands in a file: `["people", 2, "slack", "team"]`. */
export type Path = readonly (string | number)[];

export type YamlOutcome =
  | {
      kind: "read";
      /** Plain JSON: a key without a value is absent, a date is text. */
      value: unknown;
      /** The line on which a path stands; of what is missing, the line of what it is missing from. */
      lineOf: (path: Path) => number;
    }
  | { kind: "wrong"; problems: { line: number; message: string }[] };

/**
 * Reads one YAML document. The schema is pinned to YAML 1.2, whatever the file asks for: under 1.1 an unquoted `08:30` is the
 * number 510 and `No` is false.
 */
export function readYaml(text: string): YamlOutcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "core", merge: true, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      message: syntaxMessage(error.code, error.message, wordAt(text, error.pos[0])),
    }));
    return { kind: "wrong", problems };
  }
  try {
    return { kind: "read", value: plain(document.toJS()), lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
  } catch (error) {
    // Thrown for an alias without its anchor, for one that contains itself, and for one that multiplies without end.
    return {
      kind: "wrong",
      problems: [{ line: 1, message: error instanceof ReferenceError ? error.message : "an alias contains itself" }],
    };
  }
}

const wordAt = (text: string, offset: number): string => /^[^\s:,{}[\]]*/.exec(text.slice(offset, offset + 80))?.[0] ?? "";

function syntaxMessage(code: string, message: string, word: string): string {
  if (code === "DUPLICATE_KEY") return `${word}: listed twice; remove one`;
  if (code === "MULTIPLE_DOCS") return "a second document starts here; one file holds one set-up";
  return `not valid YAML: ${message}`;
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null, (_key, each: unknown) => (each === null ? undefined : each)) ?? "null");

/** Follows a path as far as it leads. A key counts as the place of its value, so that an unknown key is found on its own line. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const next: { key?: unknown; value: unknown } | undefined = stepInto(isAlias(node) ? node.resolve(document) : node, step);
    if (!next) return offset;
    offset = startOf(next.key) ?? startOf(next.value) ?? offset;
    node = next.value;
  }
  return offset;
}

function stepInto(node: unknown, step: string | number): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) return node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
  if (isSeq(node) && typeof step === "number" && step < node.items.length) return { value: node.items[step] };
  return undefined;
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
