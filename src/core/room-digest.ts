import { accessLevel } from "./access.ts";
import type { CaseFile } from "./case-file.ts";
import { countsOn } from "./digest-time.ts";
import { dueInstant, dueStanding, type Standing } from "./due.ts";
import type { ActionView } from "./outcome.ts";
import { type Calendar, type Day, dayOf } from "./working-day.ts";

/** What is due in the cases of one room, as far as everybody in it may see it. */
export interface RoomDigest {
  day: Day;
  /** Cases that every member may see, with their actions that are due, the latest first. */
  cases: { file: CaseFile; rows: ActionView[] }[];
  /** All that may be said of the others: not even which they are. */
  withheld: { overdue: number; dueToday: number; dueSoon: number };
}

/**
 * @param members everybody who is in the room at this moment; null where that could not be found out, or somebody is not known to us:
 *   then nothing but counts is said
 */
export function roomDigestOf(
  cases: { file: CaseFile; calendar: Calendar; views: ActionView[] }[],
  members: ReadonlySet<string> | null,
  now: Date,
): RoomDigest {
  const digest: RoomDigest = {
    day: dayOf(now, cases[0]?.file.timeZone ?? "UTC"),
    cases: [],
    withheld: { overdue: 0, dueToday: 0, dueSoon: 0 },
  };
  for (const { file, calendar, views } of cases) {
    const today = dayOf(now, file.timeZone);
    if (!countsOn(today, { calendar, stabilising: file.stabilising })) continue;
    const rows = views.filter((view) => countOf(view, now) !== null).toSorted(byDue);
    const isForAll = members !== null && [...members].every((id) => accessLevel(file, id, today) !== null);
    if (!isForAll) {
      for (const view of rows) digest.withheld[countOf(view, now) ?? "overdue"] += 1;
    } else if (rows.length > 0) {
      digest.cases.push({ file, rows });
    }
  }
  return digest;
}

export const isEmptyRoomDigest = ({ cases, withheld }: RoomDigest): boolean =>
  cases.length === 0 && withheld.overdue + withheld.dueToday + withheld.dueSoon === 0;

type Count = keyof RoomDigest["withheld"];

const COUNTED: Record<Standing["kind"], Count | null> = {
  overdue: "overdue",
  "due today": "dueToday",
  "due soon": "dueSoon",
  "on track": null,
};

function countOf({ action, calendar }: ActionView, now: Date): Count | null {
  const isWork = action.status === "proposed" || action.status === "open" || action.status === "blocked";
  return isWork && action.due ? COUNTED[dueStanding(action.due, now, calendar).kind] : null;
}

const byDue = (a: ActionView, b: ActionView): number => dueAt(a) - dueAt(b) || a.action.number - b.action.number;
const dueAt = ({ action }: ActionView): number => (action.due ? dueInstant(action.due).getTime() : 0);
