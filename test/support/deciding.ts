import type { Action } from "../../src/core/action.ts";
import { type CaseFile, personOn } from "../../src/core/case-file.ts";
import type { Change, Deciding, Decision } from "../../src/core/decision.ts";
import type { Notice } from "../../src/core/notice.ts";
import { aCalendar, aCaseFile, anAction, NOW } from "./builders.ts";

export const FRESH_ID = "00000000-0000-4000-8000-00000000f0f0";

/** Somebody about to decide about an action of C-014, on the afternoon of the joint meeting. */
export function deciding(
  by: string,
  action: Partial<Action> = {},
  { file = {}, ...rest }: { file?: Partial<CaseFile> } & Partial<Pick<Deciding, "now" | "today">> = {},
): Deciding {
  const caseFile = aCaseFile(file);
  return {
    action: anAction(action),
    file: caseFile,
    calendar: aCalendar(),
    actor: personOn(caseFile, by),
    now: NOW,
    today: "2027-03-11",
    freshId: FRESH_ID,
    ...rest,
  };
}

/** The change that was decided on; fails the test where there is none. */
export function changeOf(decision: Decision): Change {
  if (decision.kind !== "change") throw new Error(`no change was decided but: ${JSON.stringify(decision)}`);
  return decision.change;
}

/** Who hears what of a decision: `proposed to harriet`, `told signed-off to tom for priya`. */
export const heard = (decision: Decision): string[] => changeOf(decision).notices.map(noticeWords);

function noticeWords(notice: Notice): string {
  if (!("to" in notice)) return notice.kind;
  const what = notice.kind === "told" ? `told ${notice.what}` : notice.kind === "decided" ? notice.decision : notice.kind;
  return `${what} to ${notice.to.personId}${notice.to.coverFor === null ? "" : ` for ${notice.to.coverFor}`}`;
}
