import type { Command } from "../core/command.ts";
import { dayLabel, momentLabel } from "../core/due.ts";
import { holeWords } from "../core/ladder-holes.ts";
import type { ThresholdWaits } from "../core/threshold-review.ts";
import { MESSAGE_WORDS, reasonInWords } from "../core/unreached.ts";
import type { Undelivered, Weekly } from "../core/weekly.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { type Group, groupsOf } from "./groups.ts";
import { nameOnly } from "./person-view.ts";
import { capitalised, joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

type WeeklyCase = Weekly["cases"][number];
/** A group of rows to press, or of lines to read. */
type Part = Group & { lines: string[] };

interface Weeks {
  day: Day;
  /** Whose summary it is, where the reader stands in for them. */
  lead: string | null;
  why: Line[];
  how: "sent" | "asked";
}

/** What a lead has to look after this week, a case after the other. A press on a row makes it again, so that the others stay. */
export function weeklyCard(context: CardContext, weekly: Weekly, { day, lead, why, how }: Weeks): Card {
  const telling = tell(context);
  const again: Command = { do: "weekly", ...(lead !== null && { lead }) };
  const data = {
    title: joinParts(["The cases you lead", `week of ${dayLabel(day)}`]),
    status: weeklyCounts(weekly),
    groups: weekly.cases.flatMap((each) => partsOf(telling, each, again)),
    why,
  };
  return fillCard("weekly", data, telling, how === "asked" ? again : undefined);
}

const SECTIONS = [
  ["overdue", "Overdue"],
  ["blocked", "Blocked"],
  ["quiet", "No update for 14 days"],
  ["evidenceWaiting", "Evidence waiting"],
] as const satisfies [keyof WeeklyCase, string][];

function partsOf(telling: Telling, each: WeeklyCase, again: Command): Part[] {
  const { file, withoutCover, gaps, thresholds, undelivered } = each;
  const rows = SECTIONS.flatMap(([name, heading]) => groupsOf(telling, heading, each[name], { again }));
  const lines: [string, string[]][] = [
    ["Roles without cover", withoutCover],
    ["Gaps in the ladder", gapLines(telling, file, gaps)],
    ["Thresholds", thresholds.map((one) => thresholdLine(file, one))],
    ["Messages that did not arrive", undelivered.map((one) => undeliveredLine(telling, each, one))],
  ];
  return [
    ...rows.map((group) => ({ ...group, lines: [] })),
    ...lines
      .filter(([, said]) => said.length > 0)
      .map(([heading, said]) => ({ heading: `${heading} · ${file.ref}`, rows: [], lines: said })),
  ];
}

/** Each gap, and then the one way to mend them. */
function gapLines({ now }: Telling, file: WeeklyCase["file"], gaps: WeeklyCase["gaps"]): string[] {
  const today = dayOf(now, file.timeZone);
  const lines = gaps.map((gap) => `${capitalised(holeWords(gap, today))}.`);
  return lines.length > 0
    ? [...lines, `Have somebody named on the partner map, or change the ladder: mdt ladder ${file.ref} change`]
    : [];
}

function thresholdLine(file: WeeklyCase["file"], waits: ThresholdWaits): string {
  if (waits.kind === "review")
    return `The review of version ${waits.version} was due on ${dayLabel(waits.dueDay)}: mdt threshold ${file.ref} review`;
  const people = new Intl.ListFormat("en-GB").format(waits.waiting.map((id) => nameOnly(file, id)));
  return `Version ${waits.version} has waited since ${dayLabel(waits.since)} for ${people} to agree: mdt threshold ${file.ref}`;
}

function undeliveredLine(telling: Telling, { file }: WeeklyCase, { personId, what, at, reason, ref }: Undelivered): string {
  const who = personId === null ? "A room" : nameOnly(file, personId);
  return `${joinParts([ref, momentLabel(at, zoneOf(telling, file)), `${who}: ${MESSAGE_WORDS[what]}`])}. ${capitalised(reasonInWords(reason, personId === null ? "room" : "person"))}.`;
}

/** Counts in one line, over all cases. */
function weeklyCounts({ cases }: Weekly): string {
  const sum = (of: (each: WeeklyCase) => readonly unknown[]): number => cases.reduce((total, each) => total + of(each).length, 0);
  const roles = sum(({ withoutCover }) => withoutCover);
  const gaps = sum((each) => each.gaps);
  const waiting = sum(({ thresholds }) => thresholds);
  const lost = sum(({ undelivered }) => undelivered);
  const counts: [number, string][] = [
    [sum(({ overdue }) => overdue), "overdue"],
    [sum(({ blocked }) => blocked), "blocked"],
    [sum(({ quiet }) => quiet), "without an update for 14 days"],
    [sum(({ evidenceWaiting }) => evidenceWaiting), "with evidence waiting"],
    [roles, roles === 1 ? "role without cover" : "roles without cover"],
    [gaps, gaps === 1 ? "gap in the ladder" : "gaps in the ladder"],
    [waiting, waiting === 1 ? "agreement or review of thresholds waiting" : "agreements or reviews of thresholds waiting"],
    [lost, lost === 1 ? "message did not arrive" : "messages did not arrive"],
  ];
  return joinParts(counts.map(([count, what]) => (count > 0 ? `${count} ${what}` : null))) || "Nothing needs looking after.";
}
