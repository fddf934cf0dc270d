import { capture } from "../capture/capture.ts";
import type { Draft } from "../capture/draft.ts";
import { isNothingToDo } from "../capture/not-action.ts";
import { LONGEST_WORDS } from "../core/command-fields.ts";
import { impliedEvidence } from "../core/evidence-suggestions.ts";
import type { Day } from "../core/working-day.ts";
import { latestMeeting } from "../store/meetings.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { nameMentions } from "./name-mentions.ts";
import { type DraftRead, readOwners, readTyped, takeWhen } from "./read-draft.ts";
import { settle } from "./resolve-when.ts";

/** Who says a text: a person of ours, `null` where we do not know who, undefined where the asker types it. */
export type Speaker = string | null | undefined;

/**
 * A message that somebody chose to make an action: one draft for each thing that it asks or promises, and one at least of a message that
 * is no longer than an action.
 */
export async function readMessage(
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  words: string,
  speaker: Speaker,
): Promise<DraftRead[]> {
  const found = await draftsIn(deps, asking, open, words, speaker);
  const isOne = found.length <= 1 && words.length <= LONGEST_WORDS;
  return isOne ? [await readOne(deps, asking, open, words, speaker, found[0])] : readAll(deps, asking, open, found);
}

/** What follows `ACTION:` on each of these lines. A line that says that there is nothing to do is no action. */
export async function readLines(
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  lines: string[],
  speaker: Speaker,
): Promise<DraftRead[]> {
  const reads: DraftRead[] = [];
  for (const line of lines) {
    if (line === "" || isNothingToDo(line)) continue;
    const found = await draftsIn(deps, asking, open, `ACTION: ${line}`, speaker);
    if (found.length > 1) reads.push(...(await readAll(deps, asking, open, found)));
    else reads.push(await readOne(deps, asking, open, line, speaker, found[0]));
  }
  return reads;
}

/**
 * One action, in whichever way says more of it: people write as they talk, or as they would type a command, with `owner`, `chaser` and
 * `evidence` before each part.
 */
async function readOne(
  ...[deps, asking, open, words, speaker, draft]: [Deps, Asking, OpenCase, string, Speaker, Draft | undefined]
): Promise<DraftRead> {
  const typed = await readTyped(deps, asking, open, words, speaker);
  if (!draft) return typed;
  const talked = await readDraft(deps, asking, open, draft);
  const { evidenceRequired, chaser, owner } = typed.patch;
  const isTyped = evidenceRequired ?? chaser ?? (talked.patch.owner || talked.patch.ownerChoices?.length ? undefined : owner);
  return isTyped ? typed : talked;
}

/** Every action of pasted minutes. Who wrote them down is not known, so that an `I` in them is nobody until its line says who speaks. */
export const readMinutes = async (deps: Deps, asking: Asking, open: OpenCase, text: string): Promise<DraftRead[]> =>
  readAll(deps, asking, open, await draftsIn(deps, asking, open, text, null));

async function draftsIn(deps: Deps, asking: Asking, open: OpenCase, text: string, said: Speaker): Promise<Draft[]> {
  const speaker = said === undefined ? asking.person.id : said;
  const { calendar } = open;
  const nextMeeting = await nextMeetingOf(deps, open, text);
  return capture(text, { now: asking.now, calendar, nextMeeting, speaker: speaker === null ? null : `person:${speaker}` });
}

/** The day that the last meeting agreed on, where the text speaks of the next one. */
async function nextMeetingOf(deps: Deps, { file, today }: OpenCase, text: string): Promise<Day | null> {
  if (!/\bnext\b/i.test(text)) return null;
  const followUp = (await latestMeeting(deps.db, file.id))?.followUp ?? null;
  return followUp !== null && followUp > today ? followUp : null;
}

async function readAll(deps: Deps, asking: Asking, open: OpenCase, drafts: Draft[]): Promise<DraftRead[]> {
  const reads: DraftRead[] = [];
  for (const draft of drafts) reads.push(await readDraft(deps, asking, open, draft));
  return reads;
}

/** Nothing is added to what was said: owners are people of the case, dates are of its words. */
async function readDraft(deps: Deps, asking: Asking, open: OpenCase, draft: Draft): Promise<DraftRead> {
  const { text, owners, when, evidence, found } = draft;
  const read: DraftRead = { patch: {}, problems: [] };
  if (found !== "deadline" || !(await takeNamed(deps, asking, open, text, read))) {
    read.patch.text = (await nameMentions(deps, asking, text)).slice(0, LONGEST_WORDS);
    await readOwners(deps, asking, open, owners, read);
  }
  const shownBy = evidence ?? impliedEvidence(text);
  if (shownBy) read.patch.evidenceRequired = (await nameMentions(deps, asking, shownBy)).slice(0, LONGEST_WORDS);
  if (when) takeWhen(settle(when), read);
  return read;
}

/** `PS to`: somebody, also where nobody of the case has these initials. */
const INITIALS = /^(?:\p{Lu}\.?){2,4}\s+to\s+/u;

/**
 * Words that only a date makes an action are of whoever says them, unless they begin with somebody, as `Harriet to oil the gate` does, or
 * with nobody. Whether they did.
 */
async function takeNamed(deps: Deps, asking: Asking, open: OpenCase, text: string, read: DraftRead): Promise<boolean> {
  const { patch, problems } = await readTyped(deps, asking, open, text, null);
  const { owner, ownerRole = null, ownerChoices = [] } = patch;
  const said = patch.text ?? "";
  const rest = owner ? said : said.replace(INITIALS, "");
  if (!owner && ownerChoices.length === 0 && rest.length >= text.length) return false;
  Object.assign(read.patch, { text: rest || text, ...(owner && { owner, ownerRole }), ownerChoices });
  read.problems.push(...problems.filter(({ field }) => field === "who"));
  return true;
}
