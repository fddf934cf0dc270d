import { ownersAt } from "./owners-said.ts";
import { endAt, saidAt } from "./words-at.ts";

/** What somebody promises for others and themselves, up to what they will do. */
export interface WithMe {
  owners: string[];
  end: number;
  verb: string;
}

const EITHER = /(?:either|both) /iy;
const AND_ME = / (?:or|and|&) (?:I|me|myself)\b/y;
const ME_AND = /(?:I|[Mm]e|[Mm]yself) (?:or|and|&) /y;
const WILL =
  /(?:['’]ll| will| shall| to| are going to| can)(?: (?:also|then|both|now|each)){0,2} (?=(?<verb>have an? (?:look|word|chat|go)|[a-z]\/[a-z]|[a-z][\w-]*))/y;

/**
 * `Carl or I will ring`, `me and Carl to ring`: both, of whom the draft asks which. Where it is not known who says so, it is nobody's:
 * Carl alone did not promise it.
 */
export function withMeAt(text: string, at: number, speaker: string | null): WithMe | null {
  const from = endAt(EITHER, text, at) ?? at;
  const meFirst = endAt(ME_AND, text, from);
  const others = ownersAt(text, meFirst ?? from, "overheard");
  if (!others || others.names.length === 0) return null;
  const end = meFirst === null ? endAt(AND_ME, text, others.end) : others.end;
  const will = end === null ? null : saidAt(WILL, text, end);
  if (!will) return null;
  const owners = meFirst === null ? [...others.names, speaker ?? ""] : [speaker ?? "", ...others.names];
  return { owners: speaker === null ? [] : owners, end: will.end, verb: will.said.verb ?? "" };
}
