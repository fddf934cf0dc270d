import { type Draft, draftOf } from "./draft.ts";
import { handoverAt, toldAt } from "./handover.ts";
import { ownersAt } from "./owners-said.ts";
import { isRoleHead } from "./role-words.ts";
import { readParts } from "./task.ts";
import { isTaskVerb, startsWithOrder } from "./task-verbs.ts";
import type { WhenContext } from "./when.ts";
import { saidAt, withoutEnd } from "./words-at.ts";

/** What makes a date one by which something has to be there. `On Friday` does not: people meet on Fridays. */
const DEADLINE =
  /\b(?:w\/[ce]|end of|by|before|within|no later than|not later than|due|at the latest|from (?:today|now|tomorrow)|in (?:an?|the next|\d{1,3}|one|two|three|four|five|six|seven|eight|ten|twelve) )\b/i;
/** A verb that tells what is or was, or somebody who speaks of it: no mere thing to be done. */
const TELLS =
  /\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|shall|should|must|says?|said|thinks?|thought|know|wants?|needs?|went|goes|came|comes|got|gets|saw|told|met|sent|made|took|gave|left|lost|found|felt|heard|happens?|starts?|ends?|expires?|opens?|closes?|runs?|closed|until|I|we|you|he|she|they|it|there|who|which|if|when|because|not|no)\b|\b\w{2,}ed\b|['’](?:m|re|ve|d|ll|t)\b|[?]/i;
interface Told {
  owners: string[];
  words: string;
}

/** `Pam needs to send the report by Friday`: with a date it is hers. */
const NEEDS_TO = / (?:needs? to|has to|must|should) (?=(?<verb>[a-z][\w-]*))/y;
const LONGEST = 160;
const SHORTEST = 3;

/**
 * An order with a deadline, `Send the report by Friday`, is nobody's yet. A thing with a deadline, `mediation offer to the neighbour,
 * three weeks from today`, is promised by whoever says so, unless it begins with somebody: `Harriet to oil the gate by Friday`.
 */
export function draftsOfDated(sentence: string, line: number, speaker: string | null, context: WhenContext): Draft[] {
  if (sentence.length > LONGEST || !DEADLINE.test(sentence) || sentence.endsWith("?")) return [];
  const ordered = orderedOf(sentence);
  if (ordered) return datedOnly(ordered, line, context);
  const isOrder = startsWithOrder(sentence);
  if (!isOrder && (speaker === null || TELLS.test(sentence))) return [];
  const told = isOrder ? null : toldOf(sentence);
  const { when, evidence, rest } = readParts(told?.words ?? sentence, context);
  if (when?.kind !== "due" && when?.kind !== "far") return [];
  // `Back in 10 minutes`, `home by Friday`: what people say of themselves.
  if (!isOrder && (when.due.time !== null || rest.split(" ").length < SHORTEST)) return [];
  if (!isOrder && !withoutEnd(sentence, " .,!)").endsWith(when.words)) return [];
  const owners = told?.owners ?? (isOrder || speaker === null ? [] : [speaker]);
  return draftOf({ text: rest, owners, when, evidence }, line, "deadline");
}

/** `Mo - ask the council for a date – end of the week`: somebody, a mark, and an order. */
function orderedOf(sentence: string): Told | null {
  if (!/[:–—>→]| -| (?:needs?|has|must|should) /.test(sentence)) return null;
  const owners = ownersAt(sentence, 0, "overheard");
  const need = owners && isAPerson(owners.names) ? saidAt(NEEDS_TO, sentence, owners.end) : null;
  if (owners && need && isTaskVerb(need.said.verb ?? "")) return { owners: owners.names, words: sentence.slice(need.end) };
  const mark = owners && owners.names.length > 0 ? handoverAt(sentence, owners.end) : null;
  const words = sentence.slice(mark?.end);
  return owners && mark?.kind === "mark" && startsWithOrder(words) ? { owners: owners.names, words } : null;
}

function datedOnly({ owners, words }: Told, line: number, context: WhenContext): Draft[] {
  const { when, evidence, rest } = readParts(words, context);
  const isDated = when?.kind === "due" || when?.kind === "far";
  return isDated ? draftOf({ text: rest, owners, when, evidence }, line, "deadline") : [];
}

/** What a service or everybody must do is a rule, and no promise. */
const isAPerson = (names: string[]): boolean =>
  names.length === 1 &&
  names.every((name) => /^\p{Lu}/u.test(name) && !/^(?:the|all)\b/i.test(name) && !isRoleHead(name.split(" ").at(-1) ?? ""));

/** Where the words are of somebody named, whatever the verb: a date makes them an action. */
function toldOf(sentence: string): Told | null {
  const owners = ownersAt(sentence, 0, "overheard");
  const handover = owners && owners.names.length > 0 ? toldAt(sentence, owners.end) : null;
  return owners && handover && { owners: owners.names, words: sentence.slice(handover.end) };
}
