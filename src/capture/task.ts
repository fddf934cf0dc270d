import { type Deadline, deadlineIn } from "./deadline.ts";
import { evidenceIn } from "./evidence-said.ts";
import { wholeOwners } from "./owners-said.ts";
import { ownersOf } from "./task-owners.ts";
import { tidy } from "./tidy.ts";
import { readWhen, type WhenContext } from "./when.ts";

/** What was understood of the words of one thing to do. What was not said is null or empty. */
export interface Task {
  text: string;
  owners: string[];
  when: Deadline["read"] | null;
  evidence: string | null;
}

/**
 * Reads words that are an action anyway: after a marker, under a heading of actions, beside a box, in a cell.
 *
 * @param speaker who says them: whom an `I` in them is
 */
export function readTask(words: string, context: WhenContext, speaker: string | null = null): Task {
  const first = OWNER_AND_DATE.test(words) ? ownerAndDate(words, context) : null;
  if (first) return first;
  const { when, evidence, rest } = readParts(words, context);
  const { owners, text } = ownersOf(rest, speaker);
  return { text: tidy(text), owners: [...new Set(owners)], when, evidence };
}

/** `(Henrik, 10/9): unpin it`: who and by when in one bracket, before what. */
const OWNER_AND_DATE = /^\((?<who>[^(),;]{2,40})[,;] ?(?<day>[^(),;]{2,30})\) ?[:–—-]? ?(?=\S)/;

function ownerAndDate(words: string, context: WhenContext): Task | null {
  const found = OWNER_AND_DATE.exec(words);
  const { who = "", day = "" } = found?.groups ?? {};
  const owners = wholeOwners(who, "named")?.names ?? [];
  const when = readWhen(day, context);
  if (!found || owners.length === 0 || when.kind === "none") return null;
  const { evidence, rest } = readParts(words.slice(found[0].length), context);
  return { text: rest, owners, when, evidence };
}

/** The deadline and the evidence of an action, and its words without them. */
export function readParts(words: string, context: WhenContext): Pick<Task, "when" | "evidence"> & { rest: string } {
  const deadline = deadlineIn(words, context);
  const undated = tidy(deadline ? deadline.rest : words);
  const said = evidenceIn(undated);
  const rest = said ? tidy(undated.slice(0, said.start) + undated.slice(said.end)) : undated;
  return { when: deadline?.read ?? null, evidence: said?.evidence ?? null, rest };
}
