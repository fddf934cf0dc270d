import { fullRef, type Missing, missingFrom } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { dueLabel } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { type Line, titleOf } from "./action-view.ts";
import { join } from "./markup.ts";
import { offersTo } from "./offers.ts";
import { nameOnly, personText } from "./person-view.ts";
import { standingOf } from "./status-line.ts";
import { type Telling, todayOf } from "./telling.ts";

/** One action on one row, with the one button that is expected of the reader. */
export type Row = { title: string; detail: Line; button: string; command: Command & { again?: Command } };

const LONGEST_TITLE = 140;

/** `again` makes the card that the row stands on; on the home tab, which is drawn anew by itself, there is none. */
export function rowOf(telling: Telling, view: ActionView, again?: Command): Row {
  const { button, command } = expected(telling, view);
  const title = shortened(titleOf(view.action), LONGEST_TITLE);
  return { title, detail: detail(telling, view), button, command: again ? { ...command, again } : command };
}

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
  const standing = standingOf(telling, view);
  const parts: (Line | null)[] = [
    ownerPart(telling, view),
    action.due && `due ${dueLabel(action.due)}`,
    standing ? `${action.status}, ${standing}` : action.status,
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

type Button = { button: string; command: Command };

/** The press that would move this action on, if it is this reader's to make; else a look at it. */
function expected(telling: Telling, view: ActionView): Button {
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
