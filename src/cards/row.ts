import { fullRef, type Missing, missingFrom, type Status } from "../core/action.ts";
import { whoLeft } from "../core/at-work.ts";
import type { Command } from "../core/command.ts";
import { coversOf } from "../core/cover.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dayLabel, dueLabel } from "../core/due.ts";
import { doersHearer, leadsHearer } from "../core/hearers.ts";
import type { ActionView } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { type Line, titleOf } from "./action-view.ts";
import { join } from "./markup.ts";
import { offersTo } from "./offers.ts";
import { nameOnly, personText } from "./person-view.ts";
import { escalated, markedStanding, withCover } from "./status-line.ts";
import { type Telling, todayOf } from "./telling.ts";

/** A button on a card of several actions. `again` makes that card; on the home tab, which is drawn anew by itself, there is none. */
export type Button = { button: string; command: Command & { again?: Command } };

/** One action on one row, with the one button that is expected of the reader. */
export type Row = { title: string; detail: Line } & Button;

const LONGEST_TITLE = 140;

export function rowOf(telling: Telling, view: ActionView, again?: Command): Row {
  return { ...rowText(telling, view), ...remaking(expected(telling, view), again) };
}

/** What a row says. */
export const rowText = (telling: Telling, view: ActionView): { title: string; detail: Line } => ({
  title: shortened(titleOf(view.action), LONGEST_TITLE),
  detail: detail(telling, view),
});

export const remaking = ({ button, command }: Button, again: Command | undefined): Button => ({
  button,
  command: again ? { ...command, again } : command,
});

/** Shortened where a list is read; the card of the action itself has all of it. */
export const shortened = (words: string, longest: number): string =>
  words.length <= longest
    ? words
    : `${words
        .slice(0, longest - 1)
        .replace(HALF_CHARACTER, "")
        .trimEnd()}…`;

const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** Who, when, how it stands, and what waits to be decided. */
function detail(telling: Telling, view: ActionView): Line {
  const { action } = view;
  const standing = markedStanding(telling, view);
  const coverFor = coveredPerson(telling, view);
  const parts: (Line | null)[] = [
    coverFor === null || coverFor !== action.owner ? ownerPart(telling, view) : null,
    ...placePart(view, coverFor, telling),
    action.due && `due ${dueLabel(action.due)}`,
    standing ? `${action.status}, ${standing}` : action.status,
    withCover(telling, view),
    escalated(view.action),
    lackingPart(telling, view),
    requestPart(view),
    action.status === "evidence submitted" && action.latestEvidence?.text
      ? `given: ${shortened(action.latestEvidence.text, 120)}`
      : null,
  ];
  return join(
    parts.filter((part) => part !== null),
    " · ",
  );
}

function ownerPart(telling: Telling, { action, file }: ActionView): Line | null {
  if (action.owner === null) return null;
  return action.owner === telling.reader ? "yours" : personText(telling, file, action.owner, action.ownerRole);
}

/** In whose place the reader acts, until when. */
function placePart(view: ActionView, coverFor: string | null, telling: Telling): string[] {
  if (coverFor === null) return [];
  const { file } = view;
  const cover = coversOf(file, coverFor, todayOf(telling, view)).find(({ personId }) => personId === telling.reader);
  return [`for ${nameOnly(file, coverFor)}${cover?.until ? `, until ${dayLabel(cover.until)}` : ""}`];
}

/** What moves a live action on: whoever may do it stands there in their own place, or in another's. */
const ANSWERS: Partial<Record<Status, "confirm" | "accept" | "evidence" | "sign-off">> = {
  draft: "confirm",
  proposed: "accept",
  open: "evidence",
  blocked: "evidence",
  "evidence submitted": "sign-off",
};

/** Whose place the reader takes in it today, if it is not their own. */
function coveredPerson(telling: Telling, view: ActionView): string | null {
  const { action, file } = view;
  const today = todayOf(telling, view);
  const verb = ANSWERS[action.status];
  const answers = verb && mayDo(verb, file, action, telling.reader, today);
  if (answers?.allowed) return answers.coverFor;
  const decides = action.request && mayDo("approve", file, action, telling.reader, today);
  if (decides?.allowed) return decides.coverFor;
  return leadCovered(telling, view);
}

/** What is left to the lead, because nobody else has it in hand, is left to whoever hears for them. */
function leadCovered(telling: Telling, view: ActionView): string | null {
  const { action, file } = view;
  const today = todayOf(telling, view);
  const isLeft =
    whoLeft(action, file, today) !== null || (ANSWERS[action.status] === "evidence" && doersHearer(action, file, today) === null);
  const hearer = isLeft ? leadsHearer(file, today) : null;
  return hearer?.personId === telling.reader ? hearer.coverFor : null;
}

function lackingPart(telling: Telling, view: ActionView): string | null {
  const missing = isOwnDraft(telling, view) ? lacking(view) : [];
  return missing.length > 0 ? `missing: ${lackingWords(missing)}` : null;
}

/** A draft that is the reader's to complete. To others its fields are hidden, not missing. */
const isOwnDraft = (telling: Telling, view: ActionView): boolean =>
  view.action.status === "draft" && mayDo("confirm", view.file, view.action, telling.reader, todayOf(telling, view)).allowed;

const lacking = ({ action, file }: ActionView): Missing[] => missingFrom(action, ownerIsOutside(action, file));

function requestPart({ action, file }: ActionView): string | null {
  const { request } = action;
  if (!request) return null;
  return request.kind === "extension"
    ? `asked for: ${dueLabel(request.to)}`
    : `asked for: ${nameOnly(file, request.to)} as owner`;
}

const LACKING: Record<Missing, string> = {
  text: "what is to be done",
  owner: "owner",
  due: "due date",
  evidence: "evidence",
  chaser: "chaser",
};

export const lackingWords = (missing: Missing[]): string => missing.map((part) => LACKING[part]).join(", ");

/** The press that would move this action on, if it is this reader's to make; else a look at it. */
export function expected(telling: Telling, view: ActionView): Button {
  const { action } = view;
  const ref = fullRef(action);
  const on = { ref, seen: action.version };
  if (isOwnDraft(telling, view)) {
    const isWhole = lacking(view).length === 0;
    return isWhole
      ? { button: "Confirm", command: { do: "confirm", ...on } }
      : { button: "Edit", command: { do: "edit", ...on } };
  }
  const offers = offersTo(telling, view);
  const request = action.request?.id;
  if (offers.includes("accept")) return { button: "Accept", command: { do: "accept", ...on } };
  if (offers.includes("signOff")) return { button: "Sign off", command: { do: "sign-off", ...on } };
  if (offers.includes("approveDate")) return { button: "Approve new date", command: { do: "approve", ...on, request } };
  if (offers.includes("approveOwner")) return { button: "Approve new owner", command: { do: "approve", ...on, request } };
  if (offers.includes("evidence")) return { button: "Submit evidence", command: { do: "evidence", ...on } };
  return { button: "Show", command: { do: "show", ref } };
}
