import { addHours } from "date-fns/addHours";
import { max } from "date-fns/max";
import { startOfMinute } from "date-fns/startOfMinute";
import { dueLabel, momentLabel } from "../core/due.ts";
import { instantAt, wallTime } from "../core/wall-time.ts";
import { addDays, type Calendar, type Day, dayOf } from "../core/working-day.ts";
import { pastWallTimeAt } from "./past-moment.ts";

export type ReadEnd = { kind: "at"; at: Date } | { kind: "wrong"; message: string };

/** A time without its day is on the day of the start, or in the night after it: no meeting lasts longer. */
const LONGEST_HOURS = 12;

/** When a meeting ended that nobody ended then: `at 15:05`, `yesterday at 15:05`. Not before its start, and not after now. */
export function readMeetingEnd(
  said: string,
  { openedAt, now, calendar: { timeZone } }: { openedAt: Date; now: Date; calendar: Calendar },
): ReadEnd {
  const words = said.trim().replace(/\.$/, "");
  const found = pastWallTimeAt(words, 0, dayOf(now, timeZone));
  if (found?.kind === "wrong") return { kind: "wrong", message: found.message };
  if (!found || found.end < words.length) return { kind: "wrong", message: "write when it ended as a time of day." };
  const { time } = found;
  const day = found.day ?? dayWithout(time, openedAt, timeZone);
  const at = instantAt(day, time, timeZone);
  const label = dueLabel({ day, time });
  if (wallTime(at, timeZone).time !== time)
    return { kind: "wrong", message: `${label} does not exist: the clocks go forward past it.` };
  // Nobody says the seconds of a start.
  if (at < startOfMinute(openedAt))
    return { kind: "wrong", message: `${label} is before the meeting started, ${momentLabel(openedAt, timeZone)}.` };
  if (at > now) return { kind: "wrong", message: `${label} has not come yet.` };
  return { kind: "at", at: max([at, openedAt]) };
}

function dayWithout(time: string, openedAt: Date, timeZone: string): Day {
  const day = dayOf(openedAt, timeZone);
  const next = addDays(day, 1);
  const isNextNight = instantAt(day, time, timeZone) < startOfMinute(openedAt);
  return isNextNight && instantAt(next, time, timeZone) <= addHours(openedAt, LONGEST_HOURS) ? next : day;
}
