/** A document as data, before it is a web page or a file of a word processor. Everything in it is plain text. */
export interface DocumentText {
  title: string;
  /** What it is of, in a few words: for the properties of the file. */
  subject: string;
  /** Stands at the foot of each printed page. Nothing that names anybody. */
  footer: string;
  /** What a reader has to know before anything else. */
  warning: string | null;
  facts: { label: string; value: string }[];
  sections: Section[];
  /** At the end, small. */
  notes: string[];
}

export interface Section {
  heading: string;
  parts: Part[];
}

export type Part =
  | { kind: "text"; text: string }
  | { kind: "list"; items: string[] }
  /** The first cell of each row says what the row is of. */
  | { kind: "table"; caption: string; columns: string[]; rows: string[][] };
