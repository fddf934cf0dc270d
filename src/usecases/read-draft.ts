import { type AssignRead, readAssign, type Who } from "../capture/assign.ts";
import { personOn } from "../core/case-file.ts";
import type { DraftPatch } from "../core/decide-draft.ts";
import type { Due } from "../core/due.ts";
import { isOutsideChat, personLabel } from "../core/person.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { nameMentions } from "./name-mentions.ts";
import { DATE_LACKING, resolveWhen, settle, type WhenFound } from "./resolve-when.ts";
import { resolveWho } from "./resolve-who.ts";

/** What was understood of a draft, and one sentence for each thing that was not. */
export interface DraftRead {
  patch: DraftPatch;
  problems: { field: "text" | "who" | "date" | "evidence" | "chaser"; message: string }[];
  /** The date that one of the problems offers: did you mean it? */
  meant?: Due;
}

export type DraftWords = {
  text?: string | undefined;
  who?: string | undefined;
  date?: string | undefined;
  time?: string | undefined;
  evidence?: string | undefined;
  chaser?: string | undefined;
};

/** Fields from a form or a one-press answer. An empty one is left as it is. */
export async function readFields(deps: Deps, asking: Asking, open: OpenCase, words: DraftWords): Promise<DraftRead> {
  const read: DraftRead = { patch: {}, problems: [] };
  if (words.text) read.patch.text = words.text;
  if (words.evidence) read.patch.evidenceRequired = words.evidence;
  if (words.who) await readOwner(deps, asking, open, words.who, read);
  if (words.chaser) await readChaser(deps, asking, open, words.chaser, read);
  if (words.date) takeWhen(resolveWhen(withTime(words.date, words.time), asking.now, open.calendar), read);
  else if (words.time) read.problems.push({ field: "date", message: DATE_LACKING });
  return read;
}

/** Where somebody is named in a draft: who names them, and what their words are read into. */
type Naming = [deps: Deps, asking: Asking, open: OpenCase, said: string, read: DraftRead, me?: string | null];

async function readOwner(...[deps, asking, open, said, read, me]: Naming): Promise<void> {
  const found = await resolveWho(deps, asking, open, said, me);
  if (found.kind === "nobody") read.problems.push({ field: "who", message: found.message });
  else Object.assign(read.patch, { owner: found.personId, ownerRole: found.role, ownerChoices: [] });
}

async function readChaser(...[deps, asking, open, said, read, me]: Naming): Promise<void> {
  const found = await resolveWho(deps, asking, open, said, me);
  if (found.kind === "nobody") read.problems.push({ field: "chaser", message: found.message });
  else if (isOutsideChat(personOn(open.file, found.personId))) {
    read.problems.push({ field: "chaser", message: "The chaser has to be somebody in chat." });
  } else read.patch.chaser = found.personId;
}

export function takeWhen(found: WhenFound, read: DraftRead): void {
  if (found.kind === "due") Object.assign(read.patch, { due: found.due, dueWords: found.words });
  else {
    read.problems.push({ field: "date", message: found.message });
    if (found.meant) read.meant = found.meant;
  }
}

/**
 * Everything typed after `assign`, or said in a message, in any order.
 *
 * @param me who said it, as `resolveWho` takes it
 */
export async function readTyped(
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  words: string,
  me?: string | null,
): Promise<DraftRead> {
  const { file, calendar } = open;
  const people = Object.values(file.people).map((person) => ({ id: person.id, names: [person.name, personLabel(person)] }));
  const roles = file.map.map(({ role, personId }) => ({ role, personId }));
  const typed = readAssign(words, { now: asking.now, calendar, people, roles });
  const read: DraftRead = { patch: {}, problems: [] };
  if (typed.text) read.patch.text = await nameMentions(deps, asking, typed.text);
  if (typed.evidence) read.patch.evidenceRequired = await nameMentions(deps, asking, typed.evidence);
  if (typed.when) takeWhen(settle(typed.when.read), read);
  await takeOwners(deps, asking, open, typed, read, me);
  if (typed.chaser) await readChaser(deps, asking, open, asSaid(typed.chaser), read, me);
  return read;
}

const takeOwners = (
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  { owners }: AssignRead,
  read: DraftRead,
  me?: string | null,
): Promise<void> => readOwners(deps, asking, open, owners.map(asSaid), read, me);

/** One owner, or those among whom has to be chosen: of several who were named, the people of the case. */
export async function readOwners(
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  owners: string[],
  read: DraftRead,
  me?: string | null,
): Promise<void> {
  const [only, ...more] = owners;
  if (only && more.length === 0) return readOwner(deps, asking, open, only, read, me);
  const found = await Promise.all(owners.map((owner) => resolveWho(deps, asking, open, owner, me)));
  read.patch.ownerChoices = [...new Set(found.flatMap((who) => (who.kind === "person" ? [who.personId] : [])))];
}

/** Somebody as `resolveWho` reads them. */
function asSaid(who: Who): string {
  switch (who.kind) {
    case "me":
      return "me";
    case "mention":
      return `<@${who.platform}/${who.workspace}/${who.user}>`;
    case "person":
      return `person:${who.personId}`;
    case "role":
      return `role:${who.role}`;
    case "unknown":
      return who.said;
  }
}

/** A sentence for each thing that could not be read; null where all was. */
export const problemWords = (read: DraftRead): string | null =>
  read.problems.length === 0 ? null : read.problems.map((problem) => problem.message).join(" ");

/** A date and a time from two inputs, as one phrase. */
export const withTime = (date: string, time: string | undefined): string => (time ? `${date} ${time}` : date);
