import { type Action, isLive } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { awayCover, coveredBy } from "./cover.ts";
import type { Digest } from "./digest.ts";
import { dueStanding } from "./due.ts";
import type { ActionView } from "./outcome.ts";
import { mayDo } from "./permission.ts";
import { isOutsideChat } from "./person.ts";
import type { Day } from "./working-day.ts";

/** Whether the doing of an action is in a person's hands today: as owner, as chaser for an owner outside chat, or as cover for either. */
export function isInHandOf(action: Action, file: CaseFile, personId: string, today: Day): boolean {
  const owner = action.owner === null ? undefined : file.people[action.owner];
  if (!owner) return false;
  const doer = isOutsideChat(owner) ? action.chaser : owner.id;
  if (doer === null) return false;
  return doer === personId || standsInFor(file, doer, personId, today);
}

/** Cover with dates takes over; cover without dates may act, but is not reminded. */
const standsInFor = (file: CaseFile, away: string, personId: string, today: Day): boolean =>
  coveredBy(file, personId, today).includes(away) && awayCover(file, away, today)?.personId === personId;

/** What an action waits for from this person, other than the work itself. */
export function waitsFor({ action, file }: ActionView, personId: string, today: Day): Digest["waiting"][number]["what"] | null {
  if (action.status === "draft") return action.asker === personId ? "confirm" : null;
  if (action.status === "proposed" && isInHandOf(action, file, personId, today)) return "accept";
  if (action.status === "evidence submitted") return mayDo("sign-off", file, action, personId, today).allowed ? "sign-off" : null;
  if (action.request && action.request.by !== personId)
    return mayDo("approve", file, action, personId, today).allowed ? "decide" : null;
  return null;
}

/** Sorts actions into the sections of a person's digest. Each stands in one only, and what is none of theirs in none. */
export function digestOf(personId: string, views: { view: ActionView; today: Day }[], now: Date): Digest {
  const digest: Digest = { personId, overdue: [], dueToday: [], dueSoon: [], later: [], waiting: [] };
  for (const { view, today } of views) {
    const { action, file, calendar } = view;
    const what = waitsFor(view, personId, today);
    if (what) digest.waiting.push({ view, what });
    else if (
      isLive(action.status) &&
      action.status !== "draft" &&
      action.status !== "evidence submitted" &&
      action.due &&
      isInHandOf(action, file, personId, today)
    ) {
      digest[SECTION[dueStanding(action.due, now, calendar).kind]].push(view);
    }
  }
  return digest;
}

const SECTION = { overdue: "overdue", "due today": "dueToday", "due soon": "dueSoon", "on track": "later" } as const;
