import type { Place } from "../core/case-file.ts";
import { dayLabel, dueStanding } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import type { RoomDigest } from "../core/room-digest.ts";
import type { Card } from "./card.ts";
import { joinParts, roomLine } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

type Counts = RoomDigest["withheld"];

/**
 * What a room may read of what is due: the line that a mixed room reads, whoever is in it. Of cases that somebody here may not see
 * there are numbers, and not which cases they are.
 */
export function roomDigestCard(digest: RoomDigest, room: { now: Date; room: Pick<Place, "platform" | "workspace"> }): Card {
  const everybody: CardContext = { ...room, reader: "" };
  const { day, cases, withheld } = digest;
  const listed = countsOf(
    cases.flatMap(({ rows }) => rows),
    room.now,
  );
  const total: Counts = {
    overdue: listed.overdue + withheld.overdue,
    dueToday: listed.dueToday + withheld.dueToday,
    dueSoon: listed.dueSoon + withheld.dueSoon,
  };
  const isCut = cases.length > 0 && countWords(withheld) !== "";
  const data = {
    title: joinParts(["Actions in this room", dayLabel(day)]),
    status: countWords(total),
    groups: cases.map(({ file, rows }) => ({
      heading: joinParts([file.ref, countWords(countsOf(rows, room.now))]),
      lines: rows.map((view) => roomLine(everybody, view)),
    })),
    withheld: isCut ? [`Not listed here: ${countWords(withheld)}.`] : [],
  };
  return fillCard("room-digest", data, tell(everybody));
}

function countsOf(rows: readonly ActionView[], now: Date): Counts {
  const counts: Counts = { overdue: 0, dueToday: 0, dueSoon: 0 };
  for (const { action, calendar } of rows) {
    const name = action.due && COUNTED[dueStanding(action.due, now, calendar).kind];
    if (name) counts[name] += 1;
  }
  return counts;
}

const COUNTED = { overdue: "overdue", "due today": "dueToday", "due soon": "dueSoon", "on track": null } as const;

/** `2 overdue · 1 due today`, "" where there is nothing. */
const countWords = ({ overdue, dueToday, dueSoon }: Counts): string =>
  joinParts([
    overdue > 0 ? `${overdue} overdue` : null,
    dueToday > 0 ? `${dueToday} due today` : null,
    dueSoon > 0 ? `${dueSoon} due soon` : null,
  ]);
