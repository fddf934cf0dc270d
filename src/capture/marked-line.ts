import type { Marked } from "./action-marker.ts";
import { deadlineIn } from "./deadline.ts";
import { type Draft, draftOf, type FoundBy } from "./draft.ts";
import { isNothingToDo, isReport, isSpoken } from "./not-action.ts";
import { wholeOwners } from "./owners-said.ts";
import { sentencesOf } from "./sentences.ts";
import { draftsOfTalk } from "./talk.ts";
import { readTask } from "./task.ts";
import { leadingOwners } from "./task-owners.ts";
import { taskParts } from "./task-parts.ts";
import { startsWithOrder } from "./task-verbs.ts";
import { tidy } from "./tidy.ts";
import type { WhenContext } from "./when.ts";

/** Where a marked line stands. */
export interface Surroundings {
  line: number;
  /** Who says the line, where somebody does. */
  speaker: string | null;
  /** What was said on the line before, where it can be what a lonely `Action: JB` is about. */
  before: () => string | null;
  /** Others speak in this text under their initials, as somebody called AI may. */
  initialsSpeak: boolean;
}

/** With a date. */
const LONGEST_OWNERS = 80;

const TELLS_WHAT = / (?:to|will|shall|should) [a-z]/;

/** The actions of a line that carries a marker. */
export function draftsOfMarked(marked: Marked, around: Surroundings, context: WhenContext): Draft[] {
  const { before, words } = marked;
  if (/^a[ip]$/i.test(marker(marked)) && isSpeech(words, around)) {
    return draftsOfTalk(words, { line: around.line, speaker: marked.marker }, context);
  }
  const whom = ownersAlone(marked, around, context);
  if (whom) return whom;
  const aside = before === "" ? [] : draftsOfTalk(before, around, context);
  return [...aside, ...draftsOfTasks(words, around, context)];
}

const marker = ({ marker }: Marked): string => marker.replaceAll(".", "");

const isSpeech = (words: string, { initialsSpeak }: Surroundings): boolean =>
  isSpoken(words) || (initialsSpeak && !startsWithOrder(words) && !/^\p{Ll}/u.test(words) && !leadingOwners(words));

/** What to do, in one part or several; where the first sentence says that there is nothing, the others may still promise. */
export function draftsOfTasks(words: string, around: Surroundings, context: WhenContext, found: FoundBy = "marker"): Draft[] {
  if (words === "" || isReport(words)) return [];
  if (isNothingToDo(words)) return draftsOfTalk(sentencesOf(words).slice(1).join(" "), around, context);
  return taskParts(words)
    .filter((part) => !isNothingToDo(part))
    .flatMap((part) => draftOf(readTask(part, context, around.speaker), around.line, found));
}

/** `The boiler has to be seen to. Action: JB`: only who, after what, on this line or the one before. */
function ownersAlone({ before, words, after }: Marked, around: Surroundings, context: WhenContext): Draft[] | null {
  if (words.length > LONGEST_OWNERS || TELLS_WHAT.test(words) || (words !== "" && isReport(words))) return null;
  const deadline = deadlineIn(words, context);
  const owners = wholeOwners(tidy(deadline ? deadline.rest : words), "told");
  if (!owners || (owners.names.length === 0 && before === "" && after === "")) return null;
  // Whoever reads `Action: Clerk` and nothing else knows at least whom to ask.
  const about = before || after || around.before() || words;
  const sentence = sentencesOf(about).at(-1) ?? about;
  const task = readTask(sentence, context);
  return draftOf({ ...task, owners: owners.names, when: deadline?.read ?? task.when }, around.line, "marker");
}
