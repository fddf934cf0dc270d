import { type Action, fullRef, isEnded, type LatestDecision, type SourceMessage } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import { awayCover } from "../core/cover.ts";
import { actingNow } from "../core/decide-away.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dayLabel, dueLabel, momentLabel } from "../core/due.ts";
import { askedWords, lastDecision, nameAndRole } from "../core/now-true.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { join, link, type Markup } from "./markup.ts";
import { type Offer, shown } from "./offers.ts";
import { nameOnly, personText } from "./person-view.ts";
import { capitalised, statusLine, unheard } from "./status-line.ts";
import { type CardContext, type Telling, tell, todayOf, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** A line of card text: plain words, or words with people and links in them. */
export type Line = string | Markup;
export type Fact = { label: string; value: Line };

/** An action as everybody meets it: what it is, how it stands, who, when, what for. */
export function actionCard(
  context: CardContext,
  view: ActionView,
  { offers, said, why = [], offersNext = false, toCopy = null }: Saying & { offers: readonly Offer[] },
): Card {
  const telling = tell(context);
  const data = {
    ...head(telling, view),
    said: worded(said, telling),
    facts: facts(telling, view),
    notes: notes(telling, view, said ? null : lastDecision(view.action)),
    why: [...why, ...withheldNote(view)],
    offers: shown(offers),
    request: view.action.request?.id ?? null,
    case: view.file.ref,
    offersNext,
    hasCopy: toCopy !== null,
    copyLabel: toCopy?.copyLabel ?? "",
    copy: toCopy?.copy ?? [],
  };
  // What happened is said once: shown again, the card would have lost it.
  return fillCard("action", data, telling, data.said.length > 0 ? undefined : shownAgain(view));
}

export const shownAgain = ({ action }: ActionView): Command => ({ do: "show", ref: fullRef(action) });

/** A function where it names people. */
export type Wording = Line[] | ((telling: Telling) => Line[]);

export interface Saying {
  /** What happened just now. */
  said?: Wording;
  /** Why the reader sees this. */
  why?: Line[];
  /** Offer to make the next step an action: after an honest ending. */
  offersNext?: boolean;
  /** Words for the chaser to send. */
  toCopy?: { copyLabel: string; copy: string[] } | null;
}

export const worded = (wording: Wording | undefined, telling: Telling): Line[] =>
  typeof wording === "function" ? wording(telling) : (wording ?? []);

/** The first two lines, and what every button needs. */
export const head = (context: CardContext, view: ActionView) => ({
  title: titleOf(view.action),
  status: statusLine(context, view),
  ref: fullRef(view.action),
  seen: view.action.version,
});

/** `C-014/A1 · Pipe lagging and wall survey`; the reference alone where the words are not for this reader. */
export function titleOf(action: Action): string {
  if (action.text) return `${fullRef(action)} · ${action.text}`;
  return action.status === "draft" ? `${fullRef(action)} · draft` : fullRef(action);
}

/** Always in this order: Owner, Due, Evidence, Chaser. What is not known is left out, except in a draft. */
export function facts(telling: Telling, view: ActionView): Fact[] {
  const { action } = view;
  const found: Fact[] = [];
  if (action.owner) found.push({ label: "Owner", value: ownerText(telling, view) });
  if (action.due) found.push({ label: "Due", value: dueText(action) });
  if (action.evidenceRequired) found.push({ label: "Evidence", value: action.evidenceRequired });
  if (action.chaser) found.push({ label: "Chaser", value: personText(telling, view.file, action.chaser) });
  return found;
}

export function ownerText(telling: Telling, { action, file }: ActionView): Line {
  if (!action.owner) return "not set";
  const owner = personText(telling, file, action.owner, action.ownerRole);
  const outside = ownerIsOutside(action, file) ? "outside chat" : null;
  const away = actingText(telling, file, action) ?? coverNote(telling, file, action);
  const marks = [outside, unheard(action), away].filter((mark) => mark !== null);
  return marks.length > 0 ? join([owner, ...marks], " · ") : owner;
}

/** Who acts for an owner outside chat who is away. */
function actingText(telling: Telling, file: CaseFile, action: Action): Markup | null {
  const acting = isEnded(action.status) ? null : actingNow(action, file, todayOf(telling, { file }));
  return acting && join(["acting:", personText(telling, file, acting.personId)]);
}

/** Whom to ask while the owner is away. */
function coverNote(telling: Telling, file: CaseFile, { owner, ownerRole, status }: Action): string | null {
  const cover = owner && !isEnded(status) ? awayCover(file, owner, todayOf(telling, { file }), ownerRole) : undefined;
  if (!cover) return null;
  const until = cover.until === null ? "" : ` until ${dayLabel(cover.until)}`;
  return `cover${until}: ${nameOnly(file, cover.personId)}`;
}

/** The date now agreed, and the one first agreed where it moved: history is never overwritten. */
export function dueText({ due, originalDue }: Action): string {
  if (!due) return "not set";
  const moved = originalDue && dueLabel(originalDue) !== dueLabel(due);
  return moved ? `${dueLabel(due)} (first agreed: ${dueLabel(originalDue)})` : dueLabel(due);
}

/** What has happened since, each a sentence: what is in the way, what was asked, what was given, how it goes, how it ended. */
export function notes(telling: Telling, view: ActionView, decision: LatestDecision | null = null): Line[] {
  const { action } = view;
  return [
    action.blockedBecause && `In the way: ${action.blockedBecause}`,
    requestNote(telling, view),
    decision && decisionNote(telling, view, decision),
    entryNote(telling, view, "Evidence given", action.latestEvidence),
    entryNote(telling, view, "Latest update", action.latestUpdate),
    isEnded(action.status) && action.endedBecause ? `Because: ${action.endedBecause}` : null,
    signedNote(telling, view),
    action.follows && `Next step after ${action.follows}.`,
    ...sourceNote(telling, view),
  ].filter((note): note is Line => Boolean(note));
}

/** As the history says it. */
const withheldNote = ({ action }: ActionView): string[] =>
  action.withheld ? ["Part of this is not shown at your level of access."] : [];

function requestNote(telling: Telling, { action, file }: ActionView): Line | null {
  const { request } = action;
  if (!request) return null;
  const asker = personText(telling, file, request.by);
  if (request.kind === "extension") return join([asker, `has asked for a new date: ${dueLabel(request.to)}. Not decided yet.`]);
  return join([asker, `has asked for a new owner: ${nameOnly(file, request.to)}. Not decided yet.`]);
}

/** Who decided, in what role, when and why, until something else moves the action. Not said twice where a card tells of it. */
function decisionNote(telling: Telling, { file }: ActionView, decision: LatestDecision): string {
  const when = momentLabel(decision.at, zoneOf(telling, file));
  const by = `${decisionWords(decision, file)}, ${when}, by ${nameAndRole(file, decision.by)}`;
  return decision.why ? `${by}: ${decision.why}` : `${by}.`;
}

function decisionWords(decision: LatestDecision, file: CaseFile): string {
  switch (decision.what) {
    case "returned":
      return "Evidence returned";
    case "reopened":
      return "Opened again";
    case "unblocked":
      return "Nothing in the way any more";
    case "approved":
      return `${capitalised(askedWords(decision, file))} approved`;
    case "declined":
      return `${capitalised(askedWords(decision, file))} declined`;
  }
}

function entryNote(telling: Telling, { file }: ActionView, what: string, entry: Action["latestUpdate"]): Line | null {
  if (!entry) return null;
  const when = momentLabel(entry.at, zoneOf(telling, file));
  const given = `${what}, ${when}, by ${nameOnly(file, entry.by)}`;
  return entry.text === null ? `${given}.` : join([`${given}:`, linked(entry.text)]);
}

function signedNote(telling: Telling, { action, file }: ActionView): Line | null {
  if (!action.signedOffBy) return null;
  return join(["Signed off by", join([personText(telling, file, action.signedOffBy), "."], "")]);
}

/** Where the action came from, for those who can open it there. */
export function sourceNote(telling: CardContext, { action: { source, sourceState }, file }: ActionView): Line[] {
  const state = sourceState === null ? [] : [`original ${sourceState}`];
  if (source?.link && canOpen(source, telling, file)) return [join([link(SOURCE, source.link), ...state], " · ")];
  return state.length > 0 ? [join([SOURCE, ...state], " · ")] : [];
}

const SOURCE = "The message it was made from";

/** Whoever has an account where the message is, or reads this in that same workspace. */
function canOpen({ platform, workspace }: SourceMessage, { reader, room }: CardContext, file: CaseFile): boolean {
  const places = reader === "" ? [room] : (file.people[reader]?.identities ?? []);
  return places.some((place) => place?.platform === platform && place?.workspace === workspace);
}

const ADDRESS = /https?:\/\/[^\s<>()"]+[^\s<>()".,;:!?]/;

/** Evidence is often a link: it can be followed, and nothing else in the words becomes one. */
export function linked(words: string): Markup {
  const found = ADDRESS.exec(words);
  if (!found) return join([words]);
  const [address] = found;
  return join([words.slice(0, found.index), link(address, address), words.slice(found.index + address.length)], "");
}
