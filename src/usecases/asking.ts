import type { ChatRequest } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import { fullRef } from "../core/action.ts";
import type { CaseFile, Level } from "../core/case-file.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Person, Platform } from "../core/person.ts";
import { type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { caseWithActions, type Which } from "../store/actions.ts";
import { type CaseRead, caseByRef, casesNaming, type Here, type Theirs } from "../store/cases.ts";
import type { Writing } from "../store/change.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";

/** A known person asking for something, somewhere, now. */
export interface Asking {
  providerId: string;
  person: Person;
  /** Cases that the place they ask from belongs to. */
  caseRefs: string[];
  /** The one case meant as it was when they came in; null where there is none, or once it may have changed. */
  here: Here | null;
  /** Every case that names them, as read when they came in; null where that was not asked for, or once it may have changed. */
  theirs: Theirs | null;
  now: Date;
  delivery: string;
  platform: Platform;
  place: ChatRequest["place"];
  pressed: ChatRequest["pressed"];
}

/** The same request with everything read anew: time has passed, or something was changed. */
export const afresh = (asking: Asking): Asking => ({ ...asking, here: null, theirs: null });

/** A case that the asker may see today. */
export interface OpenCase {
  file: CaseFile;
  calendar: Calendar;
  level: Level;
  today: Day;
}

/** Nothing is told of a case to somebody who is not on it, not even whether there is one. `caseRef` is what was asked for. */
export type NoAccess = { kind: "no-access"; caseRef: string | null };

export async function openCase(deps: Deps, asking: Asking, caseRef: string): Promise<OpenCase | NoAccess> {
  const file = asking.here?.file.ref === caseRef ? asking.here.file : await caseByRef(deps.db, asking.providerId, caseRef);
  return file ? asSeenBy(deps, asking, file) : { kind: "no-access", caseRef };
}

export function asSeenBy(deps: Deps, asking: Asking, read: CaseFile): OpenCase | NoAccess {
  const file = fileConnected(read, platformsOf(deps));
  const today = dayOf(asking.now, file.timeZone);
  const level = accessLevel(file, asking.person.id, today);
  return level ? { file, level, today, calendar: calendarOf(deps, file) } : { kind: "no-access", caseRef: file.ref };
}

/** The case meant: the one named, else the one that this place belongs to. Where that is no one case, those that it could be. */
export async function caseMeant(
  deps: Deps,
  asking: Asking,
  named: string | undefined,
  example: (ref: string) => string,
): Promise<{ ref: string } | Outcome> {
  const ref = named ?? (asking.caseRefs.length === 1 ? asking.caseRefs[0] : undefined);
  if (ref) return { ref };
  const refs = (await visibleCases(deps, asking)).map(({ file }) => file.ref);
  return { kind: "which-case", refs, example: example(refs[0] ?? "C-014") };
}

/** Cases that name the asker and that they may see today. */
export async function visibleCases(deps: Deps, asking: Asking): Promise<OpenCase[]> {
  const cases = await casesNaming(deps.db, asking.providerId, asking.person.id);
  return cases.map(({ file }) => asSeenBy(deps, asking, file)).filter((open): open is OpenCase => !("kind" in open));
}

export interface OpenAction extends OpenCase {
  action: Action;
}

/** `A1` or `C-014/A1` in its parts. */
export function numberOf(ref: string): { caseRef: string | undefined; number: number } {
  const [first = "", second] = ref.split("/");
  return second ? { caseRef: first, number: Number(second.slice(1)) } : { caseRef: undefined, number: Number(first.slice(1)) };
}

/** `E1` or `C-014/E1`. */
export const isEscalationRef = (ref: string): boolean => /(?:^|\/)E\d+$/.test(ref);

/** The action meant by `A1` or `C-014/A1`, if the asker may know of it. */
export async function openAction(deps: Deps, asking: Asking, ref: string): Promise<OpenAction | NoAccess | Outcome> {
  const { caseRef, number } = numberOf(ref);
  const meant = await caseMeant(deps, asking, caseRef, (example) => `action show ${example}/${ref}`);
  if ("kind" in meant) return meant;
  const read = await caseRead(deps, asking, meant.ref, number);
  const found = read ? asSeenBy(deps, asking, read.file) : { kind: "no-access" as const, caseRef: meant.ref };
  if ("kind" in found) return found;
  const [action] = read?.actions ?? [];
  if (action) return { ...found, action };
  const example = `action list ${meant.ref}`;
  return { kind: "invalid", field: null, message: `There is no ${fullRef({ caseRef: meant.ref, number })}.`, example };
}

/** A case with some of its actions, or the one of that number: as they were read with the asker, else as they are now. */
export async function caseRead(deps: Deps, asking: Asking, ref: string, which: Which | number) {
  const { here, providerId } = asking;
  return here?.file.ref === ref && here.which === which ? here : caseWithActions(deps.db, providerId, ref, which);
}

/** Every case that names the asker, with some of its actions: as they were read with the asker, else as they are now. */
export async function casesRead(deps: Deps, asking: Asking, which: Which): Promise<CaseRead[]> {
  const { theirs, providerId, person } = asking;
  return theirs?.which === which ? theirs.cases : casesNaming(deps.db, providerId, person.id, which);
}

export const writingOf = (deps: Deps, asking: Asking): Writing => ({
  providerId: asking.providerId,
  now: asking.now,
  delivery: asking.delivery,
  platforms: platformsOf(deps),
  wake: deps.wake,
});
